"""A service is its SOP table: steps, each with who does it, what must be complete, its standard time, and where each
outcome leads. A new service is a new file, not new code."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from counter_server.protocol.terms import Outcome, Paper, Place, Role

from .refusals import NoNextStep, OutcomeUnknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing to look at before the step ends. A check that is not ticked hinders nobody; it is asked about."""

    key: str
    texts: Mapping[str, str]
    """By language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One row of the table."""

    key: str
    role: Role
    place: Place = Place.COUNTER
    standard_minutes: int
    """The time this step is promised to take, at most."""
    overdue: str = "warn"
    """What happens when it takes longer: `warn` (amber, then red, on the desk and the floor)."""
    when: tuple[str, ...] = ()
    """Circumstances (see documents.circumstances) that bring a new ticket to this step; empty: any."""
    next: Mapping[Outcome, str] = field(default_factory=dict)
    """Outcome → the step it leads to; an empty string ends the visit."""
    checks: tuple[Check, ...] = ()
    """What to look at, in this order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What a visitor comes for."""

    letter: str
    version: int = 1
    documents: Mapping[Paper, tuple[str, ...]] = field(default_factory=dict)
    """The forms of each of the patient's papers that must be there."""
    steps: tuple[Step, ...]

    def step(self, key: str) -> Step:
        """The step of this name; a ticket's step always exists in its own version of the service."""
        for step in self.steps:
            if step.key == key:
                return step
        raise KeyError(key)

    def first_step(self, circumstances: frozenset[str]) -> Step:
        """The first step one of whose circumstances holds, else the first that asks for none."""
        for step in self.steps:
            if circumstances.intersection(step.when):
                return step
        return next((step for step in self.steps if not step.when), self.steps[0])

    def after(self, key: str, outcome: Outcome) -> str:
        """The step an outcome leads to, or an empty string when the visit ends there."""
        step = self.step(key)
        if outcome not in step.next:
            raise OutcomeUnknown(outcome=outcome, step=key, outcomes=[str(known) for known in step.next])
        return step.next[outcome]

    def step_after(self, key: str, number: str) -> str:
        """Where `forward` leads: the row below in the table."""
        keys = [step.key for step in self.steps]
        below = keys[keys.index(key) + 1 :]
        if not below:
            raise NoNextStep(number=number, step=key)
        return below[0]
