"""Who serves whom. A ticket is bound to a member of staff only at the moment of the call."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from counter_server.protocol.terms import Role

from .calling_rule import Candidate, next_candidate
from .service import Service


@dataclass(frozen=True, slots=True)
class Free:
    """A member of staff who is ready, at her counter."""

    staff: str
    counter: str
    queues: frozenset[str]
    """What she may serve, as Ticket.queue names it."""
    ready_since: int
    """Milliseconds since 1970 UTC."""


NONE: frozenset[str] = frozenset()

HeadsOf = Callable[[frozenset[str]], Sequence[Candidate]]
"""The waiting tickets of these queues; the head of each (queue, class) is enough."""


def queues_of(
    role: Role, staff_key: str, services_allowed: Collection[str], services: Iterable[Service]
) -> frozenset[str]:
    """The queues a member of staff serves: her role's steps of the services she may do (none named: all), and the
    tickets transferred to her."""
    of_her_role = {
        f"{service.letter}/{step.key}"
        for service in services
        if not services_allowed or service.letter in services_allowed
        for step in service.steps
        if step.role == role
    }
    return frozenset({*of_her_role, f"@{staff_key}"})


def who_serves(candidate_queue: str, free: Iterable[Free]) -> Free | None:
    """Of those who may: the least flexible (fewest queues), then the longest idle, then by key."""
    able = (one for one in free if candidate_queue in one.queues)
    return min(able, key=lambda one: (len(one.queues), one.ready_since, one.staff), default=None)


def assign(heads_of: HeadsOf, free: Iterable[Free], now: int, weight: float) -> Iterator[tuple[Free, Candidate]]:
    """Pairs to call now, best ticket first, until nobody is free or nobody waits whom they may serve.

    One ticket at most for each member of staff, each ticket once. Record a pair before asking for the next one:
    `heads_of` is asked again each time, so the ticket behind a taken head comes forward.
    """
    still_free = list(free)
    taken: set[int] = set()
    while still_free:
        queues = NONE.union(*(one.queues for one in still_free))
        waiting = (one for one in heads_of(queues) if one.id not in taken and one.queue in queues)
        candidate = next_candidate(waiting, now, weight)
        server = who_serves(candidate.queue, still_free) if candidate else None
        if candidate is None or server is None:
            return
        taken.add(candidate.id)
        still_free = [one for one in still_free if one.staff != server.staff]
        yield server, candidate
