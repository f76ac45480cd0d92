"""Whatever is done to a ticket in whatever order."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from counter_server.domain.ticket import LIFE_CYCLE, OWNED, Ticket
from counter_server.protocol.terms import OPEN, Do, Is, Outcome

from .counter_tickets import MOVES, Move, a_ticket


def on_to_the_next_step(ticket: Ticket) -> Ticket:
    return ticket.finished(Outcome.COMPLETE, next_step="verification", at=9_000)


def to_a_person(ticket: Ticket) -> Ticket:
    return ticket.transferred(service="A", version=1, step="help", person="extra-2")


EVERY_MOVE: list[tuple[Do, Move]] = [
    (Do.FINISH, on_to_the_next_step),
    (Do.TRANSFER, to_a_person),
    *((do, move) for do, move in MOVES.items() if do not in {Do.LAPSE, Do.CANCEL}),
]

first_states = st.sampled_from([Is.WAITING, Is.BOOKED])
choices = st.lists(st.integers(0, 8), max_size=30)
endings = st.sampled_from([Do.LAPSE, Do.CANCEL, None])


def life(ticket: Ticket, chosen: list[int], ending: Do | None) -> Iterator[tuple[Do, Ticket, Ticket]]:
    """Each choice picks among the moves that are open to the ticket: (verb, before, after)."""
    for choice in chosen:
        moves = [(do, move) for do, move in EVERY_MOVE if (ticket.status, do) in LIFE_CYCLE]
        if moves:
            do, move = moves[choice % len(moves)]
            before, ticket = ticket, move(ticket)
            yield do, before, ticket
    if ending and (ticket.status, ending) in LIFE_CYCLE:
        yield ending, ticket, MOVES[ending](ticket)


@given(first_states, choices, endings)
def test_every_move_leads_where_the_table_says(state: Is, chosen: list[int], ending: Do | None) -> None:
    for do, before, after in life(a_ticket(state), chosen, ending):
        assert after.status in LIFE_CYCLE[before.status, do]


@given(first_states, choices, endings)
def test_number_day_issue_and_first_arrival_are_kept_through_every_move(
    state: Is, chosen: list[int], ending: Do | None
) -> None:
    for do, before, after in life(a_ticket(state), chosen, ending):
        assert (after.id, after.number, after.day, after.issued_at) == (7, "A-012", "2026-11-23", 1_000)
        match do:
            case Do.REQUEUE:
                assert after.arrived_at == before.arrived_at + 600_000
            case Do.CHECK_IN:
                assert after.arrived_at == 9_000
            case _:
                assert after.arrived_at == before.arrived_at


@given(first_states, choices, endings)
def test_a_ticket_has_an_owner_and_a_counter_exactly_where_somebody_attends_to_it(
    state: Is, chosen: list[int], ending: Do | None
) -> None:
    for _, _, after in life(a_ticket(state), chosen, ending):
        if after.status in OWNED:
            assert (after.staff, after.counter, after.person) == ("verifier-1", "loket-1", "")
        if after.status in {Is.WAITING, Is.BOOKED}:
            assert (after.staff, after.counter, after.called_at, after.started_at) == ("", "", 0, 0)


@given(first_states, choices, endings)
def test_a_ticket_has_an_end_exactly_when_it_is_no_longer_open(state: Is, chosen: list[int], ending: Do | None) -> None:
    for _, _, after in life(a_ticket(state), chosen, ending):
        assert (after.ended_at > 0) == (after.status not in OPEN)


@given(first_states, choices, endings)
def test_a_ticket_waits_for_a_person_only_after_a_transfer_to_her(
    state: Is, chosen: list[int], ending: Do | None
) -> None:
    for do, before, after in life(a_ticket(state), chosen, ending):
        if after.status is Is.WAITING and after.person:
            assert do is Do.TRANSFER
            assert before.status is Is.SERVING
