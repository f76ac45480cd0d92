import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_server.domain.staff import SIGNED_IN, Member
from counter_server.protocol.terms import Role, StaffState

AWAY = Member(staff="verifier-1", name="Verifikator 1", role=Role.VERIFIER)
HERE = AWAY.signed_in("loket-1", at=1_000)
READY = HERE.ready(at=2_000)
BUSY = READY.busy(7, at=3_000)


def test_signed_in_is_not_yet_ready() -> None:
    assert (HERE.state, HERE.reason, HERE.counter) == (StaffState.PAUSED, SIGNED_IN, "loket-1")


def test_ready_again_does_not_lose_her_place_among_the_idle() -> None:
    assert READY.ready(at=9_000).since == 2_000


def test_a_pause_asked_for_while_busy_takes_effect_when_the_ticket_leaves() -> None:
    asked = BUSY.paused("istirahat", at=4_000)
    assert (asked.state, asked.ticket) == (StaffState.BUSY, 7)
    left = asked.freed(at=5_000, wrap_up=0)
    assert (left.state, left.reason, left.ticket, left.pause_next) == (StaffState.PAUSED, "istirahat", 0, "")


def test_a_pause_asked_for_while_busy_can_be_taken_back() -> None:
    assert BUSY.paused("istirahat", at=4_000).ready(at=4_500).freed(at=5_000, wrap_up=0).state is StaffState.READY


def test_whoever_is_free_again_has_her_wrap_up_first_unless_she_says_ready() -> None:
    free = BUSY.freed(at=5_000, wrap_up=30_000)
    assert (free.state, free.ready_at) == (StaffState.READY, 35_000)
    assert free.ready(at=6_000).ready_at == 6_000


def test_a_new_sign_in_while_a_ticket_is_open_finds_it_open() -> None:
    again = BUSY.signed_in("loket-1", at=9_000)
    assert (again.state, again.ticket) == (StaffState.BUSY, 7)


def test_a_console_that_is_lost_while_a_ticket_is_open_leaves_it_open() -> None:
    assert BUSY.gone(at=9_000) == BUSY


def test_whoever_signs_out_leaves_the_counter() -> None:
    out = READY.signed_out(at=9_000)
    assert (out.state, out.counter, out.call_next) == (StaffState.AWAY, "", 0)


@pytest.mark.parametrize("called, remembered", [(9, 0), (8, 9)])
def test_a_held_ticket_asked_back_is_remembered_until_it_is_called(called: int, remembered: int) -> None:
    asked = Member(staff="verifier-1", name="", role=Role.VERIFIER, state=StaffState.READY, call_next=9)
    assert asked.busy(called, at=1).call_next == remembered


@given(st.lists(st.sampled_from(["signed_in", "gone", "ready", "paused", "busy", "freed"]), max_size=30))
def test_busy_is_having_a_ticket_and_nothing_else_is(story: list[str]) -> None:
    member = AWAY
    for at, word in enumerate(story, start=1):
        match word:
            case "signed_in":
                member = member.signed_in("loket-1", at=at)
            case "gone":
                member = member.gone(at=at)
            case "ready":
                member = member.ready(at=at)
            case "paused":
                member = member.paused("istirahat", at=at)
            case "busy" if member.state is StaffState.READY:
                member = member.busy(at, at=at)
            case "freed" if member.ticket:
                member = member.freed(at=at, wrap_up=0)
        assert (member.state is StaffState.BUSY) == (member.ticket != 0)
