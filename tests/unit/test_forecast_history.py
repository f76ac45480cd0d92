"""What the journal teaches about time, and how right visitors were told."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from counter_server.domain.forecast.accuracy import accuracy, by_class, outcomes
from counter_server.domain.forecast.history import Entry, History
from counter_server.domain.forecast.times import PRIOR

MINUTE = 60_000
EIGHT = round(datetime(2026, 11, 23, 1, tzinfo=UTC).timestamp() * 1000)
JAKARTA = timezone(timedelta(hours=7))
DAY = 24 * 60 * MINUTE


def local(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, JAKARTA)


def line(minutes: float, action: str, ticket: int = 1, *, who: str = "", staff: str = "", **more: Any) -> Entry:
    at = EIGHT + round(minutes * MINUTE)
    estimate, state = more.pop("estimate", None), more.pop("state", "ready")
    told = {
        "id": ticket, "service": "A", "step": "verification", "status": "waiting", "priority": "none", "staff": staff,
        "issued_at": EIGHT, "arrived_at": EIGHT,
    } | more  # fmt: skip
    payload: dict[str, Any] = {"ticket": told} if ticket else {}
    payload |= {"staff": {"key": staff, "state": state}} if staff else {}
    payload |= {"estimate": estimate} if estimate else {}
    return Entry(seq=1, at=at, action=action, who=who, payload=payload)


def taught(*lines: Entry) -> History:
    history = History(local)
    for one in lines:
        history.take(one)
    return history


def test_a_visit_lasts_from_its_call_until_it_leaves_and_is_kept_with_where_it_leads() -> None:
    history = taught(
        line(0, "issue", step="help"), line(2, "call", step="help", staff="x", state="busy"),
        line(7, "finish", staff="x"),
        line(9, "call", staff="v", state="busy"), line(10, "start", staff="v", status="serving"),
        line(21, "finish", staff="v", status="finished"),
        line(22, "call", 2, staff="v", state="busy"), line(23, "no-show", 2, staff="v", status="no_show"),
    )  # fmt: skip
    assert history.measured("A/help") == 1
    at_help = history.visits("A/help", 10 * MINUTE, "")
    assert dict(zip(at_help.lengths, at_help.leads_to, strict=True))[5 * MINUTE] == "A/verification"
    verified = history.visits("A/verification", 10 * MINUTE, "A/verification")
    ends = [length for length, leads_to in zip(verified.lengths, verified.leads_to, strict=True) if not leads_to]
    assert ends == [1 * MINUTE, 12 * MINUTE]
    assert len(verified.lengths) == PRIOR + 2


def test_a_visit_nobody_ended_that_day_teaches_nothing() -> None:
    history = taught(
        line(0, "call", staff="v", state="busy"), line(9, "day-close", 0), line(DAY / MINUTE, "finish", staff="v")
    )
    assert history.measured("A/verification") == 0
    forgotten = taught(line(0, "call", staff="v", state="busy"), line(241, "finish", staff="v"))
    assert forgotten.measured("A/verification") == 0


def test_pauses_are_measured_and_the_minutes_before_the_first_ready_are_none() -> None:
    history = taught(
        line(0, "sign-in", 0, staff="v", state="paused"), line(1, "ready", 0, staff="v"),
        line(60, "pause", 0, staff="v", state="paused"), line(72, "ready", 0, staff="v"),
    )  # fmt: skip
    found = history.pauses()
    assert len(found.lengths) == PRIOR + 1
    assert 12 * MINUTE in found.lengths


def test_a_gap_is_measured_where_somebody_waited_and_she_asked_herself() -> None:
    def two(who: str, issued_at: int) -> History:
        return taught(
            line(0, "call", staff="v", state="busy"), line(9, "finish", staff="v", status="finished"),
            line(9.5, "call", 2, staff="v", state="busy", who=who, issued_at=issued_at),
        )  # fmt: skip

    assert 30_000 in two("v", EIGHT).gaps().lengths
    assert 30_000 not in two("push", EIGHT).gaps().lengths
    assert 30_000 not in two("v", EIGHT + round(9.2 * MINUTE)).gaps().lengths


def test_how_many_come_is_a_mean_of_such_days_and_of_the_hour_that_is_over() -> None:
    weeks = [line(-7 * 24 * 60 * week + n, "issue", week * 100 + n) for week in (1, 2, 3) for n in range(4 * week)]
    history = taught(*weeks, line(-600, "day-close", 0), *(line(n, "issue", n + 1) for n in range(0, 60, 15)))
    rates = {(queue, priority): n for queue, priority, n in history.per_hour(EIGHT + 59 * MINUTE, ["A/verification"])}
    assert rates["A/verification", False] == pytest.approx((8 + 4) / (1 + 59 / 60), rel=0.02)
    assert rates["A/verification", True] == 0
    assert taught().per_hour(EIGHT, ["A/verification"]) == [
        ("A/verification", False, 0.0),
        ("A/verification", True, 0.0),
    ]


def test_two_who_come_in_a_branchs_first_minute_are_no_hundred_an_hour() -> None:
    first = taught(line(0, "issue", 1, priority="elderly"), line(0.5, "issue", 2, priority="elderly"))
    rates = {(queue, priority): n for queue, priority, n in first.per_hour(EIGHT + MINUTE, ["A/verification"])}
    assert rates["A/verification", True] == 2


def test_the_last_wait_is_known_by_class() -> None:
    history = taught(
        line(5, "call", staff="v", state="busy"),
        line(8, "call", 2, staff="w", state="busy", priority="elderly", arrived_at=EIGHT + 7 * MINUTE),
    )
    assert history.last_waits == {("verification", False): 5 * MINUTE, ("verification", True): MINUTE}


def told(low: int, high: int, naive: float = 50.0, last: float | None = None) -> dict[str, Any]:
    return {"low": low, "high": high, "method": "forecast", "naive": naive} | ({"last_to_enter": last} if last else {})


def test_what_was_told_is_held_against_what_happened() -> None:
    """Three regular: told 10-20, called after 12, 25 and 15. Worked out by hand."""
    found = outcomes(
        [
            line(0, "issue", 1, estimate=told(10, 20, last=18.0)),
            line(0, "issue", 2, estimate=told(10, 20)),
            line(0, "issue", 3, estimate=told(10, 20)),
            line(12, "call", 1),
            line(25, "call", 2),
            line(15, "call", 3),
            line(30, "call", 1),  # came to wait again: counted once
        ]
    )
    figures = accuracy(found)
    assert figures["told"].n == 3
    assert figures["told"].mae == pytest.approx((3 + 10 + 0) / 3)
    assert figures["told"].bias == pytest.approx((3 - 10 + 0) / 3)
    assert figures["told"].rmse == pytest.approx(((9 + 100 + 0) / 3) ** 0.5)
    assert figures["told"].coverage == pytest.approx(2 / 3)
    assert figures["naive"].mae == pytest.approx((38 + 25 + 35) / 3)
    assert (figures["last_to_enter"].n, figures["last_to_enter"].mae) == (1, 6)


def test_who_was_never_called_or_was_given_another_place_is_left_out() -> None:
    found = outcomes(
        [
            *(line(0, "issue", n, estimate=told(10, 20)) for n in (1, 2, 3)),
            line(0, "issue", 4),
            line(4, "priority", 1, priority="elderly"),
            *(line(15, "call", n) for n in (1, 3, 4)),
        ]
    )
    assert [one.ticket for one in found] == [3]


def test_the_classes_are_held_apart() -> None:
    found = outcomes(
        [
            line(0, "issue", 1, estimate=told(10, 20)),
            line(0, "issue", 2, estimate=told(0, 5), priority="elderly"),
            line(4, "call", 2, priority="elderly"),
            line(40, "call", 1),
        ]
    )
    assert {klass: ways["told"].coverage for klass, ways in by_class(found).items()} == {False: 0.0, True: 1.0}
    assert accuracy([]) == {}


def test_a_break_in_which_people_are_called_is_none() -> None:
    """From 12 to 13: a quarter of the calls of the hours around it is some."""
    around = [line(minutes, "call", 100 + minutes, staff="v") for minutes in (185, 215, 305, 335) for _ in range(4)]
    noon = EIGHT + 4 * 60 * MINUTE
    two = [line(250, "call", 1, staff="v"), line(280, "call", 2, staff="v")]
    assert not taught().serves_between(noon, noon + 60 * MINUTE)
    assert not taught(*around, two[0]).serves_between(noon, noon + 60 * MINUTE)
    assert taught(*around, *two).serves_between(noon, noon + 60 * MINUTE)
