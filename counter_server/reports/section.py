"""A report is a list of sections; a section has a title, cards, charts and tables. Their words are in one language,
their values are not yet words: each way out (page, spreadsheet, file, paper) writes them as it must."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from fractions import Fraction

from counter_server.domain.reporting.selection import Selection


class Kind(Enum):
    """What a value is."""

    TEXT = auto()
    COUNT = auto()
    MINUTES = auto()
    """Milliseconds, told in minutes with one decimal."""
    HOURS = auto()
    """Milliseconds, told in hours and minutes."""
    SHARE = auto()
    """0 to 1, told in per cent."""
    TIMES = auto()
    """So many times as much."""
    NUMBER = auto()
    """A ratio with two decimals."""
    DATE = auto()
    """A day, ISO."""


Value = str | int | float | Fraction | None
"""None: it cannot be told."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `title` says the unit."""

    title: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Row:
    """A row. `behind`: the tickets that the figure in column `at` counts."""

    cells: Sequence[Value]
    behind: Selection | None = None
    at: int = 1
    is_total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """`key` names it in files; `note`: how a figure in it is meant."""

    key: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One figure, large. `note` says in a few words what it means."""

    label: str
    value: Value
    kind: Kind
    note: str = ""
    behind: Selection | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """One bar a label; lying where labels are long. `told`: what the picture shows, for whoever does not see it."""

    key: str
    title: str
    told: str
    labels: Sequence[str]
    values: Sequence[Value]
    kind: Kind = Kind.COUNT
    lying: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A line across a distribution, at a value of its axis."""

    at: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """Counts over bins of one width, the last open; `edges`: where each bin begins, and what stands there."""

    key: str
    title: str
    told: str
    edges: Sequence[str]
    width: float
    counts: Sequence[int]
    axis: str
    marks: Sequence[Mark] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """A field of counts: one row a `rows`, one column a `columns`."""

    key: str
    title: str
    told: str
    rows: Sequence[str]
    columns: Sequence[str]
    counts: Sequence[Sequence[int]]


Chart = Bars | Distribution | Heat


@dataclass(frozen=True, slots=True)
class Further:
    """Where more is told, on a page of the console."""

    words: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """`key` names it in addresses and files; `note`: how its figures are meant, in a sentence."""

    key: str
    title: str
    note: str = ""
    cards: Sequence[Card] = ()
    charts: Sequence[Chart] = ()
    tables: Sequence[Table] = ()
    further: Further | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A period in one language. `remarks`: what its reader must know of it (open days, days forgotten)."""

    office: str
    branch: str
    title: str
    period: str
    made: str
    made_at: datetime
    name: str
    """For files: `laporan-p2km-2026-11`."""
    remarks: Sequence[str]
    sections: Sequence[Section]

    @property
    def tables(self) -> list[Table]:
        """All of them, in order."""
        return [table for section in self.sections for table in section.tables]
