"""Presets, what they are called in files, and what is due without anybody asking."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_server.domain.reporting.periods import PRESETS, Period, day_of, month_of, quarter_of, week_of, year_of
from counter_server.protocol.report_settings import Reports
from counter_server.reports.report import file_name
from counter_server.reports.schedule import due

SUNDAY = date(2026, 11, 22)
ALL_OF_THEM = Reports(folder="laporan", daily=True, weekly=True, monthly=True)


@pytest.mark.parametrize(
    "preset,first,last",
    [
        ("today", "2026-11-22", "2026-11-22"),
        ("yesterday", "2026-11-21", "2026-11-21"),
        ("this_week", "2026-11-16", "2026-11-22"),
        ("last_week", "2026-11-09", "2026-11-15"),
        ("this_month", "2026-11-01", "2026-11-30"),
        ("last_month", "2026-10-01", "2026-10-31"),
        ("quarter", "2026-10-01", "2026-12-31"),
        ("year", "2026-01-01", "2026-12-31"),
    ],
)
def test_what_a_preset_means(preset: str, first: str, last: str) -> None:
    assert [str(day) for day in PRESETS[preset](SUNDAY)] == [first, last]


@given(st.dates(date(2020, 1, 1), date(2060, 12, 1)))
def test_the_longer_hold_the_shorter(day: date) -> None:
    for period in (day_of, week_of, month_of, quarter_of, year_of):
        found = period(day)
        assert found.has(day.isoformat())
        assert period(found.first) == period(found.last) == found
    assert quarter_of(day).first <= month_of(day).first <= month_of(day).last <= quarter_of(day).last


@pytest.mark.parametrize(
    "period,name",
    [
        (day_of(SUNDAY), "laporan-p2km-2026-11-22"),
        (week_of(SUNDAY), "laporan-p2km-2026-W47"),
        (month_of(SUNDAY), "laporan-p2km-2026-11"),
        (quarter_of(SUNDAY), "laporan-p2km-2026-T4"),
        (year_of(SUNDAY), "laporan-p2km-2026"),
        (Period(date(2026, 11, 2), SUNDAY), "laporan-p2km-2026-11-02--2026-11-22"),
    ],
)
def test_a_file_s_name_says_its_period(period: Period, name: str) -> None:
    assert file_name("p2km", period) == name


def test_what_is_due_on_a_monday() -> None:
    friday, monday = date(2026, 11, 20), date(2026, 11, 23)
    found = due(ALL_OF_THEM, friday, monday)
    assert found == [day_of(friday), week_of(friday), month_of(date(2026, 10, 1))]
    assert due(Reports(folder="laporan"), friday, monday) == [month_of(date(2026, 10, 1))]


def test_nothing_is_due_where_no_folder_is_named_or_no_day_has_closed() -> None:
    assert due(Reports(daily=True, weekly=True), SUNDAY, SUNDAY) == []
    assert due(Reports(folder="laporan", daily=True, monthly=False), None, SUNDAY) == []
    assert due(Reports(folder="laporan", daily=True, monthly=False), SUNDAY, SUNDAY) == []
