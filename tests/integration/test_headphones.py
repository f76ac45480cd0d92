"""Headphones, noticed: what the kernel writes for a jack's switch, and its list of sound cards, in files of our own."""

import os
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue

import pytest

from kiosk.headphones import EVENT, Headphones, Places, Plug, QuietHeadphones, headphones_of, jack_in, usb_cards

DEVICES = """I: Bus=0019 Vendor=0000 Product=0003 Version=0000
N: Name="Sleep Button"
P: Phys=PNP0C0E/button/input0
H: Handlers=kbd event1
B: EV=3
B: KEY=4000 0 0

I: Bus=0019 Vendor=0000 Product=0005 Version=0000
N: Name="Lid Switch"
H: Handlers=event2
B: EV=21
B: SW=1

I: Bus=0000 Vendor=0000 Product=0000 Version=0000
N: Name="HDA Intel PCH Mic"
H: Handlers=event11
B: EV=21
B: SW=10

I: Bus=0000 Vendor=0000 Product=0000 Version=0000
N: Name="HDA Intel PCH Front Headphone"
P: Phys=ALSA
S: Sysfs=/devices/pci0000:00/0000:00:1f.3/sound/card0/input12
H: Handlers=event12
B: PROP=0
B: EV=21
B: SW=4
"""
"""As a desktop PC of 2019 lists its devices; a word of `B: SW=` holds 64 switches, the last word the first ones."""

BUILT_IN = """ 0 [PCH            ]: HDA-Intel - HDA Intel PCH
                      HDA Intel PCH at 0xf7d10000 irq 32
"""
SPEAKER = """ 1 [Device         ]: USB-Audio - USB Audio Device
                      C-Media Electronics Inc. USB Audio Device at usb-0000:00:14.0-4, full speed
"""
HEADSET = """ 2 [Headset        ]: USB-Audio - Logi USB Headset
                      Logitech Inc Logi USB Headset at usb-0000:00:14.0-2, full speed
"""
SYNCHRONISED, SWITCH, LID = 0, 5, 0
PATIENCE = 10.0


def whole(file: Path, text: str) -> None:
    fresh = file.with_suffix(".fresh")
    fresh.write_text(text)
    fresh.replace(file)


class Linux:
    """The files the kernel would fill, and what the door made of them."""

    def __init__(self, folder: Path) -> None:
        self.places = Places(devices=folder / "devices", inputs=folder / "input", cards=folder / "cards")
        self.places.inputs.mkdir()
        self.jack = self.places.inputs / "event12"
        os.mkfifo(self.jack)
        self.places.devices.write_text(DEVICES)
        self.places.cards.write_text(BUILT_IN)
        self._pipe = os.open(self.jack, os.O_RDWR)
        self.told: SimpleQueue[tuple[Plug, bool]] = SimpleQueue()

    def switches(self, code: int, value: int) -> bytes:
        """What comes through the device: the switch, and the mark that the report is whole."""
        seconds = int(time.time())
        return EVENT.pack(seconds, 0, SWITCH, code, value) + EVENT.pack(seconds, 0, SYNCHRONISED, 0, 0)

    def lists(self, cards: str) -> None:
        """The sound cards; whole, as the kernel's files always are."""
        whole(self.places.cards, cards)

    def knows(self, devices: str) -> None:
        """The devices."""
        whole(self.places.devices, devices)

    def send(self, data: bytes) -> None:
        os.write(self._pipe, data)

    def tell(self, plug: Plug, fresh: bool) -> None:
        self.told.put((plug, fresh))

    def next(self) -> tuple[Plug, bool]:
        return self.told.get(timeout=PATIENCE)

    def close(self) -> None:
        if self._pipe >= 0:
            os.close(self._pipe)
            self._pipe = -1


@pytest.fixture
def linux(tmp_path: Path) -> Iterator[Linux]:
    machine = Linux(tmp_path)
    yield machine
    machine.close()


@pytest.fixture
def watched(linux: Linux) -> Iterator[Callable[..., Headphones]]:
    with ExitStack() as stack:

        def watch(device: str = "auto") -> Headphones:
            headphones = Headphones(device, places=linux.places, look_every=0.02)
            stack.callback(headphones.stop)
            headphones.start(linux.tell)
            return headphones

        yield watch


