"""How right the waits are that visitors are told, and what they cost: `python -m tests.bench.waiting`.

A hall of six counters at a load of 0.95, a fifth of the visitors in the priority class, weight 3, visits of ten minutes
on average (exponential, as field guide 6 has them). Every now and then somebody's arrival is looked at: what she would
be told by each way, and how long she then waits. Then what one outlook costs, for a counter of 18 with 200 waiting."""

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from counter_server.domain.estimate import Estimate, ahead_of_priority, estimate
from counter_server.domain.forecast.accuracy import LAST, NAIVE, TOLD, Outcome, by_class
from counter_server.domain.forecast.foresee import foresee
from counter_server.domain.forecast.foresight import told
from counter_server.domain.forecast.hall import Desk, Hall, Rules, Waiting
from counter_server.domain.forecast.times import Pace, lengths, visits
from counter_server.forecaster.jobs import Job, line_of
from tests.halls import QUEUE, VISIT, Stationary, desks

SERVERS, LOAD, PRIORITY_SHARE, WEIGHT = 6, 0.95, 0.2, 3.0
MINUTE = 60_000
EVERY = 15
"""Arrivals from one that is looked at to the next: neighbours tell the same."""
WARM = 1500


@dataclass
class Look:
    """Somebody's arrival."""

    ticket: Waiting
    ways: dict[str, Estimate]
    naive: float
    last: float | None


class Observed(Stationary):
    """The hall, looked at now and then."""

    def begin(self, runs: int, low: float, high: float) -> "Observed":
        chance = Random(self.seed + 2)
        known = [(round(chance.expovariate(1 / VISIT)), "") for _ in range(400)]
        load = self.loads[1] / VISIT * 3_600_000
        self.pace = Pace(
            steps={QUEUE: visits(known, VISIT, "")}, pauses=lengths([], MINUTE), gaps=lengths([], MINUTE),
            arrivals=[(QUEUE, True, load)],
        )  # fmt: skip
        self.how, self.looks = (runs, low, high), list[Look]()
        return self

    def hall(self) -> Hall:
        simulation = self.simulation
        serving = {call.staff: call for call in simulation.calls[-400:]}
        busy = simulation.busy
        at_desk = [
            Desk(
                staff=desk.staff, counter=desk.counter, queues=desk.queues, ready_since=1,
                serves=serving[desk.staff].ticket if desk.staff in busy else None,
                called_at=serving[desk.staff].at if desk.staff in busy else 0,
            )
            for desk in desks(self.servers)
        ]  # fmt: skip
        return Hall(
            at=simulation.now, rules=Rules(weight=self.weight), desks=at_desk, waiting=simulation.waiting,
            pace=self.pace, queues=[QUEUE],
        )  # fmt: skip

    def look(self, priority: bool) -> None:
        runs, low, high = self.how
        hall = self.hall()
        seen = foresee(hall, runs=runs, seed=hall.at, low=low, high=high)
        span = next(one.spans[-1] for one in seen.places if one.priority is priority)
        assert span is not None
        last = next((call for call in reversed(self.simulation.calls) if call.ticket.priority is priority), None)
        ways = {"forecast": told(span), "formula": self.formula(hall, priority)}
        # she is the one who comes next, at this very moment
        ticket = Waiting(id=self.arrived + 1, queue=QUEUE, step=QUEUE, priority=priority, arrived_at=hall.at)
        naive = (len(hall.waiting) + 1) * VISIT / self.servers / MINUTE
        self.looks.append(
            Look(ticket, ways, naive, (last.at - last.ticket.arrived_at) / MINUTE if last is not None else None)
        )

    def formula(self, hall: Hall, priority: bool) -> Estimate:
        spacing = VISIT / MINUTE / self.servers
        if priority:
            own = sum(one.priority for one in hall.waiting)
            regular = [(hall.at - one.arrived_at) / MINUTE for one in hall.waiting if not one.priority]
            ahead = ahead_of_priority(
                own, len(regular), lambda minutes: sum(one >= minutes for one in regular), spacing, self.weight
            )
            found = estimate(ahead, self.servers, VISIT / MINUTE)
        else:
            share = self.loads[1] / self.servers * (1 - 1 / self.weight)
            found = estimate(len(hall.waiting), self.servers, VISIT / MINUTE, overtaken=share)
        assert found is not None
        return found

    def _next(self, priority: bool, load: float, now: int) -> None:
        def come(at: int) -> None:
            if self.arrived > WARM and self.arrived % EVERY == 0 and len(self.simulation.busy) == self.servers:
                self.look(priority)
            self.arrived += 1
            ticket = Waiting(id=self.arrived, queue=QUEUE, step=QUEUE, priority=priority, arrived_at=at)
            self._next(priority, load, at)
            self.simulation.arrive(ticket, at)

        self.simulation.at(now + round(self.chance.expovariate(load / VISIT)), come)

    def outcomes(self, way: str) -> Iterator[Outcome]:
        called = {call.ticket.id: call.at for call in self.simulation.calls}
        for look in self.looks:
            if look.ticket.id in called:
                wait = look.ways[way]
                yield Outcome(
                    ticket=look.ticket.id, at=look.ticket.arrived_at, called=called[look.ticket.id],
                    priority=look.ticket.priority, method=way, low=wait.low, high=wait.high, naive=look.naive,
                    last_to_enter=look.last,
                )  # fmt: skip


