"""When staff take their breaks, in turns: the [[breaks]] of branch.toml."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from .declaration import once
from .hours_settings import TimeRange
from .mistakes import nearest
from .settings import Wrong, setting

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakPlan:
    """[[breaks]] Who pauses when, so that the counters are never all empty. A plan, no rule: nobody is paused by it."""

    time: TimeRange = setting(why='From and until, such as "11:30-12:30".')
    staff: tuple[str, ...] = setting(
        (), why="Whose break it is, by their keys; empty: of everybody no other break of that day names.", check=once
    )
    days: tuple[Weekday, ...] = setting((), why="On which weekdays; empty: each day.", check=once)


def breaks_of_the_roster(breaks: Sequence[BreakPlan], roster: Sequence[str]) -> Iterator[Wrong]:
    """A rule: each break is of people who are there."""
    for place, one in enumerate(breaks, start=1):
        for staff in one.staff:
            if staff not in roster:
                guess = nearest(staff, roster)
                key = f"breaks[{place}].staff"
                yield Wrong("unknown_name", key=key, found=f'"{staff}"', where="staff", did_you_mean=guess)
