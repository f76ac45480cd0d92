"""Who is next: accumulating priority (Kleinrock 1964; Stanford, Taylor & Ziedins, Queueing Systems 77, 2014).

A waiting ticket of class k that effectively arrived at a scores b_k·(now - a); the largest score is called. Within a
class that is first come, first served, so only the head of each (queue, class) needs looking at. Nobody starves: a
regular ticket that waits W is overtaken only by priority tickets of the first W·(1 - 1/weight) of its wait.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """A waiting ticket as the rule sees it."""

    id: int
    queue: str
    priority: bool
    arrived_at: int
    """Effective arrival, milliseconds since 1970 UTC; after a requeue it may lie ahead of now."""


def score(candidate: Candidate, now: int, weight: float) -> float:
    """What its wait is worth: milliseconds, times `weight` (≥ 1) in the priority class.

    A ticket whose arrival lies ahead (a penalty, a clock set back) scores below 0, unweighted: the weight would
    otherwise turn against the priority class. It is still served when nobody scores more.
    """
    waited = now - candidate.arrived_at
    return waited * weight if candidate.priority and waited > 0 else float(waited)


def next_candidate(heads: Iterable[Candidate], now: int, weight: float) -> Candidate | None:
    """The one to call at `now`; ties go to the earlier arrival, then to the lower id. None when nobody waits."""
    return min(heads, key=lambda one: (-score(one, now, weight), one.arrived_at, one.id), default=None)
