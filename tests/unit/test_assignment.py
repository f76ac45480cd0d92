from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_server.domain.assignment import Free, assign, queues_of, who_serves
from counter_server.domain.calling_rule import Candidate, next_candidate
from counter_server.protocol.terms import Role

from .counter_tickets import claims

NOW = 1_000_000
QUEUES = ["A/help", "A/verification", "K/verification", "S/verification"]

some_queues = st.frozensets(st.sampled_from(QUEUES), min_size=1)
floors = st.lists(st.tuples(some_queues, st.integers(0, 5)), max_size=8).map(
    lambda people: [free(f"verifier-{i}", *queues, since=since) for i, (queues, since) in enumerate(people, start=1)]
)
rooms = st.lists(
    st.tuples(st.sampled_from([*QUEUES, "@verifier-2"]), st.booleans(), st.integers(0, NOW)), max_size=10
).map(lambda tickets: [Candidate(i, *ticket) for i, ticket in enumerate(tickets, start=1)])


def free(staff: str, *queues: str, since: int = 0) -> Free:
    return Free(staff, staff.replace("verifier", "loket"), frozenset({*queues, f"@{staff}"}), since)


class WaitingRoom:
    """Shows the head of each queue and class, as an index would, and forgets a ticket once it is called."""

    def __init__(self, tickets: Iterable[Candidate]) -> None:
        self.tickets = sorted(tickets, key=lambda one: (one.arrived_at, one.id))

    def heads_of(self, queues: frozenset[str]) -> Sequence[Candidate]:
        heads: dict[tuple[str, bool], Candidate] = {}
        for one in self.tickets:
            if one.queue in queues:
                heads.setdefault((one.queue, one.priority), one)
        return list(heads.values())


def call_all(room: Iterable[Candidate], floor: Iterable[Free]) -> list[tuple[Free, Candidate]]:
    waiting, called = WaitingRoom(room), []
    for server, candidate in assign(waiting.heads_of, floor, NOW, 3.0):
        waiting.tickets.remove(candidate)
        called.append((server, candidate))
    return called


@given(rooms, floors)
def test_a_ticket_has_one_owner_and_an_owner_one_ticket(room: list[Candidate], floor: list[Free]) -> None:
    called = call_all(room, floor)
    assert len({server.staff for server, _ in called}) == len(called)
    assert len({candidate.id for _, candidate in called}) == len(called)
    assert all(candidate.queue in server.queues for server, candidate in called)


@given(rooms, floors)
def test_nobody_stays_free_while_somebody_waits_whom_they_may_serve(room: list[Candidate], floor: list[Free]) -> None:
    called = call_all(room, floor)
    idle = [one for one in floor if one.staff not in {server.staff for server, _ in called}]
    waiting = [one for one in room if one.id not in {candidate.id for _, candidate in called}]
    assert not any(ticket.queue in one.queues for ticket in waiting for one in idle)


@given(rooms, floors)
def test_the_first_call_is_the_best_ticket_of_all_that_can_be_served(room: list[Candidate], floor: list[Free]) -> None:
    servable = [ticket for ticket in room if any(ticket.queue in one.queues for one in floor)]
    best = next_candidate(servable, NOW, 3.0)
    called = call_all(room, floor)
    assert (called[0][1] if called else None) == best


@given(rooms, floors)
def test_within_a_queue_and_class_calls_are_first_come_first_served(room: list[Candidate], floor: list[Free]) -> None:
    called = [candidate for _, candidate in call_all(room, floor)]
    for queue_and_class in {(one.queue, one.priority) for one in room}:
        alike = [one for one in room if (one.queue, one.priority) == queue_and_class]
        in_order_of_arrival = sorted(alike, key=lambda one: (one.arrived_at, one.id))
        calls = [one for one in called if one in alike]
        assert calls == in_order_of_arrival[: len(calls)]


@given(rooms, floors)
def test_a_waiting_room_that_shows_everybody_gives_the_same_calls(room: list[Candidate], floor: list[Free]) -> None:
    assert list(assign(lambda queues: room, floor, NOW, 3.0)) == call_all(room, floor)


@given(rooms, floors)
def test_who_is_called_by_whom_does_not_depend_on_the_order_of_the_roster(
    room: list[Candidate], floor: list[Free]
) -> None:
    assert call_all(reversed(room), reversed(floor)) == call_all(room, floor)


A, K, S = "A/verification", "K/verification", "S/verification"


@pytest.mark.parametrize(
    "floor, chosen",
    [
        ([], None),
        ([free("verifier-1", K)], None),
        ([free("verifier-1", A, K), free("verifier-2", A)], "verifier-2"),
        ([free("verifier-1", A, since=9), free("verifier-2", A, since=8)], "verifier-2"),
        ([free("verifier-1", A, since=9), free("verifier-2", A, K, since=1)], "verifier-1"),
        ([free("verifier-2", A, since=9), free("verifier-1", A, since=9)], "verifier-1"),
    ],
)
def test_the_least_flexible_serves_then_the_longest_idle_then_by_key(floor: list[Free], chosen: str | None) -> None:
    found = who_serves(A, floor)
    assert (found.staff if found else None) == chosen


def test_the_flexible_one_is_kept_for_the_visitor_only_she_can_serve() -> None:
    floor = [free("verifier-1", A, K, since=1), free("verifier-2", A, since=5)]
    room = [Candidate(1, A, False, 10), Candidate(2, K, False, 20)]
    assert [(one.staff, ticket.id) for one, ticket in call_all(room, floor)] == [("verifier-2", 1), ("verifier-1", 2)]


def test_a_ticket_transferred_to_a_person_waits_for_her_alone() -> None:
    room = [Candidate(1, "@verifier-2", True, 10)]
    assert call_all(room, [free("verifier-1", A)]) == []
    assert [one.staff for one, _ in call_all(room, [free("verifier-1", A), free("verifier-2", A)])] == ["verifier-2"]


def test_a_ticket_nobody_asked_for_is_not_called() -> None:
    stranger = Candidate(1, "Z/verification", True, 0)
    assert list(assign(lambda queues: [stranger], [free("verifier-1", A)], NOW, 3.0)) == []


def test_one_person_listed_twice_is_given_one_ticket() -> None:
    room = [Candidate(1, A, False, 10), Candidate(2, A, False, 20)]
    assert len(call_all(room, [free("verifier-1", A), free("verifier-1", A)])) == 1


@pytest.mark.parametrize(
    "role, allowed, queues",
    [
        (Role.VERIFIER, (), {"A/verification", "K/verification", "@verifier-1"}),
        (Role.VERIFIER, ("K",), {"K/verification", "@verifier-1"}),
        (Role.VERIFIER, ("Z",), {"@verifier-1"}),
        (Role.EXTRA, (), {"A/help", "K/help", "@verifier-1"}),
        (Role.SUPERVISOR, (), {"@verifier-1"}),
    ],
)
def test_one_serves_the_steps_of_ones_role_and_what_was_transferred_to_one(
    role: Role, allowed: tuple[str, ...], queues: set[str]
) -> None:
    assert queues_of(role, "verifier-1", allowed, [claims("A"), claims("K")]) == queues
