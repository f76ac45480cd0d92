"""A whole floor played at random by the rules alone: visitors come, staff do what they may, whoever is free is given
the best ticket at once. Whatever happens, nobody has two tickets and no ticket has two owners."""

from collections.abc import Sequence

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from counter_server.domain.assignment import Free, assign, queues_of
from counter_server.domain.calling_rule import Candidate
from counter_server.domain.ticket import OWNED, Ticket
from counter_server.protocol.terms import Is, Outcome, Priority, Role

from .counter_tickets import a_ticket, claims

SERVICES = {letter: claims(letter) for letter in ("A", "K")}
ROLES = {"verifier-1": Role.VERIFIER, "verifier-2": Role.VERIFIER, "extra-1": Role.EXTRA, "extra-2": Role.EXTRA}
MAY = {
    staff: queues_of(role, staff, "A" if staff.endswith("2") else "", SERVICES.values())
    for staff, role in ROLES.items()
}

any_staff = st.sampled_from(sorted(ROLES))


class Floor(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.now = 0
        self.tickets: dict[int, Ticket] = {}
        self.free_since: dict[str, int] = {}
        self.given: list[tuple[str, str]] = []

    @initialize(ready=st.sets(any_staff))
    def opens(self, ready: set[str]) -> None:
        self.free_since = dict.fromkeys(sorted(ready), 0)

    @rule(letter=st.sampled_from("AK"), step=st.sampled_from(["help", "verification"]), priority=st.booleans())
    def comes(self, letter: str, step: str, priority: bool) -> None:
        self.now += 1
        self.put(
            a_ticket(
                id=len(self.tickets) + 1, n=len(self.tickets) + 1, service=letter, step=step, issued_at=self.now,
                arrived_at=self.now, priority=Priority.ELDERLY if priority else Priority.NONE,
            )
        )  # fmt: skip

    @rule(minutes=st.integers(1, 30))
    def time_passes(self, minutes: int) -> None:
        self.now += minutes * 60_000

    @rule(staff=any_staff)
    def says_ready(self, staff: str) -> None:
        if not self.owned_by(staff):
            self.free_since.setdefault(staff, self.now)
        self.push()

    @rule(staff=any_staff)
    def pauses(self, staff: str) -> None:
        self.free_since.pop(staff, None)

    @precondition(lambda self: self.in_state(Is.CALLED))
    @rule(data=st.data(), then=st.sampled_from(["start", "recall", "no-show", "return", "cancel"]))
    def attends_to_a_called_ticket(self, data: st.DataObject, then: str) -> None:
        ticket = data.draw(st.sampled_from(self.in_state(Is.CALLED)))
        match then:
            case "start":
                self.put(ticket.started(at=self.now))
            case "recall":
                self.put(ticket.recalled())
            case "no-show":
                self.leaves(ticket, ticket.not_shown_up())
            case "return":
                self.leaves(ticket, ticket.returned())
            case "cancel":
                self.leaves(ticket, ticket.cancelled(at=self.now))

    @precondition(lambda self: self.in_state(Is.SERVING))
    @rule(data=st.data(), then=st.sampled_from(["finish", "missing", "hold", "person", "service"]), to=any_staff)
    def serves(self, data: st.DataObject, then: str, to: str) -> None:
        ticket = data.draw(st.sampled_from(self.in_state(Is.SERVING)))
        match then:
            case "finish" | "missing":
                outcome = Outcome.DOCUMENTS_MISSING if then == "missing" else Outcome.COMPLETE
                known = outcome in SERVICES[ticket.service].step(ticket.step).next
                leads_to = SERVICES[ticket.service].after(ticket.step, outcome) if known else ""
                self.leaves(ticket, ticket.finished(outcome, next_step=leads_to, at=self.now))
            case "hold":
                self.leaves(ticket, ticket.held())
            case "person":
                step = "help" if ROLES[to] is Role.EXTRA else "verification"
                self.leaves(ticket, ticket.transferred(service=ticket.service, version=1, step=step, person=to))
            case "service":
                self.leaves(ticket, ticket.transferred(service="K", version=1, step="help", person=""))

    @precondition(lambda self: self.in_state(Is.ON_HOLD))
    @rule(data=st.data())
    def calls_her_own_held_ticket_back(self, data: st.DataObject) -> None:
        ticket = data.draw(st.sampled_from(self.in_state(Is.ON_HOLD)))
        if not self.owned_by(ticket.staff):
            self.call(ticket.staff, ticket)

    @precondition(lambda self: self.in_state(Is.NO_SHOW))
    @rule(data=st.data())
    def comes_back_late(self, data: st.DataObject) -> None:
        self.put(data.draw(st.sampled_from(self.in_state(Is.NO_SHOW))).requeued(penalty=600_000))

    def put(self, ticket: Ticket) -> None:
        self.tickets[ticket.id] = ticket
        self.push()

    def leaves(self, before: Ticket, after: Ticket) -> None:
        self.tickets[after.id] = after
        self.free_since[before.staff] = self.now
        self.push()

    def call(self, staff: str, ticket: Ticket) -> None:
        self.free_since.pop(staff, None)
        self.tickets[ticket.id] = ticket.called(staff=staff, counter=f"counter-of-{staff}", at=self.now)

    def push(self) -> None:
        free = [Free(staff, "", MAY[staff], since) for staff, since in self.free_since.items()]
        for server, candidate in assign(self.heads_of, free, self.now, 3.0):
            self.given.append((server.staff, self.tickets[candidate.id].queue))
            self.call(server.staff, self.tickets[candidate.id])

    def heads_of(self, queues: frozenset[str]) -> Sequence[Candidate]:
        heads: dict[tuple[str, bool], Candidate] = {}
        for one in sorted(self.in_state(Is.WAITING), key=lambda one: (one.arrived_at, one.id)):
            if one.queue in queues:
                candidate = Candidate(one.id, one.queue, one.in_priority, one.arrived_at)
                heads.setdefault((one.queue, one.in_priority), candidate)
        return list(heads.values())

    def in_state(self, state: Is) -> list[Ticket]:
        return [ticket for ticket in self.tickets.values() if ticket.status is state]

    def owned_by(self, staff: str) -> list[Ticket]:
        return [ticket for ticket in self.tickets.values() if ticket.status in OWNED and ticket.staff == staff]

    @invariant()
    def an_owner_has_at_most_one_open_ticket_and_is_then_not_free(self) -> None:
        for staff in ROLES:
            assert len(self.owned_by(staff)) <= 1
            assert not (self.owned_by(staff) and staff in self.free_since)

    @invariant()
    def a_ticket_is_owned_exactly_where_somebody_attends_to_it(self) -> None:
        for ticket in self.tickets.values():
            assert (ticket.status in OWNED) <= (ticket.staff in ROLES)
            assert (ticket.status is Is.WAITING) <= (ticket.staff == "")

    @invariant()
    def nobody_is_free_while_somebody_waits_whom_she_may_serve(self) -> None:
        for ticket in self.in_state(Is.WAITING):
            assert not any(ticket.queue in MAY[staff] for staff in self.free_since)

    @invariant()
    def nobody_is_given_what_is_not_hers(self) -> None:
        assert all(queue in MAY[staff] for staff, queue in self.given)


TestFloor = Floor.TestCase
TestFloor.settings = settings(max_examples=80, stateful_step_count=40)
