"""When each who waits will be called, and whoever comes now: the present played forward many times by the real rule.

What is certain in the present stands: who waits where since when, who serves whom since when (what is left of a visit
is drawn from those that took longer), who has paused, when the branch closes. What is not is drawn anew each time:
lengths of visits and where they lead, pauses, and people of the priority class who will come and go before. People who
come later in the same class never do, so they are left out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from random import Random

from .hall import Hall, Waiting
from .simulation import SCOUTS, Simulation
from .times import Pace, quantile

RUNS = 64
LOW, HIGH = 0.2, 0.8
"""The share of the runs that were shorter than what is told as the shortest and the longest."""
HORIZON = 12 * 60 * 60 * 1000
"""Milliseconds. Whoever is not called by then is told nothing."""
HOUR = 60 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Span:
    """Milliseconds until the call; `late`: the share of the runs in which the branch had closed before."""

    low: int
    high: int
    late: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A queue and class as they stood: `spans` of those who wait, first to last, and of one who comes now; None where
    nobody would call her."""

    queue: str
    priority: bool
    spans: Sequence[Span | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What was foreseen at a moment. `tickets`: by id."""

    at: int
    places: Sequence[Place] = ()
    tickets: dict[int, Span] = field(default_factory=dict)


@dataclass(slots=True)
class Drawn:
    """A course drawn from what was measured."""

    pace: Pace
    chance: Random

    def visit(self, ticket: Waiting, staff: str, at: int) -> tuple[int, str]:
        """Drawn from the step's visits."""
        return self.pace.steps[ticket.step].draw(self.chance)

    def rest(self, ticket: Waiting, elapsed: int) -> tuple[int, str]:
        """Drawn from those that took longer."""
        return self.pace.steps[ticket.step].rest(self.chance, elapsed)

    def pause(self, elapsed: int) -> int:
        """Likewise."""
        return self.pace.pauses.rest(self.chance, elapsed)[0]

    def gap(self) -> int:
        """Drawn."""
        return self.pace.gaps.draw(self.chance)[0]


def foresee(hall: Hall, *, runs: int = RUNS, seed: int = 1, low: float = LOW, high: float = HIGH) -> Outlook:
    """The same for the same hall and seed."""
    served = frozenset[str]().union(*(desk.queues for desk in hall.desks))
    queues = [queue for queue in hall.queues if queue in served]
    scouts = [
        Waiting(id=SCOUTS + 2 * i + klass, queue=queue, step=queue, priority=bool(klass), arrived_at=hall.at)
        for i, queue in enumerate(queues)
        for klass in (0, 1)
    ]
    calls: dict[int, list[int]] = {ticket.id: [] for ticket in (*hall.waiting, *scouts)}
    for run in range(runs):
        for id, at in _one(hall, scouts, Random(seed * 1_000_003 + run)):
            calls[id].append(at)
    spans = {id: _span(moments, hall, runs, low, high) for id, moments in calls.items()}
    waiting = sorted(hall.waiting, key=lambda one: (one.arrived_at, one.id))
    places = [
        Place(
            queue=scout.queue, priority=scout.priority,
            spans=[
                *(spans[one.id] for one in waiting if (one.queue, one.priority) == (scout.queue, scout.priority)),
                spans[scout.id],
            ],
        )
        for scout in scouts
    ]  # fmt: skip
    told = {one.id: span for one in waiting if (span := spans[one.id]) is not None}
    return Outlook(at=hall.at, places=places, tickets=told)


def _one(hall: Hall, scouts: Sequence[Waiting], chance: Random) -> Iterable[tuple[int, int]]:
    """(id, moment of the first call from now) of one run."""
    simulation = Simulation(hall.rules, Drawn(hall.pace, chance), hall.at)
    simulation.begin(hall.desks, [*hall.waiting, *scouts])
    if hall.rules.weight > 1:
        overtaking(simulation, hall.pace, chance, hall.at)
    wanted = {one.id for one in (*hall.waiting, *scouts)}
    first: dict[int, int] = {}
    seen = 0

    def done() -> bool:
        nonlocal seen
        for call in simulation.calls[seen:]:
            if call.ticket.id in wanted:
                first.setdefault(call.ticket.id, call.at)
        seen = len(simulation.calls)
        return len(first) == len(wanted)

    simulation.run(done, until=hall.at + HORIZON)
    done()
    return first.items()


def overtaking(simulation: Simulation, pace: Pace, chance: Random, now: int) -> None:
    """People of the priority class come, each drawing the next one after herself."""
    next_id = iter(range(-1, -1_000_000, -1))

    def come_to(queue: str, per_hour: float) -> None:
        def come(at: int) -> None:
            ticket = Waiting(id=next(next_id), queue=queue, step=queue, priority=True, arrived_at=at)
            simulation.arrive(ticket, at)
            after(at)

        def after(at: int) -> None:
            simulation.at(at + round(chance.expovariate(per_hour / HOUR)), come)

        after(now)

    for queue, priority, per_hour in pace.arrivals:
        if priority and per_hour > 0:
            come_to(queue, per_hour)


def _span(moments: list[int], hall: Hall, runs: int, low: float, high: float) -> Span | None:
    """None where fewer than half of the runs came to call it."""
    if len(moments) * 2 < runs:
        return None
    waits = sorted(moment - hall.at for moment in moments)
    waits += [HORIZON] * (runs - len(waits))
    in_time = sum(not hall.rules.closes_at or hall.at + wait < hall.rules.closes_at for wait in waits)
    return Span(round(quantile(waits, low)), round(quantile(waits, high)), 1 - in_time / runs)
