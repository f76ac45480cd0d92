"""What a console shows of the caller's own work, and nobody else is told: what her ticket's numbers say, its check
list, its notes, and what is due when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from counter_server.domain.at_desk import NOTHING_TOLD, Told
from counter_server.domain.breaks import break_now, ends_at, starts_at
from counter_server.domain.estimate import Estimate, estimate
from counter_server.domain.ticket import Ticket
from counter_server.domain.unanswered import again_at, given_up_at
from counter_server.protocol.terms import Is, Role, StaffState
from counter_server.setup import Setup
from counter_server.storage import statements
from counter_server.storage.database import Line

if TYPE_CHECKING:
    from .counter import Seen

SERVES = (StaffState.READY, StaffState.BUSY)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckNow:
    """A check of the step, in every language, ticked or not."""

    key: str
    texts: Mapping[str, str]
    ticked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """Where a no-show would stand if she were requeued now: as if she had come `arrives`, behind `ahead` people."""

    arrives: datetime
    ahead: int
    wait: Estimate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakNow:
    """Somebody's planned break."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AtMyDesk:
    """Empty where the caller has no ticket in hand."""

    told: Told = NOTHING_TOLD
    confirmed: bool = False
    checks: Sequence[CheckNow] = ()
    notes: Sequence[str] = ()
    again_at: datetime | None = None
    """When the call is announced again by itself."""
    given_up_at: datetime | None = None
    """From when no-show is offered."""
    back: Mapping[int, Back] = field(default_factory=dict)
    """No-show → where she would stand."""
    breaks: Mapping[str, BreakNow] = field(default_factory=dict)
    """Staff → her break: one's own; for the person in charge everybody's."""


def notes_of(line: Line, setup: Setup, ticket: Ticket | None) -> list[str]:
    """What was noted on a ticket, as far as it is kept."""
    rows = [line.one(statements.remark, branch=setup.key, seq=seq) for seq in (ticket.desk.notes if ticket else ())]
    return [str(row[2]) for row in rows if row]


def at_my_desk(seen: "Seen", own: Ticket | None, at: int) -> AtMyDesk:
    """The caller's. `at`: milliseconds since 1970 UTC."""
    setup = seen.setup
    around = AtMyDesk(back=_back(seen), breaks=_breaks(seen, at))
    if own is None:
        return around
    return AtMyDesk(
        told=own.desk.told, confirmed=own.desk.confirmed, notes=seen.notes,
        checks=[
            CheckNow(key=one.key, texts=one.texts, ticked=own.desk.has_ticked(own.step, one.key))
            for one in setup.step(own).checks
        ],
        again_at=_when(again_at(setup.patience, own), setup),
        given_up_at=_when(given_up_at(setup.patience, own), setup),
        back=around.back, breaks=around.breaks,
    )  # fmt: skip


def _back(seen: "Seen") -> dict[int, Back]:
    found = {}
    for ticket in seen.picture.aside:
        if ticket.status is Is.NO_SHOW:
            arrives = ticket.arrived_at + seen.setup.no_show_penalty
            ahead = sum(_before(other, ticket, arrives) for other in seen.picture.waiting)
            found[ticket.id] = Back(arrives=seen.setup.moment(arrives), ahead=ahead, wait=_wait(seen, ticket, ahead))
    return found


def _before(other: Ticket, ticket: Ticket, arrives: int) -> bool:
    same = (other.service, other.step, other.in_priority) == (ticket.service, ticket.step, ticket.in_priority)
    return same and other.arrived_at < arrives


def _wait(seen: "Seen", ticket: Ticket, ahead: int) -> Estimate | None:
    step = seen.setup.step(ticket)
    serving = [one for one in seen.picture.present.members.values() if one.role is step.role and one.state in SERVES]
    return estimate(ahead, len(serving), step.standard_minutes)


def _breaks(seen: "Seen", at: int) -> dict[str, BreakNow]:
    plan, now = seen.setup.breaks, seen.setup.moment(at)
    if not plan:
        return {}
    found, all_of_them = {}, seen.caller.role is Role.SUPERVISOR
    for member in seen.picture.present.members.values():
        if member.role is not Role.SUPERVISOR and (all_of_them or member.staff == seen.caller.key):
            paused = seen.setup.moment(member.since) if member.state is StaffState.PAUSED else None
            hers = break_now(member.staff, plan, now, paused)
            if hers:
                found[member.staff] = BreakNow(start=starts_at(hers, now), end=ends_at(hers, now))
    return found


def _when(at: int, setup: Setup) -> datetime | None:
    return setup.moment(at) if at else None
