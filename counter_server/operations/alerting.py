"""What the person in charge is told becomes lines of the journal when it begins, when she knows, when it is over."""

import json
from collections.abc import Iterable, Mapping

from counter_server.domain.alerts import Alert
from counter_server.domain.refusals import AlertUnknown
from counter_server.storage import floor_statements as statements
from counter_server.storage.day import KEYS, Day

from .callers import Caller

WATCH = "watch"
"""Who raises and clears."""


def note(day: Day, *, raised: Iterable[Alert], cleared: Iterable[int]) -> list[int]:
    """Alerts that hold, and those that are over, by the ids of their raising. Returns the ids of the new ones."""
    ids = [_raise(day, alert) for alert in raised]
    for id in cleared:
        row = day.line.one(statements.alert, branch=day.branch, seq=id)
        if row is not None:
            day.record("alert-cleared", who=WATCH, subject=f"alert:{id}", payload=_told(*row[2:6]))
            day.line.do(statements.clear_alert, branch=day.branch, seq=id, cleared_at=day.now)
    return ids


def acknowledge(day: Day, caller: Caller, *, alert: int) -> bool:
    """She knows. Said twice is said once: the first who did stays named. Whether she is the first."""
    caller.may("acknowledge")
    row = day.line.one(statements.alert, branch=day.branch, seq=alert) if alert in KEYS else None
    if row is None or row[11]:
        raise AlertUnknown(alert=alert)
    if row[9]:
        return False
    day.record("alert-acknowledged", who=caller.key, subject=f"alert:{alert}", payload=_told(*row[2:6]))
    day.line.do(
        statements.acknowledge_alert,
        branch=day.branch, seq=alert, acknowledged_by=caller.key, acknowledged_at=day.now,
    )  # fmt: skip
    return True


def forget_old(day: Day) -> None:
    """Those whose time in the list is over."""
    before = day.now - day.setup.branch.alerts.kept_days * 24 * 60 * 60 * 1000
    day.line.do(statements.drop_old_alerts, branch=day.branch, before=before)


def _raise(day: Day, alert: Alert) -> int:
    seq = day.next_seq()
    level = str(alert.level)
    told = _told(alert.code, alert.subject, alert.part, level)
    day.record("alert-raised", who=WATCH, subject=f"alert:{seq}", payload=told)
    day.line.do(
        statements.add_alert,
        branch=day.branch, seq=seq, code=alert.code, subject=alert.subject, part=alert.part, level=level,
        facts=json.dumps(dict(alert.facts), ensure_ascii=False, default=str), since=alert.since, raised_at=day.now,
        acknowledged_by="", acknowledged_at=0, cleared_at=0,
    )  # fmt: skip
    return seq


def _told(code: str, subject: str, part: str, level: str) -> Mapping[str, str]:
    """Of what it is, and of no person."""
    return {"code": code, "subject": subject, "part": part, "level": level}
