"""The narrator on the real speaker and its worker: what is said last is said at once."""

import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import SimpleQueue

import pytest

from counter_server.protocol.device_state import PartState
from counter_server.protocol.terms import PartIs
from display.speech.narrator import Narrator, health
from display.speech.remembering import RememberingSpeaker
from display.speech.speaker import Speaker
from display.speech.utterance import Fault, NotSpoken, Sentence, Spoken

CHIME = Path(__file__).resolve().parents[2] / "assets" / "sounds" / "chime.wav"
PATIENCE = 30.0
LONG = [Sentence(f"Ini kalimat nomor {n}.", "id") for n in range(1, 5)]
LAST = Sentence("Berikutnya.", "id")


class Voice:
    """A narrator, and the states it told."""

    def __init__(self, tmp_path: Path) -> None:
        self.states: SimpleQueue[PartState] = SimpleQueue()
        self.sounds: SimpleQueue[None] = SimpleQueue()
        self.log = tmp_path / "played"
        self.log.touch()
        self._folder = tmp_path
        self._speakers: list[Speaker] = []

    def narrator(self, player: str) -> Narrator:
        return Narrator(lambda on_sound: self._speaker(player, on_sound), on_state=self.states.put)

    def player(self) -> str:
        """A program that plays for as long as a player would, and notes what it finished."""
        path = self._folder / "player"
        path.write_text(f'#!/bin/sh\nsleep 60 && echo "$1" >>{self.log}\n')
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return str(path)

    def _speaker(self, player: str, on_sound: Callable[[], None]) -> Speaker:
        def sounding() -> None:
            on_sound()
            self.sounds.put(None)

        self._speakers.append(Speaker(data=self._folder / "var", chime=CHIME, player=player, on_sound=sounding))
        return self._speakers[-1]


@pytest.fixture
def voice(tmp_path: Path) -> Iterator[Voice]:
    one = Voice(tmp_path)
    yield one
    for speaker in one._speakers:
        speaker.close()


def test_each_sentence_is_made_and_the_state_told(voice: Voice) -> None:
    narrator = voice.narrator("none")
    narrator.warm_up(["id", "en"])
    narrator.say([Sentence("Selamat datang.", "id"), Sentence("Welcome.", "en")])
    assert [voice.states.get(timeout=PATIENCE) for _ in range(3)] == [PartState(PartIs.OK)] * 3
    narrator.close()


def test_what_comes_next_cuts_off_what_is_being_said_and_drops_what_waits(voice: Voice) -> None:
    narrator = voice.narrator(voice.player())
    narrator.say(LONG)
    voice.sounds.get(timeout=PATIENCE)  # the first is being played
    narrator.hush()
    narrator.say([LAST])
    voice.sounds.get(timeout=PATIENCE)  # the next sound is the last sentence's, none of those that waited
    narrator.close()
    assert voice.log.read_text() == ""


def test_a_voice_that_is_not_there_is_told(voice: Voice) -> None:
    narrator = voice.narrator("none")
    narrator.warm_up(["klingon"])
    assert voice.states.get(timeout=PATIENCE) == PartState(PartIs.FAILED, "voice_missing")
    narrator.close()
    narrator.close()


def test_nothing_is_started_before_it_is_wanted() -> None:
    made: list[RememberingSpeaker] = []

    def make(on_sound: Callable[[], None]) -> RememberingSpeaker:
        made.append(RememberingSpeaker())
        return made[-1]

    narrator = Narrator(make)
    narrator.tune(rate=200, volume=55)
    narrator.hush()
    narrator.close()
    assert made == []
    narrator.say([LAST])
    assert (made[0].said[0].rate, made[0].said[0].volume) == (200, 55)
    assert (made[0].said[0].chime, made[0].said[0].times) == (False, 1)


def test_a_fault_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    speaker = RememberingSpeaker(outcome=NotSpoken(Fault.NO_DEVICE, "no sound card"))
    narrator = Narrator(lambda on_sound: speaker)
    narrator.say(LONG)
    assert len(caplog.records) == 1
    speaker.outcome = Spoken(Path("said.wav"), 1.0)
    narrator.say(LONG)
    speaker.outcome = NotSpoken(Fault.NO_DEVICE, "no sound card")
    narrator.say(LONG)
    assert len(caplog.records) == 2


def test_silence_that_was_wanted_is_no_fault() -> None:
    states: list[PartState] = []
    speaker = RememberingSpeaker(outcome=NotSpoken(Fault.INTERRUPTED))
    Narrator(lambda on_sound: speaker, on_state=states.append).say(LONG)
    assert states == []
    assert health(Spoken(Path("a.wav"), 1.0, remark="cache_unwritable: /var")).state is PartIs.WARNING


class Slow(RememberingSpeaker):
    """A speaker whose order goes out a moment after it was taken up: an interruption in between finds nothing."""

    def __init__(self, on_sound: Callable[[], None]) -> None:
        super().__init__(waits=True)
        self._on_sound = on_sound
        self._sounding = False

    def take_up(self) -> None:
        assert self._open[0].set_running_or_notify_cancel()

    def sound(self) -> None:
        self._sounding = True
        self._on_sound()

    def interrupt(self) -> None:
        self.interrupted += 1
        if self._sounding:
            self.finish(NotSpoken(Fault.INTERRUPTED))


def test_a_sentence_given_up_before_its_order_went_out_is_silenced_when_it_sounds() -> None:
    made: list[Slow] = []

    def make(on_sound: Callable[[], None]) -> Slow:
        made.append(Slow(on_sound))
        return made[-1]

    narrator = Narrator(make)
    narrator.say([LAST])
    made[0].take_up()
    narrator.hush()
    assert (made[0].interrupted, len(made[0]._open)) == (1, 1)
    sound = threading.Thread(target=made[0].sound)
    sound.start()
    sound.join()
    assert (made[0].interrupted, len(made[0]._open)) == (2, 0)
