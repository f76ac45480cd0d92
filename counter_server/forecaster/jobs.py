"""What a forecaster is asked and answers: a line of JSON each way."""

from dataclasses import dataclass

import msgspec

from counter_server.domain.forecast.foresee import Outlook
from counter_server.domain.forecast.hall import Hall
from counter_server.domain.forecast.plan import Plan, PlanResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One of the two."""

    hall: Hall | None = None
    plan: Plan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of a job; `done` of `of`: how far a plan is that goes on."""

    outlook: Outlook | None = None
    plan: PlanResult | None = None
    done: int = 0
    of: int = 0


_encode = msgspec.json.Encoder().encode


def line_of(message: Job | Answer) -> bytes:
    """With its end."""
    return _encode(message) + b"\n"
