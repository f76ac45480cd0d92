"""How long until the call, as an honest range: what is told, how it is rounded, and the closed formulas (field guide,
6) that stand in while no forecast does."""

import math
from collections.abc import Callable
from dataclasses import dataclass

STEPS = ((60, 5), (180, 15), (math.inf, 30))
"""Below so many minutes, to so many: who waits two hours is told no five minutes."""
ROUND_TO_MINUTES = STEPS[0][1]


@dataclass(frozen=True, slots=True)
class Estimate:
    """Minutes until the call, rounded outwards."""

    low: int
    high: int
    after_closing: bool = False
    """The counters will more likely than not have closed before."""


def rounded(low: float, high: float, *, after_closing: bool = False) -> Estimate:
    """A range of minutes as it is told: to five below an hour, to a quarter below three, to half an hour beyond."""
    start = max(_to_step(low, math.floor), 0)
    end = max(_to_step(high, math.ceil), start + _step(start))
    return Estimate(start, end, after_closing)


def _step(minutes: float) -> int:
    return next(step for below, step in STEPS if minutes < below)


def _to_step(minutes: float, towards: Callable[[float], int]) -> int:
    step = _step(minutes)
    return towards(round(minutes / step, 9)) * step


def estimate(ahead: int, servers: int, minutes_each: float, *, overtaken: float = 0.0) -> Estimate | None:
    """For `ahead` people who go first, `servers` counters that serve and the mean minutes of one visit.

    The wait is a sum of ahead + 1 departures (Erlang): the range is its mean plus and minus one standard deviation.
    `overtaken`: the share of the departures that people take who come later and go before, λ_hi(1 - 1/weight)/(cμ); of
    a regular ticket the mean is then (n + 1)/(cμ - λ_hi(1 - 1/weight)). None when nobody serves or the length of a
    visit is not known.
    """
    if servers < 1 or not 0 < minutes_each < math.inf:
        return None
    departures = max(ahead, 0) + 1
    mean = departures * minutes_each / servers / (1 - min(max(overtaken, 0.0), 0.9))
    deviation = mean / math.sqrt(departures)
    return rounded(mean - deviation, mean + deviation)


def ahead_of_priority(
    before: int, regular: int, waited_at_least: Callable[[float], int], spacing: float, weight: float
) -> int:
    """How many go before a new ticket of the priority class: `before` of its own class, and the regular ones whose wait
    it will not make up for. That is the smallest fixed point of θ = (n_hi + 1 + m)/(cμ), m = the regular tickets that
    have waited at least θ(weight - 1) by now.

    `regular`: how many of those wait; `waited_at_least`: how many have, for so many minutes; `spacing`: minutes from
    one departure to the next, 1/(cμ).
    """
    low, high = 0, regular
    while low < high:
        m = (low + high) // 2
        if waited_at_least((before + 1 + m) * spacing * (weight - 1)) <= m:
            high = m
        else:
            low = m + 1
    return before + low
