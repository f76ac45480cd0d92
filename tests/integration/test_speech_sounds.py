import os
import subprocess
import sys
from array import array
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy
import pytest

from counter_server.protocol.branch_file import load_branch
from display.screen.engine import ASSETS
from display.speech.announcers import announcers_of
from display.speech.calls import call_utterance, usual_calls
from display.speech.chime import PEAK, SILENCE_SECONDS, chime
from display.speech.loudness import SPEECH_DB, decibels, gain_of, loudness, peak
from display.speech.recording import LEAD_SECONDS, TAIL_SECONDS, Studio
from display.speech.sentence_sound import NotRecorded
from display.speech.sound import RATE, Sound, Unsound, read_wav, silence, trimmed, wav_seconds, write_wav
from display.speech.sound_folder import SoundFolder
from display.speech.synthesis import Engine, VoiceMissing
from display.speech.utterance import Fault, Pauses, Sentence, Utterance
from display.speech.volume import VolumeKnob
from tests.server import ROOT
from tests.sound import Samples

CHIME = ASSETS / "sounds" / "chime.wav"
BRANCH = load_branch(ASSETS / "branch.toml")
WORDS = Sentence("Nomor antrean | A | nol nol satu || silakan menuju loket dua", "id")
ONCE = Utterance((WORDS,), times=1)
FULL_SCALE = 32767


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    return Studio(tmp_path_factory.mktemp("speech"), CHIME)


def loudest(sound: Sound, start: float = 0.0, end: float | None = None) -> int:
    part = sound.samples[round(start * RATE) : None if end is None else round(end * RATE)]
    return max(abs(sample) for sample in part)


def steepest(sound: Sound) -> int:
    return max(abs(b - a) for a, b in pairwise(sound.samples))


def silences(sound: Sound, shortest: float) -> list[tuple[int, int]]:
    """Where nothing at all sounds for so many seconds: first sample and the one after the last."""
    edges = [i for i, (a, b) in enumerate(pairwise([1, *sound.samples, 1])) if (a == 0) != (b == 0)]
    found = [*zip(edges[::2], edges[1::2], strict=True)]
    return [(start, end) for start, end in found if end - start >= shortest * RATE]


def test_the_committed_chime_is_the_one_the_command_makes() -> None:
    made, committed = chime().samples, read_wav(CHIME).samples
    assert len(made) == len(committed)
    assert max(abs(a - b) for a, b in zip(made, committed, strict=True)) <= 1  # sines may differ in the last bit


def test_the_chime_neither_clips_nor_clicks_and_ends_in_silence() -> None:
    sound = read_wav(CHIME)
    assert loudest(sound) == pytest.approx(PEAK * FULL_SCALE, abs=2)
    assert decibels(PEAK) < -3
    assert loudest(sound, 0.0, 0.0002) < 600
    assert loudest(sound, sound.seconds - SILENCE_SECONDS) == 0
    highest = 2 * 3.1416 * 659.26 * 4.2 / RATE  # no partial can rise faster than its own frequency allows
    assert steepest(sound) < highest * PEAK * FULL_SCALE


def test_the_chime_is_two_notes_a_third_apart_and_a_little_louder_than_the_voice() -> None:
    samples = numpy.array(read_wav(CHIME).samples, dtype=float)
    assert note(samples[round(0.05 * RATE) : round(0.33 * RATE)]) == pytest.approx(659.26, abs=2)
    assert note(samples[round(0.40 * RATE) : round(1.20 * RATE)]) == pytest.approx(523.25, abs=2)
    assert SPEECH_DB < loudness(read_wav(CHIME)) < SPEECH_DB + 2


def note(samples: Samples) -> float:
    """The frequency of its strongest tone."""
    spectrum = numpy.abs(numpy.fft.rfft(samples * numpy.hanning(len(samples)), 1 << 17))
    return float(numpy.argmax(spectrum)) * RATE / (1 << 17)


def test_a_call_is_chime_silence_and_its_parts_with_the_pauses_the_branch_wants(studio: Studio) -> None:
    pauses = Pauses(chime=0.5, short=0.25, long=0.6, repeat=1.5)
    twice = read_wav(studio.record(Utterance((WORDS,), times=2, pauses=pauses)).wav)
    found = silences(twice, 0.1)
    wanted = [0.5, *[0.25, 0.25, 0.6], 1.5, *[0.25, 0.25, 0.6], TAIL_SECONDS]
    assert [round((end - start) / RATE, 2) for start, end in found] == pytest.approx(wanted, abs=0.012)
    bell = trimmed(read_wav(CHIME)).samples
    start = round(LEAD_SECONDS * RATE)
    assert twice.samples[start : start + len(bell)] == bell
    first, again = (twice.samples[found[after][1] : found[before][0]] for after, before in ((0, 4), (4, 8)))
    assert 3.0 < len(first) / RATE < 8.0
    assert first == again


