"""How loud a sound is, and the same sound louder or softer. Pure."""

import math
from array import array
from collections.abc import Iterator, Sequence
from operator import mul

from .sound import RATE, Sound

FULL_SCALE = 32_768

SPEECH_DB = -19.5
"""What every sound of a call is brought to, in decibels below full scale while it sounds: espeak-ng's own loudness."""

PEAK_DB = -2.0
"""No sample is made louder: players and converters have a little room left."""

MOST_GAIN_DB = 20.0
"""What needs more was recorded too far from the microphone: its noise would be heard."""

FRAME_SECONDS = 0.01
PAUSES_BELOW_DB = 30.0
"""Frames so much softer than the loudest are pauses and do not count."""

HALF_AS_LOUD_DB = -10.0
"""What ears call half as loud: half the sones are 10 phon less (ISO 532-1)."""


def decibels(ratio: float) -> float:
    """Of an amplitude; minus infinity for none."""
    return 20 * math.log10(ratio) if ratio > 0 else -math.inf


def peak(sound: Sound) -> int:
    """The largest sample, either way; 0 of no sound."""
    return max(abs(max(sound.samples)), abs(min(sound.samples))) if sound.samples else 0


def loudness(sound: Sound) -> float:
    """Decibels below full scale of the root mean square of what is not pause; minus infinity of silence."""
    powers = list(_powers(sound.samples))
    loudest = max(powers, default=0.0)
    sounding = [power for power in powers if power > 0 and power >= loudest * 10 ** (-PAUSES_BELOW_DB / 10)]
    return decibels(math.sqrt(sum(sounding) / len(sounding)) / FULL_SCALE) if sounding else -math.inf


def levelled(sound: Sound, to: float = SPEECH_DB) -> Sound:
    """As loud as every other one, or as near as its peak lets it."""
    loud = loudness(sound)
    if loud == -math.inf:
        return sound
    gain = min(to - loud, PEAK_DB - decibels(peak(sound) / FULL_SCALE), MOST_GAIN_DB)
    return scaled(sound, 10 ** (gain / 20))


def scaled(sound: Sound, gain: float) -> Sound:
    """Every sample times `gain`; the caller sees to it that none exceeds full scale. The sound itself for 1."""
    if gain == 1:
        return sound
    factor, half = round(gain * 65_536), 32_768  # whole numbers: a third of the time a call takes to be made
    return Sound(array("h", [(sample * factor + half) >> 16 for sample in sound.samples]))


def gain_of(percent: int) -> float:
    """Of a volume: 100 changes nothing, half the percent sounds half as loud."""
    return float(10 ** (HALF_AS_LOUD_DB * math.log2(100 / percent) / 20))


def _powers(samples: Sequence[int]) -> Iterator[float]:
    size = round(FRAME_SECONDS * RATE)
    for start in range(0, len(samples), size):
        frame = samples[start : start + size]
        yield sum(map(mul, frame, frame)) / len(frame)
