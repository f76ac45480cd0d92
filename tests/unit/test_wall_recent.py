"""Who hears nothing: a call stays to be seen for its time, however many come after it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_server.protocol.messages import Board, Change, Ticket
from counter_server.protocol.terms import Is
from display.announcements import Announcements
from display.board import fold
from display.examples import MOMENT, board, ticket
from display.recent import JUST_CALLED_SECONDS, RecentCalls
from display.wall import AS_USUAL, Moment, Wall, wall
from tests.unit.test_board import BRANCH, INDONESIAN

EMPTY = replace(board(MOMENT), seq=0, tickets=[], announcements=[])
FOLLOWED = [Is.CALLED, Is.SERVING, Is.FINISHED]


def hang(known: Board | None, voice: Announcements, recent: RecentCalls, now: float, began: float) -> Wall:
    moment = Moment(MOMENT + timedelta(seconds=now), now - began, recent=recent.at(now))
    return wall(known, voice, moment, INDONESIAN, BRANCH)


@pytest.mark.parametrize("status", [Is.WAITING, Is.CANCELLED, Is.NO_SHOW, Is.ON_HOLD])
def test_a_call_that_is_taken_back_after_it_was_said_is_not_followed_any_longer(status: Is) -> None:
    """Back in the queue, or called to another hall: nobody should walk to that counter."""
    one = ticket(1, "A-001", "loket-1", Is.CALLED, MOMENT)
    known, voice = told(EMPTY, Announcements(), 1, "call", one)
    voice = voice.begun().ended(True)
    known, voice = told(known, voice, 2, "?", replace(one, status=status, counter=None))
    assert hang(known, voice, RecentCalls().called(1, 1, 0.0), 5.0, 0.0).large is None


@given(st.lists(st.tuples(st.floats(0.5, 12), st.sampled_from(FOLLOWED)), min_size=1, max_size=8))
def test_for_twenty_seconds_a_call_is_large_or_its_card_is_marked(calls: list[tuple[float, Is]]) -> None:
    known: Board | None = EMPTY
    voice, recent, now, seq = Announcements(), RecentCalls(), 0.0, 0
    began: dict[int, float] = {}
    for id, (pause, then) in enumerate(calls, start=1):
        seq += 1
        one = ticket(id, f"A-{id:03d}", f"loket-{id}", Is.CALLED, MOMENT + timedelta(seconds=now))
        known, voice = told(known, voice, seq, "call", one)
        voice = voice.begun()
        recent, began[id] = recent.called(id, seq, now), now
        voice = voice.ended(True)
        if then is not Is.CALLED:
            seq += 1
            known, voice = told(known, voice, seq, "start", replace(one, status=then))
        now += pause
        seen = hang(known, voice, recent, now, began[id])
        shown = {card.key for card in seen.cards if card.kind in ("voiced", "just") and card.pulse}
        shown |= {seen.large.key} if seen.large else set()
        wanted = {key for key, at in began.items() if now - at < JUST_CALLED_SECONDS}
        assert wanted <= shown


def told(
    known: Board | None, voice: Announcements, seq: int, action: str, one: Ticket
) -> tuple[Board | None, Announcements]:
    change = Change(seq=seq, at=MOMENT, action=action, ticket=one, waiting={})
    return fold(known, change), voice.heard(change)


def test_after_its_time_a_card_is_not_marked_any_more() -> None:
    one = ticket(1, "A-001", "loket-1", Is.SERVING, MOMENT)
    recent = RecentCalls().called(1, 7, 0.0)
    known = replace(EMPTY, tickets=[one])
    at = {now: hang(known, Announcements(), recent, now, -99.0).cards[0] for now in (19.9, 20.0)}
    assert (at[19.9].kind, at[19.9].pulse) == ("just", 7)
    assert (at[20.0].kind, at[20.0].pulse) == ("serving", 0)


@pytest.mark.parametrize("status", [Is.NO_SHOW, Is.ON_HOLD, Is.CANCELLED])
def test_a_call_taken_back_is_not_marked(status: Is) -> None:
    one = ticket(1, "A-001", "loket-1", status, MOMENT)
    assert hang(replace(EMPTY, tickets=[one]), Announcements(), RecentCalls().called(1, 7, 0.0), 1.0, -99.0).cards == ()


def test_a_recall_is_recent_anew_and_flashes_anew() -> None:
    recent = RecentCalls().called(1, 7, 0.0).called(2, 8, 5.0).called(1, 9, 18.0)
    assert recent.at(24.0) == {1: 9, 2: 8}
    assert recent.at(37.9) == {1: 9}


def test_the_recent_calls_kept_do_not_grow_over_the_day() -> None:
    recent = RecentCalls()
    for n in range(500):
        recent = recent.called(n, n, float(n))
    assert len(recent.begun) == JUST_CALLED_SECONDS


@pytest.mark.parametrize("shown, resting", [(0.0, False), (29.9, False), (30.0, True), (300.0, True)])
def test_a_call_that_has_had_its_time_leaves_its_place_to_information_but_not_its_card(
    shown: float, resting: bool
) -> None:
    one = ticket(1, "A-001", "loket-1", Is.CALLED, MOMENT)
    change = Change(seq=5, at=MOMENT, action="call", ticket=one, waiting={})
    voice = Announcements().heard(change).begun().ended(True)
    known = replace(EMPTY, tickets=[one])
    seen = wall(known, voice, Moment(MOMENT, shown), INDONESIAN, BRANCH, AS_USUAL)
    assert seen.resting is resting
    assert seen.large is not None
    assert [card.kind for card in seen.cards] == ["voiced"]


def test_a_call_at_the_voice_never_rests() -> None:
    one = ticket(1, "A-001", "loket-1", Is.CALLED, MOMENT)
    voice = Announcements().heard(Change(seq=5, at=MOMENT, action="call", ticket=one, waiting={})).begun()
    seen = wall(replace(EMPTY, tickets=[one]), voice, Moment(MOMENT, 900.0), INDONESIAN, BRANCH, AS_USUAL)
    assert not seen.resting


@pytest.mark.parametrize("minutes, resting", [(0, False), (1, True)])
def test_the_call_before_comes_back_large_only_while_its_own_time_lasts(minutes: int, resting: bool) -> None:
    one = ticket(1, "A-001", "loket-1", Is.CALLED, MOMENT - timedelta(minutes=minutes))
    seen = wall(replace(EMPTY, tickets=[one]), Announcements(), Moment(MOMENT), INDONESIAN, BRANCH, AS_USUAL)
    assert seen.large is not None
    assert seen.resting is resting