def measured(seed: int, visitors: int, runs: int, low: float, high: float) -> Observed:
    load = SERVERS * LOAD
    hall = Observed(SERVERS, (load * (1 - PRIORITY_SHARE), load * PRIORITY_SHARE), WEIGHT, seed=seed)
    hall.begin(runs, low, high)
    hall.simulation.run(lambda: hall.arrived >= visitors)
    hall.simulation.run(lambda: hall.arrived >= visitors + 400)  # those who were looked at last are called, too
    return hall


def accuracy(visitors: int, days: int, runs: int, low: float, high: float) -> None:
    halls = [measured(1871 + 10 * day, visitors, runs, low, high) for day in range(days)]
    for way in ("forecast", "formula"):
        found = [one for hall in halls for one in hall.outcomes(way)]
        for klass, figures in sorted(by_class(found).items()):
            name = "priority" if klass else "regular"
            shown = figures[TOLD]
            wide = sum(one.high - one.low for one in found if one.priority is klass) / shown.n
            print(
                f"{way:9} {name:9} n {shown.n:5}  MAE {shown.mae:5.1f}  RMSE {shown.rmse:5.1f}  bias {shown.bias:+5.1f}"
                f"  covered {shown.coverage or 0:4.0%}  width {wide:4.1f}"
            )
            if way == "formula":
                for other in (NAIVE, LAST):
                    one = figures[other]
                    errors = f"MAE {one.mae:5.1f}  RMSE {one.rmse:5.1f}  bias {one.bias:+5.1f}"
                    print(f"  {other:16}       n {one.n:5}  {errors}")


def cost(waiting: int, runs: int) -> None:
    now, chance = 1_795_395_600_000, Random(1)
    known = [(round(chance.expovariate(1 / VISIT)), "") for _ in range(400)]
    pace = Pace(
        steps={QUEUE: visits(known, VISIT, ""), "A/help": visits(known, VISIT, QUEUE)}, pauses=lengths([], MINUTE),
        gaps=lengths([], MINUTE), arrivals=[(QUEUE, True, 12.0)],
    )  # fmt: skip
    queue = [
        Waiting(
            id=n, queue="A/help" if n % 6 == 0 else QUEUE, step="A/help" if n % 6 == 0 else QUEUE,
            priority=n % 5 == 0, arrived_at=now - (waiting - n) * 20_000,
        )
        for n in range(waiting)
    ]  # fmt: skip
    helpers = [Desk(staff=f"x{n}", counter="b", queues=frozenset({"A/help"}), ready_since=1) for n in (1, 2)]
    at_desk = [*desks(16), *helpers]
    hall = Hall(at=now, rules=Rules(), desks=at_desk, waiting=queue, pace=pace, queues=[QUEUE, "A/help"])
    seconds = []
    for seed in range(5):
        began = time.process_time()
        foresee(hall, runs=runs, seed=seed)
        seconds.append(time.process_time() - began)
    began = time.process_time()
    told = len(line_of(Job(hall=hall)))
    encoding = (time.process_time() - began) * 1000
    middle = sorted(seconds)[2] * 1000
    print(f"18 counters, {waiting} waiting, {runs} runs: {middle:.0f} ms of the forecaster's processor;")
    print(f"  the server writes {told / 1024:.0f} KiB to it in {encoding:.1f} ms")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.waiting")
    parser.add_argument("--visitors", type=int, default=12_000)
    parser.add_argument("--days", type=int, default=3, help="halls of so many visitors, each another seed")
    parser.add_argument("--runs", type=int, default=64)
    parser.add_argument("--low", type=float, default=0.2)
    parser.add_argument("--high", type=float, default=0.8)
    parser.add_argument("--cost-only", action="store_true")
    options = parser.parse_args()
    cost(200, options.runs)
    if not options.cost_only:
        accuracy(options.visitors, options.days, options.runs, options.low, options.high)
    return 0


if __name__ == "__main__":
    sys.exit(main())
