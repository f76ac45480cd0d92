"""What the holder of a ticket's address may know: its number, its state and step, its counter, the people ahead."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from counter_server.domain.ticket import OWNED, Ticket
from counter_server.protocol.locale import Locale
from counter_server.protocol.terms import Is
from counter_server.setup import Setup
from counter_server.storage import statements
from counter_server.storage.database import Line
from counter_server.storage.present import PRIORITY, REGULAR, Present
from counter_server.storage.rows import ticket_of

MOST_AHEAD = 100
"""People counted ahead; beyond it a phone is told so many and more, whatever the queue's length."""

Arrivals = Mapping[tuple[str, int], Sequence[int]]
"""(queue, class) → when the first who wait there arrived, in order: one more of them than is ever told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Follower:
    """What a phone is told."""

    number: str
    status: Is
    step: str
    language: str
    counter: str
    ahead: int
    more: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """A ticket found by its address, the people ahead of it, and the seq of the journal it was seen at."""

    ticket: Ticket
    ahead: int
    seq: int

    @property
    def follower(self) -> Follower:
        """As its holder may know it."""
        return follower(self.ticket, self.ahead)


def follower(ticket: Ticket, ahead: int) -> Follower:
    """A ticket as its holder may know it."""
    waits = ticket.status is Is.WAITING
    return Follower(
        number=ticket.number, status=ticket.status, step=ticket.step if waits else "", language=ticket.language,
        counter=ticket.counter if ticket.status in OWNED else "",
        ahead=min(ahead, MOST_AHEAD) if waits else 0, more=waits and ahead > MOST_AHEAD,
    )  # fmt: skip


def told_to_phone(shown: Follower, words: Locale) -> dict[str, object]:
    """In the visitor's words."""
    step = f"common.step.{shown.step}"
    return {
        "number": shown.number, "status": shown.status, "step": words.say(step) if words.has(step) else "",
        "counter": words.counter(shown.counter) if shown.counter else "", "ahead": shown.ahead, "more": shown.more,
    }  # fmt: skip


def look(line: Line, present: Present, setup: Setup, page_hash: str) -> Seen | None:
    """The ticket behind an address, today's only."""
    row = line.one(statements.ticket_of_page, branch=setup.key, page_hash=page_hash)
    if row is None or (ticket := ticket_of(row)).day != present.day:
        return None
    ahead = ahead_in(arrivals(line, setup.key, {ticket.queue}), ticket) if ticket.status is Is.WAITING else 0
    return Seen(ticket, ahead, present.seq)


def arrivals(line: Line, branch: str, queues: Iterable[str]) -> Arrivals:
    """Of these queues: two short reads of an index for each, however many wait and however many follow."""
    return {
        (queue, klass): [
            row[0]
            for row in line.all(statements.arrivals_in, branch=branch, queue=queue, klass=klass, most=MOST_AHEAD + 1)
        ]
        for queue in queues
        for klass in (REGULAR, PRIORITY)
    }


def ahead_in(known: Arrivals, ticket: Ticket) -> int:
    """Who waits in the same queue, came earlier, and is of its class or before it."""
    classes = (PRIORITY,) if ticket.in_priority else (REGULAR, PRIORITY)
    return sum(bisect_left(known.get((ticket.queue, klass), ()), ticket.arrived_at) for klass in classes)
