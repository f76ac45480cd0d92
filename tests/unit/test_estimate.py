import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_server.domain.estimate import Estimate, estimate

people, counters, minutes = st.integers(0, 500), st.integers(1, 18), st.floats(0.5, 240)


@pytest.mark.parametrize(
    "ahead, servers, minutes_each, low, high",
    [
        (0, 1, 10, 0, 20),
        (3, 1, 10, 20, 60),
        (15, 16, 10, 5, 15),
        (99, 2, 8, 360, 440),
        (0, 16, 8, 0, 5),
        (8, 3, 12, 20, 50),
    ],
)
def test_the_wait_is_a_range_of_five_minutes(
    ahead: int, servers: int, minutes_each: float, low: int, high: int
) -> None:
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
