"""The hall in motion: a discrete-event simulation whose calls are made by the branch's own rule.

Who is called, and by whom, is asked of `assignment.assign` (push) and `calling_rule.next_candidate` (pull), the very
functions the server calls; here is only what they are asked about. So a forecast cannot follow another rule than the
counter does, and a replay of a recorded day gives the calls of that day.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from typing import Protocol

from counter_server.domain.assignment import Free, assign
from counter_server.domain.calling_rule import Candidate, next_candidate
from counter_server.protocol.terms import Mode

from .hall import Desk, Rules, Waiting

SCOUTS = 1 << 62
"""Ids from here on are scouts: they wait as anybody would who came now, and when their turn comes they are gone without
having kept anybody."""


class Course(Protocol):
    """How long everything takes. Milliseconds."""

    def visit(self, ticket: Waiting, staff: str, at: int) -> tuple[int, str]:
        """From the call until it leaves, and the queue it leads to (empty: nowhere)."""

    def rest(self, ticket: Waiting, elapsed: int) -> tuple[int, str]:
        """What is left of a visit that has begun."""

    def pause(self, elapsed: int) -> int:
        """Until somebody who has paused for `elapsed` is ready again; negative: she does not come back."""

    def gap(self) -> int:
        """Until somebody who is free asks for the next one, in pull mode; negative: she does so only when told."""


@dataclass(frozen=True, slots=True)
class Called:
    """A call that was made."""

    ticket: Waiting
    staff: str
    at: int


Happening = Callable[[int], None]


class Simulation:
    """Runs from one happening to the next. `calls` holds the calls so far, in order."""

    def __init__(self, rules: Rules, course: Course, at: int = 0) -> None:
        self.rules, self.course, self.now = rules, course, at
        self.calls: list[Called] = []
        self.served: dict[str, int] = {}
        """Staff → milliseconds with a ticket, of the visits that began here."""
        self._happenings: list[tuple[int, int, Happening]] = []
        self._n = 0
        self._lines: dict[tuple[str, bool], list[tuple[int, int, Candidate]]] = {}
        self._tickets: dict[int, Waiting] = {}
        self._desks: dict[str, Desk] = {}
        self._free: dict[str, Free] = {}
        self._serving: set[str] = set()
        self._pausing: set[str] = set()
        self._wrapping: dict[str, int] = {}
        """Staff whose wrap-up is not over: which one it is, for she may break it off."""
        self._looking: set[str] = set()

    def at(self, moment: int, happening: Happening) -> None:
        """Lets it happen then; what was asked for first happens first."""
        self._n += 1
        heappush(self._happenings, (moment, self._n, happening))

    def run(self, done: Callable[[], bool] = lambda: False, until: int = 1 << 62) -> None:
        """Until nothing more happens, or `done`, or the moment `until` has passed."""
        happenings = self._happenings
        while happenings and happenings[0][0] <= until and not done():
            moment, _, happening = heappop(happenings)
            self.now = max(self.now, moment)
            happening(self.now)

    @property
    def waiting(self) -> list[Waiting]:
        """Who waits now, scouts aside, in no order."""
        return [ticket for ticket in self._tickets.values() if ticket.id < SCOUTS]

    @property
    def busy(self) -> frozenset[str]:
        """The staff who have a ticket now."""
        return frozenset(self._serving)

    def begin(self, desks: Iterable[Desk], waiting: Iterable[Waiting]) -> None:
        """The hall as it stands at `now`; nobody is called before `run`."""
        for ticket in waiting:
            self.at(max(self.now, ticket.callable_at), self._joining(ticket, serve=False))
        for desk in desks:
            self.sit(desk)
        self.at(self.now, self.serve)

    def sit(self, desk: Desk) -> None:
        """Somebody at her counter, as she is now."""
        self._desks[desk.staff] = desk
        if desk.pauses_next:
            self._pausing.add(desk.staff)
        if desk.serves is not None:
            self._serving.add(desk.staff)
            left, leads_to = self.course.rest(desk.serves, max(0, self.now - desk.called_at))
            self.at(self.now + left, self._leaving(desk.serves, desk.staff, leads_to))
        elif desk.paused_since:
            back = self.course.pause(max(0, self.now - desk.paused_since))
            if back >= 0:
                self.at(self.now + back, lambda now: self.ready(desk.staff, now))
        else:
            self._free_from(desk.staff, desk.ready_since or self.now, max(self.now, desk.ready_at))

    def leave_for_good(self, staff: str) -> None:
        """Somebody who is free or has paused goes home."""
        self._free.pop(staff, None)
        self._wrapping.pop(staff, None)

    def arrive(self, ticket: Waiting, at: int) -> None:
        """Somebody comes to wait; she may be called from `callable_at` on."""
        self.at(max(at, ticket.callable_at), self._joining(ticket, serve=True))

    def ready(self, staff: str, now: int) -> None:
        """Somebody is back from her pause."""
        self._pausing.discard(staff)
        if staff not in self._serving:
            if staff not in self._free:
                self._free_from(staff, now, now)
            self.serve(now)

    def pause(self, staff: str) -> None:
        """Somebody takes no more tickets; with one, from when it leaves."""
        if staff in self._serving:
            self._pausing.add(staff)
        else:
            self.leave_for_good(staff)

    def press(self, staff: str, now: int) -> None:
        """She asks for the next one, in pull mode."""
        desk = self._desks[staff]
        self._looking.discard(staff)
        if staff not in self._free or self._stopped(now):
            return
        while (best := next_candidate(self._heads(desk.queues), now, self.rules.weight)) is not None:
            self._call(best, staff, now)
            if best.id < SCOUTS:
                return

    def serve(self, now: int) -> None:
        """In push mode gives everybody who is free the best ticket she may serve; in pull mode they look up."""
        if not self._free or not self._tickets or self._stopped(now):
            return
        if self.rules.mode is not Mode.PUSH:
            self._look_up(now)
            return
        while self._serve_until_a_scout(now):
            pass

    def _serve_until_a_scout(self, now: int) -> bool:
        for free, candidate in assign(self._heads, self._free.values(), now, self.rules.weight):
            self._call(candidate, free.staff, now)
            if candidate.id >= SCOUTS:  # she was not kept: she is free for the next one
                return True
        return False

    def _heads(self, queues: frozenset[str]) -> list[Candidate]:
        return [line[0][2] for (queue, _), line in self._lines.items() if line and queue in queues]

    def _look_up(self, now: int) -> None:
        for staff in self._free.keys() - self._looking:
            gap = self.course.gap()
            if gap >= 0:
                self._looking.add(staff)
                self.at(now + gap, lambda later, staff=staff: self.press(staff, later))  # type: ignore[misc]

    def _call(self, candidate: Candidate, staff: str, now: int) -> None:
        line = self._lines[candidate.queue, candidate.priority]
        heappop(line)
        ticket = self._tickets.pop(candidate.id)
        self.calls.append(Called(ticket, staff, now))
        if candidate.id >= SCOUTS:
            return
        del self._free[staff]
        self._serving.add(staff)
        length, leads_to = self.course.visit(ticket, staff, now)
        self.served[staff] = self.served.get(staff, 0) + length
        self.at(now + length, self._leaving(ticket, staff, leads_to))

    def _joining(self, ticket: Waiting, *, serve: bool) -> Happening:
        def join(now: int) -> None:
            candidate = Candidate(ticket.id, ticket.queue, ticket.priority, ticket.arrived_at)
            line = self._lines.setdefault((ticket.queue, ticket.priority), [])
            heappush(line, (ticket.arrived_at, ticket.id, candidate))
            self._tickets[ticket.id] = ticket
            if serve:
                self.serve(now)

        return join

    def _leaving(self, ticket: Waiting, staff: str, leads_to: str) -> Happening:
        def leave(now: int) -> None:
            self._serving.discard(staff)
            if leads_to:
                self._joining(replace(ticket, queue=leads_to, step=leads_to, callable_at=0), serve=False)(now)
            if staff in self._pausing:
                self._pausing.discard(staff)
                back = self.course.pause(0)
                if back >= 0:
                    self.at(now + back, lambda later: self.ready(staff, later))
            else:
                self._free_from(staff, now, now + self.rules.wrap_up)
            self.serve(now)

        return leave

    def _free_from(self, staff: str, since: int, ready_at: int) -> None:
        desk = self._desks[staff]
        free = Free(staff, desk.counter, desk.queues, since)
        if ready_at <= self.now:
            self._wrapping.pop(staff, None)
            self._free[staff] = free
            return
        self._wrapping[staff] = turn = self._n

        def wrapped_up(now: int) -> None:
            if self._wrapping.get(staff) == turn:
                del self._wrapping[staff]
                self._free[staff] = free
                self.serve(now)

        self.at(ready_at, wrapped_up)

    def _stopped(self, now: int) -> bool:
        """During a break nobody is called; when it is over everybody looks up."""
        for start, end in self.rules.stops:
            if start <= now < end:
                self.at(end, self.serve)
                return True
        return False
