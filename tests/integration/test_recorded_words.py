"""Recorded words: which a branch needs, which of them are fit, and a call joined of them."""

import os
import random
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy
import pytest

from counter_server.protocol.branch_file import BranchFile, load_branch
from counter_server.protocol.mistakes import PresetBroken
from counter_server.protocol.phrases import Word
from display.screen.engine import ASSETS
from display.speech.announcers import Announcer, announcer, announcers_of
from display.speech.calls import call_utterance, usual_calls
from display.speech.loudness import SPEECH_DB, loudness
from display.speech.recorded_words import paths, ready, unfit
from display.speech.recording import LEAD_SECONDS, TAIL_SECONDS, Studio
from display.speech.sentence_sound import BETWEEN_WORDS, NotRecorded
from display.speech.sound import RATE, Sound, read_wav
from display.speech.utterance import Pauses, Recorded, Sentence, Utterance
from tests.recorded_folder import record, record_all, write
from tests.server import ROOT
from tests.sound import Samples

BRANCH = load_branch(ASSETS / "branch.toml")
CHIME = ASSETS / "sounds" / "chime.wav"
README = (ASSETS / "voices" / "README.md").read_text(encoding="utf-8")
LIKE_INDONESIAN, JAVANESE, MALAY = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
FULL_SCALE = 32_767
PAUSES = Pauses()
SAID = ("nomer-antrian", "|", "letter-a", "|", "nol", "setunggal", "kalih", "||", "mangga-dhateng", "loket", "kalih")
"""A-012 to the second counter, in Javanese."""


@pytest.fixture(scope="module")
def assets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With the README's examples as folders: penyiar, whose words are recorded, jawa, whose are not, and melayu."""
    assets = tmp_path_factory.mktemp("assets")
    (assets / "locale").symlink_to(ASSETS / "locale")
    (assets / "branch.toml").symlink_to(ASSETS / "branch.toml")
    for name, wording in (("penyiar", LIKE_INDONESIAN), ("jawa", JAVANESE), ("melayu", MALAY)):
        (assets / "voices" / name).mkdir(parents=True)
        (assets / "voices" / name / "wording.toml").write_text(wording, encoding="utf-8")
    record_all(announcer("penyiar", assets, BRANCH))
    return assets


@pytest.fixture(scope="module")
def javanese(assets: Path, tmp_path_factory: pytest.TempPathFactory) -> Sentence:
    """One whose words are all there, from a recorder of 44.1 kHz."""
    folder = tmp_path_factory.mktemp("recorded")
    words = [word for word in announcer("jawa", assets, BRANCH).words if word.stem in SAID]
    record(folder, words, rate=44_100)
    return Sentence("Nomor antrean A", "id", Recorded(str(folder), SAID, tuple(word.stem for word in words)))


def speaking(name: str, second: str = "") -> BranchFile:
    return replace(BRANCH, voice=replace(BRANCH.voice, language=name, second=second))


def call(whom: Announcer, number: str = "A-012", n: int = 2) -> Utterance:
    return call_utterance(BRANCH.voice, [whom], number, "loket", n)


def once(sentence: Sentence, pauses: Pauses = PAUSES) -> Utterance:
    return Utterance((sentence,), times=1, chime=False, pauses=pauses)


def test_the_readmes_examples_speak(assets: Path, tmp_path: Path) -> None:
    studio = Studio(tmp_path / "speech", CHIME)
    recorded, missing, malay = (announcer(name, assets, BRANCH) for name in ("penyiar", "jawa", "melayu"))
    for whom in (recorded, malay):
        assert studio.attempt([usual_calls(BRANCH.voice, [whom])]) == ""
        assert studio.record(call(whom)).remark == ""
    assert malay.says("A-012", "loket", 12, "digits") == Sentence(
        "Nombor giliran | A | 0 1 2 || sila ke kaunter 12", "ms"
    )
    (javanese,) = call(missing).sentences
    assert javanese.text == "Nomor antrean | A | nol satu dua || silakan menuju loket dua"
    assert javanese.recorded is not None
    assert javanese.recorded.words == SAID
    assert studio.record(call(missing)).remark.startswith("recording_missing")


def test_a_call_is_the_recorded_words_with_pauses_between_and_as_long_as_both_together(
    javanese: Sentence, tmp_path: Path
) -> None:
    assert javanese.recorded is not None
    words = [ready(path) for path in paths(javanese.recorded.folder, SAID)]
    made = Studio(tmp_path / "speech", CHIME).record(once(javanese, Pauses(short=0.15, long=0.45)))
    silences = [LEAD_SECONDS, *[0.15] * 2, *[BETWEEN_WORDS] * 2, 0.45, *[BETWEEN_WORDS] * 2, TAIL_SECONDS]
    samples = read_wav(made.wav).samples
    assert made.remark == ""
    assert len(samples) == sum(len(word.samples) for word in words) + sum(round(each * RATE) for each in silences)
    at = round(LEAD_SECONDS * RATE)
    assert samples[at : at + len(words[0].samples)] == words[0].samples


