"""The last outlook, at hand where a ticket is issued or a phone asks: looked up, never computed. Written by one thread,
read by others: each of its parts is replaced as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from counter_server.domain.estimate import Estimate, rounded

from .foresee import Outlook, Span

MINUTE = 60_000
LASTS = 45_000
"""Milliseconds. What was foreseen before that is not told any more."""
MORE_LIKELY_THAN_NOT = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An outlook, and what must still be so for it to hold: `serving`, by queue, how many served it; `until`: the
    moment until which it is told, milliseconds since 1970 UTC."""

    outlook: Outlook
    serving: Mapping[str, int]
    until: int
    places: Mapping[tuple[str, bool], tuple[Span | None, ...]] = field(default_factory=dict)


NOTHING = Known(outlook=Outlook(at=0), serving={}, until=-1)


class Foresight:
    """What is foreseen now, and what was measured lately."""

    def __init__(self) -> None:
        self._known = NOTHING
        self.last_waits: Mapping[tuple[str, bool], int] = {}
        """(step, whether of the priority class) → the wait of the last one called, milliseconds."""
        self.mean_minutes: Mapping[str, float] = {}
        """By queue: how long a visit keeps a counter, as measured."""
        self.per_hour: Mapping[tuple[str, bool], float] = {}
        """How many come, by queue and class."""

    @property
    def at(self) -> int:
        """When the outlook at hand was taken; 0: there is none."""
        return self._known.outlook.at

    def foresaw(self, outlook: Outlook, serving: Mapping[str, int], *, lasts: int = LASTS) -> None:
        """A new outlook."""
        places = {(one.queue, one.priority): tuple(one.spans) for one in outlook.places}
        self._known = Known(outlook=outlook, serving=serving, until=outlook.at + lasts, places=places)

    def forget(self) -> None:
        """What was foreseen holds no longer."""
        self._known = NOTHING

    def of_place(self, queue: str, *, priority: bool, position: int, serving: int, at: int) -> Span | None:
        """For somebody with so many of her own class before her in this queue, at the moment `at`. None where nothing
        was foreseen, or for a hall with another number of staff than are `serving` now. Beyond the last place that was
        looked at each further one costs what the places before it cost on average."""
        known = self._known
        spans = known.places.get((queue, priority))
        if not spans or at > known.until or known.serving.get(queue) != serving:
            return None
        last = spans[-1]
        if position < len(spans) or last is None:
            return spans[min(position, len(spans) - 1)]
        more = (position + 1) / len(spans)
        return Span(round(last.low * more), round(last.high * more), last.late)

    def of_ticket(self, ticket: int, *, at: int) -> Span | None:
        """For a ticket that waits."""
        known = self._known
        span = known.outlook.tickets.get(ticket)
        if span is None or at > known.until:
            return None
        gone = max(0, at - known.outlook.at)
        return Span(max(0, span.low - gone), max(0, span.high - gone), span.late)


def told(span: Span) -> Estimate:
    """As it is told to a visitor."""
    return rounded(span.low / MINUTE, span.high / MINUTE, after_closing=span.late > MORE_LIKELY_THAN_NOT)
