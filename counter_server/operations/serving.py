"""What staff do with a ticket."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from counter_server.domain.calling_rule import next_candidate
from counter_server.domain.documents import circumstances, missing
from counter_server.domain.refusals import Malformed, NotYourCounter, StaffAway, WrongState
from counter_server.domain.staff import Member
from counter_server.domain.ticket import Ticket
from counter_server.protocol.terms import OPEN, Do, Is, Outcome, Paper, Priority, Role, StaffState
from counter_server.setup import MINUTE
from counter_server.storage.day import Day

from .callers import Caller
from .calling import call_to, leave, serve
from .naming import call_named
from .staffing import be_ready, open_ticket

RETURNED = "returned"
"""The reason of whoever gave a ticket back and has not said ready again."""


@dataclass(frozen=True, slots=True)
class Touched:
    """A ticket the caller may do this to."""

    ticket: Ticket
    caller: Caller
    day: Day

    def left(self, after: Ticket, action: str, *, remark: str = "", outcome: str = "", pause: str = "") -> Ticket:
        """It leaves its member of staff; in push mode with a `pause` she is not ready again at once."""
        return leave(
            self.day, self.ticket, after, action, who=self.caller.key, remark=remark, outcome=outcome, pause=pause
        )

    def changed(self, after: Ticket, action: str, *, remark: str = "") -> Ticket:
        """It stays where it is."""
        self.day.record(action, who=self.caller.key, before=self.ticket, ticket=after, remark=remark)
        return after

    def still_open(self, action: str) -> "Touched":
        """Refuses a ticket whose visit has ended."""
        if self.ticket.status not in OPEN:
            raise WrongState(number=self.ticket.number, action=action, status=self.ticket.status)
        return self


def touch(day: Day, caller: Caller, action: str, ticket: int) -> Touched:
    """Refuses in order: what the role may never do, a ticket that is not there, one that is another's."""
    caller.may(action)
    found = day.ticket(ticket)
    caller.may_with(action, found, day.setup)
    return Touched(found, caller, day)


def call_next(day: Day, caller: Caller, *, counter: str) -> Ticket | None:
    """Makes the caller ready, and calls the best ticket she may serve; None when nobody waits."""
    caller.may("call-next")
    if caller.counter != counter:
        raise NotYourCounter(counter=counter)
    member = day.member(caller.key)
    if member.state is StaffState.BUSY:
        raise open_ticket(day, member)
    member = be_ready(day, member)
    if not member.ticket:
        best = next_candidate(day.heads(day.setup.queues(member)), day.now, day.setup.weight)
        return call_to(day, member, day.ticket(best.id), who=member.staff) if best else None
    return day.ticket(member.ticket)


def call(
    day: Day,
    caller: Caller,
    *,
    ticket: int,
    counter: str | None = None,
    reason: str | None = None,
    after: bool = False,
) -> Ticket:
    """Calls this very ticket: one's own held one, or, by the supervisor, any that waits, for a named counter; `after`:
    where that is busy, as its next one."""
    found = touch(day, caller, "call", ticket).ticket
    if caller.role is Role.SUPERVISOR:
        if not counter or not reason:
            lacking = "reason" if counter else "counter"
            raise Malformed(problems=[{"where": f"body.{lacking}", "why": "missing"}])
        return call_named(day, caller, found, counter=counter, reason=reason, after=after)
    found.check(Do.CALL)
    member = day.member(caller.key)
    if member.state is StaffState.BUSY:
        day.record("call-later", who=caller.key, ticket=None, member=replace(member, call_next=ticket))
        return found
    return call_to(day, member, found, who=caller.key)


def recall(day: Day, caller: Caller, *, ticket: int) -> Ticket:
    """Announces it again."""
    touched = touch(day, caller, "recall", ticket)
    return touched.changed(touched.ticket.recalled(at=day.now), "recall")


def start(day: Day, caller: Caller, *, ticket: int) -> Ticket:
    """The visitor is at the counter."""
    touched = touch(day, caller, "start", ticket)
    return touched.changed(touched.ticket.started(at=day.now), "start")


def finish(
    day: Day,
    caller: Caller,
    *,
    ticket: int,
    outcome: Outcome,
    missing: Mapping[str, Sequence[str]] | None = None,
    reason: str | None = None,
) -> Ticket:
    """Ends the step; where the outcome leads to another step the ticket waits there."""
    touched = touch(day, caller, "finish", ticket)
    before = touched.ticket
    before.check(Do.FINISH)
    leads_to = day.setup.table(before).after(before.step, outcome)
    if missing is not None:
        before = replace(before, missing={paper: tuple(forms) for paper, forms in missing.items()})
    after = before.finished(outcome, next_step=leads_to, at=day.now)
    return touched.left(after, "finish", remark=reason or "", outcome=outcome)


