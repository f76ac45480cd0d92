"""The voice through a real sound server: what leaves the loudspeaker's side is compared with the WAV asked for."""

from pathlib import Path

import numpy
import pytest

from counter_server.protocol.phrases import Word
from display.speech.speaker import Speaker
from display.speech.utterance import Fault, NotSpoken, Recorded, Sentence, Spoken, Utterance
from tests.recorded_folder import record
from tests.sound import NullSink, likeness, null_sink, samples_of

__all__ = ["null_sink"]

CHIME = Path(__file__).resolve().parents[2] / "assets" / "sounds" / "chime.wav"
CALL = Utterance((Sentence("Nomor antrean | A | nol nol satu || silakan menuju loket dua", "id"),), times=1)
OTHER = Utterance(
    (Sentence("Nomor antrean | be | tiga tujuh lima || silakan menuju meja bantuan satu", "id"),), times=1
)
SHORT = Utterance((Sentence("loket dua", "id"),), times=1, chime=False)


def test_what_is_heard_in_the_hall_is_the_call_that_was_asked_for(null_sink: NullSink, tmp_path: Path) -> None:
    speaker = Speaker(data=tmp_path, chime=CHIME, player="auto")
    try:
        with null_sink.recording() as recorder:
            told = speaker.speak(CALL).result(60)
            recorder.wait_for(0.5)
        other = Speaker(data=tmp_path, chime=CHIME, player="none")
        unasked = other.speak(OTHER).result(60)
        other.close()
    finally:
        speaker.close()
    assert isinstance(told, Spoken), told
    assert isinstance(unasked, Spoken), unasked
    bell = len(samples_of(CHIME))
    assert likeness(recorder.samples, samples_of(told.wav)) >= 0.9
    assert likeness(recorder.samples, samples_of(told.wav)[bell:]) >= 0.9
    assert likeness(recorder.samples, samples_of(unasked.wav)[bell:]) < 0.5


def test_recorded_words_are_heard_as_they_were_joined_and_as_loud_as_the_branch_wants(
    null_sink: NullSink, tmp_path: Path
) -> None:
    words = [Word(text, text) for text in ("loket", "dua", "tiga")]
    record(tmp_path / "recorded", words, rate=48_000)
    said = Recorded(str(tmp_path / "recorded"), ("loket", "|", "tiga"), tuple(word.stem for word in words))
    call = Utterance((Sentence("loket dua", "id", said),), times=1, chime=False)
    speaker = Speaker(data=tmp_path, chime=CHIME, player="auto")
    heard: list[float] = []
    try:
        computer = speaker.speak(SHORT).result(60)
        assert isinstance(computer, Spoken)
        for percent in (None, 50):
            speaker.set_volume(percent)
            with null_sink.recording() as recorder:
                told = speaker.speak(call).result(60)
                recorder.wait_for(0.5)
            assert isinstance(told, Spoken), told
            assert told.remark == ""
            assert likeness(recorder.samples, samples_of(told.wav)) >= 0.9
            assert likeness(recorder.samples, samples_of(computer.wav)) < 0.7
            heard.append(float(numpy.abs(recorder.samples).max()))
    finally:
        speaker.close()
    assert heard[1] / heard[0] == pytest.approx(10 ** (-10 / 20), abs=0.03)


def test_a_sound_server_that_goes_and_comes_back_costs_only_the_calls_meanwhile(
    null_sink: NullSink, tmp_path: Path
) -> None:
    speaker = Speaker(data=tmp_path, chime=CHIME, player="paplay")
    try:
        assert speaker.speak(SHORT).result(60).ok
        null_sink.stop()
        silent = speaker.speak(SHORT).result(60)
        assert isinstance(silent, NotSpoken)
        assert silent.fault is Fault.NO_DEVICE
        null_sink.start()
        with null_sink.recording() as recorder:
            told = speaker.speak(SHORT).result(60)
            recorder.wait_for(0.5)
        assert isinstance(told, Spoken), told
        assert likeness(recorder.samples, samples_of(told.wav)) >= 0.9
    finally:
        speaker.close()


def test_the_ears_of_these_tests_tell_silence_from_sound() -> None:
    tone = numpy.sin(numpy.arange(2000) * 0.3) * 9000
    assert likeness(numpy.zeros(5000), tone) == 0.0
    assert likeness(numpy.concatenate([numpy.zeros(700), tone, numpy.zeros(900)]), tone) > 0.999
