"""What is forgotten because its time is over: due when a day closes, done a few rows at a time, and written down."""

from datetime import date, timedelta

from counter_server.protocol.retention_settings import KINDS
from counter_server.protocol.terms import StaffState
from counter_server.storage import retention, statements
from counter_server.storage.day import Day

from .sign_in_safety import limits_of

CALENDAR = "calendar"
"""Who closed the day, when nobody did."""
AT_ONCE_AT_NIGHT = 2000
"""Rows of each kind while nobody works: a whole day in two steps."""
AT_ONCE_AT_WORK = 200
"""Rows of each kind beside people who work: two milliseconds."""


def close_day(day: Day, *, opens: str) -> None:
    """The day that is present closes, and `opens` (ISO) begins: more is due, and the first of it is done. The lines
    that close it are not written yet: they are due with the next day's."""
    settings = day.setup.branch.retention
    days = {"page": 0, "desk": 0} | {kind: int(getattr(settings, f"{kind}_days")) for kind in KINDS}
    due = {
        kind: retention.last_line_before(
            day.line, day.branch,
            (date.fromisoformat(opens) - timedelta(days=kept)).isoformat(),
            closing=day.present.day, head=day.before.seq,
        )
        for kind, kept in days.items()
    }  # fmt: skip
    retention.set_due(day.line, day.branch, due)
    before = day.now - limits_of(day.setup).familiar
    forget(day, tries=day.line.do(statements.drop_old_tries, branch=day.branch, before=before))


def opened(day: Day, seq: int) -> None:
    """The present day begins with this line of the journal."""
    day.line.do(statements.add_day, branch=day.branch, seq=seq, day=day.present.day)


def forget(day: Day, *, tries: int = 0) -> bool:
    """Forgets some of what is due; False once there was nothing to do. `tries`: old sign-ins forgotten beside it."""
    at_night = all(member.state is StaffState.AWAY for member in day.members.values())
    forgotten = retention.forget(day.line, day.branch, AT_ONCE_AT_NIGHT if at_night else AT_ONCE_AT_WORK)
    told = {kind: rows for kind, rows in {**forgotten, "sign_in_tries": tries}.items() if rows}
    if told:
        day.record("purge", who=CALENDAR, subject=f"day:{day.present.day}", payload=told)
    return bool(forgotten)
