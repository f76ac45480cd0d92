"""How long a visitor will wait, as her paper says it: looked up in what was foreseen, and where nothing stands yet by
the closed formulas. Nothing here grows with how many wait."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from counter_server.domain.estimate import Estimate, ahead_of_priority, estimate
from counter_server.domain.forecast.foresight import told
from counter_server.domain.service import Step
from counter_server.domain.ticket import Ticket
from counter_server.protocol.terms import Is, StaffState
from counter_server.setup import MINUTE, Setup
from counter_server.storage.day import Day
from counter_server.storage.present import FOR_ONE_PERSON, PRIORITY, REGULAR, Present

SERVES = (StaffState.READY, StaffState.BUSY)
FORECAST, FORMULA = "forecast", "formula"
HOUR_MINUTES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """People ahead of a ticket that waits, and how long it will take. Besides, for measuring how right that is, what
    the simplest ways would have told (minutes)."""

    ahead: int = 0
    estimate: Estimate | None = None
    method: str = FORMULA
    naive: float | None = None
    last_to_enter: float | None = None

    def kept(self) -> Mapping[str, object]:
        """As the journal keeps it beside the ticket's issue; empty where nothing was told."""
        if self.estimate is None:
            return {}
        told: dict[str, object] = {"low": self.estimate.low, "high": self.estimate.high, "method": self.method}
        others = {"naive": self.naive, "last_to_enter": self.last_to_enter}
        told |= {way: round(minutes, 1) for way, minutes in others.items() if minutes is not None}
        return {"estimate": told}


def expected(day: Day, ticket: Ticket) -> Wait:
    """Of a ticket that waits, or is about to be recorded."""
    if ticket.id <= day.present.seq:
        return _of_known(day, ticket)
    step = day.setup.step(ticket)
    queues = day.setup.role_queues(step.role)
    before = {klass: _count(day.present.waiting, queues, klass) for klass in (REGULAR, PRIORITY, FOR_ONE_PERSON)}
    everybody = sum(before.values())
    ahead = before[PRIORITY] if ticket.in_priority else everybody
    serving = _serving(day.present, step)
    if not serving or ticket.status is not Is.WAITING:
        return Wait(ahead=ahead)
    each = minutes_each(day.setup, ticket.queue, step)
    last = day.setup.foresight.last_waits.get((step.key, ticket.in_priority))
    foreseen = _place(day.present, day.setup, ticket.queue, priority=ticket.in_priority, at=day.now)
    return Wait(
        ahead=ahead, estimate=foreseen or _formula(day, ticket, queues, serving, each),
        method=FORECAST if foreseen else FORMULA, naive=(everybody + 1) * each / serving,
        last_to_enter=None if last is None else last / MINUTE,
    )  # fmt: skip


def minutes_each(setup: Setup, queue: str, step: Step) -> float:
    """How long a visit keeps a counter: as measured, and before that as the standard promises."""
    return setup.foresight.mean_minutes.get(queue, float(step.standard_minutes))


def overtaken(setup: Setup, queues: Collection[str], spacing: float) -> float:
    """The share of the departures (one each `spacing` minutes) that people of the priority class take who come later
    and go before: λ_hi(1 - 1/weight)/(cμ)."""
    per_hour = sum(n for (queue, priority), n in setup.foresight.per_hour.items() if priority and queue in queues)
    return per_hour / HOUR_MINUTES * (1 - 1 / setup.weight) * spacing


def stands_in(setup: Setup, ticket: Ticket, step: Step, ahead: int, serving: int) -> Estimate | None:
    """By the closed formula, for a ticket that waits with so many ahead of it, while nothing is foreseen."""
    if not serving:
        return None
    each = minutes_each(setup, ticket.queue, step)
    by_others = 0.0 if ticket.in_priority else overtaken(setup, setup.role_queues(step.role), each / serving)
    return estimate(ahead, serving, each, overtaken=by_others)


def newcomer(present: Present, setup: Setup, service: str, step: Step, at: int) -> Estimate | None:
    """For somebody of the regular class who comes to this step at the moment `at`; None where nobody serves it."""
    queue = f"{service}/{step.key}"
    serving = _serving(present, step)
    if not serving:
        return None
    found = _place(present, setup, queue, priority=False, at=at)
    return found or _regular(present, setup, setup.role_queues(step.role), serving, minutes_each(setup, queue, step))


def serving_by_queue(present: Present, setup: Setup) -> dict[str, int]:
    """How many serve each queue: who is ready or busy."""
    found: dict[str, int] = {}
    for member in present.members.values():
        if member.state in SERVES:
            for queue in setup.queues(member):
                found[queue] = found.get(queue, 0) + 1
    return found


def _serving(present: Present, step: Step) -> int:
    return sum(1 for one in present.members.values() if one.role is step.role and one.state in SERVES)


def _place(present: Present, setup: Setup, queue: str, *, priority: bool, at: int) -> Estimate | None:
    """As foreseen for the end of this queue."""
    serving = sum(one.state in SERVES and queue in setup.queues(one) for one in present.members.values())
    position = present.waiting.get((queue, PRIORITY if priority else REGULAR), 0)
    span = setup.foresight.of_place(queue, priority=priority, position=position, serving=serving, at=at)
    return told(span) if span else None


def _regular(present: Present, setup: Setup, queues: Collection[str], serving: int, each: float) -> Estimate | None:
    ahead = sum(_count(present.waiting, queues, klass) for klass in (REGULAR, PRIORITY, FOR_ONE_PERSON))
    return estimate(ahead, serving, each, overtaken=overtaken(setup, queues, each / serving))


def _formula(day: Day, ticket: Ticket, queues: Collection[str], serving: int, each: float) -> Estimate | None:
    if not ticket.in_priority:
        return _regular(day.present, day.setup, queues, serving, each)
    spacing = each / serving
    regular = [
        place for place, n in day.present.waiting.items() if n and place[0] in queues and place[1] != PRIORITY
    ]  # fmt: skip

    def waited_at_least(minutes: float) -> int:
        since = day.now - round(minutes * MINUTE)
        return sum(day.waiting_before(queue, klass, since + 1) for queue, klass in regular)

    ahead = ahead_of_priority(
        _count(day.present.waiting, queues, PRIORITY), sum(day.present.waiting[place] for place in regular),
        waited_at_least, spacing, day.setup.weight,
    )  # fmt: skip
    return estimate(ahead, serving, each)


def _of_known(day: Day, ticket: Ticket) -> Wait:
    """Of a ticket that was issued before: asked for again."""
    if ticket.status is not Is.WAITING:
        return Wait()
    step = day.setup.step(ticket)
    queues = day.setup.role_queues(step.role)
    counted = (PRIORITY,) if ticket.in_priority else (REGULAR, PRIORITY, FOR_ONE_PERSON)
    places = [place for place, n in day.present.waiting.items() if n and place[1] in counted and place[0] in queues]
    ahead = sum(day.waiting_before(queue, klass, ticket.arrived_at) for queue, klass in places)
    serving = _serving(day.present, step)
    span = day.setup.foresight.of_ticket(ticket.id, at=day.now) if serving else None
    wait = told(span) if span else stands_in(day.setup, ticket, step, ahead, serving)
    return Wait(ahead=ahead, estimate=wait)


def _count(waiting: Mapping[tuple[str, int], int], queues: Collection[str], klass: int) -> int:
    return sum(n for (queue, of_class), n in waiting.items() if of_class == klass and n and queue in queues)
