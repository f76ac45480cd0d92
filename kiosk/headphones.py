"""Whether headphones are plugged in: the jack's own switch, as Linux tells it, and sound cards on USB that come and go.

A thread of its own looks; every path can be another, for there is no jack without hardware.
"""

import contextlib
import fcntl
import logging
import os
import re
import select
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SWITCHES = 0x05
"""`EV_SW` of linux/input-event-codes.h."""
HEADPHONE = 0x02
"""`SW_HEADPHONE_INSERT`."""
EVENT = struct.Struct("llHHi")
"""`struct input_event`: seconds, microseconds, type, code, value."""
STATE_BYTES = 8
ASK_SWITCHES = (2 << 30) | (STATE_BYTES << 16) | (ord("E") << 8) | 0x1B
"""`EVIOCGSW(STATE_BYTES)` of linux/input.h: the switches as they are now, a bit each."""
LOOK_SECONDS = 1.0
USB_CARD = re.compile(r"^\s*(\d+)\s+\[(\S+)\s*\]: USB-Audio", re.MULTILINE)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Plug:
    """`private`: nobody else hears. So it is with a jack, which silences the loudspeaker; whether the sound goes to a
    headset on USB, the sound server alone knows."""

    inserted: bool
    private: bool = False


UNPLUGGED = Plug(False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where Linux tells of jacks and cards."""

    devices: Path = Path("/proc/bus/input/devices")
    inputs: Path = Path("/dev/input")
    cards: Path = Path("/proc/asound/cards")


def jack_in(devices: str) -> str:
    """The event device with a headphone switch (`event7`) in the text of /proc/bus/input/devices; else empty."""
    for block in devices.split("\n\n"):
        switches = re.search(r"^B: SW=(.*)$", block, re.MULTILINE)
        event = re.search(r"^H: Handlers=.*\b(event\d+)\b", block, re.MULTILINE)
        words = switches.group(1).split() if switches else []
        if event and words and int(words[-1], 16) & (1 << HEADPHONE):
            return event.group(1)
    return ""


def usb_cards(cards: str) -> frozenset[str]:
    """The sound cards on USB in the text of /proc/asound/cards."""
    return frozenset(name for _, name in USB_CARD.findall(cards))


class Headphones:
    """Tells `on_change` of each plugging and unplugging, in its own thread; and of a jack that is plugged at the start,
    which is no plugging. `device`: `auto` or the path of an event device."""

    def __init__(self, device: str = "auto", *, places: Places = Places(), look_every: float = LOOK_SECONDS) -> None:
        self._device, self._places, self._every = device, places, look_every
        self._on_change: Callable[[Plug, bool], None] = lambda plug, fresh: None
        self._ended = self._end_read = -1
        self._thread = threading.Thread(target=self._run, name="headphones", daemon=True)
        self._jack = -1
        self._at_first: frozenset[str] = frozenset()
        self._in_jack = self._on_usb = False
        self._refused = ""

    def start(self, on_change: Callable[[Plug, bool], None]) -> None:
        """Begin to look. `on_change(plug, fresh)`: how it is now; not `fresh`, it was so before anybody looked."""
        self._on_change = on_change
        self._end_read, self._ended = os.pipe()
        self._at_first = usb_cards(_text(self._places.cards))
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        if self._ended < 0:
            return
        os.close(self._ended)
        self._ended = -1
        self._thread.join()
        os.close(self._end_read)

    def _run(self) -> None:
        try:
            while True:
                if self._jack < 0:
                    self._open()
                watched = [self._end_read] + ([self._jack] if self._jack >= 0 else [])
                ready, _, _ = select.select(watched, [], [], self._every)
                if self._end_read in ready:
                    return
                if self._jack in ready:
                    self._read()
                    if self._jack < 0 and select.select([self._end_read], [], [], self._every)[0]:
                        return
                self._look_at_cards()
        finally:
            self._close()

    def _open(self) -> None:
        path = Path(self._device)
        if self._device == "auto":
            found = jack_in(_text(self._places.devices))
            if not found:
                return
            path = self._places.inputs / found
        try:
            self._jack = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        except OSError as refused:
            if str(refused) != self._refused:  # said once, not each second
                log.warning("headphones are not noticed: %s (is the kiosk's user in the group input?)", refused)
            self._refused = str(refused)
            return
        self._refused = ""
        self._becomes(jack=self._switched(), fresh=False)

    def _switched(self) -> bool:
        with contextlib.suppress(OSError):
            state = fcntl.ioctl(self._jack, ASK_SWITCHES, bytes(STATE_BYTES))
            return bool(state[0] & (1 << HEADPHONE))
        return False

    def _read(self) -> None:
        try:
            told = os.read(self._jack, EVENT.size * 64)
        except BlockingIOError:
            return
        except OSError:
            told = b""
        if not told:  # the device is gone
            self._close()
            self._becomes(jack=False)
            return
        for _, _, kind, code, value in EVENT.iter_unpack(told[: len(told) - len(told) % EVENT.size]):
            if (kind, code) == (SWITCHES, HEADPHONE):
                self._becomes(jack=bool(value))

    def _close(self) -> None:
        if self._jack >= 0:
            os.close(self._jack)
            self._jack = -1

    def _look_at_cards(self) -> None:
        if self._device != "auto":
            return
        now = usb_cards(_text(self._places.cards))
        self._at_first &= now  # what was there at first is the loudspeaker's; unplugged, it may come back as anything
        self._becomes(usb=bool(now - self._at_first))

    def _becomes(self, *, jack: bool | None = None, usb: bool | None = None, fresh: bool = True) -> None:
        before = self._in_jack, self._on_usb
        self._in_jack = self._in_jack if jack is None else jack
        self._on_usb = self._on_usb if usb is None else usb
        if (self._in_jack, self._on_usb) != before:
            self._on_change(Plug(self._in_jack or self._on_usb, private=self._in_jack), fresh)


class QuietHeadphones:
    """The quiet twin: plugged in and out by a call, and where none are looked for."""

    def __init__(self) -> None:
        self._on_change: Callable[[Plug, bool], None] = lambda plug, fresh: None

    def start(self, on_change: Callable[[Plug, bool], None]) -> None:
        self._on_change = on_change

    def stop(self) -> None:
        return

    def plug(self, *, private: bool = True, fresh: bool = True) -> None:
        """Somebody puts them in; not `fresh`: they were in."""
        self._on_change(Plug(True, private=private), fresh)

    def unplug(self) -> None:
        """And takes them out."""
        self._on_change(UNPLUGGED, True)


def headphones_of(setting: str) -> Headphones | QuietHeadphones:
    """As the branch's `headphones` names them."""
    return QuietHeadphones() if setting == "off" else Headphones(setting)


def _text(path: Path) -> str:
    with contextlib.suppress(OSError):
        return path.read_text(encoding="utf-8", errors="replace")
    return ""
