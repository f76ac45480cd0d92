"""What if: a day played through the branch's own rule with another team, other hours, another way of calling.

The same chance for every team: in replication r each visitor comes at the same moment and keeps a counter as long,
however many serve, so that two teams differ by what they are and not by luck (common random numbers)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from random import Random

from .hall import Desk, Rules, Waiting
from .simulation import Simulation
from .times import Pace
from .waits import MINUTE, NOBODY, Moment, Over, Visitor, Wait, Waits, moments, over, waits_over

HOUR = 60 * MINUTE
STEPS_DRAWN = 6
"""Steps of one visit whose length is drawn beforehand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """How many an hour come to a queue from `start` until `end` (milliseconds), by chance."""

    queue: str
    priority: bool
    start: int
    end: int
    per_hour: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A day and the teams to try. Either `visitors`, who came, or `rates` of those who will. Whoever would come before
    `opens_at` stands at the door then; after `last_ticket_at` nobody is given a number."""

    visitors: Sequence[Visitor] = ()
    rates: Sequence[Rate] = ()
    pace: Pace
    rules: Rules
    opens_at: int
    last_ticket_at: int
    verifiers: Sequence[Desk]
    """As many as may be asked for, in the order in which they are taken."""
    extras: Sequence[Desk] = ()
    teams: Sequence[int]
    """Numbers of verifiers to try."""
    chosen: int
    within: int = 30
    """Minutes."""
    goal: float = 0.9
    """The share that is to be called within them."""
    replications: int = 20
    seed: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamResult:
    """What became of the day with so many verifiers. `busy`: the share of their time; `ends`: minutes after closing
    until the last one had been served."""

    verifiers: int
    everybody: Waits
    regular: Waits | None
    priority: Waits | None
    busy: Over
    ends: Over


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanResult:
    """`enough`: the fewest verifiers with whom, and with any more of those tried, the goal is met; None: not with those
    tried. `day`: the chosen team's, by half hours."""

    teams: Sequence[TeamResult]
    enough: int | None
    day: Sequence[Moment] = field(default_factory=tuple)


Told = Callable[[int, int], None]
"""How many replications are done, of how many."""


@dataclass(slots=True)
class Drawn:
    """Each visitor's own chance, drawn before anybody is called: the same for every team."""

    pace: Pace
    chances: dict[int, list[float]]

    def visit(self, ticket: Waiting, staff: str, at: int) -> tuple[int, str]:
        """By her own chance."""
        known, chances = self.pace.steps[ticket.step], self.chances[ticket.id]
        which = int((chances.pop() if chances else 0.5) * len(known.lengths))
        return known.lengths[which], known.leads_to[which]

    def rest(self, ticket: Waiting, elapsed: int) -> tuple[int, str]:
        """Never asked: the day begins empty."""
        raise AssertionError("nobody is served before the day begins")

    def pause(self, elapsed: int) -> int:
        """Nobody pauses."""
        return 0

    def gap(self) -> int:
        """The mean."""
        return round(self.pace.gaps.mean)


def plan(asked: Plan, told: Told = lambda done, of: None) -> PlanResult:
    """Plays the day for each team. The same for the same plan."""
    runs = len(asked.teams) * asked.replications
    results, day, done = [], list[Wait](), 0
    for team in asked.teams:
        played = []
        for replication in range(asked.replications):
            played.append(_play(asked, team, replication))
            done += 1
            told(done, runs)
        results.append(_result(asked, team, played))
        if team == asked.chosen:
            day = [wait for waits, _, _ in played for wait in waits]
    return PlanResult(teams=results, enough=_enough(asked, results), day=moments(day, asked.replications))


def _play(asked: Plan, team: int, replication: int) -> tuple[list[Wait], float, float]:
    """The waits, the share of their time the verifiers were busy, and minutes from closing to the end."""
    chance = Random(asked.seed * 1_000_003 + replication)
    visitors = [*asked.visitors, *(one for rate in asked.rates for one in _come(rate, chance))]
    visitors = sorted((one for one in visitors if one.at < asked.last_ticket_at), key=lambda one: one.at)
    chances = {n: [chance.random() for _ in range(STEPS_DRAWN)] for n in range(1, len(visitors) + 1)}
    course = Drawn(asked.pace, chances)
    simulation = Simulation(asked.rules, course, asked.opens_at)
    desks = [*asked.verifiers[:team], *asked.extras]
    simulation.begin(desks, ())
    for n, visitor in enumerate(visitors, 1):
        ticket = Waiting(
            id=n, queue=visitor.queue, step=visitor.queue, priority=visitor.priority, arrived_at=visitor.at
        )
        simulation.arrive(ticket, visitor.at)
    simulation.run()
    first: dict[int, int] = {}
    for call in simulation.calls:
        first.setdefault(call.ticket.id, call.at)
    waits = [(one, (first[n] - one.at) / MINUTE) for n, one in enumerate(visitors, 1) if n in first]
    return waits, _busy(asked, simulation, team), max(0.0, (simulation.now - asked.rules.closes_at) / MINUTE)


def _come(rate: Rate, chance: Random) -> Iterable[Visitor]:
    at = float(rate.start)
    while rate.per_hour > 0 and (at := at + chance.expovariate(rate.per_hour / HOUR)) < rate.end:
        yield Visitor(at=round(at), queue=rate.queue, priority=rate.priority)


def _busy(asked: Plan, simulation: Simulation, team: int) -> float:
    of_them = {desk.staff for desk in asked.verifiers[:team]}
    there = max(asked.rules.closes_at, simulation.now) - asked.opens_at
    there -= sum(end - start for start, end in asked.rules.stops)
    served = sum(took for staff, took in simulation.served.items() if staff in of_them)
    return min(1.0, served / (there * team)) if there > 0 and team else 0.0


def _result(asked: Plan, team: int, played: Sequence[tuple[list[Wait], float, float]]) -> TeamResult:
    days = [waits for waits, _, _ in played]
    return TeamResult(
        verifiers=team,
        everybody=waits_over(days, asked.within) or NOBODY,
        regular=waits_over([[wait for wait in day if not wait[0].priority] for day in days], asked.within),
        priority=waits_over([[wait for wait in day if wait[0].priority] for day in days], asked.within),
        busy=over([busy for _, busy, _ in played]),
        ends=over([ends for _, _, ends in played]),
    )


def _enough(asked: Plan, results: Sequence[TeamResult]) -> int | None:
    enough = None
    for one in sorted(results, key=lambda one: one.verifiers, reverse=True):
        if one.everybody.within.middle < asked.goal:
            break
        enough = one.verifiers
    return enough
