"""The ticket's life: the design's table, written here by hand, against the table in the code."""

from itertools import product

import pytest

from counter_server.domain.refusals import WrongState
from counter_server.domain.ticket import LIFE_CYCLE, OWNED
from counter_server.protocol.terms import OPEN, Do, Is, Outcome

from .counter_tickets import MOVES, a_ticket

BY_HAND = {
    "booked": {"check-in": "waiting", "cancel": "cancelled", "lapse": "lapsed"},
    "waiting": {"call": "called", "cancel": "cancelled", "lapse": "lapsed"},
    "called": {
        "recall": "called",
        "start": "serving",
        "no-show": "no_show",
        "return": "waiting",
        "cancel": "cancelled",
        "lapse": "lapsed",
    },
    "serving": {
        "finish": "finished waiting",
        "forward": "waiting",
        "transfer": "waiting",
        "hold": "on_hold",
        "return": "waiting",
        "lapse": "finished",
    },
    "on_hold": {"call": "called", "cancel": "cancelled", "lapse": "lapsed"},
    "no_show": {"requeue": "waiting", "cancel": "cancelled", "lapse": "lapsed"},
    "finished": {},
    "cancelled": {},
    "lapsed": {},
}

ALLOWED = {(state, do): set(to.split()) for state, moves in BY_HAND.items() for do, to in moves.items()}
REFUSED = [(state, do) for state, do in product(Is, Do) if (state, do) not in ALLOWED]


def test_the_table_is_the_designs() -> None:
    assert {(str(state), str(do)): set(map(str, to)) for (state, do), to in LIFE_CYCLE.items()} == ALLOWED


def test_every_state_and_every_verb_is_in_the_designs_table() -> None:
    assert set(BY_HAND) == set(map(str, Is))
    assert {do for _, do in ALLOWED} | {"issue"} == set(map(str, Do))


@pytest.mark.parametrize("state, do", sorted(LIFE_CYCLE))
def test_a_move_of_the_table_leads_where_the_table_says(state: Is, do: Do) -> None:
    assert MOVES[do](a_ticket(state)).status in ALLOWED[state, do]


@pytest.mark.parametrize("state, do", REFUSED)
def test_any_other_move_is_refused_with_the_state_it_found(state: Is, do: Do) -> None:
    ticket = a_ticket(state)
    with pytest.raises(WrongState) as refused:
        MOVES[do](ticket) if do in MOVES else ticket.check(do)
    assert refused.value.code == "wrong_state"
    assert refused.value.status == 409
    assert refused.value.facts == {"number": "A-012", "action": do, "status": state}


def test_every_state_is_reached_from_an_issued_ticket() -> None:
    reached = {Is.WAITING, Is.BOOKED}
    while further := {to for (state, _), leads in LIFE_CYCLE.items() if state in reached for to in leads} - reached:
        reached |= further
    assert reached == set(Is)


@pytest.mark.parametrize("state", sorted(OPEN))
def test_every_open_state_can_come_to_an_end(state: Is) -> None:
    assert not LIFE_CYCLE[state, Do.LAPSE] & OPEN


def test_nothing_leads_out_of_a_state_that_is_not_open() -> None:
    assert {state for state, _ in LIFE_CYCLE} == OPEN


def test_a_ticket_is_at_a_member_of_staff_while_called_and_served() -> None:
    assert {Is.CALLED, Is.SERVING} == OWNED


def test_an_outcome_that_leads_on_brings_the_ticket_to_wait_there() -> None:
    ticket = a_ticket(Is.SERVING).finished(Outcome.COMPLETE, next_step="verification", at=9_000)
    assert (ticket.status, ticket.step, ticket.ended_at) == (Is.WAITING, "verification", 0)
    assert ticket.queue == "A/verification"


def test_an_outcome_that_leads_nowhere_ends_the_visit_and_keeps_who_served() -> None:
    ticket = a_ticket(Is.SERVING).finished(Outcome.REJECTED, next_step="", at=9_000)
    assert (ticket.status, ticket.outcome, ticket.ended_at) == (Is.FINISHED, Outcome.REJECTED, 9_000)
    assert (ticket.staff, ticket.counter) == ("extra-1", "bantuan-1")


def test_whoever_is_served_when_the_day_closes_is_finished_with_an_outcome_of_its_own() -> None:
    ticket = a_ticket(Is.SERVING).lapsed(at=9_000)
    assert (ticket.status, ticket.outcome, ticket.ended_at) == (Is.FINISHED, Outcome.DAY_CLOSED, 9_000)


@pytest.mark.parametrize("state", sorted(OPEN - {Is.SERVING}))
def test_a_ticket_that_lapses_or_is_cancelled_bears_no_outcome_of_an_earlier_step(state: Is) -> None:
    ticket = a_ticket(state, outcome=Outcome.DOCUMENTS_MISSING)
    assert ticket.lapsed(at=9_000).outcome == ""
    assert ticket.cancelled(at=9_000).outcome == ""


def test_a_requeued_ticket_arrives_later_by_the_penalty_and_no_more() -> None:
    assert a_ticket(Is.NO_SHOW).requeued(penalty=600_000).arrived_at == 2_000 + 600_000


def test_a_booked_visitors_wait_starts_at_the_door() -> None:
    assert a_ticket(Is.BOOKED, arrived_at=0).checked_in(at=9_000).arrived_at == 9_000


def test_a_held_ticket_stays_her_own_but_leaves_the_counter() -> None:
    ticket = a_ticket(Is.SERVING).held()
    assert (ticket.staff, ticket.counter) == ("extra-1", "")


def test_a_ticket_called_again_counts_its_recalls_anew() -> None:
    twice = a_ticket(Is.CALLED).recalled().recalled()
    assert twice.recalls == 2
    for back in (twice.not_shown_up().requeued(penalty=0), twice.started(at=8_000).held()):
        again = back.called(staff="extra-1", counter="bantuan-2", at=9_000)
        assert (again.recalls, again.called_at, again.started_at) == (0, 9_000, 0)


def test_a_ticket_transferred_to_a_person_waits_for_her_and_for_the_service_once_called() -> None:
    ticket = a_ticket(Is.SERVING).transferred(service="K", version=3, step="verification", person="verifier-4")
    assert ticket.queue == "@verifier-4"
    called = ticket.called(staff="verifier-4", counter="loket-4", at=9_000)
    assert called.returned().queue == "K/verification"


def test_a_transfer_keeps_the_printed_number_whatever_the_service() -> None:
    ticket = a_ticket(Is.SERVING).transferred(service="K", version=3, step="help", person="")
    assert (ticket.number, ticket.service, ticket.service_version) == ("A-012", "K", 3)
