"""Words of the person in charge, on their way to the wall and the voice: in turn with the calls, never over one."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from counter_server.protocol.locale import Locale
from counter_server.protocol.messages import NOTICE, Announcement, Board, Change, Ticket
from counter_server.protocol.terms import Is
from counter_server.protocol.voice_settings import Voice as VoiceSettings
from display.announcements import NOTICE_STANDS, SUPERSEDED, Announcements, Report
from display.board import fold
from display.examples import MOMENT, board, ticket
from display.speech.calls import notice_utterance
from display.wall import STAYS_SECONDS, Moment, Wall, wall
from tests.unit.test_board import BRANCH, INDONESIAN

EMPTY = replace(board(MOMENT), seq=0, tickets=[], announcements=[])
WORDS = {"id": "Loket tutup tiga puluh menit lagi.", "en": "The counters close in thirty minutes."}


def notice(seq: int, texts: dict[str, str] = WORDS) -> Change:
    return Change(seq=seq, at=MOMENT, action="announce", waiting={}, notice=texts)


def call(seq: int, one: Ticket) -> Change:
    return Change(seq=seq, at=MOMENT, action="call", ticket=one, waiting={})


def called(id: int) -> Ticket:
    return ticket(id, f"A-{id:03d}", f"loket-{id}", Is.CALLED, MOMENT)


def listed(seq: int, minutes: float = 0) -> Announcement:
    at = MOMENT - timedelta(minutes=minutes)
    return Announcement(seq=seq, number="", counter="", at=at, kind=NOTICE, ticket=0, texts=WORDS)


def hang(known: Board | None, voice: Announcements, shown: float) -> Wall:
    return wall(known, voice, Moment(MOMENT, shown), INDONESIAN, BRANCH)


@given(st.lists(st.booleans(), max_size=12))
def test_notices_and_calls_are_said_in_the_order_they_came(notices: list[bool]) -> None:
    voice = Announcements()
    for seq, is_notice in enumerate(notices, start=1):
        voice = voice.heard(notice(seq) if is_notice else call(seq, called(seq)))
    assert [one.seq for one in voice.waiting] == list(range(1, len(notices) + 1))


def test_a_notice_waits_while_tickets_come_and_go_and_is_said_once() -> None:
    voice = Announcements().heard(notice(1)).heard(call(2, called(2)))
    voice = voice.heard(
        Change(seq=3, at=MOMENT, action="start", ticket=replace(called(2), status=Is.SERVING), waiting={})
    )
    assert [one.seq for one in voice.waiting] == [1]
    voice = voice.begun().ended(True)
    assert voice.reports[-1] == Report(1, True, None)
    again = voice.heard(replace(EMPTY, seq=4, announcements=[listed(1)]))
    assert again.waiting == ()


def test_a_wall_that_comes_back_says_a_fresh_notice_and_passes_over_an_old_one() -> None:
    old = NOTICE_STANDS.total_seconds() / 60
    voice = Announcements().heard(replace(EMPTY, seq=9, announcements=[listed(3, old), listed(4, old - 1)]))
    assert [one.seq for one in voice.waiting] == [4]
    assert voice.reports == (Report(3, False, SUPERSEDED),)


def test_what_another_wall_has_said_meanwhile_is_not_said_again() -> None:
    voice = Announcements().heard(notice(1)).heard(replace(EMPTY, seq=2))
    assert (voice.waiting, voice.reports) == ((), (Report(1, False, SUPERSEDED),))


def test_the_wall_shows_it_while_it_is_said_and_for_its_time_in_the_place_of_the_large_call() -> None:
    known = fold(EMPTY, call(1, called(1)))
    voice = Announcements().heard(call(1, called(1))).begun().ended(True).heard(notice(2)).begun()
    said = hang(known, voice, 0.0)
    assert (said.notice, said.resting) == (WORDS["id"], False)
    assert said.large is not None, "the call stays beside it"
    assert said.large.number == "A-001"
    ended = voice.ended(True)
    assert hang(known, ended, STAYS_SECONDS - 0.1).notice == WORDS["id"]
    assert hang(known, ended, STAYS_SECONDS).notice == ""


def test_the_next_call_takes_its_place_at_once() -> None:
    known = fold(EMPTY, call(2, called(2)))
    voice = Announcements().heard(notice(1)).heard(call(2, called(2))).begun().ended(True).begun()
    now = hang(known, voice, 0.0)
    assert now.notice == ""
    assert now.large is not None
    assert now.large.number == "A-002"


def test_words_in_another_language_only_are_better_than_none() -> None:
    voice = Announcements().heard(notice(1, {"en": "Please wait."})).begun()
    said = hang(EMPTY, voice, 0.0)
    assert (said.notice, said.resting) == ("Please wait.", False), "no information takes its place"


def test_the_voice_says_it_once_in_each_language_it_has_words_for() -> None:
    english = Locale("en", {})
    both = notice_utterance(VoiceSettings(), [INDONESIAN, english], WORDS, volume=40)
    assert [(one.text, one.voice) for one in both.sentences] == [(WORDS["id"], "id"), (WORDS["en"], "en")]
    assert (both.times, both.chime, both.volume) == (1, True, 40)
    one = notice_utterance(VoiceSettings(), [INDONESIAN], {"en": "Please | wait."})
    assert [(one.text, one.voice) for one in one.sentences] == [("Please wait.", "id")]


def test_a_new_running_text_hangs_with_the_change_that_brings_it() -> None:
    told = replace(EMPTY.branch, running_text={"id": "Listrik padam sebentar."})
    known = fold(EMPTY, Change(seq=5, at=MOMENT, action="running-text", waiting={}, branch=told))
    assert hang(known, Announcements(), 99.0).running_text == "Listrik padam sebentar."
    after = fold(known, notice(6))
    assert hang(after, Announcements(), 99.0).running_text == "Listrik padam sebentar."
