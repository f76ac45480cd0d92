"""The plan of breaks, so that a counter is never left by all at once: whose break is when, and who is late. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

EVERY_DAY: frozenset[int] = frozenset(range(7))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedBreak:
    """From `start` up to `end` on the branch's own clock."""

    start: time
    end: time
    staff: frozenset[str] = frozenset()
    """Whose it is; empty: everybody's whom no other break of that day names."""
    weekdays: frozenset[int] = EVERY_DAY
    """0 is Monday."""


def breaks_of(staff: str, plan: Iterable[PlannedBreak], weekday: int) -> list[PlannedBreak]:
    """Her breaks on a weekday (0 is Monday), the first one first."""
    today = [one for one in plan if weekday in one.weekdays]
    named = [one for one in today if staff in one.staff]
    return sorted(named or [one for one in today if not one.staff], key=lambda one: one.start)


def break_now(
    staff: str, plan: Iterable[PlannedBreak], now: datetime, paused_since: datetime | None
) -> PlannedBreak | None:
    """The break that matters to her now: while she pauses the one her pause belongs to, also once it is over; else the
    one that is on or comes next. Both moments on the branch's own clock."""
    mine = breaks_of(staff, plan, now.weekday())
    if paused_since is not None and paused_since.date() == now.date():
        begun = [one for one in mine if one.start <= now.time() and paused_since.time() < one.end]
        if begun:
            return begun[-1]
    return next((one for one in mine if now.time() < one.end), None)


def ends_at(one: PlannedBreak, now: datetime) -> datetime:
    """The end of today's, in `now`'s zone."""
    return now.replace(hour=one.end.hour, minute=one.end.minute, second=0, microsecond=0)


def starts_at(one: PlannedBreak, now: datetime) -> datetime:
    """The beginning of today's, in `now`'s zone."""
    return now.replace(hour=one.start.hour, minute=one.start.minute, second=0, microsecond=0)
