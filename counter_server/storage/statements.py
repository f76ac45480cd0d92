"""Every statement, by what it is for. A misspelt column fails at import."""

from functools import cache
from typing import Any

from sqlalchemy import Table, and_, bindparam, desc, func, insert, literal_column, select, update
from sqlmodel import SQLModel

from .database import Statement
from .tables import (
    AnnouncementRow,
    BranchRow,
    DeviceRow,
    JournalRow,
    RemarkRow,
    SeriesRow,
    SessionRow,
    SetupRow,
    StaffRow,
    TicketRow,
    WaitingRow,
)


def table(of: type[SQLModel]) -> Table:
    """The table behind a model."""
    return of.__table__  # type: ignore[attr-defined,no-any-return]


BRANCH, SETUP, STAFF, SESSION, DEVICE = (table(row) for row in (BranchRow, SetupRow, StaffRow, SessionRow, DeviceRow))
TICKET, SERIES, WAITING, JOURNAL = (table(row) for row in (TicketRow, SeriesRow, WaitingRow, JournalRow))
REMARK, ANNOUNCEMENT = table(RemarkRow), table(AnnouncementRow)
ONE: Any = literal_column("1")
WAITS = TICKET.c.status == literal_column("'waiting'")


def _insert(into: Table) -> Statement:
    return Statement(insert(into).values({column.name: bindparam(column.name) for column in into.columns}))


def _is(of: Table, *names: str) -> list[Any]:
    return [of.c[name] == bindparam(name) for name in names]


def _where(of: Table, *names: str) -> Statement:
    return Statement(select(of).where(*_is(of, *names)))


def _update(of: Table, keys: tuple[str, ...], names: tuple[str, ...]) -> Statement:
    changed: dict[str, Any] = {name: bindparam(name) for name in names}
    return Statement(update(of).where(*_is(of, *keys)).values(changed))


head = _where(BRANCH, "branch")
branches = Statement(select(BRANCH.c.branch))
lock_head = Statement(select(BRANCH).where(BRANCH.c.branch == bindparam("branch")).with_for_update())
add_branch = _insert(BRANCH)
save_head = _update(BRANCH, ("branch",), ("seq", "hash", "day", "setup", "closed"))
touch_head = Statement(update(BRANCH).where(BRANCH.c.branch == bindparam("branch")).values(beat=bindparam("beat")))

setup = _where(SETUP, "branch", "part", "version")
setups = Statement(select(SETUP).where(SETUP.c.branch == bindparam("branch")).order_by(SETUP.c.part, SETUP.c.version))
add_setup = _insert(SETUP)

staff = Statement(
    select(STAFF)
    .where(STAFF.c.branch == bindparam("branch"), STAFF.c.retired == literal_column("0"))
    .order_by(STAFF.c.staff)
)
add_staff = _insert(STAFF)
STAFF_STATE = ("state", "reason", "counter", "ticket", "since", "ready_at", "pause_next", "call_next")
save_staff_state = _update(STAFF, ("branch", "staff"), STAFF_STATE)
save_staff_entry = _update(STAFF, ("branch", "staff"), ("name", "role", "services", "retired"))
save_pin = _update(STAFF, ("branch", "staff"), ("pin_hash",))
pin = Statement(select(STAFF.c.pin_hash).where(*_is(STAFF, "branch", "staff")))

session = _where(SESSION, "token_hash")
sessions = _where(SESSION, "branch")
add_session = _insert(SESSION)
end_session = Statement(SESSION.delete().where(*_is(SESSION, "branch", "staff")))
end_demo_sessions = Statement(
    SESSION.delete().where(
        SESSION.c.branch == bindparam("branch"), SESSION.c.kind.startswith(literal_column("'demo-'"))
    )
)

device = _where(DEVICE, "key_hash")
devices = _where(DEVICE, "branch")
add_device = _insert(DEVICE)
drop_device = Statement(DEVICE.delete().where(*_is(DEVICE, "branch", "device")))

