"""A time of the year with hours of its own, such as Ramadan."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from counter_server.protocol.hours_settings import Hours
from counter_server.protocol.settings import attempt, read
from counter_server.setup import opening_hours

JAKARTA = ZoneInfo("Asia/Jakarta")
USUAL = {"mon": ["07:30-12:00", "13:00-15:30"], "thu": ["07:30-12:00"]}
RAMADAN = {"name": "Ramadan", "first": "2027-02-08", "last": "2027-03-08", "weekly": {"mon": ["08:00-14:00"]}}


def hours(*special: object) -> dict[str, object]:
    return {"weekly": USUAL, "special": list(special)}


@pytest.mark.parametrize(
    "moment, is_open",
    [
        ("2027-02-01 07:45", True),
        ("2027-02-08 07:45", False),  # the first day
        ("2027-02-08 12:30", True),
        ("2027-02-08 14:00", False),
        ("2027-02-11 08:00", False),  # a Thursday, closed in it
        ("2027-03-08 07:45", False),  # the last day
        ("2027-03-11 08:00", True),  # after it
    ],
)
def test_in_it_its_own_week_counts(moment: str, is_open: bool) -> None:
    calendar = opening_hours(read(hours(RAMADAN), Hours, file="hours"), JAKARTA)
    assert calendar.is_open(datetime.fromisoformat(moment).replace(tzinfo=JAKARTA)) is is_open


def test_the_wall_is_told_the_week_of_the_day() -> None:
    read_hours = read(hours(RAMADAN), Hours, file="hours")
    assert [len(read_hours.week_of(date(2027, 2, day)).mon) for day in (7, 8)] == [2, 1]


@pytest.mark.parametrize(
    "special, key, code",
    [
        ([RAMADAN | {"last": "2027-02-07"}], "hours.special[1].last", "time_backwards"),
        ([RAMADAN, RAMADAN | {"name": "Lagi", "first": "2027-03-08", "last": "2027-03-20"}], "special", "time_overlap"),
        ([RAMADAN | {"weekly": {}}], "special[1].weekly", "never_open"),
    ],
)
def test_a_slip_in_it_is_told(special: list[object], key: str, code: str) -> None:
    _, mistakes = attempt(hours(*special), Hours, file="hours")
    assert [(mistake.key, mistake.code) for mistake in mistakes] == [(key.removeprefix("hours."), code)]
