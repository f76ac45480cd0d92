"""The floor for the person in charge: every counter, every queue, and the day in six figures. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from counter_server.protocol.messages import Board, Ticket
from counter_server.protocol.offer import ServiceFace
from counter_server.protocol.terms import Is, StaffState


@dataclass(frozen=True, slots=True)
class Place:
    """A counter, who is there, and the ticket there."""

    counter: str
    staff: str | None
    state: StaffState
    ticket: Ticket | None


@dataclass(frozen=True, slots=True)
class Queue:
    """A service's waiting counts, one per step of the branch; None where the service has no such step."""

    service: ServiceFace
    counts: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """One figure: how many are `of` this."""

    of: str
    n: int


def places(board: Board) -> list[Place]:
    """The floor, counter by counter."""
    open_now = {ticket.id: ticket for ticket in board.tickets if ticket.status in (Is.CALLED, Is.SERVING)}
    return [Place(one.counter, one.staff, one.state, open_now.get(one.ticket or 0)) for one in board.counters]


def steps(services: Sequence[ServiceFace]) -> list[str]:
    """All steps of all services, in the order they first appear."""
    return list(dict.fromkeys(str(step["key"]) for service in services for step in service.steps))


def queues(board: Board, services: Sequence[ServiceFace]) -> list[Queue]:
    """Who waits where."""
    return [Queue(service, tuple(_count(board, service, step) for step in steps(services))) for service in services]


def waiting(board: Board) -> int:
    """How many wait, everywhere."""
    return sum(n for of_steps in board.waiting.values() for n in of_steps.values())


def sums(board: Board) -> list[Sum]:
    """The floor in six figures."""
    states = [ticket.status for ticket in board.tickets]
    staff = [place.state for place in board.counters if place.staff]
    return [
        Sum("waiting", waiting(board)),
        Sum("called", states.count(Is.CALLED)),
        Sum("serving", states.count(Is.SERVING)),
        Sum("held", states.count(Is.ON_HOLD)),
        Sum("ready", staff.count(StaffState.READY)),
        Sum("paused", staff.count(StaffState.PAUSED)),
    ]


def _count(board: Board, service: ServiceFace, step: str) -> int | None:
    if all(own["key"] != step for own in service.steps):
        return None
    return board.waiting.get(service.letter, {}).get(step, 0)
