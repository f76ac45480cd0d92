"""A second ticket for the same service on the same day by the same patient, known by the keyed hash of her NIK.

Only the NIK tells: a KK number is a whole family's, and a mother who comes for two children needs two tickets.
"""

from dataclasses import replace

from counter_server.domain.refusals import TicketExists
from counter_server.domain.ticket import Ticket
from counter_server.protocol.terms import Device
from counter_server.storage import statements
from counter_server.storage.day import Day
from counter_server.storage.rows import ticket_of

from .callers import Caller
from .calling import serve


def first_of(day: Day, service: str, nik_hash: str) -> Ticket | None:
    """The patient's ticket for this service that is still open today."""
    if not nik_hash:
        return None
    values = {"nik_hash": nik_hash, "day": day.present.day, "service": service}
    row = day.line.one(statements.open_ticket_of_nik, branch=day.branch, **values)
    return ticket_of(row) if row else None


def refusal(first: Ticket) -> TicketExists:
    """For whoever asks for a second one."""
    return TicketExists(ticket=first.id, number=first.number, status=first.status)


def print_here(day: Day, caller: Caller, first: Ticket) -> Ticket:
    """The first ticket once more, on the paper of the kiosk the visitor stands at: from now on it is that kiosk's. How
    its paper stands is as it was, until this kiosk says more: whoever walks off now keeps her number."""
    if caller.role is not Device.KIOSK:
        return first
    here = replace(first, device=caller.key, callable_at=0)
    if here != first:
        day.record("repeat", who=caller.key, before=first, ticket=here)
        serve(day)
    return day.ticket(first.id)


def issued_by(day: Day, ticket: Ticket, caller: Caller) -> bool:
    """Whether this caller may ask again for what it asked for: its paper may have come from another kiosk since."""
    if ticket.device in ("", caller.key):
        return True
    line = day.line.one(statements.journal_line, branch=day.branch, seq=ticket.id)
    return line is not None and line[3] == caller.key