def test_a_recording_does_not_clip_and_neither_its_joins_nor_its_ends_click(studio: Studio) -> None:
    twice = read_wav(studio.record(Utterance((WORDS,), times=2)).wav)
    assert 8_000 < loudest(twice) <= FULL_SCALE * 10 ** (-2 / 20) + 2
    assert twice.samples[0] == twice.samples[-1] == 0
    for start, end in silences(twice, 0.1):
        for join in (start, end):
            around = twice.samples[max(0, join - 8) : join + 8]
            assert max(abs(b - a) for a, b in pairwise(around)) < 100, join / RATE


def test_a_voice_is_as_loud_as_every_other(studio: Studio) -> None:
    english = Sentence("Queue number | A | zero zero one || please go to counter two", "en")
    short = Sentence("A", "id")
    for sentence in (WORDS, english, short):
        alone = studio.record(Utterance((sentence,), times=1, chime=False))
        assert loudness(read_wav(alone.wav)) == pytest.approx(SPEECH_DB, abs=0.5), sentence


def test_turned_down_the_same_call_is_softer_by_as_much_and_not_shorter(studio: Studio, tmp_path: Path) -> None:
    full, soft = (read_wav(studio.record(Utterance((WORDS,), times=1, volume=percent)).wav) for percent in (100, 40))
    assert len(full.samples) == len(soft.samples)
    assert peak(soft) == pytest.approx(peak(full) * gain_of(40), abs=1)
    turned = Studio(tmp_path / "speech", CHIME)
    VolumeKnob(tmp_path).turn(40)  # what is set at the machine goes before the branch's table
    assert peak(read_wav(turned.record(ONCE).wav)) == pytest.approx(peak(soft), rel=0.05)
    VolumeKnob(tmp_path).turn(None)
    assert peak(read_wav(turned.record(ONCE).wav)) == pytest.approx(peak(full), rel=0.05)


@pytest.mark.parametrize("written, volume", [("60\n", 60), ("5", 10), ("300", 100), ("loud", None), ("", None)])
def test_whatever_lies_in_the_file_of_the_volume_a_call_is_heard(
    tmp_path: Path, written: str, volume: int | None
) -> None:
    (tmp_path / "volume").write_text(written)
    assert VolumeKnob(tmp_path).read() == volume
    with pytest.raises(ValueError, match="10 to 100"):
        VolumeKnob(tmp_path).turn(101)


def test_a_technician_turns_the_machine_down_by_a_command_and_leaves_it_to_the_branch_again(tmp_path: Path) -> None:
    def turned(to: str) -> int:
        words = [sys.executable, "-m", "display.speech", "--volume", to, "--data", str(tmp_path)]
        return subprocess.run(words, cwd=ROOT, stderr=subprocess.DEVNULL, check=False).returncode

    assert [turned("60"), VolumeKnob(tmp_path).read()] == [0, 60]
    assert [turned("loud"), turned("0"), VolumeKnob(tmp_path).read()] == [2, 2, 60]
    assert [turned("auto"), VolumeKnob(tmp_path).read()] == [0, None]


def test_a_slower_rate_takes_longer(studio: Studio) -> None:
    slow, fast = (studio.record(Utterance((WORDS,), times=1, rate=rate)).seconds for rate in (120, 170))
    assert slow > fast * 1.15


def test_what_was_said_before_is_not_made_again(tmp_path: Path) -> None:
    first = Studio(tmp_path, CHIME).record(ONCE)
    made = first.wav.stat().st_ino
    files = sorted(tmp_path.iterdir())
    assert Studio(tmp_path, CHIME).record(ONCE) == first
    assert first.wav.stat().st_ino == made
    assert sorted(tmp_path.iterdir()) == files


def test_of_a_call_nobody_has_said_before_only_the_number_is_still_to_be_made(tmp_path: Path) -> None:
    studio, settings = Studio(tmp_path, CHIME), replace(BRANCH.voice, rate=140)
    whom = announcers_of(BRANCH, ASSETS)
    assert studio.attempt([usual_calls(settings, whom)]) == ""
    while studio.prepare():
        pass
    before = set(tmp_path.iterdir())
    studio.record(call_utterance(settings, whom, "K-739", "bantuan", 2))
    number, call = sorted(set(tmp_path.iterdir()) - before, key=lambda path: path.stat().st_size)
    assert wav_seconds(number) < 3 < wav_seconds(call)
    studio.attempt([usual_calls(settings, whom)])
    assert studio.prepare() is False


