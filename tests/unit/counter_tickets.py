"""Tickets, steps and services for the tests of the rules."""

from collections.abc import Callable

from counter_server.domain.service import Service, Step
from counter_server.domain.ticket import Ticket
from counter_server.protocol.terms import Do, Is, Outcome, Paper, Role

Move = Callable[[Ticket], Ticket]

MOVES: dict[Do, Move] = {
    Do.CHECK_IN: lambda ticket: ticket.checked_in(at=9_000),
    Do.CALL: lambda ticket: ticket.called(staff="verifier-1", counter="loket-1", at=9_000),
    Do.RECALL: lambda ticket: ticket.recalled(),
    Do.START: lambda ticket: ticket.started(at=9_000),
    Do.FINISH: lambda ticket: ticket.finished(Outcome.COMPLETE, next_step="", at=9_000),
    Do.FORWARD: lambda ticket: ticket.forwarded("verification"),
    Do.TRANSFER: lambda ticket: ticket.transferred(service="K", version=3, step="help", person=""),
    Do.HOLD: lambda ticket: ticket.held(),
    Do.RETURN: lambda ticket: ticket.returned(),
    Do.NO_SHOW: lambda ticket: ticket.not_shown_up(),
    Do.REQUEUE: lambda ticket: ticket.requeued(penalty=600_000),
    Do.CANCEL: lambda ticket: ticket.cancelled(at=9_000),
    Do.LAPSE: lambda ticket: ticket.lapsed(at=9_000),
}
"""Every verb as it is done to a ticket that already exists; `finish` here ends the visit."""


def a_ticket(status: Is = Is.WAITING, **differs: object) -> Ticket:
    at_staff = {"staff": "extra-1", "counter": "bantuan-1", "called_at": 3_000}
    facts: dict[str, object] = {
        "id": 7,
        "day": "2026-11-23",
        "letter": "A",
        "n": 12,
        "service": "A",
        "step": "help",
        "status": status,
        "issued_at": 1_000,
        "arrived_at": 2_000,
        **(at_staff if status in {Is.CALLED, Is.SERVING, Is.ON_HOLD, Is.NO_SHOW} else {}),
        **differs,
    }
    return Ticket(**facts)  # type: ignore[arg-type]


def a_step(key: str, role: Role = Role.VERIFIER, **differs: object) -> Step:
    return Step(key=key, role=role, standard_minutes=10, **differs)  # type: ignore[arg-type]


def claims(letter: str = "A") -> Service:
    """Two steps as at the LALOPA counter: help for whom something is amiss, verification for all."""
    return Service(
        letter=letter,
        documents={Paper.KK: ("original", "copy"), Paper.EKTP: ("original", "copy")},
        steps=(
            a_step(
                "help", Role.EXTRA, when=("documents_missing", "anonymous"), next={Outcome.COMPLETE: "verification"}
            ),
            a_step(
                "verification",
                Role.VERIFIER,
                next={Outcome.COMPLETE: "", Outcome.REJECTED: "", Outcome.DOCUMENTS_MISSING: "help"},
            ),
        ),
    )
