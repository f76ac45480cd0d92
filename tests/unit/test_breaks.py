"""Whose break is when, and who is late."""

from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_server.domain.breaks import PlannedBreak, break_now, breaks_of, ends_at, starts_at
from counter_server.protocol.branch_file import BranchFile
from counter_server.protocol.mistakes import PresetBroken
from counter_server.protocol.settings import read

FIRST = PlannedBreak(start=time(11, 30), end=time(12, 30), staff=frozenset({"verifier-1", "verifier-2"}))
SECOND = PlannedBreak(start=time(12, 30), end=time(13, 30))
PRAYER = PlannedBreak(start=time(15), end=time(15, 20))
FRIDAY = PlannedBreak(start=time(11, 30), end=time(13), staff=frozenset({"verifier-1"}), weekdays=frozenset({4}))
PLAN = (PRAYER, SECOND, FIRST)


def at(clock: str, day: int = 23) -> datetime:
    return datetime.fromisoformat(f"2026-11-{day}T{clock}:00").replace(tzinfo=UTC)


def test_who_is_named_has_hers_and_everybody_else_the_others() -> None:
    assert breaks_of("verifier-1", PLAN, 0) == [FIRST]
    assert breaks_of("verifier-9", PLAN, 0) == [SECOND, PRAYER]


def test_a_break_of_some_days_is_none_on_the_others() -> None:
    assert breaks_of("verifier-1", [FRIDAY], 4) == [FRIDAY]
    assert breaks_of("verifier-1", [FRIDAY], 0) == []


@pytest.mark.parametrize(
    "clock, found", [("08:00", SECOND), ("12:30", SECOND), ("13:29", SECOND), ("13:30", PRAYER), ("15:20", None)]
)
def test_at_work_it_is_the_one_that_is_on_or_comes_next(clock: str, found: PlannedBreak | None) -> None:
    assert break_now("verifier-9", PLAN, at(clock), None) == found


@pytest.mark.parametrize(
    "since, clock, found",
    [
        ("12:31", "13:00", SECOND),
        ("12:31", "13:45", SECOND),  # it is over, and she is still away
        ("12:20", "13:45", SECOND),  # she went early
        ("14:00", "14:10", PRAYER),  # a pause of its own: the next one is ahead
        ("12:31", "15:05", PRAYER),
    ],
)
def test_a_pause_belongs_to_the_break_it_was_taken_for(since: str, clock: str, found: PlannedBreak) -> None:
    assert break_now("verifier-9", PLAN, at(clock), at(since)) == found


def test_a_pause_of_yesterday_belongs_to_no_break_of_today() -> None:
    assert break_now("verifier-9", [SECOND], at("14:00"), at("12:40", day=22)) is None


@given(st.times(), st.none() | st.times())
def test_whatever_is_found_is_hers_and_over_only_where_she_pauses(now: time, since: time | None) -> None:
    moment = datetime.combine(at("00:00").date(), now, UTC)
    paused = datetime.combine(moment.date(), since, UTC) if since is not None and since <= now else None
    found = break_now("verifier-9", PLAN, moment, paused)
    if found is not None:
        assert found in (SECOND, PRAYER)
        assert paused is not None or moment < ends_at(found, moment)
        assert starts_at(found, moment) < ends_at(found, moment)


def branch(**breaks: object) -> BranchFile:
    table = {
        "branch": {"key": "b", "name": "B"},
        "hours": {"weekly": {"mon": ["07:30-12:00"]}},
        "counters": [{"key": "loket-1", "kind": "loket", "n": 1}],
        "staff": [{"key": "verifier-1", "name": "V", "role": "verifier"}],
        "breaks": [breaks],
    }
    return read(table, BranchFile, file="branch.toml")


def test_a_plan_is_read_from_the_branch_s_file() -> None:
    (plan,) = branch(time="11:30-12:30", staff=["verifier-1"], days=["fri"]).breaks
    assert (str(plan.time), plan.staff, plan.days) == ("11:30-12:30", ("verifier-1",), ("fri",))


def test_a_plan_for_somebody_who_is_not_there_is_a_mistake_with_a_guess() -> None:
    with pytest.raises(PresetBroken) as broken:
        branch(time="11:30-12:30", staff=["verifier-7"])
    (mistake,) = broken.value.mistakes
    assert (mistake.key, mistake.code, mistake.did_you_mean) == ("breaks[1].staff", "unknown_name", "verifier-1")