def forward(day: Day, caller: Caller, *, ticket: int) -> Ticket:
    """To the next step."""
    touched = touch(day, caller, "forward", ticket)
    before = touched.ticket
    before.check(Do.FORWARD)
    below = day.setup.table(before).step_after(before.step, before.number)
    return touched.left(before.forwarded(below), "forward")


def transfer(day: Day, caller: Caller, *, ticket: int, service: str | None = None, staff: str | None = None) -> Ticket:
    """To another service, or to one member of staff who is here."""
    touched = touch(day, caller, "transfer", ticket)
    before = touched.ticket
    if staff:
        member = day.member(staff)
        before.check(Do.TRANSFER)
        return touched.left(_to_person(day, before, member), "transfer")
    target = day.setup.service(service or "").service
    before.check(Do.TRANSFER)
    lacking = missing_of(target.documents, before)
    step = target.first_step(circumstances(missing=lacking, answers=before.answers)).key
    moved = before.transferred(service=target.letter, version=target.version, step=step, person="")
    return touched.left(replace(moved, missing=lacking), "transfer")


def _to_person(day: Day, ticket: Ticket, member: Member) -> Ticket:
    table = day.setup.table(ticket)
    step = next((step.key for step in table.steps if step.role is member.role), None)
    if step is None or member.state is StaffState.AWAY:
        raise StaffAway(staff=member.name)
    return ticket.transferred(service=ticket.service, version=ticket.service_version, step=step, person=member.staff)


def missing_of(required: Mapping[Paper, tuple[str, ...]], ticket: Ticket) -> dict[str, tuple[str, ...]]:
    """What a service asks for and this visitor has not."""
    return missing(required, ticket.documents, ticket.answers)


def hold(day: Day, caller: Caller, *, ticket: int, remind_minutes: int | None = None) -> Ticket:
    """Sets it aside; after so many minutes the desk reminds of it."""
    touched = touch(day, caller, "hold", ticket)
    remind_at = day.now + remind_minutes * MINUTE if remind_minutes else 0
    return touched.left(touched.ticket.held(remind_at=remind_at), "hold")


def return_(day: Day, caller: Caller, *, ticket: int, reason: str) -> Ticket:
    """Back into its service's queue, first arrival kept, for somebody else: in push mode its member of staff pauses,
    or it would come straight back to her."""
    touched = touch(day, caller, "return", ticket)
    return touched.left(touched.ticket.returned(), "return", remark=reason, pause=RETURNED)


def no_show(day: Day, caller: Caller, *, ticket: int) -> Ticket:
    """Called, and nobody came."""
    touched = touch(day, caller, "no-show", ticket)
    return touched.left(touched.ticket.not_shown_up(), "no-show")


def requeue(day: Day, caller: Caller, *, ticket: int) -> Ticket:
    """Back in the queue, a penalty later."""
    touched = touch(day, caller, "requeue", ticket)
    return _arrived(touched, touched.ticket.requeued(penalty=day.setup.no_show_penalty), "requeue")


def check_in(day: Day, caller: Caller, *, ticket: int) -> Ticket:
    """A booked visitor is here."""
    touched = touch(day, caller, "check-in", ticket)
    return _arrived(touched, touched.ticket.checked_in(at=day.now), "check-in")


def _arrived(touched: Touched, after: Ticket, action: str) -> Ticket:
    touched.changed(after, action)
    serve(touched.day)
    return touched.day.ticket(after.id)


def cancel(day: Day, caller: Caller, *, ticket: int, reason: str) -> Ticket:
    """Given up."""
    touched = touch(day, caller, "cancel", ticket)
    after = touched.ticket.cancelled(at=day.now)
    if touched.ticket.status is Is.CALLED:
        return touched.left(after, "cancel", remark=reason)
    return touched.changed(after, "cancel", remark=reason)


def documents(day: Day, caller: Caller, *, ticket: int, documents: Mapping[str, Sequence[str]]) -> Ticket:
    """The papers as staff saw them."""
    touched = touch(day, caller, "documents", ticket).still_open("documents")
    seen = replace(touched.ticket, documents={paper: tuple(forms) for paper, forms in documents.items()})
    lacking = missing_of(day.setup.table(seen).documents, seen)
    return touched.changed(replace(seen, missing=lacking), "documents")


def priority(day: Day, caller: Caller, *, ticket: int, priority: Priority, reason: str) -> Ticket:
    """Confirmed, given or withdrawn."""
    touched = touch(day, caller, "priority", ticket).still_open("priority")
    seen = replace(touched.ticket.desk, confirmed=True)
    return touched.changed(replace(touched.ticket, priority=priority, desk=seen), "priority", remark=reason)
