"""When a branch takes tickets: the [hours] of branch.toml."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from .settings import Wrong, rule, setting

MIDNIGHT = datetime.time()
"""As the end of a range: the end of the day."""


@dataclass(frozen=True, slots=True, order=True)
class TimeRange:
    """From `start` up to, not including, `end`, on the branch's own clock. Written `07:30-12:00`."""

    start: datetime.time
    end: datetime.time

    @classmethod
    def parse(cls, text: str) -> "TimeRange":
        """Raises Wrong for anything but two times of day in order. An end of 24:00 is held as midnight."""
        try:
            first, last = text.split("-")
            start = _time_of_day(first)
            end = MIDNIGHT if last.strip() == "24:00" else _time_of_day(last)
        except ValueError:
            raise Wrong("malformed", found=f'"{text[:40]}"', expected="07:30-12:00") from None
        if end <= start and last.strip() != "24:00":
            raise Wrong("time_backwards", found=text)
        return cls(start, end)

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{'24:00' if self.end == MIDNIGHT else format(self.end, '%H:%M')}"


def _time_of_day(text: str) -> datetime.time:
    hour, minute = text.strip().split(":")
    if not (len(minute) == 2 and 1 <= len(hour) <= 2 and (hour + minute).isascii() and (hour + minute).isdigit()):
        raise ValueError(text)
    return datetime.time(int(hour), int(minute))


Ranges = tuple[TimeRange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekly:
    """[hours.weekly] Opening times per weekday; a day left out is closed."""

    mon: Ranges = setting((), why="Monday.")
    tue: Ranges = setting((), why="Tuesday.")
    wed: Ranges = setting((), why="Wednesday.")
    thu: Ranges = setting((), why="Thursday.")
    fri: Ranges = setting((), why="Friday, whose break is longer (Perpres 21/2023).")
    sat: Ranges = setting((), why="Saturday.")
    sun: Ranges = setting((), why="Sunday.")

    def on(self, weekday: int) -> Ranges:
        """The ranges of a weekday, 0 being Monday, as `date.weekday` counts."""
        return (self.mon, self.tue, self.wed, self.thu, self.fri, self.sat, self.sun)[weekday]

    @rule("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    def some_day_is_open(self) -> Iterator[Wrong]:
        """A branch that never opens is a mistake."""
        if not any(self.on(weekday) for weekday in range(7)):
            yield Wrong("never_open")

    @rule("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    def ranges_do_not_overlap(self) -> Iterator[Wrong]:
        """Two ranges of one day may touch, not overlap."""
        for weekday in range(7):
            ranges = sorted(self.on(weekday))
            for first, second in pairwise(ranges):
                if first.end == MIDNIGHT or second.start < first.end:
                    key = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[weekday]
                    yield Wrong("time_overlap", key=key, found=second, other=first)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """[[hours.holidays]]"""

    date: datetime.date = setting(why="The day the branch stays closed.")
    name: str = setting(why="Why: for whoever reads this file.", may_be_empty=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialHours:
    """[[hours.special]] A time of the year with a week of its own, such as Ramadan."""

    name: str = setting(why="What it is: Ramadan 1448 H.", may_be_empty=False)
    first: datetime.date = setting(why="Its first day.")
    last: datetime.date = setting(why="Its last day.")
    weekly: Weekly = setting(why="The opening times of each weekday in it.")

    @rule("first", "last")
    def it_ends_after_it_began(self) -> Iterator[Wrong]:
        """On the same day at the earliest."""
        if self.last < self.first:
            yield Wrong("time_backwards", key="last", found=f"{self.first} … {self.last}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """[hours]"""

    weekly: Weekly = setting(why='Opening times per weekday, such as mon = ["07:30-12:00", "13:00-15:30"].')
    last_ticket_minutes: int = setting(
        0, why="No new tickets in the last minutes before the day's closing time.", low=0, high=480
    )
    holidays: tuple[Holiday, ...] = setting((), why="Public holidays and cuti bersama, each a date and a name.")
    special: tuple[SpecialHours, ...] = setting((), why="Times of the year with hours of their own, such as Ramadan.")

    def week_of(self, day: datetime.date) -> Weekly:
        """The week that counts on this day."""
        return next((one.weekly for one in self.special if one.first <= day <= one.last), self.weekly)

    @rule("special")
    def special_times_do_not_overlap(self) -> Iterator[Wrong]:
        """Each day has one week."""
        for first, second in pairwise(sorted(self.special, key=lambda one: one.first)):
            if second.first <= first.last:
                yield Wrong("time_overlap", key="special", found=second.name, other=first.name)

    @rule("holidays")
    def holidays_are_named_once(self) -> Iterator[Wrong]:
        """One entry per date."""
        names: dict[datetime.date, str] = {}
        for holiday in self.holidays:
            if holiday.date in names:
                yield Wrong("duplicate", key="holidays", found=holiday.date, other=names[holiday.date])
            names.setdefault(holiday.date, holiday.name)