def test_neither_a_join_nor_an_end_clicks_and_nothing_clips(assets: Path, javanese: Sentence, tmp_path: Path) -> None:
    chance = random.Random(4)
    studio, whom = Studio(tmp_path / "speech", CHIME), announcer("penyiar", assets, BRANCH)
    numbers = [(f"{chance.choice('AKLS')}-{chance.randrange(1, 1300):03d}", chance.randrange(1, 17)) for _ in range(6)]
    for sentence in (javanese, *(call(whom, *number).sentences[0] for number in numbers)):
        sound = read_wav(studio.record(once(sentence)).wav)
        assert max(map(abs, sound.samples)) < FULL_SCALE
        assert sound.samples[0] == sound.samples[-1] == 0
        joins = silences(sound, BETWEEN_WORDS * 0.9)
        assert len(joins) > 6
        jumps = [max(abs(b - a) for a, b in pairwise(sound.samples[max(0, i - 8) : i + 8])) for i in sum(joins, ())]
        assert max(jumps) < 60, sentence


def silences(sound: Sound, shortest: float) -> list[tuple[int, ...]]:
    """Where nothing at all sounds for so many seconds: first sample and the one after the last."""
    edges = [i for i, (a, b) in enumerate(pairwise([1, *sound.samples, 1])) if (a == 0) != (b == 0)]
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if end - start >= shortest * RATE]


def test_every_word_is_as_loud_as_every_other_whatever_the_microphone_made_of_it(assets: Path) -> None:
    recorded = sorted((assets / "voices" / "penyiar").glob("*.wav"))[::4]
    raw = [read_wav(path) for path in recorded]
    assert max(map(loudness, raw)) - min(map(loudness, raw)) > 6
    assert max(abs(offset(sound)) for sound in raw) > 200
    made = [ready(path) for path in recorded]
    assert [loudness(word) for word in made if abs(loudness(word) - SPEECH_DB) > 1.5] == []
    assert [offset(word) for word in made if abs(offset(word)) > 60] == []


def offset(sound: Sound) -> float:
    return sum(sound.samples) / len(sound.samples)


def test_a_word_recorded_at_any_rate_is_the_same_word(tmp_path: Path) -> None:
    lengths = []
    for rate in (22_050, 48_000):
        record(tmp_path / str(rate), [Word("sembilan", "sembilan")], rate=rate)
        lengths.append(ready(tmp_path / str(rate) / "sembilan.wav").seconds)
    assert lengths[0] == pytest.approx(lengths[1], abs=0.02)


def loud(seconds: float = 0.5, amplitude: float = 8000) -> Samples:
    tone: Samples = amplitude * numpy.sin(numpy.arange(round(seconds * RATE)) * 0.1)
    return tone


UNFIT: list[tuple[Callable[[Path], object], str]] = [
    (lambda path: path.unlink(), "missing"),
    (lambda path: path.write_bytes(b"RIFF"), "not a WAV file"),
    (lambda path: path.write_bytes(path.read_bytes()[:40]), "not a WAV file"),
    (lambda path: write(path, loud(), channels=2), "2 channels instead of one"),
    (lambda path: write(path, loud(), width=1), "8 bit instead of 16"),
    (lambda path: write(path, loud(), 16_000), "16000 Hz"),
    (lambda path: write(path, loud(0.05)), "0.05 s long"),
    (lambda path: write(path, loud(0.0)), "0.00 s long"),
    (lambda path: write(path, loud(9)), "9.00 s long"),
    (lambda path: write(path, loud(amplitude=60_000)), "too loud"),
    (lambda path: write(path, loud(amplitude=60)), "too soft"),
    (lambda path: write(path, numpy.full(9000, 3000.0)), "too soft"),
]


@pytest.mark.parametrize("spoil, reason", UNFIT, ids=[reason for _, reason in UNFIT])
def test_a_recording_that_is_not_fit_is_told_why(tmp_path: Path, spoil: Callable[[Path], object], reason: str) -> None:
    path = tmp_path / "nol.wav"
    write(path, loud())
    assert unfit(path) == ""
    spoil(path)
    assert unfit(path).startswith(reason)


