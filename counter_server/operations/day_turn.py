"""What happens because time passes: the day turns, grace ends, wrap-up ends."""

import logging
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from counter_server.domain.staff import Member
from counter_server.domain.ticket import OWNED
from counter_server.protocol.terms import OPEN, StaffState
from counter_server.storage import statements
from counter_server.storage.day import Day

from .alerting import forget_old
from .calling import serve
from .floor import end_due_rulings, end_rulings, follow_opening, keep_moved
from .forgetting import CALENDAR, close_day, forget, opened
from .staffing import leave_for_home
from .surveying import count_answers
from .unanswered import recall_unanswered

log = logging.getLogger(__name__)


def turn_day(day: Day) -> None:
    """Closes a day that is over and opens today; does nothing on any other call.

    A clock that goes back across midnight turns nothing back. One that goes back by more than a day does: it was
    wrong before, and one wrong start must not decide the date for good.
    """
    today = day.setup.business_day(day.now)
    ahead = (date.fromisoformat(day.present.day) - date.fromisoformat(today)).days
    if ahead in (0, 1):
        return
    if ahead > 0:
        log.error("the clock has gone back from %s to %s: the day is turned back", day.present.day, today)
    closed = 0
    for ticket in day.tickets_in(sorted(OPEN)):
        member = day.members.get(ticket.staff) if ticket.status in OWNED else None
        freed = _freed(member, day.now) if member else None
        day.record("lapse", who=CALENDAR, before=ticket, ticket=ticket.lapsed(at=day.now), member=freed)
        closed += 1
    for waits_for_held in [member for member in day.members.values() if member.call_next]:
        day.present = day.present.with_member(replace(waits_for_held, call_next=0))
    for row in day.line.all(statements.unspoken, branch=day.branch):
        day.settle(row[1], "superseded")
    leave_for_home(day, who=CALENDAR)
    count_answers(day)
    end_rulings(day)
    forget_old(day)
    day.record("day-close", who=CALENDAR, subject=f"day:{day.present.day}", payload={"lapsed": closed})
    close_day(day, opens=today)
    day.present = replace(day.present, day=today, series=MappingProxyType({}))
    takes = {"services": "".join(sorted(day.setup.services)), "closed": day.present.closed}
    opened(day, day.record("day-open", who=CALENDAR, subject=f"day:{today}", payload=takes))


def _freed(member: Member, now: int) -> Member:
    return replace(member, state=StaffState.AWAY, ticket=0, since=now, call_next=0, pause_next="", reason="")


def write_head(day: Day) -> None:
    """Writes what nobody reads: the disk's word that it would take more. (What is already there SQLite leaves out.)"""
    day.line.do(statements.touch_head, branch=day.branch, beat=day.now)


def tick(day: Day) -> bool:
    """Opens and closes services by the calendar, forgets some of what is due, calls what may be called since the last
    time, and announces again what nobody has answered. Whether there was something to forget."""
    end_due_rulings(day)
    keep_moved(day)
    follow_opening(day, who=CALENDAR)
    forgot = forget(day)
    serve(day)
    recall_unanswered(day)
    return forgot
