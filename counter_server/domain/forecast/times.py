"""How long visits keep a counter and where they lead, as measured; drawn towards the standard time while few are known.

What is drawn from is the branch's own last visits, as they were, and PRIOR visits that nobody made: quantiles of a
log-normal distribution whose mean is the step's standard time. With n measured visits those count n / (n + PRIOR): half
at 20, all but a twentieth at 400 (the posterior of a Dirichlet process, Ferguson 1973). No shape is assumed beyond
that.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import exp
from random import Random

PRIOR = 20
"""Visits nobody made, beside those that were measured."""
SPREAD = 0.6
"""Of the logarithm: a service time whose standard deviation is two thirds of its mean, as is common at a counter."""
MOST_KEPT = 400
"""Visits of a step: the last ones. How long they took a year ago says little about today."""
ON_AND_ON = 0.5
"""Whoever has been served for longer than anybody known stays up to so much of that time again."""


@cache
def _shape() -> tuple[float, ...]:
    """Mean 1, ascending."""
    from statistics import NormalDist  # which the start of the server need not wait for

    normal = NormalDist(0, SPREAD)
    raw = [exp(normal.inv_cdf((i + 0.5) / PRIOR)) for i in range(PRIOR)]
    mean = sum(raw) / PRIOR
    return tuple(one / mean for one in raw)


@dataclass(frozen=True, slots=True)
class Visits:
    """What a step may turn out to be. `lengths`: milliseconds from the call until the ticket leaves, ascending;
    `leads_to`, beside each: the queue it waits in afterwards, empty where the visit ends (or nobody came)."""

    lengths: tuple[int, ...]
    leads_to: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.lengths or len(self.lengths) != len(self.leads_to):
            raise ValueError("visits without a length, or without an end")

    def draw(self, chance: Random) -> tuple[int, str]:
        """One of them."""
        which = int(chance.random() * len(self.lengths))
        return self.lengths[which], self.leads_to[which]

    def rest(self, chance: Random, elapsed: int) -> tuple[int, str]:
        """What is left of one that has taken `elapsed` milliseconds: one of those that took longer."""
        first = bisect_right(self.lengths, elapsed)
        longer = len(self.lengths) - first
        if not longer:
            return round(elapsed * ON_AND_ON * chance.random()), self.leads_to[-1]
        which = first + int(chance.random() * longer)
        return self.lengths[which] - elapsed, self.leads_to[which]

    @property
    def mean(self) -> float:
        """Milliseconds."""
        return sum(self.lengths) / len(self.lengths)


def visits(measured: Iterable[tuple[int, str]], standard: int, usually: str) -> Visits:
    """From what was measured, and the step's standard time (milliseconds) with where it usually leads."""
    found = [*measured, *((round(standard * one), usually) for one in _shape())]
    found.sort()
    return Visits(tuple(length for length, _ in found), tuple(leads_to for _, leads_to in found))


def lengths(measured: Iterable[int], usual: int) -> Visits:
    """The same for what leads nowhere: a pause, the moment until somebody presses the key."""
    return visits(((length, "") for length in measured), usual, "")


def quantile(ordered: Sequence[float], share: float) -> float:
    """Of values in order, between two neighbours in proportion."""
    where = share * (len(ordered) - 1)
    below = int(where)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (where - below)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """All that is drawn from. `steps`: by service and step (`A/verification`), as a ticket's queue names it."""

    steps: dict[str, Visits]
    pauses: Visits
    gaps: Visits
    """From when a member of staff is free until she asks for the next one, where nobody gives it to her."""
    arrivals: Sequence[tuple[str, bool, float]] = field(default_factory=tuple)
    """(queue, whether of the priority class, how many an hour) from now on."""
