"""What the person in charge asks when she asks what if: which day, which team, which hours and rules; made into a plan
from what the branch's journal knows."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from counter_server.domain.forecast.hall import Desk, Rules
from counter_server.domain.forecast.history import Entry, History
from counter_server.domain.forecast.plan import Plan, Rate
from counter_server.domain.forecast.waits import MINUTE, Visitor, Waits, waits_of
from counter_server.domain.staff import Member
from counter_server.protocol.terms import Is, Mode, Role
from counter_server.setup import Setup, opening_hours
from counter_server.storage.database import Line
from counter_server.storage.hall_reading import entries, first_line_of, steps_of
from counter_server.storage.present import Present

MOST_STAFF = 30
"""Verifiers that may be asked for, whatever the roster."""
HOUR = 60 * MINUTE
USUAL = (time(7, 30), time(15, 30))
"""Hours of a day on which the branch has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A question. `day`: one that was is played again, one that is to come is forecast. `opens`, `closes`: None as the
    branch has them. `within`: minutes; `goal`: the share to be called within them."""

    day: date
    verifiers: int
    extras: int
    opens: time | None = None
    closes: time | None = None
    mode: Mode = Mode.PUSH
    weight: float = 3.0
    within: int = 30
    goal: float = 0.9
    up_to: int = 0
    """Teams up to so many verifiers are tried; 0: some more than asked for."""
    replications: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A plan, and what the day was when it was. `day_known`: whether it is played again."""

    plan: Plan
    recorded: Waits | None
    day_known: bool
    visitors: float
    """How many come, on average."""


def usual(setup: Setup, day: date, members: Iterable[Member]) -> Wish:
    """The day as the branch would have it."""
    roles = [member.role for member in members]
    return Wish(
        day=day, verifiers=max(1, roles.count(Role.VERIFIER)), extras=roles.count(Role.EXTRA), mode=setup.mode,
        weight=setup.weight,
    )  # fmt: skip


def entries_of(line: Line, setup: Setup, day: date) -> Iterator[Entry]:
    """The journal of a business day."""
    seq, end = first_line_of(line, setup.key, day.isoformat()), None
    while found := entries(line, setup.key, seq):
        for entry in found:
            of_day = setup.business_day(entry.at)
            if of_day == day.isoformat():
                yield entry
            elif of_day > day.isoformat():
                end = entry.seq
                break
        if end is not None:
            return
        seq = found[-1].seq


def asked(wish: Wish, setup: Setup, present: Present, history: History, recorded: Sequence[Entry] | None) -> Asked:
    """`recorded`: the day's journal, None for a day to come."""
    opens, closes, stops = _hours(wish, setup)
    visitors = list(came(recorded)) if recorded is not None else []
    stops = [(start, end) for start, end in stops if not history.serves_between(start, end)]
    rates = [] if recorded is not None else list(_rates(history, setup, wish.day))
    if setup.demo:  # always open: the day is as long as somebody comes
        opens = min([opens, *(one.at // HOUR * HOUR for one in visitors), *(one.start for one in rates)])
        closes = max([closes, *((one.at // HOUR + 1) * HOUR for one in visitors), *(one.end for one in rates)])
    last = closes - setup.branch.hours.last_ticket_minutes * MINUTE
    rates = [replace(one, end=min(one.end, last)) for one in rates if one.start < last]
    plan = Plan(
        visitors=[one for one in visitors if one.at < last],
        rates=rates,
        pace=history.pace(present_at(setup, wish.day, time(0)), steps_of(setup)),
        rules=Rules(mode=wish.mode, weight=wish.weight, wrap_up=setup.wrap_up, stops=stops, closes_at=closes),
        opens_at=opens,
        last_ticket_at=last,
        verifiers=_team(setup, present, Role.VERIFIER, opens),
        extras=_team(setup, present, Role.EXTRA, opens)[: wish.extras],
        teams=teams(wish),
        chosen=wish.verifiers,
        within=wish.within,
        goal=wish.goal,
        replications=wish.replications,
    )
    expected = sum(one.per_hour * (one.end - one.start) / HOUR for one in rates)
    return Asked(
        plan=plan,
        recorded=waits_of(waited(recorded), wish.within) if recorded else None,
        day_known=recorded is not None,
        visitors=len(plan.visitors) or expected,
    )


def teams(wish: Wish) -> list[int]:
    """Numbers of verifiers to try: the one asked for among them."""
    most = wish.up_to or max(wish.verifiers + 2, 6)
    return sorted({*range(1, min(most, MOST_STAFF) + 1), wish.verifiers})


def came(recorded: Iterable[Entry]) -> Iterator[Visitor]:
    """Who came on a recorded day, in order."""
    for entry in recorded:
        if entry.action in ("issue", "check-in") and entry.ticket and entry.ticket["status"] == Is.WAITING:
            yield Visitor(at=entry.at, queue=entry.queue, priority=entry.in_priority)


def waited(recorded: Iterable[Entry]) -> Iterator[float]:
    """The minutes each of them waited for the first call."""
    came_at: dict[int, int] = {}
    for entry in recorded:
        if entry.action in ("issue", "check-in") and entry.ticket:
            came_at[entry.ticket["id"]] = entry.at
        elif entry.action == "call" and entry.ticket and entry.ticket["id"] in came_at:
            yield (entry.at - came_at.pop(entry.ticket["id"])) / MINUTE


def present_at(setup: Setup, day: date, at: time) -> int:
    """A time of day on the branch's own wall, as milliseconds since 1970 UTC."""
    return round(datetime.combine(day, at, setup.zone).timestamp() * 1000)


def _hours(wish: Wish, setup: Setup) -> tuple[int, int, list[tuple[int, int]]]:
    """From, until, and the breaks between."""
    hours = opening_hours(setup.branch.hours, setup.zone)  # a demonstration's are round the clock
    weekly = hours.weekly.get(wish.day.weekday(), ()) if not hours.holiday(wish.day) else ()
    opens = present_at(setup, wish.day, wish.opens or (weekly[0][0] if weekly else USUAL[0]))
    closes = present_at(setup, wish.day, wish.closes or (weekly[-1][1] if weekly else USUAL[1]))
    noon = datetime.combine(wish.day, time(12), setup.zone)
    breaks = [(round(start.timestamp() * 1000), round(end.timestamp() * 1000)) for start, end in hours.breaks(noon)]
    return opens, closes, [(start, end) for start, end in breaks if opens < start and end < closes]


def _rates(history: History, setup: Setup, day: date) -> Iterator[Rate]:
    days = history.days(day.weekday(), before=day.isoformat())
    sums: dict[tuple[str, bool, int], int] = {}
    for counted in days:
        for place, n in counted.items():
            sums[place] = sums.get(place, 0) + n
    for (queue, priority, hour), n in sorted(sums.items()):
        start = present_at(setup, day, time(hour))
        yield Rate(queue=queue, priority=priority, start=start, end=start + HOUR, per_hour=n / len(days))


def _team(setup: Setup, present: Present, role: Role, ready_since: int) -> list[Desk]:
    """Those of the roster, and beyond them others who may serve everything the role serves."""
    known = sorted((one for one in present.members.values() if one.role is role), key=lambda one: _natural(one.staff))
    more = [
        Member(staff=f"{role}-{n}+", name="", role=role) for n in range(len(known) + 1, MOST_STAFF + 1)
    ]  # fmt: skip
    return [
        Desk(
            staff=one.staff, counter=one.staff, ready_since=ready_since,
            queues=setup.queues(one) if one in known else setup.role_queues(role),
        )
        for one in (*known, *more)
    ]  # fmt: skip


def _natural(key: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", key)]
