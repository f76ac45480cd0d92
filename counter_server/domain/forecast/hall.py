"""A branch at a moment, as far as it decides who is called when: who waits where, who serves what since when, who has
paused, when nobody serves. Times are milliseconds since 1970 UTC, 0 where there is none."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from counter_server.protocol.terms import Mode

from .times import Pace


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A ticket that waits, or is served. `queue`: where (Ticket.queue); `step`: which step it is at, whoever it waits
    for."""

    id: int
    queue: str
    step: str
    priority: bool
    arrived_at: int
    callable_at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A member of staff at her counter, and what she does now."""

    staff: str
    counter: str
    queues: frozenset[str]
    ready_since: int = 0
    ready_at: int = 0
    """After her wrap-up."""
    serves: Waiting | None = None
    called_at: int = 0
    paused_since: int = 0
    pauses_next: bool = False
    """When the ticket she has now has left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How this branch calls. `wrap_up`: milliseconds."""

    mode: Mode = Mode.PUSH
    weight: float = 3.0
    wrap_up: int = 0
    stops: Sequence[tuple[int, int]] = ()
    """From, until: breaks in which nobody is called."""
    closes_at: int = 0
    """Whoever waits then is still served, but was promised nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hall:
    """All of it."""

    at: int
    rules: Rules
    desks: Sequence[Desk]
    waiting: Sequence[Waiting]
    pace: Pace
    queues: Sequence[str] = field(default_factory=tuple)
    """Where somebody new may come to wait."""
