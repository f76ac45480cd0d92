"""One visitor's place, and its life as a table."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from counter_server.protocol.terms import Channel, Do, Is, Outcome, PrintStatus, Priority

from .at_desk import NOTHING_YET, AtDesk
from .numbering import number
from .refusals import WrongState
from .replaced import replace

LIFE_CYCLE: Mapping[tuple[Is, Do], frozenset[Is]] = {
    (Is.BOOKED, Do.CHECK_IN): frozenset({Is.WAITING}),
    (Is.WAITING, Do.CALL): frozenset({Is.CALLED}),
    (Is.CALLED, Do.RECALL): frozenset({Is.CALLED}),
    (Is.CALLED, Do.START): frozenset({Is.SERVING}),
    (Is.CALLED, Do.NO_SHOW): frozenset({Is.NO_SHOW}),
    (Is.CALLED, Do.RETURN): frozenset({Is.WAITING}),
    (Is.SERVING, Do.FINISH): frozenset({Is.FINISHED, Is.WAITING}),
    (Is.SERVING, Do.FORWARD): frozenset({Is.WAITING}),
    (Is.SERVING, Do.TRANSFER): frozenset({Is.WAITING}),
    (Is.SERVING, Do.HOLD): frozenset({Is.ON_HOLD}),
    (Is.SERVING, Do.RETURN): frozenset({Is.WAITING}),
    (Is.ON_HOLD, Do.CALL): frozenset({Is.CALLED}),
    (Is.NO_SHOW, Do.REQUEUE): frozenset({Is.WAITING}),
    (Is.BOOKED, Do.CANCEL): frozenset({Is.CANCELLED}),
    (Is.WAITING, Do.CANCEL): frozenset({Is.CANCELLED}),
    (Is.CALLED, Do.CANCEL): frozenset({Is.CANCELLED}),
    (Is.ON_HOLD, Do.CANCEL): frozenset({Is.CANCELLED}),
    (Is.NO_SHOW, Do.CANCEL): frozenset({Is.CANCELLED}),
    (Is.BOOKED, Do.LAPSE): frozenset({Is.LAPSED}),
    (Is.WAITING, Do.LAPSE): frozenset({Is.LAPSED}),
    (Is.CALLED, Do.LAPSE): frozenset({Is.LAPSED}),
    (Is.SERVING, Do.LAPSE): frozenset({Is.FINISHED}),
    (Is.ON_HOLD, Do.LAPSE): frozenset({Is.LAPSED}),
    (Is.NO_SHOW, Do.LAPSE): frozenset({Is.LAPSED}),
}
"""(state, verb) → the states it may lead to. Everything else is refused with the state it found."""

OWNED = frozenset({Is.CALLED, Is.SERVING})
"""States in which a ticket is at a member of staff, and she is busy with it."""


@dataclass(frozen=True, kw_only=True)
class Ticket:
    """A ticket. Times are milliseconds since 1970 UTC; 0 where it has not happened."""

    id: int
    day: str
    """Business day in the branch's zone, ISO."""
    letter: str
    series: str = ""
    n: int
    service: str
    service_version: int = 1
    step: str
    status: Is = Is.WAITING
    priority: Priority = Priority.NONE
    channel: Channel = Channel.KIOSK
    language: str = "id"
    issued_at: int
    arrived_at: int
    """What the calling rule counts from: the first arrival, kept through every move; a requeue adds the penalty."""
    callable_at: int = 0
    """Not before: a kiosk's ticket waits until its number is in the visitor's hands."""
    print_status: PrintStatus = PrintStatus.NONE
    device: str = ""
    staff: str = ""
    counter: str = ""
    person: str = ""
    """Transferred to this member of staff, while it waits for her."""
    called_at: int = 0
    started_at: int = 0
    ended_at: int = 0
    recalls: int = 0
    outcome: str = ""
    documents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    desk: AtDesk = NOTHING_YET

    @property
    def number(self) -> str:
        """As printed, shown and spoken."""
        return number(self.letter, self.series, self.n)

    @property
    def queue(self) -> str:
        """Where it waits: a service's step, or one member of staff."""
        return f"@{self.person}" if self.person else f"{self.service}/{self.step}"

    @property
    def in_priority(self) -> bool:
        """Whether it waits in the priority class."""
        return self.priority is not Priority.NONE

    def check(self, do: Do) -> frozenset[Is]:
        """Where `do` may lead from here; refuses what the table does not know."""
        leads_to = LIFE_CYCLE.get((self.status, do))
        if leads_to is None:
            raise WrongState(number=self.number, action=do, status=self.status)
        return leads_to

    def called(self, *, staff: str, counter: str, at: int) -> "Ticket":
        """Called to a counter: bound to a member of staff only now."""
        self.check(Do.CALL)
        return replace(
            self, status=Is.CALLED, staff=staff, counter=counter, person="", called_at=at, started_at=0, recalls=0,
            desk=self.desk.called(),
        )  # fmt: skip

    def recalled(self, *, at: int = 0) -> "Ticket":
        """Announced again."""
        self.check(Do.RECALL)
        return replace(self, recalls=self.recalls + 1, desk=replace(self.desk, announced_at=at))

    def started(self, *, at: int) -> "Ticket":
        """The visitor is at the counter."""
        self.check(Do.START)
        return replace(self, status=Is.SERVING, started_at=at)

    def finished(self, outcome: Outcome, *, next_step: str, at: int) -> "Ticket":
        """The step ended; the visit too, unless the outcome leads to another step."""
        self.check(Do.FINISH)
        if next_step:
            return self._waiting_again(step=next_step, outcome=outcome)
        return replace(self, status=Is.FINISHED, outcome=outcome, ended_at=at)

    def forwarded(self, step: str) -> "Ticket":
        """To the next step, keeping its number and first arrival."""
        self.check(Do.FORWARD)
        return self._waiting_again(step=step)

    def transferred(self, *, service: str, version: int, step: str, person: str) -> "Ticket":
        """To another service, or to one member of staff."""
        self.check(Do.TRANSFER)
        return self._waiting_again(step=step, service=service, service_version=version, person=person)

    def held(self, *, remind_at: int = 0) -> "Ticket":
        """Set aside; it comes back by `call`. Keeps its staff, who may want to be reminded."""
        self.check(Do.HOLD)
        return replace(self, status=Is.ON_HOLD, counter="", desk=replace(self.desk, remind_at=remind_at))

    def returned(self) -> "Ticket":
        """Back into the queue as it was, first arrival kept."""
        self.check(Do.RETURN)
        return self._waiting_again()

    def not_shown_up(self) -> "Ticket":
        """Called, and nobody came."""
        self.check(Do.NO_SHOW)
        return replace(self, status=Is.NO_SHOW)

    def requeued(self, *, penalty: int) -> "Ticket":
        """Back in the queue, `penalty` milliseconds later than it first arrived."""
        self.check(Do.REQUEUE)
        return self._waiting_again(arrived_at=self.arrived_at + penalty)

    def renumbered(self, *, letter: str, series: str, n: int, taken_at: int) -> "Ticket":
        """Under the number on the paper, and in the place of the moment it was taken. Nobody heard it called before:
        who was given up for not coming waits again."""
        back = self._waiting_again(ended_at=0) if self.status in (Is.NO_SHOW, Is.CANCELLED) else self
        return replace(
            back, letter=letter, series=series, n=n, print_status=PrintStatus.PRINTED, callable_at=0,
            issued_at=min(self.issued_at, taken_at), arrived_at=min(self.arrived_at, taken_at),
        )  # fmt: skip

    def checked_in(self, *, at: int) -> "Ticket":
        """A booked visitor is here: the wait starts now."""
        self.check(Do.CHECK_IN)
        return replace(self, status=Is.WAITING, arrived_at=at)

    def cancelled(self, *, at: int) -> "Ticket":
        """Given up by the visitor or by staff."""
        self.check(Do.CANCEL)
        return replace(self, status=Is.CANCELLED, outcome="", ended_at=at)

    def lapsed(self, *, at: int) -> "Ticket":
        """The day closed on it. Whoever was being served is finished, with an outcome of its own."""
        self.check(Do.LAPSE)
        if self.status is Is.SERVING:
            return replace(self, status=Is.FINISHED, outcome=Outcome.DAY_CLOSED, ended_at=at)
        return replace(self, status=Is.LAPSED, outcome="", ended_at=at)

    def _waiting_again(self, **changed: object) -> "Ticket":
        fresh: dict[str, object] = {"staff": "", "counter": "", "person": "", "called_at": 0, "started_at": 0}
        return replace(self, status=Is.WAITING, recalls=0, **{**fresh, **changed})  # type: ignore[arg-type]
