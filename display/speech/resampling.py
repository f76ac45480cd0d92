"""A recording at our own rate: band-limited interpolation with a windowed sinc. Pure.

Julius O. Smith, Digital Audio Resampling, https://ccrma.stanford.edu/~jos/resample/
"""

import math
from collections.abc import Sequence
from functools import cache
from operator import mul

from .sound import RATE

RATES = (22_050, 24_000, 32_000, 44_100, 48_000)
"""Which recorders write, and no lower than ours."""

ZERO_CROSSINGS = 24
"""Of the sinc on each side: what lies above half the new rate is at least 60 dB softer."""

ROLL_OFF = 0.92
"""Where the pass band ends, as a share of half the lower rate."""

BETA = 8.0
"""Of the Kaiser window."""


def resampled(samples: Sequence[int], rate: int) -> list[float]:
    """`samples` of `rate` a second as so many at RATE. `rate` is one of RATES."""
    if rate == RATE:
        return [float(sample) for sample in samples]
    phases = _phases(rate)
    up, down, width = len(phases), rate * len(phases) // RATE, len(phases[0])
    padded = [0.0] * (width // 2) + [float(sample) for sample in samples] + [0.0] * (width // 2 + 1)
    made: list[float] = []
    for i in range(math.ceil(len(samples) * up / down)):
        whole, phase = divmod(i * down, up)
        made.append(sum(map(mul, padded[whole : whole + width], phases[phase])))
    return made


@cache
def _phases(rate: int) -> tuple[list[float], ...]:
    """The filter for each place a new sample may have between two old ones."""
    up = RATE // math.gcd(rate, RATE)
    reach = math.ceil(ZERO_CROSSINGS * rate / RATE / ROLL_OFF)
    return tuple(_taps(phase / up, reach, ROLL_OFF * RATE / rate) for phase in range(up))


def _taps(offset: float, reach: int, cutoff: float) -> list[float]:
    """The filter for a sample `offset` behind a sample that is there; `cutoff` as a share of half the old rate."""
    taps = [_sinc((i - offset) * cutoff) * _window((i - offset) / (reach + 1)) for i in range(-reach, reach + 1)]
    total = sum(taps)
    return [tap / total for tap in taps]


def _sinc(x: float) -> float:
    return math.sin(math.pi * x) / (math.pi * x) if x else 1.0


def _window(x: float) -> float:
    return _bessel(BETA * math.sqrt(max(0.0, 1 - x * x))) / _bessel(BETA)


def _bessel(x: float) -> float:
    """The modified Bessel function of order 0, by its series."""
    total = term = 1.0
    k = 1
    while term > total * 1e-12:
        term *= (x / (2 * k)) ** 2
        total += term
        k += 1
    return total
