"""What is measured, and how it is told: percentiles, medians of several runs, and one table."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` (0 to 1) of the values do not exceed."""
    ranked = sorted(values)
    return ranked[max(0, math.ceil(len(ranked) * share) - 1)]


@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds of many repetitions."""

    p50: float
    p99: float
    worst: float
    n: int

    @classmethod
    def of(cls, seconds: Sequence[float]) -> "Spread":
        """Of durations in seconds."""
        p50, p99, worst = (1000 * percentile(seconds, share) for share in (0.5, 0.99, 1.0))
        return cls(p50, p99, worst, len(seconds))

    @classmethod
    def median(cls, runs: Sequence["Spread"]) -> "Spread":
        """Each figure's median over several runs."""
        return cls(
            median(run.p50 for run in runs), median(run.p99 for run in runs),
            median(run.worst for run in runs), min(run.n for run in runs),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """A title, the columns' names, and rows of text."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""

    def text(self) -> str:
        """As Markdown, aligned so that a terminal shows it well too."""
        lines = [self.columns, *self.rows]
        widths = [max(len(line[n]) for line in lines) for n in range(len(self.columns))]
        rule = "|".join(["", "-" * (widths[0] + 2), *("-" * (width + 1) + ":" for width in widths[1:]), ""])
        told = [_line(self.columns, widths), rule, *(_line(row, widths) for row in self.rows)]
        return "\n".join([f"### {self.title}", "", *told, *(["", self.note] if self.note else []), ""])


def _line(cells: Iterable[str], widths: Sequence[int]) -> str:
    first, *others = zip(cells, widths, strict=True)
    padded = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
    return f"| {' | '.join(padded)} |"


def whole(value: float) -> str:
    """A count or a rate."""
    return f"{value:,.0f}"


def tenths(value: float) -> str:
    """With one decimal."""
    return f"{value:.1f}"


def hundredths(value: float) -> str:
    """With two decimals."""
    return f"{value:.2f}"


def percent(share: float) -> str:
    """0 to 1 as a percentage."""
    return f"{share:.0%}"
