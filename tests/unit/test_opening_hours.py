from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from counter_server.domain.opening_hours import OpeningHours, Stretch

JAKARTA = ZoneInfo("Asia/Jakarta")
MONDAY_TO_THURSDAY = ((time(7, 30), time(12)), (time(13), time(15, 30)))
FRIDAY = ((time(7, 30), time(11, 30)), (time(13), time(16)))

HOURS = OpeningHours(
    weekly={**dict.fromkeys(range(4), MONDAY_TO_THURSDAY), 4: FRIDAY},
    holidays={date(2026, 12, 25): "Hari Raya Natal", date(2026, 12, 24): "Cuti bersama Natal"},
    last_ticket=timedelta(minutes=30),
    zone=JAKARTA,
)


def at(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=JAKARTA)


@pytest.mark.parametrize(
    "moment, is_open",
    [
        ("2026-11-23 07:29", False),
        ("2026-11-23 07:30", True),
        ("2026-11-23 11:59", True),
        ("2026-11-23 12:00", False),
        ("2026-11-23 12:59", False),
        ("2026-11-23 13:00", True),
        ("2026-11-23 14:59", True),
        ("2026-11-23 15:00", False),
        ("2026-11-27 11:29", True),
        ("2026-11-27 11:30", False),
        ("2026-11-27 15:29", True),
        ("2026-11-27 15:30", False),
        ("2026-11-28 09:00", False),
        ("2026-11-29 09:00", False),
        ("2026-12-25 09:00", False),
        ("2026-12-28 09:00", True),
    ],
)
def test_tickets_are_taken_within_the_hours_but_not_in_breaks_on_holidays_or_just_before_closing(
    moment: str, is_open: bool
) -> None:
    assert HOURS.is_open(at(moment)) is is_open


@pytest.mark.parametrize(
    "moment, opens",
    [
        ("2026-11-23 06:00", "2026-11-23 07:30"),
        ("2026-11-23 09:00", None),
        ("2026-11-23 12:00", "2026-11-23 13:00"),
        ("2026-11-23 15:10", "2026-11-24 07:30"),
        ("2026-11-27 18:00", "2026-11-30 07:30"),
        ("2026-12-23 18:00", "2026-12-28 07:30"),
    ],
)
def test_the_next_opening_passes_over_nights_weekends_and_holidays(moment: str, opens: str | None) -> None:
    assert HOURS.opens_next(at(moment)) == (at(opens) if opens else None)


@pytest.mark.parametrize(
    "moment, closes",
    [
        ("2026-11-23 06:00", "2026-11-23 15:30"),
        ("2026-11-23 12:30", "2026-11-23 15:30"),
        ("2026-11-27 09:00", "2026-11-27 16:00"),
        ("2026-11-28 09:00", None),
        ("2026-12-25 09:00", None),
    ],
)
def test_the_counters_close_at_the_days_end_whatever_the_last_ticket(moment: str, closes: str | None) -> None:
    assert HOURS.closes(at(moment)) == (at(closes) if closes else None)


def test_a_holiday_has_a_name() -> None:
    assert HOURS.holiday(date(2026, 12, 25)) == "Hari Raya Natal"
    assert HOURS.holiday(date(2026, 12, 23)) is None


@pytest.mark.parametrize(
    "moment, day",
    [
        (datetime(2026, 11, 22, 16, 59, tzinfo=UTC), date(2026, 11, 22)),
        (datetime(2026, 11, 22, 17, 0, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 11, 23, 16, 59, tzinfo=UTC), date(2026, 11, 23)),
    ],
)
def test_the_business_day_changes_at_midnight_on_the_branchs_own_wall(moment: datetime, day: date) -> None:
    assert HOURS.business_day(moment) == day


def test_a_branch_without_hours_never_opens() -> None:
    assert OpeningHours(weekly={}, zone=JAKARTA).opens_next(at("2026-11-23 09:00")) is None


def test_a_moment_without_its_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        HOURS.is_open(datetime(2026, 11, 23, 9, 0))


@pytest.mark.parametrize(
    "stretches",
    [
        ((time(9), time(8)),),
        ((time(9), time(9)),),
        ((time(7), time(12)), (time(11), time(15))),
        ((time(13), time(15)), (time(7), time(12))),
        ((time(7), time(0)), (time(8), time(9))),
    ],
)
def test_hours_that_are_backward_overlapping_or_out_of_order_are_a_mistake(stretches: tuple[Stretch, ...]) -> None:
    with pytest.raises(ValueError, match="weekday 2"):
        OpeningHours(weekly={2: stretches}, zone=JAKARTA)