ticket = _where(TICKET, "branch", "id")
ticket_of_request = _where(TICKET, "branch", "request")
ticket_of_number = _where(TICKET, "branch", "day", "letter", "series", "n")
ticket_of_page = _where(TICKET, "branch", "page_hash")
_EARLIER = (
    select(TICKET.c.id)
    .where(*_is(TICKET, "branch", "queue", "klass"), WAITS, TICKET.c.arrived_at < bindparam("arrived_at"))
    .limit(bindparam("most"))
)
ahead_in = Statement(select(func.count()).select_from(_EARLIER.subquery()))
forget_people = Statement(
    update(TICKET)
    .where(*_is(TICKET, "branch", "day"))
    .values(nik_hash=literal_column("''"), kk_hash=literal_column("''"), page_hash=literal_column("''"))
)
add_ticket = _insert(TICKET)
TICKET_STATE = (
    "letter", "series", "n", "service", "service_version", "step", "status", "queue", "priority", "klass",
    "arrived_at", "callable_at", "print_status", "staff", "counter", "person", "called_at", "started_at",
    "ended_at", "recalls", "outcome", "documents", "missing", "answers", "warnings",
)  # fmt: skip


@cache
def save_ticket(*columns: str) -> Statement:
    """Writes these columns; each verb changes a few, always the same ones."""
    return _update(TICKET, ("branch", "id"), columns)


head_of_queue = Statement(
    select(TICKET.c.id, TICKET.c.arrived_at)
    .where(*_is(TICKET, "branch", "queue", "klass"), WAITS, TICKET.c.callable_at <= bindparam("now"))
    .order_by(TICKET.c.arrived_at, TICKET.c.id)
    .limit(ONE)
)
waiting_in = Statement(
    select(TICKET)
    .where(*_is(TICKET, "branch", "queue", "klass"), WAITS)
    .order_by(TICKET.c.arrived_at, TICKET.c.id)
    .limit(bindparam("most"))
)
STILL_OPEN: Any = literal_column("status IN ('booked', 'called', 'no_show', 'on_hold', 'serving', 'waiting')")
in_state = Statement(
    select(TICKET).where(*_is(TICKET, "branch", "status"), STILL_OPEN).order_by(TICKET.c.id).limit(bindparam("most"))
)
series = _where(SERIES, "branch", "day", "letter")
add_series = _insert(SERIES)
save_series = _update(SERIES, ("branch", "day", "letter"), ("n",))

waiting = _where(WAITING, "branch")
add_waiting = _insert(WAITING)
save_waiting = _update(WAITING, ("branch", "queue", "klass"), ("n",))

add_journal = _insert(JOURNAL)
journal_after = Statement(
    select(JOURNAL)
    .where(JOURNAL.c.branch == bindparam("branch"), JOURNAL.c.seq > bindparam("seq"))
    .order_by(JOURNAL.c.seq)
    .limit(bindparam("most"))
)
add_remark = _insert(REMARK)

add_announcement = _insert(ANNOUNCEMENT)
announcement = _where(ANNOUNCEMENT, "branch", "seq")
save_announcement = _update(ANNOUNCEMENT, ("branch", "seq"), ("outcome",))
supersede = Statement(
    update(ANNOUNCEMENT)
    .where(*_is(ANNOUNCEMENT, "branch", "ticket"), ANNOUNCEMENT.c.outcome == literal_column("''"))
    .values(outcome=literal_column("'superseded'"))
)
unspoken = Statement(
    select(ANNOUNCEMENT)
    .where(ANNOUNCEMENT.c.branch == bindparam("branch"), ANNOUNCEMENT.c.outcome == literal_column("''"))
    .order_by(ANNOUNCEMENT.c.seq)
)
last_called = Statement(
    select(TICKET)
    .join_from(
        ANNOUNCEMENT,
        TICKET,
        and_(
            TICKET.c.branch == ANNOUNCEMENT.c.branch,
            TICKET.c.id == ANNOUNCEMENT.c.ticket,
            TICKET.c.called_at == ANNOUNCEMENT.c.at,
        ),
    )
    .where(
        ANNOUNCEMENT.c.branch == bindparam("branch"),
        ANNOUNCEMENT.c.kind == literal_column("'call'"),
        TICKET.c.day == bindparam("day"),
        TICKET.c.status.notin_((literal_column("'called'"), literal_column("'serving'"))),
    )
    .order_by(desc(ANNOUNCEMENT.c.seq))
    .limit(bindparam("most"))
)
