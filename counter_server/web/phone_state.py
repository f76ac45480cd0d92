"""What the holder of a ticket's address may know: its number, its state and step, its counter, the people ahead and how
long it will take, as a range."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from counter_server.domain.estimate import Estimate
from counter_server.domain.forecast.foresight import told
from counter_server.domain.service import Step
from counter_server.domain.ticket import OWNED, Ticket
from counter_server.operations.expected_wait import SERVES, stands_in
from counter_server.protocol.locale import Locale
from counter_server.protocol.terms import Is, Role
from counter_server.setup import Setup
from counter_server.storage import statements
from counter_server.storage.database import Line
from counter_server.storage.present import PRIORITY, REGULAR, Present
from counter_server.storage.rows import ticket_of

MOST_AHEAD = 100
"""People counted ahead; beyond it a phone is told so many and more, whatever the queue's length."""


@dataclass(frozen=True, slots=True)
class Follower:
    """What a phone is told."""

    number: str
    status: Is
    step: str
    language: str
    counter: str
    calls: int
    """How often it has been called to this counter, the repeats counted: each moves the phone once."""
    ahead: int
    more: bool
    wait: Estimate | None


@dataclass(frozen=True, slots=True)
class Place:
    """A ticket's place in the hall: the people ahead, and the minutes until its call."""

    ahead: int = 0
    wait: Estimate | None = None


NO_PLACE = Place()
"""Of whoever waits for nobody."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A ticket found by its address, its place, and the seq of the journal it was seen at."""

    ticket: Ticket
    place: Place
    seq: int

    @property
    def follower(self) -> Follower:
        """As its holder may know it."""
        return follower(self.ticket, self.place)


@dataclass(frozen=True, slots=True)
class Hall:
    """Who waits and who serves, read once for all who follow: as many reads as there are queues."""

    setup: Setup
    arrivals: Mapping[tuple[str, int], Sequence[int]]
    """(whose queues, class) → when the first who wait there arrived, in order: one more than is ever told."""
    serving: Mapping[Role, int]
    at: int = 0
    """Milliseconds since 1970 UTC."""
    _steps: dict[tuple[str, int, str], Step] = field(default_factory=dict)
    _places: dict[tuple[str, int, int, bool], Place] = field(default_factory=dict)

    def place(self, ticket: Ticket) -> Place | None:
        """As her paper counted it: who came earlier for the same counters, of her class or before it. None where
        nobody who followed waited there when this was read."""
        step = self._step(ticket)
        if step is None:
            return None
        whose = ticket.queue if ticket.person else step.role
        if (whose, REGULAR) not in self.arrivals:
            return None
        ahead = bisect_left(self.arrivals[whose, PRIORITY], ticket.arrived_at)
        if not ticket.in_priority:
            ahead += bisect_left(self.arrivals[whose, REGULAR], ticket.arrived_at)
        ahead = min(ahead, MOST_AHEAD + 1)
        span = self.setup.foresight.of_ticket(ticket.id, at=self.at) if self.serving.get(step.role) else None
        if span is not None:
            return Place(ahead, told(span))
        if ticket.person:  # when one certain person is free nobody can tell
            return Place(ahead)
        key = (ticket.queue, step.standard_minutes, ahead, ticket.in_priority)
        known = self._places.get(key)
        if known is None:
            wait = stands_in(self.setup, ticket, step, ahead, self.serving.get(step.role, 0))
            known = self._places[key] = Place(ahead, wait)
        return known

    def _step(self, ticket: Ticket) -> Step | None:
        """None for a ticket of a version that came after this was read."""
        key = (ticket.service, ticket.service_version, ticket.step)
        if key not in self._steps:
            if key[:2] not in self.setup.versions:
                return None
            self._steps[key] = self.setup.step(ticket)
        return self._steps[key]


def hall_of(line: Line, present: Present, setup: Setup, waiting: Iterable[Ticket], at: int) -> Hall:
    """The hall as these tickets, which wait, must know it."""
    queues = {_whose(setup, ticket): _queues(setup, ticket) for ticket in waiting}
    arrivals = {
        (whose, klass): _arrivals(line, setup.key, of, klass) for whose, of in queues.items() for klass in CLASSES
    }
    serving = {
        role: sum(member.role is role and member.state in SERVES for member in present.members.values())
        for role in Role
    }
    return Hall(setup, arrivals, serving, at)


CLASSES = (REGULAR, PRIORITY)


def _whose(setup: Setup, ticket: Ticket) -> str:
    return ticket.queue if ticket.person else str(setup.step(ticket).role)


def _queues(setup: Setup, ticket: Ticket) -> Collection[str]:
    """The same counters serve several queues."""
    return {ticket.queue} if ticket.person else setup.role_queues(setup.step(ticket).role)


def _arrivals(line: Line, branch: str, queues: Collection[str], klass: int) -> list[int]:
    most = MOST_AHEAD + 1
    rows = (line.all(statements.arrivals_in, branch=branch, queue=queue, klass=klass, most=most) for queue in queues)
    return sorted(row[0] for found in rows for row in found)


def follower(ticket: Ticket, place: Place) -> Follower:
    """A ticket as its holder may know it."""
    waits = ticket.status is Is.WAITING
    return Follower(
        number=ticket.number, status=ticket.status, step=ticket.step if waits else "", language=ticket.language,
        counter=ticket.counter if ticket.status in OWNED else "",
        calls=ticket.recalls + 1 if ticket.status is Is.CALLED else 0,
        ahead=min(place.ahead, MOST_AHEAD) if waits else 0, more=waits and place.ahead > MOST_AHEAD,
        wait=place.wait if waits else None,
    )  # fmt: skip


def told_to_phone(shown: Follower, locales: Mapping[str, Locale]) -> dict[str, object]:
    """In the visitor's words, in every language she may choose."""
    wait = shown.wait
    return {
        "number": shown.number, "status": shown.status, "calls": shown.calls, "ahead": shown.ahead, "more": shown.more,
        "low": wait.low if wait else None, "high": wait.high if wait else None,
        "after_closing": bool(wait and wait.after_closing),
        "words": {language: worded(shown, locale) for language, locale in locales.items()},
    }  # fmt: skip


def worded(shown: Follower, words: Locale) -> dict[str, str]:
    """Step and counter as this language names them."""
    step = f"common.step.{shown.step}"
    return {
        "step": words.say(step) if words.has(step) else "",
        "counter": words.counter(shown.counter) if shown.counter else "",
    }


def look(line: Line, present: Present, setup: Setup, page_hash: str, at: int) -> Seen | None:
    """The ticket behind an address, today's only."""
    row = line.one(statements.ticket_of_page, branch=setup.key, page_hash=page_hash)
    if row is None or (ticket := ticket_of(row)).day != present.day:
        return None
    waits = ticket.status is Is.WAITING
    place = hall_of(line, present, setup, [ticket], at).place(ticket) if waits else None
    return Seen(ticket, place or NO_PLACE, present.seq)