def test_a_file_cut_short_by_a_power_cut_is_made_again(tmp_path: Path) -> None:
    whole = Studio(tmp_path, CHIME).record(ONCE)
    size = whole.wav.stat().st_size
    for path in tmp_path.iterdir():
        os.truncate(path, 1000)
    assert Studio(tmp_path, CHIME).record(ONCE).wav.stat().st_size == pytest.approx(size, rel=0.02)


def test_the_longest_unused_sounds_are_given_up_first(tmp_path: Path) -> None:
    folder = SoundFolder(tmp_path, limit_bytes=70_000)
    tone = Sound(array("h", [1000] * 15_000))
    oldest, old = folder.keep(tone, "oldest"), folder.keep(tone, "old")
    os.utime(oldest, (1, 1))
    os.utime(old, (2, 2))
    assert folder.find("oldest") == oldest  # used again: now the newest
    folder.keep(tone, "new")
    assert folder.find("old") is None
    newest = folder.keep(tone, "newest")
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 70_000
    assert newest.exists()


def test_a_folder_that_cannot_be_written_to_does_not_silence_the_wall(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    spare = tmp_path / "spare"
    recording = Studio(blocked / "speech", CHIME, spare=spare).record(ONCE)
    assert recording.wav.parent == spare
    assert wav_seconds(recording.wav) == recording.seconds


def test_a_full_disk_does_not_silence_the_wall_and_room_is_used_again(tmp_path: Path) -> None:
    folder, spare = tmp_path / "speech", tmp_path / "spare"
    studio = Studio(folder, CHIME, spare=spare)
    folder.mkdir()
    part = SoundFolder(folder).part()
    part.symlink_to("/dev/full")
    assert studio.record(ONCE).wav.parent == spare
    part.symlink_to("/dev/full")  # the first one was taken away with the try
    assert studio.attempt(["id"]).startswith("cache_unwritable")
    assert studio.attempt(["id"]) == ""
    assert studio.record(Utterance((WORDS,), times=2)).wav.parent == folder


def test_no_folder_at_all_is_said_at_once_and_does_not_hang(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    studio = Studio(blocked / "speech", CHIME, spare=blocked / "spare")
    with pytest.raises(NotRecorded) as refused:
        studio.record(ONCE)
    assert refused.value.outcome.fault is Fault.CACHE_UNWRITABLE
    blocked.unlink()
    assert studio.record(ONCE).seconds > 4  # repaired: spoken again


def test_an_unknown_voice_is_named(studio: Studio) -> None:
    with pytest.raises(NotRecorded, match="klingon") as refused:
        studio.record(Utterance((Sentence("nuqneH", "klingon"),), times=1))
    assert refused.value.outcome.fault is Fault.VOICE_MISSING


def test_a_second_language_without_a_voice_leaves_the_first_spoken(studio: Studio) -> None:
    alone = studio.record(ONCE)
    both = studio.record(Utterance((WORDS, Sentence("nuqneH", "klingon")), times=1))
    assert both.seconds == alone.seconds
    assert both.remark.startswith("voice_missing")


def test_a_missing_chime_leaves_the_words(tmp_path: Path) -> None:
    recording = Studio(tmp_path, tmp_path / "no.wav").record(ONCE)
    assert recording.seconds > 4
    assert "no chime" in recording.remark


def test_the_voice_asked_for_is_the_one_that_speaks(tmp_path: Path) -> None:
    engine = Engine()
    assert engine.voice("id").endswith("/id")
    english = engine.record(Sentence("Nol satu dua tiga", "en"), 125, tmp_path / "en.wav")
    indonesian = engine.record(Sentence("Nol satu dua tiga", "id"), 125, tmp_path / "id.wav")
    assert english.samples != indonesian.samples
    with pytest.raises(VoiceMissing):
        engine.voice("")


def test_only_whole_wav_files_of_our_form_are_taken_for_sounds(tmp_path: Path) -> None:
    path = tmp_path / "sound.wav"
    for content in (b"", b"RIFF", b"no sound at all, only words"):
        path.write_bytes(content)
        with pytest.raises(Unsound):
            read_wav(path)
        with pytest.raises(Unsound):
            wav_seconds(path)
    write_wav(silence(0.0), path)
    with pytest.raises(Unsound, match="no frames"):
        read_wav(path)
