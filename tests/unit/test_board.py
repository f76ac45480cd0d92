"""The board on the display: folded from what comes down, and what the wall derives from it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from counter_server.protocol.branch_file import Branch
from counter_server.protocol.locale import Locale
from counter_server.protocol.messages import (
    Announcement,
    Board,
    Change,
    CounterNow,
    Estimate,
    ServiceNow,
    Ticket,
)
from counter_server.protocol.terms import Is, StaffState
from display.announcements import Announcements
from display.board import PASSED_KEPT, fold
from display.examples import MOMENT, board, ticket
from display.wall import STAYS_SECONDS, Moment, Wall, wall

ASSETS = Path(__file__).parents[2] / "assets"
INDONESIAN = Locale.load(ASSETS / "locale", "id")
BRANCH = Branch(key="p2km", name="LALOPA P2KM", office="Dinas Kesehatan", zone="Asia/Jakarta")
ENGLISH = Locale.load(ASSETS / "locale", "en")


def change(seq: int, action: str, one: Ticket | None = None, waiting: int = 0) -> Change:
    return Change(seq=seq, at=MOMENT, action=action, ticket=one, waiting={"A": {"verification": waiting}})


def called(id: int, counter: str = "loket-1", minutes_ago: int = 0) -> Ticket:
    return ticket(id, f"A-{id:03d}", counter, Is.CALLED, MOMENT - timedelta(minutes=minutes_ago))


def hang(
    known: Board | None,
    voice: Announcements | None = None,
    *,
    now: datetime = MOMENT,
    shown: float = STAYS_SECONDS,
    away: str = "",
    heard_at: datetime | None = None,
    locale: Locale = INDONESIAN,
) -> Wall:
    return wall(known, voice or Announcements(), Moment(now, shown, away, heard_at), locale, BRANCH)


def spoken(one: Ticket, seq: int) -> Announcements:
    """The voice is at this call."""
    return Announcements().heard(change(seq, "call", one)).begun()


def empty() -> Board:
    return replace(board(MOMENT), tickets=[], announcements=[], waiting={})


def test_a_change_before_the_first_whole_board_is_nothing_to_go_by() -> None:
    assert fold(None, change(3, "call", called(1))) is None


def test_a_whole_board_takes_the_place_of_everything_before() -> None:
    old = board(MOMENT, called=3, waiting=9)
    assert fold(old, empty()) == empty()


def test_a_change_replaces_the_ticket_it_carries_and_the_counts() -> None:
    once = fold(empty(), change(201, "call", called(1), waiting=4))
    then = fold(once, change(202, "start", replace(called(1), status=Is.SERVING), waiting=3))
    assert then is not None
    assert [(one.number, one.status) for one in then.tickets] == [("A-001", Is.SERVING)]
    assert then.waiting == {"A": {"verification": 3}}
    assert then.seq == 202


def test_a_change_that_the_board_already_holds_is_passed_over() -> None:
    known = empty()
    assert fold(known, change(known.seq, "call", called(1))) is known


def test_the_waits_are_replaced_as_a_whole_though_no_line_of_the_journal_says_so() -> None:
    known = replace(empty(), waits={"A": Estimate(low=5, high=10), "K": Estimate(low=0, high=5)})
    told = replace(change(known.seq, "waits", waiting=99), waits={"A": Estimate(low=10, high=20)})
    assert fold(known, told) == replace(known, waits={"A": Estimate(low=10, high=20)})
    gone = replace(told, waits={})
    assert fold(known, gone) == replace(known, waits={})


def test_any_other_change_leaves_the_waits_as_they_were() -> None:
    known = replace(empty(), waits={"A": Estimate(low=5, high=10)})
    then = fold(known, change(known.seq + 1, "call", called(1)))
    assert then is not None
    assert then.waits == known.waits


def test_counters_and_services_are_replaced_by_their_key_and_added_when_new() -> None:
    busy = replace(empty().counters[0], state=StaffState.BUSY)
    new = CounterNow(counter="loket-99", name="Loket 99", kind="loket", n=99)
    closed = ServiceNow(letter="A", open=False)
    known: Board | None = replace(empty(), services=[ServiceNow(letter="A", open=True)])
    for seq, part in ((301, {"counter": busy}), (302, {"counter": new}), (303, {"service": closed})):
        known = fold(known, replace(change(seq, "configure"), **part))
    assert known is not None
    assert known.counters[0] == busy
    assert known.counters[-1] == new
    assert known.services == [closed]


def test_what_the_branch_says_from_now_on_takes_the_place_of_what_it_said() -> None:
    said = replace(empty().branch, running_text={"id": "Loket tutup pukul 14.00."})
    known = fold(fold(empty(), replace(change(301, "configure"), branch=said)), change(302, "call", called(1)))
    assert known is not None
    assert known.branch == said


def test_a_ticket_that_goes_back_to_waiting_leaves_the_wall() -> None:
    known = fold(
        fold(empty(), change(201, "call", called(1))), change(202, "return", replace(called(1), status=Is.WAITING))
    )
    assert known is not None
    assert known.tickets == []


def test_the_passed_tickets_kept_do_not_grow_over_the_day() -> None:
    known: Board | None = empty()
    for n in range(1, 200):
        known = fold(known, change(200 + n, "finish", replace(called(n, minutes_ago=200 - n), status=Is.FINISHED)))
    assert known is not None
    assert [one.id for one in known.tickets] == list(range(199, 199 - PASSED_KEPT, -1))


def test_the_wall_says_time_and_date_of_the_branch_in_the_language_of_the_screen() -> None:
    at = datetime(2026, 11, 23, 17, 5, tzinfo=UTC)  # already the 24th in Jakarta
    assert (hang(empty(), now=at).date, hang(empty(), now=at).time) == ("Selasa, 24 November 2026", "00.05")
    assert "24 November 2026" in hang(empty(), now=at, locale=ENGLISH).date


def test_the_large_card_is_the_call_at_the_voice_and_not_the_newest_one() -> None:
    known = replace(empty(), tickets=[called(1, "loket-4", minutes_ago=2), called(2, "loket-7")])
    large = hang(known, spoken(known.tickets[0], 301), shown=0.0).large
    assert large is not None
    assert (large.number, large.place) == ("A-001", "Loket 4")


def test_a_call_stays_large_for_its_time_though_the_visitor_was_quick() -> None:
    voice = spoken(called(1), 301).ended(True)
    known = replace(empty(), tickets=[replace(called(1), status=Is.SERVING)])
    assert hang(known, voice, shown=STAYS_SECONDS - 1).large is not None
    assert hang(known, voice, shown=STAYS_SECONDS).large is None


@pytest.mark.parametrize("status", [Is.WAITING, Is.NO_SHOW, Is.ON_HOLD, Is.CANCELLED])
def test_a_call_taken_back_is_not_shown_large_any_longer(status: Is) -> None:
    voice = spoken(called(1), 301).ended(True)
    assert hang(replace(empty(), tickets=[replace(called(1), status=status)]), voice, shown=1.0).large is None


def test_after_the_voice_the_newest_spoken_call_that_still_waits_is_large() -> None:
    finished = replace(called(3), status=Is.FINISHED)
    known = replace(empty(), tickets=[called(1, minutes_ago=9), called(2, "loket-2", minutes_ago=5), finished])
    large = hang(known, spoken(called(3), 301).ended(True)).large
    assert large is not None
    assert large.number == "A-002"


def test_a_call_still_waiting_for_the_voice_is_not_large_before_its_turn() -> None:
    known = replace(empty(), tickets=[called(1, minutes_ago=9), called(2, "loket-2")])
    voice = Announcements().heard(change(300, "call", known.tickets[1]))
    large = hang(known, voice).large
    assert large is not None
    assert large.number == "A-001"


def test_a_recall_draws_the_eye_anew() -> None:
    known = replace(empty(), tickets=[called(1)])
    first = spoken(called(1), 301)
    again = first.ended(True).heard(change(302, "recall", called(1))).begun()
    pulses = [hang(known, voice).large for voice in (first, again)]
    assert [large.pulse for large in pulses if large] == [301, 302]


@pytest.mark.parametrize("active", [0, 1, 11, 18])
def test_all_active_calls_have_a_card(active: int) -> None:
    assert len(hang(board(MOMENT, called=active)).cards) == active


def test_cards_stand_in_the_order_of_the_counters_so_that_each_keeps_its_place() -> None:
    tickets = [called(3, "bantuan-1"), called(1, "loket-10"), called(2, "loket-2")]
    assert [card.place for card in hang(replace(empty(), tickets=tickets)).cards] == [
        "Loket 2",
        "Loket 10",
        "Meja Bantuan 1",
    ]


def test_a_card_says_whether_its_ticket_is_at_the_voice_called_or_served() -> None:
    tickets = [called(1, "loket-1"), called(2, "loket-2"), replace(called(3, "loket-3"), status=Is.SERVING)]
    known = replace(empty(), tickets=tickets)
    assert [card.kind for card in hang(known, spoken(tickets[0], 301)).cards] == ["voiced", "called", "serving"]


def test_passed_calls_come_newest_first_and_say_who_missed_the_call() -> None:
    tickets = [
        replace(called(1, "loket-3", 30), status=Is.FINISHED),
        replace(called(2, "loket-4", 20), status=Is.NO_SHOW),
        replace(called(3, "loket-5", 10), status=Is.ON_HOLD, counter=None),
    ]
    passed = hang(replace(empty(), tickets=tickets)).passed
    assert [(one.number, one.note, one.missed) for one in passed] == [
        ("A-003", "Ditunda", False),
        ("A-002", "Terlewat", True),
        ("A-001", "Loket 3", False),
    ]


def test_waiting_visitors_are_counted_in_all_and_for_each_service() -> None:
    known = replace(empty(), waiting={"K": {"verification": 2}, "A": {"help": 3, "verification": 4}})
    shown = hang(known)
    assert shown.waiting == "9"
    assert [(queue.letter, queue.waiting) for queue in shown.queues] == [("A", "7"), ("K", "2")]


def test_the_wall_says_how_old_its_data_is_while_the_server_is_away() -> None:
    away = hang(empty(), away="silent", heard_at=MOMENT - timedelta(minutes=3)).away
    assert away == "Data pukul 10.39, menyambung kembali…"
    assert hang(empty()).away == ""


def test_a_display_that_never_heard_the_server_or_is_refused_says_so() -> None:
    assert hang(None, away="unreachable").away == INDONESIAN.say("display.away.never_heard")
    assert hang(None, away="not_signed_in").away == INDONESIAN.say("display.away.key_refused")


def test_before_the_server_is_heard_the_wall_shows_name_and_clock_of_its_own_branch_file() -> None:
    shown = hang(None)
    assert not shown.ready
    assert (shown.branch, shown.time) == ("LALOPA P2KM", "10.42")


def test_the_tips_take_turns() -> None:
    shown = [hang(empty(), now=MOMENT + timedelta(seconds=12 * turn)) for turn in range(5)]
    assert len({one.tip for one in shown}) == len(INDONESIAN.under("display.tip"))
    assert shown[0].aside == shown[1].tip


def test_an_announcement_of_a_ticket_no_longer_on_the_board_is_shown_while_it_is_spoken() -> None:
    one = Announcement(seq=9, number="A-009", counter="loket-9", at=MOMENT, kind="call", ticket=9)
    large = hang(empty(), Announcements(current=one, speaking=True), shown=90.0).large
    assert large is not None
    assert large.number == "A-009"


@pytest.mark.parametrize(
    "expected, indonesian, english",
    [
        (Estimate(low=10, high=20), ("10–20", "mnt"), ("10–20", "min")),
        (Estimate(low=165, high=195), ("165–195", "mnt"), ("165–195", "min")),
        (Estimate(low=210, high=240), ("> 3", "jam"), ("> 3", "hrs")),
        (Estimate(low=60, high=75, after_closing=True), ("", ""), ("", "")),
        (None, ("", ""), ("", "")),
    ],
)
def test_how_long_is_said_shortly_and_nothing_where_nobody_knows(
    expected: Estimate | None, indonesian: tuple[str, str], english: tuple[str, str]
) -> None:
    known = replace(empty(), waiting={"A": {"help": 1, "verification": 2}}, waits={"A": expected} if expected else {})
    for locale, said in ((INDONESIAN, indonesian), (ENGLISH, english)):
        (queue,) = hang(known, locale=locale).queues
        assert (queue.letter, queue.waiting, (queue.wait, queue.unit)) == ("A", "3", said)
