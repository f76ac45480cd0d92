"""What the branch's own journal teaches about time: how long visits keep a counter and where they lead, how long pauses
are, how many come in which hour, who was called last after which wait. Folded line by line, so that a day more costs a
day's lines; kept in memory, made anew from the journal after a start."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from counter_server.protocol.terms import Is, StaffState

from .times import MOST_KEPT, Pace, Visits, lengths, visits

MINUTE = 60 * 1000
LONGEST_VISIT = 4 * 60 * MINUTE
"""Milliseconds. Beyond it somebody forgot to press the key."""
LONGEST_PAUSE = 3 * 60 * MINUTE
LONGEST_GAP = 5 * MINUTE
USUAL_PAUSE = 15 * MINUTE
USUAL_GAP = 15 * 1000
DAYS_KEPT = 56
"""Eight weeks: eight Mondays."""
ENOUGH_DAYS = 3
"""Days of a weekday from which on its own mean counts; before that every working day's does."""
SOME = 0.25
LEAVES = frozenset({"finish", "forward", "transfer", "hold", "return", "no-show", "cancel"})

Hour = tuple[str, bool, int]
"""(queue, whether of the priority class, hour of the branch's day)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the journal, its payload read. `at`: milliseconds since 1970 UTC. A purged payload is empty."""

    seq: int
    at: int
    action: str
    who: str = ""
    payload: Mapping[str, Any] = field(default_factory=dict)

    @property
    def ticket(self) -> Mapping[str, Any]:
        """The ticket it left behind; empty where it is about none."""
        return self.payload.get("ticket") or {}

    @property
    def queue(self) -> str:
        """The service and step the ticket is at, as its queue is named."""
        return f"{self.ticket['service']}/{self.ticket['step']}"

    @property
    def in_priority(self) -> bool:
        """The ticket's class."""
        return bool(self.ticket["priority"] != "none")


