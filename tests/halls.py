"""Halls for the simulation: stationary ones the theory knows, and a recorded day with the times that were."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from counter_server.domain.forecast.hall import Desk, Rules, Waiting
from counter_server.domain.forecast.history import LEAVES, Entry
from counter_server.domain.forecast.simulation import Called, Simulation
from counter_server.protocol.terms import Is, Mode, StaffState

VISIT = 600_000
"""Mean length of a visit, milliseconds."""
QUEUE = "A/verification"
Length = Callable[[Random], float]


def exponential(chance: Random) -> float:
    """A visit, mean 1."""
    return chance.expovariate(1)


def constant(chance: Random) -> float:
    """A visit that always takes as long."""
    return 1.0


def desks(n: int, *queues: str) -> list[Desk]:
    """So many who are ready, longest first."""
    return [
        Desk(staff=f"staff-{i:02}", counter=f"loket-{i}", queues=frozenset(queues or (QUEUE,)), ready_since=1 + i)
        for i in range(n)
    ]


@dataclass
class Chance:
    """A course by chance alone."""

    chance: Random
    length: Length = exponential
    shows: float = 1.0

    def visit(self, ticket: Waiting, staff: str, at: int) -> tuple[int, str]:
        return round(self.length(self.chance) * VISIT), ""

    def rest(self, ticket: Waiting, elapsed: int) -> tuple[int, str]:
        return self.visit(ticket, "", 0)

    def pause(self, elapsed: int) -> int:
        return -1

    def gap(self) -> int:
        return 0


@dataclass
class Stationary:
    """A hall that is never empty for long: `loads`, regular and priority, in counters kept busy."""

    servers: int
    loads: tuple[float, float]
    weight: float = 3.0
    length: Length = exponential
    seed: int = 1871
    simulation: Simulation = field(init=False)
    arrived: int = 0

    def __post_init__(self) -> None:
        self.chance = Random(self.seed)
        self.simulation = Simulation(Rules(weight=self.weight), Chance(Random(self.seed + 1), self.length))
        self.simulation.begin(desks(self.servers), ())
        for klass, load in enumerate(self.loads):
            if load:
                self._next(bool(klass), load, 0)

    def _next(self, priority: bool, load: float, now: int) -> None:
        def come(at: int) -> None:
            self.arrived += 1
            ticket = Waiting(id=self.arrived, queue=QUEUE, step=QUEUE, priority=priority, arrived_at=at)
            self._next(priority, load, at)
            self.simulation.arrive(ticket, at)

        self.simulation.at(now + round(self.chance.expovariate(load / VISIT)), come)

    def mean_waits(self, visits: int, *, warm: int = 2000) -> tuple[float, float]:
        """Of both classes, in mean visits."""
        self.simulation.run(lambda: len(self.simulation.calls) >= visits)
        sums, counts = [0.0, 0.0], [0, 0]
        for call in self.simulation.calls[warm:]:
            sums[call.ticket.priority] += call.at - call.ticket.arrived_at
            counts[call.ticket.priority] += 1
        regular, priority = (total / max(n, 1) / VISIT for total, n in zip(sums, counts, strict=True))
        return regular, priority


@dataclass
class AsItWas:
    """The course of a recorded day: each visit as long as it was, and to where it led."""

    visits: dict[int, list[tuple[int, str]]]

    def visit(self, ticket: Waiting, staff: str, at: int) -> tuple[int, str]:
        return self.visits[ticket.id].pop(0)

    def rest(self, ticket: Waiting, elapsed: int) -> tuple[int, str]:
        raise AssertionError("the day begins empty")

    def pause(self, elapsed: int) -> int:
        return -1

    def gap(self) -> int:
        return -1


def called_in(journal: Iterable[Entry]) -> list[tuple[int, str, int]]:
    """(ticket, staff, when) of every call, as the server recorded it."""
    return [(one.ticket["id"], one.ticket["staff"], one.at) for one in journal if one.action == "call"]


def replayed(journal: Sequence[Entry], rules: Rules, queues: Callable[[str], frozenset[str]]) -> list[Called]:
    """The calls of the simulation, given who came when, who was there when, and how long each visit took.

    `queues`: what a member of staff serves."""
    simulation = Simulation(rules, AsItWas(_visits(journal)), journal[0].at)
    waits: dict[int, Entry] = {}
    for entry in journal:
        if entry.action == "issue":
            waits[entry.ticket["id"]] = entry
        elif entry.action in ("printed", "grace") and entry.ticket["id"] in waits:
            _arrives(simulation, waits.pop(entry.ticket["id"]), entry.at)
        elif entry.payload.get("staff"):
            _staff(simulation, entry, queues)
        if entry.action == "call" and rules.mode is Mode.PULL:
            simulation.at(entry.at, lambda now, staff=entry.ticket["staff"]: simulation.press(staff, now))  # type: ignore[misc]
    simulation.run()
    return simulation.calls


def _arrives(simulation: Simulation, issued: Entry, callable_at: int) -> None:
    ticket = Waiting(
        id=issued.ticket["id"], queue=issued.queue, step=issued.queue, priority=issued.in_priority,
        arrived_at=issued.ticket["arrived_at"], callable_at=callable_at,
    )  # fmt: skip
    simulation.arrive(ticket, issued.at)


def _staff(simulation: Simulation, entry: Entry, queues: Callable[[str], frozenset[str]]) -> None:
    staff, at = entry.payload["staff"], entry.at
    key = staff["key"]
    if entry.action == "sign-in":
        desk = Desk(staff=key, counter=staff["counter"], queues=queues(key), paused_since=at)
        simulation.at(at, lambda now: simulation.sit(desk))
    elif entry.action == "ready":
        simulation.at(at, lambda now: simulation.ready(key, now))
    elif entry.action == "pause" or (entry.action in LEAVES and staff["state"] == StaffState.PAUSED):
        simulation.at(at, lambda now: simulation.pause(key))


def _visits(journal: Iterable[Entry]) -> dict[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = {}
    called: dict[int, int] = {}
    for entry in journal:
        if entry.action == "call":
            called[entry.ticket["id"]] = entry.at
        elif entry.action in LEAVES and entry.ticket["id"] in called:
            leads_to = entry.queue if entry.ticket["status"] == Is.WAITING else ""
            length = entry.at - called.pop(entry.ticket["id"])
            found.setdefault(entry.ticket["id"], []).append((length, leads_to))
    for ticket in called:  # still there when the day was cut off
        found.setdefault(ticket, []).append((1 << 40, ""))
    return found


def moments(chance: Random, n: int, start: int, span: int) -> Iterator[int]:
    """So many different milliseconds, in order."""
    return iter(sorted(start + offset for offset in chance.sample(range(span), n)))