def test_other_mistakes_in_the_calendar_are_named() -> None:
    with pytest.raises(ValueError, match="weekday 7"):
        OpeningHours(weekly={7: ()}, zone=JAKARTA)
    with pytest.raises(ValueError, match="last_ticket"):
        OpeningHours(weekly={}, last_ticket=timedelta(minutes=-1), zone=JAKARTA)


zones = st.sampled_from(["Asia/Jakarta", "Asia/Jayapura", "Europe/Berlin", "America/Santiago", "Asia/Beirut"]).map(
    ZoneInfo
)
moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
minutes_of_a_day = st.lists(st.integers(0, 1440), unique=True, max_size=6).map(sorted)


def stretches_between(minutes: list[int]) -> tuple[Stretch, ...]:
    edges = [time(minute // 60 % 24, minute % 60) for minute in minutes]
    return tuple(zip(edges[::2], edges[1::2], strict=False))


calendars = st.builds(
    OpeningHours,
    weekly=st.dictionaries(st.integers(0, 6), minutes_of_a_day.map(stretches_between)),
    holidays=st.dictionaries(st.dates(date(2025, 1, 1), date(2027, 12, 31)), st.just("Libur"), max_size=5),
    last_ticket=st.integers(0, 120).map(lambda minutes: timedelta(minutes=minutes)),
    zone=zones,
)


weeks_with_hours = st.dictionaries(
    st.integers(0, 6),
    st.lists(st.integers(0, 1440), unique=True, min_size=2, max_size=6).map(sorted).map(stretches_between),
    min_size=1,
)


@given(calendars, moments, st.floats(0, 0.999))
def test_the_next_opening_is_open_and_nothing_is_open_before_it(
    hours: OpeningHours, moment: datetime, between: float
) -> None:
    opens = hours.opens_next(moment)
    assume(opens)
    assert opens
    assert hours.is_open(opens)
    assert not hours.is_open(opens - timedelta(microseconds=1))
    assert not hours.is_open(moment + (opens - moment) * between)
    assert opens.tzinfo is hours.zone


@given(calendars, moments)
def test_while_it_is_open_the_closing_lies_ahead_and_no_opening_is_named(hours: OpeningHours, moment: datetime) -> None:
    if hours.is_open(moment):
        closes = hours.closes(moment)
        assert closes
        assert moment < closes
        assert hours.opens_next(moment) is None


@given(calendars, weeks_with_hours, moments)
def test_a_week_with_hours_opens_again_within_eight_days_and_the_holidays(
    hours: OpeningHours, weekly: dict[int, tuple[Stretch, ...]], moment: datetime
) -> None:
    hours = replace(hours, weekly=weekly, last_ticket=timedelta(0))
    opens = moment if hours.is_open(moment) else hours.opens_next(moment)
    assert opens
    # each holiday may take away the week's only day
    assert opens - moment <= timedelta(days=8 + 7 * len(hours.holidays))


@given(calendars, moments)
def test_in_which_zone_a_moment_is_written_makes_no_difference(hours: OpeningHours, moment: datetime) -> None:
    elsewhere = moment.astimezone(ZoneInfo("Pacific/Auckland"))
    assert hours.is_open(elsewhere) == hours.is_open(moment)
    assert hours.opens_next(elsewhere) == hours.opens_next(moment)
    assert hours.business_day(elsewhere) == hours.business_day(moment)


@given(zones, moments)
def test_what_is_always_open_never_closes(zone: ZoneInfo, moment: datetime) -> None:
    hours = OpeningHours.always(zone)
    assert hours.is_open(moment)
    assert hours.opens_next(moment) is None


def test_hours_are_kept_on_the_wall_when_the_clocks_change() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    hours = OpeningHours(weekly=dict.fromkeys(range(7), ((time(8), time(16)),)), zone=berlin)
    before, after = datetime(2026, 10, 24, 17, tzinfo=berlin), datetime(2026, 10, 25, 8, tzinfo=berlin)
    opens = hours.opens_next(before)
    assert opens == after
    assert after.astimezone(UTC) - before.astimezone(UTC) == timedelta(hours=16)


def test_a_kiosk_is_told_the_next_openings_without_breaks_holidays_and_the_time_after_the_last_ticket() -> None:
    monday, days = at("2026-12-21 12:00"), 14
    told = HOURS.openings(monday, days=days)
    assert told[0][0].date() == monday.date()
    assert told[-1][1] <= monday + timedelta(days=days)
    for quarter in range(days * 24 * 4):
        moment = at("2026-12-21 00:00") + timedelta(minutes=15 * quarter)
        assert any(start <= moment < until for start, until in told) is HOURS.is_open(moment)
