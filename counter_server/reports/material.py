"""What a section is made of."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from functools import cached_property

from counter_server.domain.reporting import figures
from counter_server.domain.reporting.facts import DayFacts, Turn
from counter_server.domain.reporting.figures import Volume
from counter_server.domain.reporting.periods import Period
from counter_server.domain.reporting.selection import Selection

from .section import Column, Kind, Row, Section, Value
from .wording import Wording


@dataclass(frozen=True)
class Material:
    """A period's facts, and the words. `more`: what a section of another part has read for itself, by the section's
    key: a report is open at this end."""

    period: Period
    days: Sequence[DayFacts]
    zone: tzinfo
    words: Wording
    more: Mapping[str, object] = field(default_factory=dict)

    @cached_property
    def volume(self) -> Volume:
        """How many numbers were taken."""
        return figures.volume(self.days, self.zone)

    @cached_property
    def turns(self) -> list[Turn]:
        """Turns that have a service time."""
        return figures.done_turns(self.days)

    @cached_property
    def waits(self) -> dict[str, list[int]]:
        """By service, milliseconds."""
        return figures.waits(self.days)

    @cached_property
    def all_waits(self) -> list[int]:
        """Of everybody who was called."""
        return [wait for waits in self.waits.values() for wait in waits]


Maker = Callable[[Material], Section | None]
"""A section out of the material; None where a branch has nothing of the kind."""


def title(words: Wording, key: str, kind: Kind = Kind.COUNT) -> Column:
    """A column by the key of its words."""
    return Column(words.say(f"column.{key}"), kind)


def counted(pairs: Iterable[tuple[str, str, int]], of: str, total: int) -> list[Row]:
    """Rows of key, name and count, each with its share of the whole."""
    return [Row((name, n, _share(n, total)), Selection(of, key)) for key, name, n in pairs]


def _share(n: int, total: int) -> Value:
    return n / total if total else None
