"""A call nobody answers: announced again, never too often and never too soon; then no-show is offered."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_server.domain.at_desk import AtDesk
from counter_server.domain.ticket import Ticket
from counter_server.domain.unanswered import UNHEARD, Patience, again_at, given_up_at, heard_at, is_due
from counter_server.protocol.terms import Is

from .counter_tickets import a_ticket

CALLED_AT = 3_000
PATIENT = Patience(walking=30_000, between=60_000, recalls=2)


def called(**differs: object) -> Ticket:
    return a_ticket(Is.CALLED, **differs)


def test_a_call_is_announced_again_after_the_time_that_is_set() -> None:
    assert again_at(PATIENT, called()) == CALLED_AT + 60_000


def test_the_time_counts_from_when_the_call_was_heard() -> None:
    heard = called(desk=AtDesk(announced_at=50_000))
    assert heard_at(heard) == 50_000
    assert again_at(PATIENT, heard) == 110_000


def test_nobody_is_announced_again_before_she_could_have_walked_here() -> None:
    assert again_at(replace(PATIENT, between=10_000), called()) == CALLED_AT + 30_000


@pytest.mark.parametrize("recalls, again, given_up", [(0, 63_000, 0), (1, 63_000, 0), (2, 0, 33_000), (5, 0, 33_000)])
def test_after_the_last_recall_no_show_is_offered_once_she_had_time_to_walk(
    recalls: int, again: int, given_up: int
) -> None:
    ticket = called(recalls=recalls)
    assert (again_at(PATIENT, ticket), given_up_at(PATIENT, ticket)) == (again, given_up)


@pytest.mark.parametrize("status", sorted(set(Is) - {Is.CALLED}))
def test_only_a_call_waits_for_an_answer(status: Is) -> None:
    ticket = a_ticket(status, recalls=2)
    assert (again_at(PATIENT, ticket), given_up_at(PATIENT, ticket)) == (0, 0)


def test_nothing_is_announced_by_itself_where_that_is_off_and_no_show_is_still_offered_after_those_by_hand() -> None:
    by_hand = replace(PATIENT, between=0)
    assert again_at(by_hand, called()) == 0
    assert given_up_at(by_hand, called(recalls=2)) == CALLED_AT + 30_000


def test_without_recalls_neither_happens() -> None:
    never = replace(PATIENT, recalls=0)
    assert (again_at(never, called()), given_up_at(never, called(recalls=9))) == (0, 0)


def test_a_call_no_voice_has_said_waits_longer_but_not_for_ever() -> None:
    due = CALLED_AT + 60_000
    assert is_due(PATIENT, called(), due, unspoken=False)
    assert not is_due(PATIENT, called(), due - 1, unspoken=False)
    assert not is_due(PATIENT, called(), due, unspoken=True)
    assert is_due(PATIENT, called(), due + UNHEARD, unspoken=True)


patiences = st.builds(
    Patience, walking=st.integers(0, 900_000), between=st.integers(0, 3_600_000), recalls=st.integers(0, 20)
)


@given(patiences, st.integers(0, 25), st.integers(0, 10**7))
def test_a_call_is_never_both_announced_again_and_given_up(patience: Patience, recalls: int, announced_at: int) -> None:
    ticket = called(recalls=recalls, desk=AtDesk(announced_at=announced_at))
    again, given_up = again_at(patience, ticket), given_up_at(patience, ticket)
    assert not (again and given_up)
    assert all(not at or at >= heard_at(ticket) + patience.walking for at in (again, given_up))


@given(patiences.filter(lambda one: one.between > 0))
def test_by_itself_it_is_announced_as_often_as_is_set_and_then_offered(patience: Patience) -> None:
    ticket, now = called(), CALLED_AT
    for _ in range(25):
        at = again_at(patience, ticket)
        if not at:
            break
        assert at > now
        now, ticket = at, ticket.recalled(at=at)
    assert ticket.recalls == patience.recalls
    assert bool(given_up_at(patience, ticket)) == bool(patience.recalls)
