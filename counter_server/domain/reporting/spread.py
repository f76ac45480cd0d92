"""How a length of time is spread, and shares that stay exact.

One definition of a percentile, kept everywhere: the *nearest rank*. The p-th percentile of n values is the smallest of
them that at least p % of them do not exceed, the ⌈n·p/100⌉-th in order. It is always a time that somebody had, never
one between two, and the figures of a week can be told again by hand from the list of its tickets. The median is the
50th.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple


def percentile(ranked: list[int], percent: int) -> int:
    """Of values in order, at least one; `percent` from 1 to 100."""
    return ranked[-(-len(ranked) * percent // 100) - 1]


class Spread(NamedTuple):
    """Of `n` lengths of time, milliseconds."""

    n: int
    median: int
    p90: int
    p95: int
    longest: int


def spread(lengths: Iterable[int]) -> Spread | None:
    """None where there is nothing to tell of."""
    ranked = sorted(lengths)
    if not ranked:
        return None
    return Spread(len(ranked), *(percentile(ranked, percent) for percent in (50, 90, 95, 100)))


class Share(NamedTuple):
    """`n` of `of`."""

    n: int
    of: int

    @property
    def value(self) -> Fraction | None:
        """0 to 1, exact; None of nothing."""
        return Fraction(self.n, self.of) if self.of else None


def bins(values: Iterable[int], width: int, last: int) -> tuple[int, ...]:
    """How many values lie in [0, width), [width, 2·width) … and, in the last of `last` + 1 bins, from last·width on."""
    counts = [0] * (last + 1)
    for value in values:
        counts[min(value // width, last)] += 1
    return tuple(counts)
