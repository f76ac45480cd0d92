"""Every statement, by what it is for. A misspelt column fails at import."""

from functools import cache
from typing import Any

from sqlalchemy import Table, and_, bindparam, desc, func, insert, literal_column, select, update
from sqlmodel import SQLModel

from .database import Statement
from .retention_tables import DayRow, RetentionRow
from .tables import (
    AnnouncementRow,
    BranchRow,
    DeviceRow,
    JournalRow,
    RemarkRow,
    SeriesRow,
    SessionRow,
    SetupRow,
    SignInTriesRow,
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
DAY, RETENTION, SIGN_IN_TRIES = table(DayRow), table(RetentionRow), table(SignInTriesRow)
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
session_used = _update(SESSION, ("token_hash",), ("used",))
end_demo_sessions = Statement(
    SESSION.delete().where(
        SESSION.c.branch == bindparam("branch"), SESSION.c.kind.startswith(literal_column("'demo-'"))
    )
)

sign_in_tries = _where(SIGN_IN_TRIES, "branch", "staff", "address")
locks = Statement(
    select(SIGN_IN_TRIES).where(
        SIGN_IN_TRIES.c.branch == bindparam("branch"), SIGN_IN_TRIES.c.locked_until > bindparam("now")
    )
)
tries_of = _where(SIGN_IN_TRIES, "branch", "staff")
TRIES = ("failures", "failed_at", "locked_until", "locks", "signed_in_at")
add_tries = _insert(SIGN_IN_TRIES)
save_tries = _update(SIGN_IN_TRIES, ("branch", "staff", "address"), TRIES)
drop_tries = Statement(SIGN_IN_TRIES.delete().where(*_is(SIGN_IN_TRIES, "branch", "staff", "address")))
drop_old_tries = Statement(
    SIGN_IN_TRIES.delete().where(
        SIGN_IN_TRIES.c.branch == bindparam("branch"),
        SIGN_IN_TRIES.c.failed_at < bindparam("before"),
        SIGN_IN_TRIES.c.locked_until < bindparam("before"),
        SIGN_IN_TRIES.c.signed_in_at < bindparam("before"),
    )
)

device = _where(DEVICE, "key_hash")
devices = _where(DEVICE, "branch")
add_device = _insert(DEVICE)
save_seen = _update(DEVICE, ("branch", "device"), ("last_seen",))
drop_device = Statement(DEVICE.delete().where(*_is(DEVICE, "branch", "device")))

ticket = _where(TICKET, "branch", "id")
ticket_of_request = _where(TICKET, "branch", "request")
ticket_of_number = _where(TICKET, "branch", "day", "letter", "series", "n")
last_of_series = Statement(
    select(func.max(TICKET.c.n)).select_from(TICKET).where(*_is(TICKET, "branch", "day", "letter", "series"))
)
ticket_of_page = _where(TICKET, "branch", "page_hash")
_EARLIER = (
    select(TICKET.c.id)
    .where(*_is(TICKET, "branch", "queue", "klass"), WAITS, TICKET.c.arrived_at < bindparam("arrived_at"))
    .limit(bindparam("most"))
)
ahead_in = Statement(select(func.count()).select_from(_EARLIER.subquery()))
STILL_OPEN: Any = literal_column("status IN ('booked', 'called', 'no_show', 'on_hold', 'serving', 'waiting')")
KNOWN_NIK: Any = literal_column("nik_hash <> ''")
open_ticket_of_nik = Statement(
    select(TICKET)
    .where(*_is(TICKET, "branch", "nik_hash", "day", "service"), KNOWN_NIK, STILL_OPEN)
    .order_by(TICKET.c.id)
    .limit(ONE)
)
add_ticket = _insert(TICKET)
TICKET_STATE = (
    "letter", "series", "n", "service", "service_version", "step", "status", "queue", "priority", "klass",
    "issued_at", "arrived_at", "callable_at", "print_status", "staff", "counter", "person", "called_at", "started_at",
    "ended_at", "recalls", "outcome", "documents", "missing", "answers", "warnings", "device",
    "desk",
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
arrivals_in = Statement(
    select(TICKET.c.arrived_at)
    .where(*_is(TICKET, "branch", "queue", "klass"), WAITS)
    .order_by(TICKET.c.arrived_at, TICKET.c.id)
    .limit(bindparam("most"))
)
in_state = Statement(
    select(TICKET).where(*_is(TICKET, "branch", "status"), STILL_OPEN).order_by(TICKET.c.id).limit(bindparam("most"))
)
in_the_hall = Statement(
    select(
        TICKET.c.id, TICKET.c.status, TICKET.c.queue, TICKET.c.service, TICKET.c.step, TICKET.c.klass,
        TICKET.c.arrived_at, TICKET.c.callable_at, TICKET.c.staff, TICKET.c.called_at,
    )
    .where(*_is(TICKET, "branch", "status"), STILL_OPEN)
    .order_by(TICKET.c.id)
    .limit(bindparam("most"))
)  # fmt: skip
series = _where(SERIES, "branch", "day", "letter")
add_series = _insert(SERIES)
save_series = _update(SERIES, ("branch", "day", "letter"), ("n",))

waiting = _where(WAITING, "branch")
add_waiting = _insert(WAITING)
save_waiting = _update(WAITING, ("branch", "queue", "klass"), ("n",))

add_journal = _insert(JOURNAL)
journal_line = _where(JOURNAL, "branch", "seq")
journal_after = Statement(
    select(JOURNAL)
    .where(JOURNAL.c.branch == bindparam("branch"), JOURNAL.c.seq > bindparam("seq"))
    .order_by(JOURNAL.c.seq)
    .limit(bindparam("most"))
)
add_remark = _insert(REMARK)
remark = _where(REMARK, "branch", "seq")

add_announcement = _insert(ANNOUNCEMENT)
announcement = _where(ANNOUNCEMENT, "branch", "seq")
last_announcement = Statement(
    select(ANNOUNCEMENT.c.outcome)
    .where(*_is(ANNOUNCEMENT, "branch", "ticket"))
    .order_by(desc(ANNOUNCEMENT.c.seq))
    .limit(ONE)
)
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
_CALLS_LOOKED_AT: Any = literal_column("100")
_CALLS = (
    select(ANNOUNCEMENT.c.ticket, ANNOUNCEMENT.c.at, ANNOUNCEMENT.c.seq)
    .where(ANNOUNCEMENT.c.branch == bindparam("branch"), ANNOUNCEMENT.c.kind == literal_column("'call'"))
    .order_by(desc(ANNOUNCEMENT.c.seq))
    .limit(_CALLS_LOOKED_AT)
    .subquery()
)
"""So many and no more: on a morning without a call, or after many that were returned, the search for the last calls
would go through those of all the years."""
last_called = Statement(
    select(TICKET)
    .join_from(_CALLS, TICKET, and_(TICKET.c.id == _CALLS.c.ticket, TICKET.c.called_at == _CALLS.c.at))
    .where(
        TICKET.c.branch == bindparam("branch"),
        TICKET.c.day == bindparam("day"),
        TICKET.c.status.notin_((literal_column("'called'"), literal_column("'serving'"))),
    )
    .order_by(desc(_CALLS.c.seq))
    .limit(bindparam("most"))
)

days = Statement(select(DAY.c.seq, DAY.c.day).where(DAY.c.branch == bindparam("branch")).order_by(DAY.c.seq))
add_day = _insert(DAY)
marks = _where(RETENTION, "branch")
unfinished = Statement(
    select(RETENTION).where(RETENTION.c.branch == bindparam("branch"), RETENTION.c.done < RETENTION.c.due)
)
add_mark = _insert(RETENTION)
save_mark = _update(RETENTION, ("branch", "kind"), ("due", "done"))
