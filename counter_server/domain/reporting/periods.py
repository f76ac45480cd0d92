"""For which days a report is."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

ONE = timedelta(days=1)


class Period(NamedTuple):
    """From this business day to that one, both included."""

    first: date
    last: date

    def has(self, day: str) -> bool:
        """Whether a business day (ISO) lies in it."""
        return self.first.isoformat() <= day <= self.last.isoformat()

    @property
    def days(self) -> int:
        """Of the calendar."""
        return (self.last - self.first).days + 1


def day_of(day: date) -> Period:
    """One day."""
    return Period(day, day)


def week_of(day: date) -> Period:
    """Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6))


def month_of(day: date) -> Period:
    """The calendar's."""
    first = day.replace(day=1)
    return Period(first, (first + timedelta(days=31)).replace(day=1) - ONE)


def quarter_of(day: date) -> Period:
    """January to March, and so on (*triwulan*)."""
    first = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    return Period(first, month_of(first + timedelta(days=63)).last)


def year_of(day: date) -> Period:
    """The calendar's."""
    return Period(date(day.year, 1, 1), date(day.year, 12, 31))


PRESETS: Mapping[str, Callable[[date], Period]] = {
    "today": day_of,
    "yesterday": lambda today: day_of(today - ONE),
    "this_week": week_of,
    "last_week": lambda today: week_of(today - 7 * ONE),
    "this_month": month_of,
    "last_month": lambda today: month_of(today.replace(day=1) - ONE),
    "quarter": quarter_of,
    "year": year_of,
}
"""Name → the period it means on a day."""
