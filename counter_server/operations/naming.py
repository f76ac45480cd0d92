"""A number that the person in charge names, for a counter she names."""

from counter_server.domain.refusals import CounterBusy, CounterEmpty, TicketUnknown
from counter_server.domain.replaced import replace
from counter_server.domain.staff import Member
from counter_server.domain.ticket import Ticket
from counter_server.protocol.terms import Do, Is, Role, StaffState
from counter_server.setup import Setup
from counter_server.storage import statements
from counter_server.storage.database import Line
from counter_server.storage.day import KEYS, Day
from counter_server.storage.present import Present
from counter_server.storage.rows import ticket_of

from .callers import Caller
from .calling import call_to, promised
from .staffing import open_ticket


def numbered(line: Line, present: Present, setup: Setup, typed: str) -> Ticket:
    """Today's ticket of a number as it is typed: `a12`, `A 012` and `A-012` are the same. Refuses an unknown one."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    letters = signs.rstrip("0123456789")
    n = int(signs[len(letters) :] or 0)
    row = None
    if 1 <= len(letters) <= 2 and n in KEYS:
        values = {"day": present.day, "letter": letters[0], "series": letters[1:], "n": n}
        row = line.one(statements.ticket_of_number, branch=setup.key, **values)
    if row is None:
        raise TicketUnknown(ticket=typed)
    return ticket_of(row)


def call_named(day: Day, caller: Caller, ticket: Ticket, *, counter: str, reason: str, after: bool) -> Ticket:
    """Called there now; to whoever is busy, if `after`, when the ticket in hand has left."""
    day.setup.counter(counter)
    ticket.check(Do.CALL)
    member = next((one for one in day.members.values() if one.counter == counter), None)
    if member is None or member.state is StaffState.AWAY or member.on_break or member.role is Role.SUPERVISOR:
        raise CounterEmpty(counter=counter)
    if member.state is not StaffState.BUSY:
        return call_to(day, member, ticket, who=caller.key, remark=reason)
    if not after:
        raise open_ticket(day, member)
    return _next(day, caller, ticket, member, reason)


def _next(day: Day, caller: Caller, ticket: Ticket, member: Member, reason: str) -> Ticket:
    """Kept for her, and called first. What somebody else has set aside stays with that person."""
    first = promised(day, member)
    if first is not None and first.id != ticket.id:
        raise CounterBusy(counter=member.counter, number=first.number)
    if ticket.status is Is.ON_HOLD and ticket.staff != member.staff:
        raise CounterBusy(counter=member.counter, number=day.ticket(member.ticket).number)
    kept = replace(ticket, person=member.staff) if ticket.status is Is.WAITING else ticket
    hers = replace(member, call_next=ticket.id)
    day.record("call-later", who=caller.key, before=ticket, ticket=kept, member=hers, remark=reason)
    return kept
