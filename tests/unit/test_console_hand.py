"""What the desk says of the ticket in hand, from a desk alone."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from counter_server.domain.at_desk import Told
from counter_server.domain.identity import Region
from counter_server.protocol.locale import Locale
from counter_server.protocol.messages import StaffNow
from counter_server.protocol.terms import Is, Mode, Outcome, Priority, Role, StaffState
from counter_server.web.at_my_desk import AtMyDesk, BreakNow, CheckNow
from counter_server.web.console_hand import Fact, check_ticks, facts
from counter_server.web.console_view import DeskView

from .test_console_view import DESK, ME, NOW, TICKET

ID = Locale.load(Path(__file__).parents[2] / "assets" / "locale", "id")
DISTRICTS = {"18.71.01": Region(code="18.71.01", name="Kedaton", level="kecamatan")}
COPIES = CheckNow(key="copies", texts={"id": "Fotokopi sama"}, ticked=False)
CALLED = replace(TICKET, status=Is.CALLED, called_at=NOW, counter="loket-1")
SERVING = replace(CALLED, status=Is.SERVING, started_at=NOW)


def view(mine: AtMyDesk | None = None, **changed: object) -> DeskView:
    desk = replace(DESK, mine=mine or AtMyDesk(), outcomes=(Outcome.COMPLETE, Outcome.REJECTED), **changed)  # type: ignore[arg-type]
    return DeskView(desk, ID, DISTRICTS)


def test_what_the_numbers_say_is_said_in_words() -> None:
    told = Told(born=("1990-01-05",), sex="female", region="18.71.01", kk_region="32.73.01")
    assert facts(told, date(2026, 11, 23), ID, DISTRICTS) == [
        Fact("Lahir", "5 Jan 1990 (36 tahun)"),
        Fact("Jenis kelamin", "perempuan"),
        Fact("NIK asal", "Kecamatan Kedaton"),
        Fact("KK asal", "luar Kota Bandar Lampung"),
    ]


def test_two_possible_centuries_are_both_said() -> None:
    (born,) = facts(Told(born=("1920-01-01", "2020-01-01")), date(2026, 11, 23), ID, {})
    assert born.words == "1 Jan 1920 (106 tahun) atau 1 Jan 2020 (6 tahun)"


def test_a_district_of_the_city_that_the_table_does_not_know_is_still_in_the_city() -> None:
    (region,) = facts(Told(region="18.71.99"), date(2026, 11, 23), ID, {})
    assert region.words == "Kota Bandar Lampung"


def test_the_keys_of_the_checks_follow_on_those_of_the_papers_and_end_with_nought() -> None:
    many = [replace(COPIES, key=f"check-{n}") for n in range(8)]
    assert [one.digit for one in check_ticks(many, ID, digits_taken=4)] == ["5", "6", "7", "8", "9", "0", "", ""]


def test_the_end_asks_for_what_is_not_ticked() -> None:
    main = view(AtMyDesk(checks=[COPIES]), ticket=SERVING).main
    assert main is not None
    assert (main.words, main.asks) == ("finish_checks", True)
    ticked = view(AtMyDesk(checks=[replace(COPIES, ticked=True)]), ticket=SERVING).main
    assert ticked is not None
    assert (ticked.words, ticked.asks) == ("finish", False)


@pytest.mark.parametrize("seconds, words", [(1, "start"), (0, "no_show"), (-60, "no_show")])
def test_no_show_is_the_main_key_once_nobody_has_come_and_start_stays_beside_it(seconds: int, words: str) -> None:
    now = view(AtMyDesk(given_up_at=NOW + timedelta(seconds=seconds)), ticket=CALLED)
    assert now.main is not None
    assert now.main.words == words
    assert (now.side.words if now.side else "") == ("start" if words == "no_show" else "")


def test_papers_that_turn_out_complete_are_forwarded_with_one_key_where_that_leads_on() -> None:
    missing = {"kk": ["copy"]}
    help_desk = view(ticket=replace(SERVING, step="help", missing=missing)).side
    assert help_desk is not None
    assert help_desk.url == "/console/tickets/5/all-there"
    assert view(ticket=replace(SERVING, missing=missing)).side is None
    assert view(ticket=replace(CALLED, step="help", missing=missing)).side is None


def test_a_declared_priority_is_in_doubt_until_staff_have_seen_it() -> None:
    declared = replace(SERVING, priority=Priority.ELDERLY)
    assert view(ticket=declared).hand.unconfirmed
    assert not view(AtMyDesk(confirmed=True), ticket=declared).hand.unconfirmed
    assert not view(ticket=SERVING).hand.unconfirmed


def test_a_number_that_comes_by_itself_is_noticed_once_for_each_call() -> None:
    first, second = view(ticket=CALLED), view(ticket=replace(CALLED, called_at=NOW + timedelta(minutes=9)))
    assert [one.words for one in first.hand.notices] == ["Nomor A-005 datang ke Loket 1."]
    assert first.hand.notices[0].key != second.hand.notices[0].key
    assert view(ticket=replace(CALLED, recalls=1)).hand.notices == first.hand.notices
    assert view(ticket=CALLED, mode=Mode.PULL).hand.notices == []
    assert view(ticket=SERVING).hand.notices == []


def test_a_reminder_that_is_due_comes_first_and_is_noticed_by_its_owner_alone() -> None:
    later = replace(TICKET, id=8, number="A-008", status=Is.ON_HOLD, remind_at=NOW + timedelta(minutes=5))
    due = replace(later, id=9, number="A-009", remind_at=NOW)
    hers = replace(due, id=10, staff="verifier-2")
    hand = view(held=[later, due, hers]).hand
    assert [one.id for one in hand.held] == [9, 10, 8]
    assert [one.key.split("-")[1] for one in hand.notices] == ["9"]


def test_who_pauses_is_seen_with_the_longest_first_and_the_newly_come_are_none_of_them() -> None:
    paused = replace(ME, state=StaffState.PAUSED, reason="Salat", since=NOW - timedelta(minutes=5))
    longer = replace(paused, staff="verifier-2", since=NOW - timedelta(minutes=50))
    arrived = replace(paused, staff="verifier-3", reason="signed_in")
    board = replace(DESK.board, staff=[paused, longer, arrived, ME])
    over = BreakNow(start=NOW - timedelta(hours=1), end=NOW - timedelta(minutes=1))
    hand = view(AtMyDesk(breaks={"verifier-2": over}), board=board).hand
    assert [one.staff for one in hand.on_break] == ["verifier-2", "verifier-1"]
    assert (hand.is_late("verifier-2"), hand.is_late("verifier-1")) == (True, False)


def test_a_ticket_whose_owner_is_not_heard_is_left_open() -> None:
    gone = StaffNow(staff="verifier-1", name="R", role=Role.VERIFIER, state=StaffState.BUSY, reason="not_heard")
    board = replace(DESK.board, tickets=[SERVING, replace(SERVING, id=6, staff="verifier-2")], staff=[gone])
    assert [one.id for one in view(board=board).hand.left_open] == [5]