@pytest.mark.parametrize("word", ["letter-z.wav", "loket.wav"])
def test_with_one_word_missing_another_voice_says_the_whole_and_a_mended_folder_speaks_again(
    assets: Path, tmp_path: Path, word: str
) -> None:
    folder = tmp_path / "voices" / "penyiar"
    folder.mkdir(parents=True)
    for file in (assets / "voices" / "penyiar").iterdir():
        os.link(file, folder / file.name)
    (tmp_path / "locale").symlink_to(ASSETS / "locale")
    whom, studio = announcer("penyiar", tmp_path, BRANCH), Studio(tmp_path / "speech", CHIME)
    (folder / word).unlink()
    assert studio.attempt([usual_calls(BRANCH.voice, [whom])]) == f"recording_missing: {folder}: {word} (missing)"
    without = studio.record(call(whom))
    assert without.remark == f"recording_missing: {folder}: {word} (missing)"
    computer = studio.record(call_utterance(BRANCH.voice, [whom.locale], "A-012", "loket", 2))
    assert without.wav == computer.wav
    write(folder / word, loud(2.0))
    assert studio.attempt([usual_calls(BRANCH.voice, [whom])]) == ""
    mended = studio.record(call(whom))
    assert mended.remark == ""
    (folder / "loket.wav").unlink()
    write(folder / "loket.wav", loud(4.0))
    assert studio.record(call(whom)).seconds > mended.seconds + 2  # recorded anew


def test_a_word_found_unfit_while_nobody_is_called_is_told_by_the_next_look(javanese: Sentence, tmp_path: Path) -> None:
    assert javanese.recorded is not None
    for path in paths(javanese.recorded.folder, javanese.recorded.needed):
        os.link(path, tmp_path / path.name)
    (tmp_path / "nol.wav").unlink()
    write(tmp_path / "nol.wav", loud(), channels=2)
    wanted = Sentence("", "id", Recorded(str(tmp_path), (), javanese.recorded.needed))
    studio = Studio(tmp_path / "speech", CHIME)
    assert studio.prepare() is False
    assert studio.attempt([once(wanted)]) == ""
    while studio.prepare():
        pass
    assert len(list((tmp_path / "speech").glob("*.wav"))) == len(javanese.recorded.needed) - 1
    assert studio.attempt([once(wanted)]) == f"recording_missing: {tmp_path}: nol.wav (2 channels instead of one)"


def test_recorded_words_that_are_complete_need_no_voice_of_the_engine(javanese: Sentence, tmp_path: Path) -> None:
    alone, studio = replace(javanese, voice="klingon"), Studio(tmp_path / "speech", CHIME)
    assert studio.attempt([once(alone)]) == ""
    assert studio.record(once(alone)).remark == ""
    with pytest.raises(NotRecorded, match="klingon"):
        studio.attempt([once(replace(alone, recorded=None))])


@pytest.mark.parametrize(
    "name, status, lines",
    [
        ("penyiar", 0, ["ok       nol.wav                  nol", "penyiar: 48 of 48 words"]),
        ("jawa", 1, [
            "missing  letter-b.wav             B", "missing  kalih-welas.wav          kalih welas",
            "jawa: 0 of 47 words; until all are there, another voice speaks",
        ]),
        ("id", 0, ["id: espeak-ng speaks, with the voice id; it needs no recordings"]),
    ],
)  # fmt: skip
def test_the_program_lists_what_is_there_and_what_is_missing(
    assets: Path, name: str, status: int, lines: list[str]
) -> None:
    listed = subprocess.run(
        [sys.executable, "-m", "display.speech", "--words", name, "--assets", str(assets)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert listed.returncode == status, listed.stderr
    assert [line for line in lines if line not in listed.stdout.splitlines()] == []


def test_a_voice_that_is_nowhere_is_refused_with_a_guess_and_a_wording_with_all_its_mistakes(assets: Path) -> None:
    with pytest.raises(PresetBroken) as refused:
        announcers_of(speaking("jwa", second="penyar"), assets)
    assert [(one.key, one.code, one.did_you_mean) for one in refused.value.mistakes] == [
        ("voice.language", "unknown_name", "jawa"),
        ("voice.second", "unknown_name", "penyiar"),
    ]
    broken = assets / "voices" / "rusak"
    broken.mkdir()
    (broken / "wording.toml").write_text('call = "{number}"\n', encoding="utf-8")
    with pytest.raises(PresetBroken, match=r"voices/rusak/wording\.toml"):
        announcers_of(speaking("rusak"), assets)


def test_a_second_voice_may_be_recorded_beside_a_first_that_is_not(assets: Path, tmp_path: Path) -> None:
    both = announcers_of(speaking("id", second="penyiar"), assets)
    utterance = call_utterance(BRANCH.voice, both, "A-012", "loket", 2)
    assert [sentence.recorded is not None for sentence in utterance.sentences] == [False, True]
    assert Studio(tmp_path / "speech", CHIME).record(utterance).remark == ""
