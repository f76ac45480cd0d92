"""Calls nobody answers, announced again by the branch's own rule."""

from contextlib import suppress

from counter_server.domain.refusals import TicketUnknown
from counter_server.domain.replaced import replace
from counter_server.domain.staff import NOT_HEARD, Member
from counter_server.domain.ticket import Ticket
from counter_server.domain.unanswered import is_due
from counter_server.protocol.terms import Is, StaffState
from counter_server.storage import statements
from counter_server.storage.day import Day
from counter_server.storage.rows import changes

RULE = "calling-rule"
"""Who announced it again, when nobody did."""


def recall_unanswered(day: Day) -> None:
    """Each call that has waited long enough for its visitor. Not where nobody sits: whoever came would find no one."""
    patience = day.setup.patience
    if not patience.between:
        return
    for member in list(day.members.values()):
        ticket = _hers(day, member)
        if ticket is None or not is_due(patience, ticket, day.now, unspoken=False):
            continue
        if is_due(patience, ticket, day.now, unspoken=_unspoken(day, ticket)):
            day.record("recall", who=RULE, before=ticket, ticket=ticket.recalled(at=day.now))


def heard(day: Day, announcement: int) -> None:
    """A wall has spoken this announcement: from now on its visitor is on her way. Beside the line that says so."""
    row = day.line.one(statements.announcement, branch=day.branch, seq=announcement)
    with suppress(TicketUnknown):
        before = day.ticket(row[3] if row else 0)
        if before.status is Is.CALLED and before.desk.announced_at != day.now:
            after = replace(before, desk=replace(before.desk, announced_at=day.now))
            day.present.remember(after)
            changed = changes(before, after)
            day.line.do(statements.save_ticket(*changed), branch=day.branch, id=after.id, **changed)


def _hers(day: Day, member: Member) -> Ticket | None:
    sits_there = member.state is StaffState.BUSY and member.pause_next != NOT_HEARD
    return day.ticket(member.ticket) if sits_there else None


def _unspoken(day: Day, ticket: Ticket) -> bool:
    row = day.line.one(statements.last_announcement, branch=day.branch, ticket=ticket.id)
    return row is not None and row[0] == ""
