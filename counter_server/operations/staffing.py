"""Coming, being ready, pausing, going."""

from dataclasses import dataclass, replace

from counter_server.domain.refusals import CounterNeeded, CounterTaken, NotAllowed, TicketOpen
from counter_server.domain.staff import NOT_HEARD, Member
from counter_server.domain.ticket import Ticket
from counter_server.protocol.terms import Role, StaffState
from counter_server.storage import statements
from counter_server.storage.day import Day

from .callers import Caller
from .calling import resume, serve


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that has begun."""

    staff: str
    counter: str


def sign_in(day: Day, *, staff: str, counter: str | None, hashed: str, kind: str) -> SignedIn:
    """Begins a session for whoever has shown her PIN. It replaces her old one; `kind` is `console` or `program`."""
    member = day.member(staff)
    place = _place(day, member, counter)
    if member.counter and member.counter != place:
        _gone(day, member, who=staff)
        member = day.member(staff)
    old = next((row for row in day.line.all(statements.sessions, branch=day.branch) if row[2] == staff), None)
    day.line.do(statements.end_session, branch=day.branch, staff=staff)
    day.line.do(
        statements.add_session,
        token_hash=hashed, branch=day.branch, staff=staff, counter=place, kind=kind, at=day.now, used=day.now,
    )  # fmt: skip
    day.record(
        "sign-in", who=staff, member=member.signed_in(place, at=day.now), ended_session=old[0] if old else "",
        payload={"kind": kind},
    )  # fmt: skip
    return SignedIn(staff, place)


def _place(day: Day, member: Member, counter: str | None) -> str:
    if counter is None or not counter:
        if member.role is not Role.SUPERVISOR:
            raise CounterNeeded()
        return ""
    day.setup.counter(counter)
    if member.ticket and member.counter != counter:
        raise _ticket_open(day.ticket(member.ticket))
    for other in day.members.values():
        if other.counter == counter and other.staff != member.staff:
            if other.state is not StaffState.AWAY:
                raise CounterTaken(counter=counter, staff=other.name)
            _gone(day, other, who=member.staff)
    return counter


def sign_out(day: Day, caller: Caller) -> None:
    """Ends the caller's session; with a ticket open it is refused."""
    if not isinstance(caller.role, Role):
        raise NotAllowed(role=caller.role, action="sign-out")
    member = day.member(caller.key)
    if member.ticket:
        raise _ticket_open(day.ticket(member.ticket))
    _gone(day, member, who=member.staff)
    serve(day)


def end_session_of(day: Day, staff: str, *, who: str) -> None:
    """Ends it wherever it is open. A ticket left open stays its owner's; nobody is given another."""
    member = day.member(staff)
    session = next((row[0] for row in day.line.all(statements.sessions, branch=day.branch) if row[2] == staff), "")
    if not session and not member.counter and member.state is StaffState.AWAY:
        return
    if not member.ticket:
        _gone(day, member, who=who)
        serve(day)
        return
    day.line.do(statements.end_session, branch=day.branch, staff=staff)
    day.record("sign-out", who=who, member=member.paused(NOT_HEARD, at=day.now), ended_session=session)


def end_demonstration(day: Day) -> None:
    """Ends the sessions of a demonstration: their PIN was everybody's. A ticket left open stays its owner's."""
    for session in day.line.all(statements.sessions, branch=day.branch):
        member = day.members.get(session[2])
        if session[4].startswith("demo-") and member and not member.ticket:
            _gone(day, member, who="command")
    day.line.do(statements.end_demo_sessions, branch=day.branch)


def leave_for_home(day: Day, *, who: str) -> None:
    """The day is over: everybody without a ticket is signed out."""
    signed_in = {session[2] for session in day.line.all(statements.sessions, branch=day.branch)}
    for member in list(day.members.values()):
        here = member.counter or member.state is not StaffState.AWAY or member.staff in signed_in
        if not member.ticket and here:
            _gone(day, member, who=who)
    for session in day.line.all(statements.sessions, branch=day.branch):
        day.line.do(statements.end_session, branch=day.branch, staff=session[2])


def _gone(day: Day, member: Member, *, who: str) -> None:
    session = next(
        (row[0] for row in day.line.all(statements.sessions, branch=day.branch) if row[2] == member.staff), ""
    )
    day.line.do(statements.end_session, branch=day.branch, staff=member.staff)
    day.record("sign-out", who=who, member=member.signed_out(at=day.now), ended_session=session)
    _fall_back(day, member.staff, who=who)


def ready(day: Day, caller: Caller) -> Member:
    """Ready for the next ticket; while busy, it only takes back a pause asked for."""
    caller.may("ready")
    return be_ready(day, day.member(caller.key))


def be_ready(day: Day, member: Member) -> Member:
    """Records it, and gives her a ticket where one waits."""
    ready_now = member.ready(at=day.now)
    if ready_now != member:
        day.record("ready", who=member.staff, member=ready_now)
    resume(day, ready_now)
    serve(day)
    return day.member(member.staff)


def pause(day: Day, caller: Caller, *, reason: str) -> Member:
    """No tickets for now; while busy, from when the ticket leaves."""
    caller.may("pause")
    paused = day.member(caller.key).paused(reason, at=day.now)
    day.record("pause", who=caller.key, member=paused, remark=reason)
    return paused


def away(day: Day, staff: str) -> None:
    """Her console is not heard any more. Whoever has a ticket open stays busy with it, and is not given another."""
    member = day.member(staff)
    works_on = member.paused(member.pause_next or NOT_HEARD, at=day.now)  # a break she asked for stays hers
    gone = works_on if member.ticket else member.gone(at=day.now)
    if member.state is StaffState.AWAY or gone == member:
        return
    day.record("away", who="presence", member=gone)
    if not member.ticket:
        _fall_back(day, staff, who="presence")
        serve(day)


def back(day: Day, staff: str) -> None:
    """Her console is heard again while her ticket is open: she works on, and is given the next one after it."""
    member = day.member(staff)
    heard = member.heard_again()
    if heard is not member:
        day.record("ready", who="presence", member=heard)


def _fall_back(day: Day, staff: str, *, who: str) -> None:
    """Whoever was to wait for her waits for her colleagues."""
    for ticket in day.waiting_for(staff):
        day.record("transfer", who=who, before=ticket, ticket=replace(ticket, person=""))


def _ticket_open(ticket: Ticket) -> TicketOpen:
    return TicketOpen(ticket=ticket.id, number=ticket.number, status=ticket.status)


def open_ticket(day: Day, member: Member) -> TicketOpen:
    """The refusal for whoever has a ticket open."""
    return _ticket_open(day.ticket(member.ticket))
