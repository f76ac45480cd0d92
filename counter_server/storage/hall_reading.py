"""What a forecast stands on, read beside the writer: the hall as it is now, and the journal in handfuls."""

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from counter_server.domain.forecast.hall import Desk, Hall, Rules, Waiting
from counter_server.domain.forecast.history import DAYS_KEPT, Entry, History
from counter_server.domain.staff import Member
from counter_server.protocol.terms import Is, Outcome, StaffState
from counter_server.setup import MINUTE, Setup

from . import statements
from .database import Line, Row
from .journal import PURGED
from .present import Present

MOST_WAITING = 1000
"""Tickets that are looked at. The rest of them wait for days anyway."""
AT_ONCE = 500
"""Lines of the journal in one reading: ten milliseconds."""
_decode = msgspec.json.Decoder().decode


def entries(line: Line, branch: str, after: int, *, most: int = AT_ONCE) -> list[Entry]:
    """The next lines of the journal after this seq."""
    rows = line.all(statements.journal_after, branch=branch, seq=after, most=most)
    return [
        Entry(
            seq=row[1], at=row[2], who=row[3], action=row[4], payload=_decode(row[7]) if row[7] != PURGED else {}
        )
        for row in rows
    ]  # fmt: skip


def first_line_of(line: Line, branch: str, day: str) -> int:
    """The seq before a business day's first line (ISO), or before that of the first day after it; 0 where none is
    known."""
    known = [int(seq) for seq, of_day in line.all(statements.days, branch=branch) if str(of_day) >= day]
    return max(min(known, default=0) - 1, 0)


def lines_to_learn_from(line: Line, present: Present, setup: Setup) -> int:
    """The seq after which the journal is still worth reading."""
    first = date.fromisoformat(present.day) - timedelta(days=DAYS_KEPT)
    return first_line_of(line, setup.key, first.isoformat())


def steps_of(setup: Setup) -> dict[str, tuple[int, str]]:
    """Every step a ticket may still be at, by its queue's name: standard time in milliseconds, and where it usually
    leads."""
    found: dict[str, tuple[int, str]] = {}
    for (letter, _), service in sorted(setup.versions.items()):
        for step in service.steps:
            leads_to = step.next.get(Outcome.COMPLETE, "")
            found[f"{letter}/{step.key}"] = (step.standard_minutes * MINUTE, f"{letter}/{leads_to}" if leads_to else "")
    return found


def hall_now(line: Line, present: Present, setup: Setup, history: History, at: int) -> Hall:
    """The hall at this moment. Nobody in it waits for a step that has no time."""
    steps = steps_of(setup)
    rows = [
        row
        for state in (Is.WAITING, Is.CALLED, Is.SERVING)
        for row in line.all(statements.in_the_hall, branch=setup.key, status=str(state), most=MOST_WAITING)
    ]
    tickets = {row[0]: (row, _waiting(row)) for row in rows if f"{row[3]}/{row[4]}" in steps}
    served = {row[8]: (ticket, row[9]) for row, ticket in tickets.values() if row[1] != Is.WAITING}
    members = present.members.values()
    desks = [desk for member in members if (desk := _desk(member, setup, served.get(member.staff)))]
    return Hall(
        at=at, rules=rules_now(setup, history, at, desks), desks=desks,
        waiting=[ticket for row, ticket in tickets.values() if row[1] == Is.WAITING],
        pace=history.pace(at, steps), queues=[queue for queue in steps if queue[0] in setup.services],
    )  # fmt: skip


def rules_now(setup: Setup, history: History, at: int, desks: Iterable[Desk]) -> Rules:
    """How the branch calls for the rest of the day. A break that is to come counts unless people are used to being
    called in it; one that has begun counts only while nobody serves."""
    moment, hours = setup.moment(at), setup.hours
    works = any(not desk.paused_since for desk in desks)
    breaks = [(round(start.timestamp() * 1000), round(end.timestamp() * 1000)) for start, end in hours.breaks(moment)]
    ahead = [(start, end) for start, end in breaks if start > at and not history.serves_between(start, end)]
    closes = None if setup.demo else hours.closes(moment)
    closes_at = round(closes.timestamp() * 1000) if closes else 0
    return Rules(
        mode=setup.mode, weight=setup.weight, wrap_up=setup.wrap_up,
        stops=[*ahead, *((start, end) for start, end in breaks if start <= at < end and not works)],
        closes_at=closes_at if closes_at > at else 0,
    )  # fmt: skip


def _waiting(row: Row) -> Waiting:
    id, _, queue, service, step, klass, arrived_at, callable_at, _, _ = row
    return Waiting(
        id=id, queue=queue, step=f"{service}/{step}", priority=bool(klass), arrived_at=arrived_at,
        callable_at=callable_at,
    )  # fmt: skip


def _desk(member: Member, setup: Setup, serves: tuple[Waiting, int] | None) -> Desk | None:
    if not member.counter or member.state is StaffState.AWAY:
        return None
    ticket, called_at = serves or (None, 0)
    return Desk(
        staff=member.staff, counter=member.counter, queues=setup.queues(member), ready_since=member.since,
        ready_at=member.ready_at, serves=ticket, called_at=called_at,
        paused_since=member.since if member.state is StaffState.PAUSED else 0, pauses_next=bool(member.pause_next),
    )  # fmt: skip
