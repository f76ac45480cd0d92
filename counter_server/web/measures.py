"""What is counted while the server runs: requests, commits, waits and services. Label values come from what the server
itself knows (routes, methods, statuses, services, steps), so their number has an end."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from counter_server.domain.ticket import Ticket
from counter_server.protocol.terms import OPEN, Is
from counter_server.storage.event import Event
from counter_server.storage.writer import Writer

from .histogram import Histogram

ANSWERS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
COMMITS = (0.0002, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0)
WAITS = (30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1200.0, 1800.0, 2700.0, 3600.0, 5400.0, 7200.0, 14400.0)
"""Seconds."""
ELSEWHERE = "other"
"""The route of an address that leads nowhere."""
Request = tuple[str, str, int]
"""Method, route, status."""
Step = tuple[str, str]
"""Service, step."""


@dataclass(frozen=True, slots=True)
class _Since:
    state: Is
    at: int
    step: Step


@dataclass(slots=True)
class Visits:
    """How long tickets waited for a call, and how long they were served, by service and step. From what happens while
    we run: what a ticket waited before a start of the server is not known here, and not counted."""

    waits: dict[Step, Histogram] = field(default_factory=dict)
    services: dict[Step, Histogram] = field(default_factory=dict)
    _open: dict[int, _Since] = field(default_factory=dict)

    def happened(self, ticket: Ticket, at: int) -> None:
        """A ticket is so from now on. `at`: milliseconds since 1970 UTC."""
        known, step = self._open.get(ticket.id), (ticket.service, ticket.step)
        if known is not None and (known.state, known.step) == (ticket.status, step):
            return
        if known is not None and known.state is Is.WAITING and ticket.status is Is.CALLED:
            self._observe(self.waits, known, at)
        if known is not None and known.state is Is.SERVING:
            self._observe(self.services, known, at)
        if ticket.status in OPEN:
            self._open[ticket.id] = _Since(ticket.status, at, step)
        else:
            self._open.pop(ticket.id, None)

    def _observe(self, where: dict[Step, Histogram], known: _Since, at: int) -> None:
        histogram = where.get(known.step)
        if histogram is None:
            histogram = where[known.step] = Histogram(WAITS)
        histogram.observe(max(at - known.at, 0) / 1000)


class Measures:
    """Lives in the event loop, but for the commits, which the writer's thread counts."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.requests: dict[Request, int] = {}
        self.seconds: dict[str, Histogram] = {}
        """By route: from the request's head to the head of its answer."""
        self.commits = Histogram(COMMITS)
        self.visits = Visits()
        writer.committed = self.commits.observe

    def answered(self, method: str, route: str, status: int, began: float) -> None:
        """A request has been answered. `began`: by `time.perf_counter`."""
        key = (method, route, status)
        self.requests[key] = self.requests.get(key, 0) + 1
        histogram = self.seconds.get(route)
        if histogram is None:
            histogram = self.seconds[route] = Histogram(ANSWERS)
        histogram.observe(time.perf_counter() - began)

    def heard_of(self, events: Iterable[Event]) -> None:
        """What has become durable."""
        for event in events:
            if event.ticket is not None:
                self.visits.happened(event.ticket, event.at)
