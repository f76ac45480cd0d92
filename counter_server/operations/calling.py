"""Binding a ticket to a member of staff, only now: at the call."""

from counter_server.domain.assignment import Free, assign
from counter_server.domain.rulings import mode_today
from counter_server.domain.staff import Member
from counter_server.domain.ticket import Ticket
from counter_server.protocol.terms import Is, Mode, StaffState
from counter_server.storage.day import Day

PUSH = "push"
"""Who called, when nobody did: the branch's own rule."""


def call_to(day: Day, member: Member, ticket: Ticket, *, who: str, remark: str = "") -> Ticket:
    """Calls this ticket to her counter."""
    called = ticket.called(staff=member.staff, counter=member.counter, at=day.now)
    busy = member.busy(ticket.id, at=day.now)
    day.record("call", who=who, before=ticket, ticket=called, member=busy, remark=remark)
    return called


def pushes(day: Day) -> bool:
    """Whether whoever is ready is given tickets today, rather than asking for them."""
    return mode_today(day.setup.mode, day.present.rulings) is Mode.PUSH


def serve(day: Day) -> None:
    """In push mode, gives everybody who is ready the best ticket she may serve."""
    if not pushes(day):
        return
    ready = [member for member in day.members.values() if member.state is StaffState.READY]
    free = [seat for seat in (free_seat(day, member) for member in ready) if seat]
    if not free:
        return
    for seat, candidate in assign(day.heads, free, day.now, day.setup.weight):
        call_to(day, day.member(seat.staff), day.ticket(candidate.id), who=PUSH)


def free_seat(day: Day, member: Member) -> Free | None:
    """Her place among the free, when she is ready and her wrap-up is over."""
    if member.state is not StaffState.READY or not member.counter or member.ready_at > day.now:
        return None
    return Free(member.staff, member.counter, day.setup.queues(member), member.since)


def leave(
    day: Day,
    before: Ticket,
    after: Ticket,
    action: str,
    *,
    who: str,
    remark: str = "",
    outcome: str = "",
    pause: str = "",
) -> Ticket:
    """Records that a ticket left its member of staff; she takes the next one."""
    member = day.member(before.staff)
    if pause and pushes(day):
        member = member.paused(member.pause_next or pause, at=day.now)
    member = member.freed(at=day.now, wrap_up=day.setup.wrap_up)
    ended = {
        "step": before.step, "staff": before.staff, "counter": before.counter, "called_at": before.called_at,
        "started_at": before.started_at, "outcome": outcome,
    }  # fmt: skip
    day.record(action, who=who, before=before, ticket=after, member=member, remark=remark, payload={"ended": ended})
    resume(day, member)
    serve(day)
    return after


def promised(day: Day, member: Member) -> Ticket | None:
    """What was named while she was busy and still may come first: a ticket she holds, or one that waits for her."""
    ticket = day.ticket(member.call_next) if member.call_next else None
    if ticket is None:
        return None
    holds = ticket.status is Is.ON_HOLD and ticket.staff == member.staff
    return ticket if holds or (ticket.status is Is.WAITING and ticket.person == member.staff) else None


def resume(day: Day, member: Member) -> None:
    """What she was promised comes first."""
    named = promised(day, member) if member.state is StaffState.READY else None
    if named is not None:
        call_to(day, member, named, who=member.staff if named.status is Is.ON_HOLD else PUSH)
