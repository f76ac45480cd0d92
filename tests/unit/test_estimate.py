import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_server.domain.estimate import Estimate, ahead_of_priority, estimate, rounded

people, counters, minutes = st.integers(0, 500), st.integers(1, 18), st.floats(0.5, 240)


@pytest.mark.parametrize(
    "ahead, servers, minutes_each, low, high",
    [
        (0, 1, 10, 0, 20),
        (3, 1, 10, 20, 60),
        (15, 16, 10, 5, 15),
        (99, 2, 8, 360, 450),
        (0, 16, 8, 0, 5),
        (8, 3, 12, 20, 50),
    ],
)
def test_the_wait_is_a_rounded_range(ahead: int, servers: int, minutes_each: float, low: int, high: int) -> None:
    assert estimate(ahead, servers, minutes_each) == Estimate(low, high)


@pytest.mark.parametrize(
    "servers, minutes_each", [(0, 10.0), (-1, 10.0), (3, 0.0), (3, -1.0), (3, math.nan), (3, math.inf)]
)
def test_where_nobody_serves_nothing_is_promised(servers: int, minutes_each: float) -> None:
    assert estimate(4, servers, minutes_each) is None


@given(people, counters, minutes)
def test_the_range_holds_the_mean_and_is_rounded_to_five(ahead: int, servers: int, minutes_each: float) -> None:
    wait = estimate(ahead, servers, minutes_each)
    assert wait
    assert 0 <= wait.low <= (ahead + 1) * minutes_each / servers <= wait.high
    assert wait.low < wait.high
    assert wait.low % 5 == wait.high % 5 == 0


@given(people, counters, minutes)
def test_one_more_ahead_or_one_counter_less_never_shortens_the_wait(
    ahead: int, servers: int, minutes_each: float
) -> None:
    wait, longer = estimate(ahead, servers, minutes_each), estimate(ahead + 1, servers, minutes_each)
    slower = estimate(ahead, max(servers - 1, 1), minutes_each)
    assert wait
    for other in (longer, slower):
        assert other
        assert other.low >= wait.low
        assert other.high >= wait.high


def test_a_count_that_went_below_nothing_counts_as_nobody_ahead() -> None:
    assert estimate(-3, 2, 10) == estimate(0, 2, 10)


@pytest.mark.parametrize(
    "low, high, told",
    [
        (12, 22, (10, 25)),
        (15, 25, (15, 25)),
        (20, 20, (20, 25)),
        (-3, 0, (0, 5)),
        (52, 61, (50, 75)),
        (59.9, 60, (55, 60)),
        (118, 131, (105, 135)),
        (181, 200, (180, 210)),
    ],
)
def test_the_longer_the_wait_the_coarser_it_is_told(low: float, high: float, told: tuple[int, int]) -> None:
    assert rounded(low, high) == Estimate(*told)


def test_people_who_come_later_and_go_before_make_the_wait_longer() -> None:
    """(n + 1)/(cμ - λ_hi(1 - 1/weight)): 11 departures of 2 minutes, a third of them taken by others."""
    alone, overtaken = estimate(10, 5, 10), estimate(10, 5, 10, overtaken=1 / 3)
    assert alone == Estimate(15, 30)
    assert overtaken == Estimate(20, 45)


@given(st.integers(0, 30), st.lists(st.floats(0, 200), max_size=60), st.floats(0.2, 20), st.floats(1.0, 10))
def test_a_new_ticket_of_the_priority_class_goes_behind_those_it_cannot_overtake(
    before: int, waited: list[float], spacing: float, weight: float
) -> None:
    """The smallest m with m ≥ how many have waited θ(weight - 1), θ = (n_hi + 1 + m)/(cμ)."""

    def at_least(minutes: float) -> int:
        return sum(one >= minutes for one in waited)

    found = ahead_of_priority(before, len(waited), at_least, spacing, weight) - before
    holds = [m for m in range(len(waited) + 1) if at_least((before + 1 + m) * spacing * (weight - 1)) <= m]
    assert found == holds[0]


def test_without_priority_everybody_who_waits_goes_before() -> None:
    assert ahead_of_priority(2, 7, lambda minutes: 7, 1.0, 1.0) == 9
