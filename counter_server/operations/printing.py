"""What became of a ticket's paper."""

from dataclasses import replace

from counter_server.domain.ticket import Ticket
from counter_server.protocol.terms import Is, PrintStatus
from counter_server.storage.day import Day

from .callers import Caller
from .calling import serve
from .serving import touch

VISITOR_LEFT = "visitor_left"
"""Why no paper came: nobody stands before the kiosk any more, and nobody has the number. It must not be called."""


def printed(day: Day, caller: Caller, *, ticket: int) -> Ticket:
    """The number is in the visitor's hands."""
    return _print_outcome(day, caller, ticket, "printed", PrintStatus.PRINTED)


def not_printed(day: Day, caller: Caller, *, ticket: int, reason: str) -> Ticket:
    """Paper cannot come: the kiosk shows the number. `reason` is the printer's state."""
    return _print_outcome(day, caller, ticket, "not-printed", PrintStatus.NOT_PRINTED, reason)


def _print_outcome(day: Day, caller: Caller, ticket: int, action: str, status: PrintStatus, reason: str = "") -> Ticket:
    before = touch(day, caller, action, ticket).ticket
    if reason == VISITOR_LEFT and before.print_status is not PrintStatus.TO_PRINT:
        return before  # she has her number already: it was its paper that nobody waited for
    after = replace(before, print_status=status, callable_at=0)
    if reason == VISITOR_LEFT and before.status is Is.WAITING:
        after = after.cancelled(at=day.now)
    if after == before:
        return before
    day.record(action, who=caller.key, before=before, ticket=after, payload={"reason": reason} if reason else None)
    serve(day)
    return day.ticket(ticket)


def reprint(day: Day, caller: Caller, *, ticket: int) -> Ticket:
    """Its kiosk is asked to print it once more; it may be called meanwhile."""
    touched = touch(day, caller, "reprint", ticket)
    return touched.changed(replace(touched.ticket, print_status=PrintStatus.TO_PRINT, callable_at=0), "reprint")
