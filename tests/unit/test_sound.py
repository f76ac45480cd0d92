"""Sounds cut, joined and brought to our rate: laws."""

import math
from array import array
from itertools import chain, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from display.speech.loudness import decibels
from display.speech.resampling import RATES, resampled
from display.speech.sentence_sound import strung, with_commas
from display.speech.sound import EDGE_SECONDS, RATE, Sound, joined, silence, trimmed, with_soft_edges
from display.speech.utterance import Pauses

PAUSES = Pauses(short=0.11, long=0.27)
LENGTHS = {"|": round(PAUSES.short * RATE), "||": round(PAUSES.long * RATE)}
BETWEEN = 0.04


def sound_of(word: str) -> Sound:
    """As long as its letters are far in the alphabet, and never silent."""
    return Sound(array("h", [1000] * sum(map(ord, word))))


def words() -> st.SearchStrategy[list[str]]:
    return st.lists(st.text("abc", min_size=1, max_size=3) | st.sampled_from(["|", "||"]), max_size=12)


@given(words())
def test_words_joined_are_as_long_as_the_words_and_the_pauses_together(pieces: list[str]) -> None:
    sound = strung(pieces, sound_of, PAUSES, BETWEEN)
    said = [piece for piece in pieces if piece not in LENGTHS]
    adjoining = sum(a not in LENGTHS and b not in LENGTHS for a, b in pairwise(pieces))
    assert len(sound.samples) == (
        sum(len(sound_of(word).samples) for word in said)
        + sum(LENGTHS.get(piece, 0) for piece in pieces)
        + adjoining * round(BETWEEN * RATE)
    )
    assert sum(sample != 0 for sample in sound.samples) == sum(len(sound_of(word).samples) for word in said)


@given(st.lists(st.lists(st.integers(-32_768, 32_767), max_size=300), max_size=6))
def test_sounds_joined_are_one_after_the_other(sounds: list[list[int]]) -> None:
    assert list(joined(Sound(array("h", each)) for each in sounds).samples) == list(chain(*sounds))


@given(st.lists(st.integers(-32_768, 32_767), min_size=2, max_size=2000))
def test_whatever_a_sound_is_it_begins_and_ends_at_zero_and_grows_no_sample(samples: list[int]) -> None:
    soft = with_soft_edges(Sound(array("h", samples))).samples
    assert soft[0] == soft[-1] == 0
    assert all(abs(after) <= abs(before) for before, after in zip(samples, soft, strict=True))
    edge = round(EDGE_SECONDS * RATE)
    assert list(soft[edge:-edge]) == samples[edge:-edge]


def test_even_a_full_scale_step_is_led_in_over_five_milliseconds() -> None:
    soft = with_soft_edges(Sound(array("h", [32_767] * 4000))).samples
    steepest = max(abs(b - a) for a, b in pairwise(soft))
    assert steepest <= math.pi / 2 * 32_767 / round(0.005 * RATE) + 1


@given(st.integers(0, 400), st.integers(1, 400), st.integers(0, 400))
def test_a_sound_is_trimmed_to_what_is_heard(before: int, heard: int, after: int) -> None:
    samples = array("h", [3, -5] * before + [900] * heard + [7, 0] * after)
    assert trimmed(Sound(samples)).samples == array("h", [900] * heard)
    kept = trimmed(Sound(samples), before=0.001, after=0.001).samples
    assert len(kept) == min(2 * before, 22) + heard + min(2 * after, 22)
    assert trimmed(silence(0.1)).samples == array("h")


def test_a_part_before_a_pause_ends_in_a_comma_and_the_last_does_not() -> None:
    assert with_commas("Nomor antrean | A | nol satu || silakan menuju loket dua") == [
        "Nomor antrean,", "|", "A,", "|", "nol satu,", "||", "silakan menuju loket dua",
    ]  # fmt: skip
    assert with_commas("Siap? | Ya.") == ["Siap?", "|", "Ya."]
    assert with_commas("Sentuh layar, lalu pilih") == ["Sentuh layar, lalu pilih"]


def sine(hertz: float, rate: int, seconds: float = 0.1) -> list[int]:
    return [round(10_000 * math.sin(2 * math.pi * hertz * i / rate)) for i in range(round(seconds * rate))]


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(RATES), st.floats(60, 9500))
def test_a_tone_recorded_at_any_rate_is_the_same_tone_at_ours(rate: int, hertz: float) -> None:
    made = resampled(sine(hertz, rate), rate)
    assert len(made) == round(0.1 * RATE)
    wrong = max(abs(made[i] - 10_000 * math.sin(2 * math.pi * hertz * i / RATE)) for i in range(400, len(made) - 400))
    assert decibels(wrong / 10_000) < -60


@pytest.mark.parametrize("rate", [32_000, 44_100, 48_000])
@pytest.mark.parametrize("hertz", [12_200, 15_000])
def test_what_our_rate_cannot_hold_is_left_out_and_not_folded_down(rate: int, hertz: float) -> None:
    made = resampled(sine(hertz, rate), rate)
    assert decibels(max(map(abs, made[400:-400])) / 10_000) < -60
