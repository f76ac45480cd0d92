"""The rule against the theory: mean waits of a long day at one counter, beside Kleinrock's formula for M/G/1."""

import random
from collections import deque

import pytest

from counter_server.domain.calling_rule import Candidate, next_candidate

SERVICE = 600_000
"""Mean length of a visit, milliseconds."""
WEIGHT = 3.0


def expected(regular: float, priority: float) -> tuple[float, float]:
    """Mean waits of both classes in mean visits, visits exponential; the load of each class given (field guide, 6)."""
    load = regular + priority
    residual = load  # W0, for exponential visits of mean 1
    wait_regular = residual / (1 - load) / (1 - priority * (1 - 1 / WEIGHT))
    wait_priority = residual / (1 - load) - regular * wait_regular * (1 - 1 / WEIGHT)
    return wait_regular, wait_priority


def simulated(regular: float, priority: float, visits: int) -> tuple[float, float]:
    chance = random.Random(1871)
    share = priority / (regular + priority)
    clock, waited = 0.0, {False: [0.0, 0], True: [0.0, 0]}
    queues: dict[bool, deque[Candidate]] = {False: deque(), True: deque()}
    arrives, free_at = 0.0, 0.0
    for id in range(visits):
        while arrives <= max(free_at, clock) or not (queues[False] or queues[True]):
            in_priority = chance.random() < share
            queues[in_priority].append(Candidate(id, "A/verification", in_priority, round(arrives)))
            clock = arrives
            arrives += chance.expovariate((regular + priority) / SERVICE)
        now = max(free_at, clock)
        chosen = next_candidate((queue[0] for queue in queues.values() if queue), round(now), WEIGHT)
        assert chosen
        queues[chosen.priority].popleft()
        waited[chosen.priority][0] += now - chosen.arrived_at
        waited[chosen.priority][1] += 1
        free_at = now + chance.expovariate(1 / SERVICE)
    return tuple(total / count / SERVICE for total, count in (waited[False], waited[True]))  # type: ignore[return-value]


@pytest.mark.parametrize("regular, priority", [(0.5, 0.2), (0.3, 0.4)])
def test_mean_waits_are_those_of_the_theory(regular: float, priority: float) -> None:
    theory, counted = expected(regular, priority), simulated(regular, priority, visits=120_000)
    assert counted == pytest.approx(theory, rel=0.06)


@pytest.mark.parametrize("regular, priority", [(0.7, 0.0), (0.5, 0.2), (0.76, 0.19)])
def test_what_one_class_gains_the_other_gives(regular: float, priority: float) -> None:
    load, waits = regular + priority, expected(regular, priority)
    assert regular * waits[0] + priority * waits[1] == pytest.approx(load * load / (1 - load))


def test_a_busy_counter_halves_the_wait_of_those_who_come_first_at_a_seventh_for_the_others() -> None:
    first_come_first_served = 0.95 / 0.05
    regular, priority = expected(0.76, 0.19)
    assert priority < first_come_first_served / 2
    assert 1.14 < regular / first_come_first_served < 1.15
