"""Accumulating priority (field guide, 6): who is next, and the laws that make it fair."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_server.domain.calling_rule import Candidate, next_candidate, score

MINUTE = 60_000
NOW = 100 * MINUTE

arrivals = st.integers(0, 2 * NOW)
weights = st.sampled_from([1.0, 1.5, 2.0, 3.0, 10.0])
waiting_rooms = st.lists(
    st.builds(Candidate, st.integers(1, 10_000), st.sampled_from(["A/help", "K/help"]), st.booleans(), arrivals),
    unique_by=lambda candidate: candidate.id,
    max_size=12,
)


def waits(id: int, minutes: int, *, priority: bool = False, queue: str = "A/verification") -> Candidate:
    return Candidate(id, queue, priority, NOW - minutes * MINUTE)


@pytest.mark.parametrize(
    "room, called",
    [
        ([], None),
        ([waits(1, 5)], 1),
        ([waits(1, 5), waits(2, 6)], 2),
        ([waits(1, 30), waits(2, 11, priority=True)], 2),
        ([waits(1, 30), waits(2, 9, priority=True)], 1),
        ([waits(1, 30), waits(2, 10, priority=True)], 1),
        ([waits(2, 30), waits(1, 10, priority=True)], 2),
        ([waits(7, 5), waits(3, 5)], 3),
        ([waits(1, 0), waits(2, 0, priority=True)], 1),
        ([waits(1, -3), waits(2, -2)], 2),
        ([waits(1, -3), waits(2, -2, priority=True)], 2),
        ([waits(1, -3), waits(2, 1)], 2),
        ([waits(1, -3)], 1),
    ],
)
def test_the_largest_score_is_called_then_the_earlier_then_the_lower(room: list[Candidate], called: int | None) -> None:
    found = next_candidate(room, NOW, 3.0)
    assert (found.id if found else None) == called


def test_a_score_is_the_wait_times_the_weight_of_its_class() -> None:
    assert score(waits(1, 10), NOW, 3.0) == 10 * MINUTE
    assert score(waits(1, 10, priority=True), NOW, 3.0) == 30 * MINUTE


@given(arrivals, st.booleans(), weights)
def test_an_arrival_ahead_of_the_clock_scores_nothing_or_less(arrived: int, priority: bool, weight: float) -> None:
    candidate = Candidate(1, "A/help", priority, NOW + arrived)
    assert score(candidate, NOW, weight) <= 0
    assert next_candidate([candidate], NOW, weight) is candidate


@given(waiting_rooms, st.permutations(range(12)), weights)
def test_who_is_next_does_not_depend_on_the_order_of_looking(
    room: list[Candidate], order: list[int], weight: float
) -> None:
    shuffled = [room[place] for place in order if place < len(room)]
    assert next_candidate(shuffled, NOW, weight) == next_candidate(room, NOW, weight)


@given(waiting_rooms, weights)
def test_nobody_of_ones_own_class_who_came_earlier_is_passed_over(room: list[Candidate], weight: float) -> None:
    called = next_candidate(room, NOW, weight)
    same_class = [one for one in room if called and one.priority == called.priority]
    assert not called or called == min(same_class, key=lambda one: (one.arrived_at, one.id))


@given(waiting_rooms, weights)
def test_the_heads_of_queue_and_class_are_enough(room: list[Candidate], weight: float) -> None:
    assert next_candidate(heads(room), NOW, weight) == next_candidate(room, NOW, weight)


def heads(room: Iterable[Candidate]) -> list[Candidate]:
    first: dict[tuple[str, bool], Candidate] = {}
    for one in sorted(room, key=lambda one: (one.arrived_at, one.id)):
        first.setdefault((one.queue, one.priority), one)
    return list(first.values())


@given(waiting_rooms, weights)
def test_a_priority_ticket_is_never_behind_a_regular_one_that_came_later(room: list[Candidate], weight: float) -> None:
    called = next_candidate(room, NOW, weight)
    assert not called or not any(one.priority and one.arrived_at < called.arrived_at for one in room)


visits = st.tuples(st.integers(0, 10 * MINUTE), st.booleans(), st.integers(1, 20 * MINUTE))


def day(visitors: list[tuple[int, bool, int]], servers: int, weight: float) -> dict[int, tuple[Candidate, int]]:
    """A day at the counter: (gap before the arrival, class, length of the visit) → ticket and moment of the call."""
    arrived, coming = 0, []
    for id, (gap, priority, length) in enumerate(visitors, start=1):
        arrived += gap
        coming.append((Candidate(id, "A/verification", priority, arrived), length))
    length_of = {candidate.id: length for candidate, length in coming}
    called: dict[int, tuple[Candidate, int]] = {}
    free_at = [0] * servers
    while len(called) < len(coming):
        earliest = min(one.arrived_at for one, _ in coming if one.id not in called)
        now = max(min(free_at), earliest)
        present = [one for one, _ in coming if one.id not in called and one.arrived_at <= now]
        chosen = next_candidate(present, now, weight)
        assert chosen
        called[chosen.id] = chosen, now
        free_at[free_at.index(min(free_at))] = now + length_of[chosen.id]
    return called


@given(st.lists(visits, max_size=25), st.integers(1, 3), weights)
def test_within_a_class_first_come_is_first_served_all_day(
    visitors: list[tuple[int, bool, int]], servers: int, weight: float
) -> None:
    calls = list(day(visitors, servers, weight).values())
    for in_priority in (False, True):
        in_order_of_call = [one for one, _ in calls if one.priority is in_priority]
        assert in_order_of_call == sorted(in_order_of_call, key=lambda one: (one.arrived_at, one.id))


@given(st.lists(visits, max_size=25), st.integers(1, 3), weights)
def test_nobody_starves(visitors: list[tuple[int, bool, int]], servers: int, weight: float) -> None:
    """A regular ticket that waits W is overtaken only by priority tickets of the first W·(1 - 1/weight) of it."""
    calls = list(day(visitors, servers, weight).values())
    for place, (ticket, at) in enumerate(calls):
        waited = at - ticket.arrived_at
        before = [one for one, _ in calls[:place] if one.arrived_at > ticket.arrived_at]
        assert all(one.priority and not ticket.priority for one in before)
        rounding = 1e-3  # a thousandth of a millisecond, for weights no float holds exactly
        assert all(one.arrived_at - ticket.arrived_at <= waited * (1 - 1 / weight) + rounding for one in before)
