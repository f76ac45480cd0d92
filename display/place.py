"""Where a wall hangs: which calls are its own, and how it shows the way to their counters. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from counter_server.protocol.branch_file import BranchFile, CounterPlace, HallPlace
from counter_server.protocol.hall_settings import hall_named
from counter_server.protocol.messages import Board, Change, Ticket
from counter_server.protocol.terms import Is, Language


@dataclass(frozen=True, slots=True)
class Sign:
    """The way to a counter; empty where none is set."""

    arrow: str = ""
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a wall hangs."""

    foreign: frozenset[str] = frozenset()
    """Counters of other halls. One that no hall lists is called to everywhere: better twice than never."""
    name: str = ""
    """Of the hall; empty where the branch has only one."""
    signs: Mapping[str, Sign] = field(default_factory=dict)

    def to(self, counter: str) -> Sign:
        """The way to it."""
        return self.signs.get(counter, Sign())

    def own(self, happening: Board | Change, before: Board | None = None) -> Board | Change:
        """What of it this wall shows and speaks, `before` being the board it has. Counts stay the branch's.

        A ticket called to another hall is, here, one that waits; one without a counter (held, say) stays where it was.
        """
        if not self.foreign:
            return happening
        if isinstance(happening, Change):
            return self._change(happening, before)
        return replace(
            happening,
            tickets=[ticket for ticket in happening.tickets if self._here(ticket, before)],
            announcements=[one for one in happening.announcements if one.counter not in self.foreign],
        )

    def _change(self, change: Change, before: Board | None) -> Change:
        ticket = change.ticket
        if ticket is None or self._here(ticket, before, change.counter.counter if change.counter else ""):
            return change
        return replace(change, ticket=replace(ticket, status=Is.WAITING, counter=None))

    def _here(self, ticket: Ticket, before: Board | None, otherwise: str = "") -> bool:
        counter = ticket.counter or otherwise
        if counter:
            return counter not in self.foreign
        return before is not None and any(known.id == ticket.id for known in before.tickets)


EVERYWHERE = Place()
"""A wall of the only hall, without arrows."""


def place_of(branch: BranchFile, hall: str, language: str) -> Place:
    """Where the wall of this hall hangs; an empty one is told of all calls. Raises Wrong for an unknown one."""
    here = hall_named(hall, branch.halls)
    others = [other for other in branch.halls if here is not None and other.key != here.key]
    return Place(
        foreign=frozenset(counter for other in others for counter in other.counters),
        name=worded(here.name, language) if here else "",
        signs={counter.key: _sign(counter, here, language) for counter in branch.counters},
    )


def _sign(counter: CounterPlace, hall: HallPlace | None, language: str) -> Sign:
    arrow = hall.arrows.get(counter.key, counter.arrow) if hall else counter.arrow
    return Sign(arrow, worded(counter.zone, language))


def worded(texts: Mapping[Language, str], language: str) -> str:
    """In this language, or else in the first that is there."""
    told = {str(key): text for key, text in texts.items()}
    return told.get(language) or next(iter(told.values()), "")