@dataclass(slots=True)
class History:
    """`local`: a moment on the branch's own wall."""

    local: Callable[[int], datetime]
    _visits: dict[str, deque[tuple[int, str]]] = field(default_factory=dict)
    _pauses: deque[int] = field(default_factory=lambda: deque(maxlen=MOST_KEPT))
    _gaps: deque[int] = field(default_factory=lambda: deque(maxlen=MOST_KEPT))
    _days: dict[str, Counter[Hour]] = field(default_factory=dict)
    _called: dict[int, tuple[str, int]] = field(default_factory=dict)
    """Ticket → the step it was called at, and when."""
    _paused: dict[str, int] = field(default_factory=dict)
    _free: dict[str, int] = field(default_factory=dict)
    _recent: deque[tuple[int, str, bool]] = field(default_factory=lambda: deque(maxlen=1000))
    _calls: Counter[int] = field(default_factory=Counter)
    """Half hour of the day → calls in it, of all the days."""
    last_waits: dict[tuple[str, bool], int] = field(default_factory=dict)
    """(step, whether of the priority class) → the wait of the last one called, milliseconds."""

    def take(self, entry: Entry) -> None:
        """The next line."""
        if entry.action == "day-close":
            for of_today in (self._called, self._paused, self._free, self.last_waits):
                of_today.clear()
            self._recent.clear()
        if entry.ticket:
            self._take_ticket(entry)
        staff = entry.payload.get("staff")
        if staff and not entry.ticket:
            self._take_staff(staff, entry.action, entry.at)

    def _take_ticket(self, entry: Entry) -> None:
        ticket = entry.ticket
        if entry.action in ("issue", "check-in") and ticket["status"] == Is.WAITING:
            self._came(entry)
        elif entry.action == "call":
            self._call(entry)
        elif entry.action in LEAVES:
            step, called_at = self._called.pop(ticket["id"], ("", 0))
            if not step or not 0 <= entry.at - called_at <= LONGEST_VISIT:
                return
            leads_to = entry.queue if ticket["status"] == Is.WAITING else ""
            self._visits.setdefault(step, deque(maxlen=MOST_KEPT)).append((entry.at - called_at, leads_to))
            staff = entry.payload.get("staff")
            if staff and staff["state"] == StaffState.READY:
                self._free[staff["key"]] = entry.at
            elif staff and staff["state"] == StaffState.PAUSED:
                self._paused[staff["key"]] = entry.at

    def _came(self, entry: Entry) -> None:
        here: datetime = self.local(entry.at)
        day = self._days.setdefault(here.date().isoformat(), Counter())
        day[entry.queue, entry.in_priority, here.hour] += 1
        self._recent.append((entry.at, entry.queue, entry.in_priority))
        while len(self._days) > DAYS_KEPT:
            del self._days[min(self._days)]

    def _call(self, entry: Entry) -> None:
        ticket, at = entry.ticket, entry.at
        self._called[ticket["id"]] = (entry.queue, at)
        self._calls[self._half_hour(at)] += 1
        self.last_waits[ticket["step"], entry.in_priority] = max(0, at - ticket["arrived_at"])
        free_since = self._free.pop(ticket["staff"], None)
        asked = entry.who == ticket["staff"] and free_since is not None and ticket["issued_at"] <= free_since
        if asked and free_since is not None and at - free_since <= LONGEST_GAP:
            self._gaps.append(at - free_since)

    def _take_staff(self, staff: Mapping[str, Any], action: str, at: int) -> None:
        key = staff["key"]
        if action == "sign-in":
            return
        if staff["state"] == StaffState.PAUSED:
            self._free.pop(key, None)
            self._paused.setdefault(key, at)
            return
        since = self._paused.pop(key, None)
        if staff["state"] == StaffState.READY and since is not None and at - since <= LONGEST_PAUSE:
            self._pauses.append(at - since)

    def serves_between(self, start: int, end: int) -> bool:
        """Whether people are called in the branch's break as measured, in turns perhaps: at least a quarter as many as
        in the hour before it and the hour after. While nothing is known a break is a break."""
        first, last = self._half_hour(start), self._half_hour(end - 1)
        within = [self._calls[half] for half in range(first, last + 1)]
        around = [self._calls[half] for half in (first - 2, first - 1, last + 1, last + 2)]
        return sum(around) > 0 and sum(within) / len(within) >= SOME * sum(around) / len(around)

    def _half_hour(self, at: int) -> int:
        here = self.local(at)
        return here.hour * 2 + here.minute // 30

    def visits(self, step: str, standard: int, usually: str) -> Visits:
        """Of a step (`A/verification`); `standard`: its standard time, milliseconds, `usually`: where it leads."""
        return visits(self._visits.get(step, ()), standard, usually)

    def measured(self, step: str) -> int:
        """How many visits of a step are known."""
        return len(self._visits.get(step, ()))

    def pauses(self) -> Visits:
        """How long a pause is."""
        return lengths(self._pauses, USUAL_PAUSE)

    def gaps(self) -> Visits:
        """How long a member of staff who is free takes to ask for the next one, in pull mode."""
        return lengths(self._gaps, USUAL_GAP)

    def days(self, weekday: int, *, before: str = "9999") -> list[Counter[Hour]]:
        """The days that teach about a weekday (0: Monday): that one's, or where too few are known, all of them."""
        known = {day: found for day, found in self._days.items() if day < before}
        same = [found for day, found in known.items() if datetime.fromisoformat(day).weekday() == weekday]
        return same if len(same) >= ENOUGH_DAYS else list(known.values())

    def per_hour(self, at: int, queues: Iterable[str]) -> list[tuple[str, bool, float]]:
        """How many will come in the next hour to each of these queues: what this hour of such days brought, counted as
        one hour, beside what the hour that is over brought (the mean of a gamma-Poisson posterior). Before the first
        past day what came lately is all the hour brings: the two who come in a branch's first minute are no hundred."""
        here: datetime = self.local(at)
        days = self.days(here.weekday(), before=here.date().isoformat())
        begun = min((one[0] for one in self._recent), default=at)
        hours_seen = min(max(at - begun, 0), 60 * MINUTE) / (60 * MINUTE) if days else 0.0
        lately = Counter((queue, klass) for came, queue, klass in self._recent if at - came <= 60 * MINUTE)
        found = []
        for queue in queues:
            for klass in (False, True):
                usual = sum(day[queue, klass, here.hour] for day in days) / len(days) if days else 0.0
                found.append((queue, klass, (usual + lately[queue, klass]) / (1 + hours_seen)))
        return found

    def pace(self, at: int, steps: Mapping[str, tuple[int, str]]) -> Pace:
        """All that is drawn from now. `steps`: by queue, the standard time (milliseconds) and where it usually
        leads."""
        return Pace(
            steps={step: self.visits(step, standard, usually) for step, (standard, usually) in steps.items()},
            pauses=self.pauses(), gaps=self.gaps(), arrivals=self.per_hour(at, steps),
        )  # fmt: skip
