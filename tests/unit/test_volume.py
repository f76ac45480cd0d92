"""How loud, and whether at all, at a time of day; and how a sound is brought to its loudness."""

import math
from array import array
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_server.protocol.hours_settings import TimeRange
from counter_server.protocol.voice_settings import Voice, VolumeFrom
from display.speech.loudness import FULL_SCALE, SPEECH_DB, decibels, gain_of, levelled, loudness, peak, scaled
from display.speech.sound import RATE, Sound, joined, silence
from display.speech.volume import is_quiet, volume_at

BY_THE_CLOCK = Voice(
    volume=60,
    volumes=(VolumeFrom.parse("12:00 40"), VolumeFrom.parse("07:00 80"), VolumeFrom.parse("13:00 100")),
    quiet=(TimeRange.parse("12:00-12:30"), TimeRange.parse("22:00-24:00")),
)


@pytest.mark.parametrize(
    "now, percent, quiet",
    [
        ("00:00", 60, False),
        ("06:59", 60, False),
        ("07:00", 80, False),
        ("11:59", 80, False),
        ("12:00", 40, True),
        ("12:29", 40, True),
        ("12:30", 40, False),
        ("13:00", 100, False),
        ("21:59", 100, False),
        ("22:00", 100, True),
        ("23:59", 100, True),
    ],
)
def test_the_volume_is_that_of_the_last_time_and_a_quiet_hour_ends_at_its_end(
    now: str, percent: int, quiet: bool
) -> None:
    at = time.fromisoformat(now)
    assert (volume_at(BY_THE_CLOCK, at), is_quiet(BY_THE_CLOCK, at)) == (percent, quiet)


def test_without_a_table_it_is_the_volume_all_day_and_never_quiet() -> None:
    assert {volume_at(Voice(volume=70), time(hour)) for hour in range(24)} == {70}
    assert not any(is_quiet(Voice(), time(hour)) for hour in range(24))


def test_half_the_percent_is_ten_decibels_softer_and_full_changes_nothing() -> None:
    assert gain_of(100) == 1
    for percent in (100, 80, 40, 20):
        assert decibels(gain_of(percent) / gain_of(percent // 2)) == pytest.approx(10.0)


def tone(amplitude: float, seconds: float = 0.3) -> Sound:
    count = round(seconds * RATE)
    return Sound(array("h", (round(amplitude * math.sin(2 * math.pi * 441 * i / RATE)) for i in range(count))))


def test_loudness_is_that_of_what_sounds_whatever_pauses_are_in_it() -> None:
    sine = loudness(tone(8000))
    assert sine == pytest.approx(decibels(8000 / FULL_SCALE / math.sqrt(2)), abs=0.05)
    with_pauses = joined([tone(8000), tone(40, 1.0), tone(8000), silence(0.7)])
    assert loudness(with_pauses) == pytest.approx(sine, abs=0.2)  # a frame holds some of both
    assert loudness(silence(0.5)) == -math.inf


@given(st.floats(2500, 30_000))
def test_whatever_its_loudness_was_it_is_that_of_speech(amplitude: float) -> None:
    assert loudness(levelled(tone(amplitude, 0.1))) == pytest.approx(SPEECH_DB, abs=0.1)


def test_a_peak_is_never_made_to_clip_and_a_whisper_not_blown_up_to_noise() -> None:
    spike = tone(300)
    spike.samples[100] = 20_000
    assert peak(levelled(spike)) == pytest.approx(FULL_SCALE * 10 ** (-2 / 20), abs=2)
    assert loudness(levelled(tone(30))) == pytest.approx(loudness(tone(30)) + 20, abs=0.3)
    assert levelled(silence(0.1)) == silence(0.1)


@given(st.lists(st.integers(-32_768, 32_767), min_size=1, max_size=200), st.integers(10, 100))
def test_turned_down_no_sample_grows_and_none_leaves_full_scale(samples: list[int], percent: int) -> None:
    sound = Sound(array("h", samples))
    softer = scaled(sound, gain_of(percent))
    for before, after in zip(samples, softer.samples, strict=True):
        assert abs(after) <= abs(before)
        assert after == pytest.approx(before * gain_of(percent), abs=0.76)  # the gain itself is a 65,536th part off
