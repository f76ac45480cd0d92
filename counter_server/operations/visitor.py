"""What a visitor may do herself, by the address of her ticket's page: give her ticket up."""

from counter_server.domain.refusals import NotFound
from counter_server.domain.ticket import LIFE_CYCLE, Ticket
from counter_server.protocol.terms import Do, Is
from counter_server.storage import statements
from counter_server.storage.day import Day
from counter_server.storage.rows import ticket_of

from .calling import leave

VISITOR = "visitor"
"""Who did it, in the journal: whoever holds the address of the ticket's page."""
MAY_GIVE_UP = frozenset(state for state, verb in LIFE_CYCLE if verb is Do.CANCEL)
"""States in which a ticket may be cancelled, by its visitor as by staff."""


def give_up(day: Day, *, page_hash: str) -> Ticket:
    """Cancels the ticket behind an address, today's only; refuses what its state does not allow. Whoever had called her
    takes the next."""
    row = day.line.one(statements.ticket_of_page, branch=day.branch, page_hash=page_hash)
    if row is None or (before := ticket_of(row)).day != day.present.day:
        raise NotFound()
    after = before.cancelled(at=day.now)
    if before.status is Is.CALLED:
        return leave(day, before, after, "cancel", who=VISITOR)
    day.record("cancel", who=VISITOR, before=before, ticket=after)
    return after
