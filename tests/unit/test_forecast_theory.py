"""The simulation against the theory of queues: first come first served (Erlang C), and two classes under accumulating
priority (Kleinrock 1964; field guide, 6). Long runs, held to 2 %, are marked slow; shorter ones have wider limits."""

import pytest

from counter_server.domain.forecast.theory import erlang_c, mean_wait, waits_by_class
from tests.halls import Length, Stationary, constant, exponential

SQUARES: dict[Length, float] = {exponential: 2.0, constant: 1.0}
"""E[S²] of a visit of mean 1."""


@pytest.mark.parametrize("servers, load, chance", [(1, 0.5, 0.5), (2, 1.0, 1 / 3), (2, 1.6, 0.7111), (10, 8.0, 0.4092)])
def test_the_chance_to_wait_is_that_of_the_tables(servers: int, load: float, chance: float) -> None:
    assert erlang_c(servers, load) == pytest.approx(chance, abs=5e-5)


def test_with_one_weight_for_all_every_class_waits_as_one_queue() -> None:
    assert waits_by_class([0.3, 0.4], [1, 1], 0.7) == pytest.approx([mean_wait(1, 0.7)] * 2)


def test_what_one_class_gains_the_others_give() -> None:
    """The work in the queue is the same in whatever order it is done (Kleinrock's conservation law)."""
    loads = [0.3, 0.25, 0.2]
    waits = waits_by_class(loads, [1, 2, 5], 0.75)
    assert sum(load * wait for load, wait in zip(loads, waits, strict=True)) == pytest.approx(0.75 * 0.75 / 0.25)


@pytest.mark.parametrize("loads, weights", [([0.6, 0.4], [1, 3]), ([0.3, 0.3], [3, 1])])
def test_a_hall_the_theory_does_not_know_is_refused(loads: list[float], weights: list[float]) -> None:
    with pytest.raises(ValueError, match="load"):
        waits_by_class(loads, weights, 1.0)


@pytest.mark.parametrize(
    "visits, limit, servers, load",
    [
        (30_000, 0.12, 4, 3.2),
        pytest.param(800_000, 0.02, 2, 1.4, marks=pytest.mark.slow),
        pytest.param(800_000, 0.02, 6, 4.8, marks=pytest.mark.slow),
    ],
)
def test_first_come_first_served_waits_as_erlang_says(visits: int, limit: float, servers: int, load: float) -> None:
    waited, _ = Stationary(servers, (load, 0.0)).mean_waits(visits)
    assert waited == pytest.approx(mean_wait(servers, load), rel=limit)


@pytest.mark.parametrize(
    "visits, limit, length",
    [
        (50_000, 0.12, exponential),
        pytest.param(1_200_000, 0.02, exponential, marks=pytest.mark.slow),
        pytest.param(1_200_000, 0.02, constant, marks=pytest.mark.slow),
    ],
)
def test_two_classes_wait_as_the_theory_of_accumulating_priority_says(
    visits: int, limit: float, length: Length
) -> None:
    loads = (0.5, 0.2)
    waited = Stationary(1, loads, length=length).mean_waits(visits)
    assert waited == pytest.approx(waits_by_class(loads, [1, 3], sum(loads) * SQUARES[length] / 2), rel=limit)
