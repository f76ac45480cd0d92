"""The board as the display keeps it: whole at first, then one entry replaced by each change."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from counter_server.protocol.messages import Board, Change, CounterNow, ServiceNow, Ticket
from counter_server.protocol.terms import Is

ACTIVE = frozenset({Is.CALLED, Is.SERVING})
"""A visitor is wanted, or sits, at a counter."""

PASSED = frozenset({Is.FINISHED, Is.NO_SHOW, Is.ON_HOLD})
"""Called once, and no longer at a counter."""

NEVER = datetime.min.replace(tzinfo=UTC)
PASSED_KEPT = 24
"""How many passed tickets are kept; a wall shows fewer."""


def fold(board: Board | None, happening: Board | Change) -> Board | None:
    """The board after `happening`. A whole board takes the place of the old one; a change at or before the board's
    `seq` is already in it, but for the waits, which are no line of the journal. None while no whole board has come.

    `announcements` is emptied by the first change: who speaks them keeps its own list (`display.announcements`).
    """
    if isinstance(happening, Board):
        return happening
    if board is not None and happening.waits is not None:
        board = replace(board, waits=happening.waits)
    if board is None or happening.seq <= board.seq:
        return board
    return replace(
        board,
        seq=happening.seq,
        at=happening.at,
        waiting=happening.waiting,
        announcements=[],
        tickets=board.tickets if happening.ticket is None else _tickets(board.tickets, happening.ticket),
        counters=board.counters if happening.counter is None else _counters(board.counters, happening.counter),
        branch=happening.branch or board.branch,
        services=board.services if happening.service is None else _services(board.services, happening.service),
    )


def last_called_first(tickets: Iterable[Ticket]) -> list[Ticket]:
    """Newest call first; those of one moment by id."""
    return sorted(tickets, key=lambda ticket: (ticket.called_at or NEVER, ticket.id), reverse=True)


def _tickets(tickets: list[Ticket], changed: Ticket) -> list[Ticket]:
    others = [ticket for ticket in tickets if ticket.id != changed.id]
    kept = [ticket for ticket in (*others, changed) if ticket.status in ACTIVE]
    passed = [ticket for ticket in (*others, changed) if ticket.status in PASSED and ticket.called_at is not None]
    return kept + last_called_first(passed)[:PASSED_KEPT]


def _counters(counters: list[CounterNow], changed: CounterNow) -> list[CounterNow]:
    if all(counter.counter != changed.counter for counter in counters):
        return [*counters, changed]
    return [changed if counter.counter == changed.counter else counter for counter in counters]


def _services(services: list[ServiceNow], changed: ServiceNow) -> list[ServiceNow]:
    if all(service.letter != changed.letter for service in services):
        return [*services, changed]
    return [changed if service.letter == changed.letter else service for service in services]