def test_the_jack_is_the_device_with_a_switch_for_headphones() -> None:
    assert jack_in(DEVICES) == "event12"
    assert jack_in(DEVICES.replace("SW=4", "SW=10")) == ""
    assert jack_in(DEVICES.replace("SW=4", "SW=1 0000000000000014")) == "event12"
    assert jack_in("") == ""


def test_only_cards_on_usb_count() -> None:
    assert usb_cards(BUILT_IN + SPEAKER + HEADSET) == {"Device", "Headset"}
    assert usb_cards(BUILT_IN) == usb_cards("--- no soundcards ---\n") == frozenset()


def test_a_record_of_the_kernel_is_read_as_it_lays_them_out() -> None:
    """Two machine words of time, then type, code and value: 24 bytes where a word has 64 bits."""
    assert EVENT.size == 2 * struct.calcsize("l") + 8


def test_a_plug_in_the_jack_is_told_and_is_private(linux: Linux, watched: Callable[..., Headphones]) -> None:
    watched()
    linux.send(linux.switches(2, 1))
    assert linux.next() == (Plug(True, private=True), True)
    linux.send(linux.switches(2, 0))
    assert linux.next() == (Plug(False), True)


def test_other_switches_and_what_is_told_twice_are_passed_over(
    linux: Linux, watched: Callable[..., Headphones]
) -> None:
    watched()
    lid = linux.switches(LID, 0)
    linux.send(linux.switches(2, 1) + lid + linux.switches(2, 1) + lid + linux.switches(2, 0))
    assert [linux.next()[0].inserted for _ in range(2)] == [True, False]
    linux.lists(BUILT_IN + HEADSET)
    assert linux.next() == (Plug(True, private=False), True)


def test_a_card_that_comes_on_usb_is_told_and_what_was_there_is_not(
    linux: Linux, watched: Callable[..., Headphones]
) -> None:
    linux.lists(BUILT_IN + SPEAKER)
    watched()
    linux.lists(BUILT_IN + SPEAKER + HEADSET)
    assert linux.next() == (Plug(True, private=False), True)
    linux.lists(BUILT_IN + SPEAKER)
    assert linux.next() == (Plug(False), True)


def test_a_device_that_goes_takes_its_headphones_along(linux: Linux, watched: Callable[..., Headphones]) -> None:
    watched()
    linux.send(linux.switches(2, 1))
    assert linux.next()[0].inserted
    linux.jack.unlink()
    linux.knows("")
    linux.close()  # the end of the file: what a device that was pulled out gives
    assert linux.next() == (Plug(False), True)


def test_a_device_that_comes_later_is_found(linux: Linux, watched: Callable[..., Headphones]) -> None:
    linux.knows("")
    watched()
    linux.knows(DEVICES)
    linux.send(linux.switches(2, 1))
    assert linux.next() == (Plug(True, private=True), True)


def test_a_device_that_was_named_is_all_that_is_looked_at_and_said_once_to_be_missing(
    linux: Linux, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[Plug] = []
    named = Headphones(str(tmp_path / "event99"), places=linux.places, look_every=0.02)
    named.start(lambda plug, fresh: told.append(plug))
    for cards in (BUILT_IN + HEADSET, BUILT_IN, BUILT_IN + HEADSET):  # another one looks meanwhile, again and again
        any_card = Headphones(places=linux.places, look_every=0.04)
        any_card.start(linux.tell)
        linux.lists(cards + SPEAKER)
        assert linux.next()[0].inserted
        any_card.stop()
        linux.lists(cards)
    named.stop()
    assert told == []
    (said,) = [record.getMessage() for record in caplog.records]
    assert "group input" in said


def test_the_setting_off_looks_nowhere() -> None:
    assert isinstance(headphones_of("off"), QuietHeadphones)
    assert isinstance(headphones_of("auto"), Headphones)


def test_stopping_is_prompt_and_may_be_done_twice(linux: Linux) -> None:
    headphones = Headphones(places=linux.places, look_every=60.0)
    headphones.start(linux.tell)
    headphones.stop()
    headphones.stop()
