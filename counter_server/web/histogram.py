"""Counts by size, as Prometheus wants them."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Histogram:
    """`bounds`: upper ends, ascending; what is larger than the last one counts too. One thread observes; any may
    read, and may see the last one half counted."""

    bounds: Sequence[float]
    counts: list[int] = field(default_factory=list)
    total: float = 0.0

    def __post_init__(self) -> None:
        self.counts = [0] * (len(self.bounds) + 1)

    def observe(self, value: float) -> None:
        """One more."""
        self.counts[bisect_left(self.bounds, value)] += 1
        self.total += value

    def lines(self, name: str, labels: str = "") -> Iterator[str]:
        """As text. `labels`: `a="b",c="d"`, the same for all."""
        so_far, more = 0, f"{labels}," if labels else ""
        for bound, count in zip((*map(_written, self.bounds), "+Inf"), self.counts, strict=True):
            so_far += count
            yield f'{name}_bucket{{{more}le="{bound}"}} {so_far}'
        of = f"{{{labels}}}" if labels else ""
        yield f"{name}_sum{of} {_written(self.total)}"
        yield f"{name}_count{of} {so_far}"


def _written(number: float) -> str:
    return f"{number:.10g}"
