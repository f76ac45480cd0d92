"""When the branch takes tickets: weekly hours with breaks, holidays, and the last ticket before closing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Self
from zoneinfo import ZoneInfo

HORIZON_DAYS = 400
"""How far ahead an opening is looked for."""

Stretch = tuple[time, time]
"""From, and until but not including; midnight as the second is the end of the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningHours:
    """The branch's calendar. Every moment given must be aware; every moment returned is in the branch's zone.

    Raises ValueError for hours that are backward, overlapping or out of order.
    """

    weekly: Mapping[int, tuple[Stretch, ...]]
    """Weekday (Monday 0 … Sunday 6) → stretches in order; a gap between two is a break."""
    special: tuple[tuple[date, date, Mapping[int, tuple[Stretch, ...]]], ...] = ()
    """First day, last day, and the week that counts from the one to the other."""
    holidays: Mapping[date, str] = field(default_factory=dict)
    """Public holidays and *cuti bersama*, with their names."""
    last_ticket: timedelta = timedelta(0)
    """The last ticket is given this long before the day's end (not before a break)."""
    zone: ZoneInfo
    _days: dict[date, tuple[tuple[datetime, datetime], ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """When tickets are taken, for the days asked for so far."""

    def __post_init__(self) -> None:
        if self.last_ticket < timedelta(0):
            raise ValueError("last_ticket is negative")
        weeks = (self.weekly, *(weekly for _, _, weekly in self.special))
        for weekday, stretches in (row for week in weeks for row in week.items()):
            if weekday not in range(7):
                raise ValueError(f"weekday {weekday} is not 0 to 6")
            open_until = timedelta(0)
            for start, end in stretches:
                if not open_until <= _since_midnight(start) < _until(end):
                    raise ValueError(f"hours of weekday {weekday} are backward, overlap or are out of order")
                open_until = _until(end)

    @classmethod
    def always(cls, zone: ZoneInfo) -> Self:
        """Open day and night."""
        return cls(weekly=dict.fromkeys(range(7), ((time(0), time(0)),)), zone=zone)

    def is_open(self, at: datetime) -> bool:
        """Whether tickets are taken at this moment."""
        moment = _utc(at)
        return any(start <= moment < end for start, end in self._taking_tickets(self.business_day(at)))

    def opens_next(self, at: datetime) -> datetime | None:
        """When tickets are taken again; None while they are, and when no opening is in sight for 400 days."""
        if self.is_open(at):
            return None
        moment, today = _utc(at), self.business_day(at)
        for ahead in range(HORIZON_DAYS + 1):
            for start, _ in self._taking_tickets(today + timedelta(days=ahead)):
                if start > moment:
                    return start.astimezone(self.zone)
        return None

    def openings(self, at: datetime, *, days: int) -> tuple[tuple[datetime, datetime], ...]:
        """When tickets are taken, from this moment's day on, for so many days: from, and until but not including."""
        today = self.business_day(at)
        return tuple(
            (start.astimezone(self.zone), until.astimezone(self.zone))
            for ahead in range(days)
            for start, until in self._taking_tickets(today + timedelta(days=ahead))
        )

    def closes(self, at: datetime) -> datetime | None:
        """When the counters close for the day, breaks passed over; None on a day without hours."""
        stretches = list(self._stretches(self.business_day(at)))
        return stretches[-1][1].astimezone(self.zone) if stretches else None

    def breaks(self, at: datetime) -> tuple[tuple[datetime, datetime], ...]:
        """The pauses of this moment's day: from, and until but not including."""
        stretches = list(self._stretches(self.business_day(at)))
        return tuple(
            (before[1].astimezone(self.zone), after[0].astimezone(self.zone))
            for before, after in pairwise(stretches)
            if before[1] < after[0]
        )

    def business_day(self, at: datetime) -> date:
        """The day a ticket of this moment belongs to: the date on the branch's own wall."""
        return _utc(at).astimezone(self.zone).date()

    def holiday(self, day: date) -> str | None:
        """The holiday's name, or None on an ordinary day."""
        return self.holidays.get(day)

    def _stretches(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        if day in self.holidays:
            return
        weekly = next((week for first, last, week in self.special if first <= day <= last), self.weekly)
        for start, end in weekly.get(day.weekday(), ()):
            last_day = day + timedelta(days=1) if end == time(0) else day
            yield (
                datetime.combine(day, start, self.zone).astimezone(UTC),
                datetime.combine(last_day, end, self.zone).astimezone(UTC),
            )

    def _taking_tickets(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        if day not in self._days:
            self._days[day] = tuple(self._until_last_ticket(list(self._stretches(day))))
        return self._days[day]

    def _until_last_ticket(self, stretches: list[tuple[datetime, datetime]]) -> Iterator[tuple[datetime, datetime]]:
        for start, end in stretches:
            until = min(end, stretches[-1][1] - self.last_ticket)
            if start < until:
                yield start, until


def _since_midnight(at: time) -> timedelta:
    return datetime.combine(date.min, at) - datetime.combine(date.min, time(0))


def _until(end: time) -> timedelta:
    return _since_midnight(end) or timedelta(days=1)


def _utc(at: datetime) -> datetime:
    # two datetimes of one zone compare by their wall clocks, which a change of the hour makes wrong
    if at.tzinfo is None:
        raise ValueError("a moment without its zone")
    return at.astimezone(UTC)
