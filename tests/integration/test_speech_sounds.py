import os
from array import array
from itertools import pairwise
from pathlib import Path

import pytest

from display.speech.chime import PEAK, SILENCE_SECONDS, chime
from display.speech.recording import PAUSE_SECONDS, NotRecorded, Studio
from display.speech.sound import RATE, Sound, Unsound, read_wav, silence, wav_seconds, with_soft_edges, write_wav
from display.speech.sound_folder import SoundFolder
from display.speech.synthesis import Engine, VoiceMissing
from display.speech.utterance import Fault, Sentence, Utterance

CHIME = Path(__file__).resolve().parents[2] / "assets" / "sounds" / "chime.wav"
WORDS = Sentence("Nomor antrean A, nol nol satu, silakan menuju loket dua", "id")
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


def test_the_committed_chime_is_the_one_the_command_makes() -> None:
    made, committed = chime().samples, read_wav(CHIME).samples
    assert len(made) == len(committed)
    assert max(abs(a - b) for a, b in zip(made, committed, strict=True)) <= 1  # sines may differ in the last bit


def test_the_chime_neither_clips_nor_clicks_and_ends_in_silence() -> None:
    sound = read_wav(CHIME)
    assert loudest(sound) == pytest.approx(PEAK * FULL_SCALE, abs=2)
    assert loudest(sound, 0.0, 0.0002) < 600
    assert loudest(sound, sound.seconds - SILENCE_SECONDS) == 0
    highest = 2 * 3.1416 * 659.26 * 4.2 / RATE  # no partial can rise faster than its own frequency allows
    assert steepest(sound) < highest * PEAK * FULL_SCALE


def test_a_recording_is_chime_silence_sentence_pause_sentence(studio: Studio) -> None:
    once, twice = studio.record(ONCE), studio.record(Utterance((WORDS,), times=2))
    sentence = once.seconds - wav_seconds(CHIME)
    assert 4.0 < sentence < 8.0
    assert twice.seconds == pytest.approx(once.seconds + PAUSE_SECONDS + sentence, abs=0.01)
    sound = read_wav(twice.wav)
    bell = len(read_wav(CHIME).samples)
    assert sound.samples[:bell] == read_wav(CHIME).samples
    first = sound.samples[bell : bell + round(sentence * RATE)]
    assert sound.samples[-len(first) :] == first


def test_a_recording_does_not_clip_and_no_join_clicks(studio: Studio) -> None:
    once, twice = (read_wav(studio.record(Utterance((WORDS,), times=times)).wav) for times in (1, 2))
    bell, pause = len(read_wav(CHIME).samples), len(silence(PAUSE_SECONDS).samples)
    sentence = len(once.samples) - bell
    joins = [bell, bell + sentence, bell + sentence + pause]
    assert len(twice.samples) == joins[-1] + sentence
    assert 8_000 < loudest(twice) < FULL_SCALE
    for join in joins:
        around = twice.samples[join - 3 : join + 3]
        assert max(abs(b - a) for a, b in pairwise(around)) < 100
    assert abs(twice.samples[-1]) < 100


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


def test_soft_edges_begin_and_end_in_silence() -> None:
    soft = with_soft_edges(Sound(array("h", [20_000] * 1000)))
    assert soft.samples[0] == soft.samples[-1] == 0
    assert soft.samples[500] == 20_000
    assert steepest(soft) < 250
