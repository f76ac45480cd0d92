"""Waits in figures: of one day, and over several replications of it, with the range in which most of them lay."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .times import quantile

MINUTE = 60_000
BUCKET = 30 * MINUTE
RANGE = (0.1, 0.9)
"""Of the replications: what is shown as a range."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Somebody who came, or will. `at`: milliseconds since 1970 UTC; `queue`: the step she begins at."""

    at: int
    queue: str
    priority: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Over:
    """A figure over the replications: the middle one, and the range."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """Minutes from the number to the first call; `within`: a share. `n`: visitors of a replication, on average."""

    n: float
    median: Over
    p90: Over
    longest: Over
    within: Over


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Half an hour of the day: the waits of those who came in it, minutes."""

    at: int
    n: float
    median: float
    p90: float


Wait = tuple[Visitor, float]
"""Somebody, and the minutes until her first call."""


def waits_over(days: Sequence[list[Wait]], within: int) -> Waits | None:
    """None where nobody came."""
    found = [sorted(minutes for _, minutes in day) for day in days if day]
    if not found:
        return None
    return Waits(
        n=sum(map(len, found)) / len(days),
        median=over([quantile(day, 0.5) for day in found]),
        p90=over([quantile(day, 0.9) for day in found]),
        longest=over([day[-1] for day in found]),
        within=over([sum(minutes <= within for minutes in day) / len(day) for day in found]),
    )


def waits_of(waited: Iterable[float], within: int) -> Waits | None:
    """The same of a day that was: minutes, each a visitor's."""
    nobody = Visitor(at=0, queue="")
    return waits_over([[(nobody, minutes) for minutes in waited]], within)


def moments(waits: Iterable[Wait], replications: int) -> list[Moment]:
    """By half hours, in order."""
    halves: dict[int, list[float]] = {}
    for visitor, minutes in waits:
        halves.setdefault(visitor.at // BUCKET * BUCKET, []).append(minutes)
    return [
        Moment(at=at, n=len(found) / replications, median=quantile(found, 0.5), p90=quantile(found, 0.9))
        for at, found in sorted((at, sorted(found)) for at, found in halves.items())
    ]


def over(figures: Sequence[float]) -> Over:
    """The middle one and the range."""
    ordered = sorted(figures)
    low, high = RANGE
    return Over(low=quantile(ordered, low), middle=quantile(ordered, 0.5), high=quantile(ordered, high))


NONE = Over(low=0, middle=0, high=0)
NOBODY = Waits(n=0, median=NONE, p90=NONE, longest=NONE, within=Over(low=1, middle=1, high=1))
