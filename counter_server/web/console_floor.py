"""The floor for the person in charge: every counter, every queue, the machines, and the day in six figures. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from counter_server.domain.estimate import Estimate
from counter_server.domain.rulings import Ruling, of_service, of_staff
from counter_server.protocol.messages import Board, CounterNow, StaffNow, Ticket
from counter_server.protocol.offer import ServiceFace
from counter_server.protocol.terms import Is, Role, StaffState


@dataclass(frozen=True, slots=True)
class Place:
    """A counter, who is there, and the ticket there. `since`: she has been in this state, or the ticket there."""

    counter: str
    staff: str | None
    state: StaffState
    ticket: Ticket | None
    since: datetime | None = None
    reason: str = ""
    moved: bool = False
    """Whether she serves elsewhere than the roster says."""

    @property
    def paced(self) -> bool:
        """Whether the step's standard time runs."""
        return self.ticket is not None and self.ticket.status is Is.SERVING and bool(self.ticket.standard_minutes)


@dataclass(frozen=True, slots=True)
class Queue:
    """A service's waiting counts, one per step of the branch; None where the service has no such step. `since`: whoever
    waits longest; `ruled`: the person in charge has opened or closed it herself."""

    service: ServiceFace
    counts: tuple[int | None, ...]
    waits: tuple[Estimate | None, ...] = ()
    """Beside each count: how long whoever comes now waits there; None: nobody serves it."""
    since: datetime | None = None
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """One figure: how many are `of` this."""

    of: str
    n: int


def places(board: Board, rulings: Mapping[str, Ruling] | None = None) -> list[Place]:
    """The floor, counter by counter."""
    open_now = {ticket.id: ticket for ticket in board.tickets if ticket.status in (Is.CALLED, Is.SERVING)}
    staff = {one.staff: one for one in board.staff}
    known = rulings or {}
    return [_place(one, staff.get(one.staff or ""), open_now.get(one.ticket or 0), known) for one in board.counters]


def _place(at: CounterNow, person: StaffNow | None, ticket: Ticket | None, rulings: Mapping[str, Ruling]) -> Place:
    since = (ticket.started_at or ticket.called_at) if ticket else person.since if person else None
    reason = (person.reason or "") if person else ""
    return Place(at.counter, at.staff, at.state, ticket, since, reason, of_staff(at.staff or "") in rulings)


def steps(services: Sequence[ServiceFace]) -> list[str]:
    """All steps of all services, in the order they first appear."""
    return list(dict.fromkeys(str(step["key"]) for service in services for step in service.steps))


def queues(
    board: Board,
    services: Sequence[ServiceFace],
    waiting: Sequence[Ticket] = (),
    rulings: Mapping[str, Ruling] | None = None,
    waits: Mapping[str, Estimate] | None = None,
) -> list[Queue]:
    """Who waits where, and how long whoever comes now will. `waiting`: the first who wait."""
    return [
        Queue(
            service,
            tuple(_count(board, service, step) for step in steps(services)),
            tuple((waits or {}).get(f"{service.letter}/{step}") for step in steps(services)),
            longest([one for one in waiting if one.service == service.letter]),
            of_service(service.letter) in (rulings or {}),
        )
        for service in services
    ]


def longest(waiting: Sequence[Ticket]) -> datetime | None:
    """Since when whoever waits longest does."""
    return min((one.issued_at for one in waiting if one.issued_at and one.status is Is.WAITING), default=None)


def elsewhere(board: Board) -> list[StaffNow]:
    """Staff who are at no counter."""
    return [one for one in board.staff if not one.counter and one.role is not Role.SUPERVISOR]


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
