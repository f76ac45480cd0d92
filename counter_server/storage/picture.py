"""The present as somebody sees it who has just come: read in one transaction, whatever the history's length."""

from dataclasses import dataclass

from counter_server.domain.ticket import Ticket
from counter_server.protocol.terms import Is

from . import statements
from .database import Line, Row
from .present import FOR_ONE_PERSON, Present
from .rows import ticket_of

LAST_CALLS = 12
FIRST_WAITING = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What a board is made of."""

    present: Present
    called: tuple[Ticket, ...]
    """Called and serving."""
    last: tuple[Ticket, ...]
    """The last calls that are over."""
    aside: tuple[Ticket, ...] = ()
    """Held, not shown up and booked; for staff."""
    waiting: tuple[Ticket, ...] = ()
    """The first who wait, by arrival; for staff."""
    unspoken: tuple[Row, ...] = ()


def take(line: Line, branch: str, present: Present, *, queues: frozenset[str] | None) -> Picture:
    """`queues`: whose waiting list is wanted; None for a wall or a kiosk, which see none."""
    called = _in_states(line, branch, (Is.CALLED, Is.SERVING))
    last = line.all(statements.last_called, branch=branch, day=present.day, most=LAST_CALLS)
    return Picture(
        present=present,
        called=called,
        last=tuple(map(ticket_of, last)),
        aside=() if queues is None else _in_states(line, branch, (Is.ON_HOLD, Is.NO_SHOW, Is.BOOKED)),
        waiting=() if queues is None else _waiting(line, branch, present, queues),
        unspoken=tuple(line.all(statements.unspoken, branch=branch)),
    )


def _in_states(line: Line, branch: str, states: tuple[Is, ...]) -> tuple[Ticket, ...]:
    rows = [
        row
        for state in states
        for row in line.all(statements.in_state, branch=branch, status=state.value, most=FIRST_WAITING)
    ]
    return tuple(ticket_of(row) for row in rows)


def _waiting(line: Line, branch: str, present: Present, queues: frozenset[str]) -> tuple[Ticket, ...]:
    found = [
        ticket_of(row)
        for (queue, klass), n in present.waiting.items()
        if n > 0 and klass != FOR_ONE_PERSON and (queue in queues or queue.startswith("@"))
        for row in line.all(statements.waiting_in, branch=branch, queue=queue, klass=klass, most=FIRST_WAITING)
    ]
    return tuple(
        sorted(found, key=lambda ticket: (not ticket.in_priority, ticket.arrived_at, ticket.id))[:FIRST_WAITING]
    )
