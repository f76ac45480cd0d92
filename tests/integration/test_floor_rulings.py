"""What the person in charge decides for a day, on a real database: in force at once, written down, over with it."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from counter_server.domain.refusals import (
    DayEnded,
    NotAllowed,
    Refusal,
    ServiceClosed,
    ServiceUnknown,
    StaffAway,
    StaffUnknown,
)
from counter_server.domain.ticket import Ticket
from counter_server.operations import announcing, antrean, floor, serving, staffing
from counter_server.operations.callers import Caller
from counter_server.operations.day_turn import tick
from counter_server.protocol.terms import Channel, Device, Is, Mode, Outcome, Role, StaffState
from counter_server.storage import statements
from counter_server.storage.day import Day
from counter_server.storage.store import Store
from tests.store import SECRET, SUPERVISOR, VERIFIER, a_store, asked, at, issue, sign_in

WALL = Caller(Device.DISPLAY, "layar-1", "p2km")
EXTRA = Caller(Role.EXTRA, "extra-1", "p2km", counter="bantuan-1")
TUESDAY = "2026-11-24T08:00:00+07:00"
EVENING = "2026-11-23T20:00:00+07:00"
WHY = "Antrean panjang"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with a_store(tmp_path / "data") as opened:
        opened.writer.perform_now(tick)
        yield opened


def do(store: Store, operation: Any, **command: Any) -> Any:
    return store.writer.perform_now(lambda day: operation(day, SUPERVISOR, **command))


def take(store: Store, **more: Any) -> Ticket:
    ticket: Ticket = store.writer.perform_now(lambda day: issue(day, **{"channel": Channel.STAFF, **more}))
    return ticket


def present(store: Store) -> Any:
    return store.read_now(lambda line, present, setup: present)


def lines(store: Store) -> list[tuple[str, str, str, dict[str, Any], str]]:
    """Who, what, about what, told, and why, of each line of the journal."""

    def read(line: Any, *_: Any) -> list[tuple[str, str, str, dict[str, Any], str]]:
        remarks = {row[1]: row[2] for row in line._cursor.execute("SELECT * FROM remark").fetchall()}
        rows = line.all(statements.journal_after, branch="p2km", seq=0, most=1000)
        return [(row[3], row[4], row[5], json.loads(row[7] or "{}"), remarks.get(row[1], "")) for row in rows]

    return store.read_now(read)


def test_a_service_closed_by_hand_takes_no_ticket_and_opens_again_when_it_is_taken_back(store: Store) -> None:
    do(store, floor.rule_service, service="A", open=False, reason=WHY)
    assert present(store).closed == "A"
    with pytest.raises(ServiceClosed) as refused:
        take(store, channel=Channel.KIOSK)
    assert refused.value.facts == {"service": "A", "opens": "2026-11-24T07:30:00+07:00"}
    assert take(store, service="K").number == "K-001"
    assert do(store, floor.take_back, about="service:A")
    assert present(store).closed == ""
    assert take(store).number == "A-001"
    told = [line[:3] + line[4:] for line in lines(store) if line[2] == "service:A"]
    assert told == [
        ("supervisor-1", "close", "service:A", WHY),
        ("supervisor-1", "take-back", "service:A", ""),
        ("supervisor-1", "open", "service:A", ""),
    ]


def test_another_offices_program_books_nothing_of_a_service_closed_by_hand(store: Store) -> None:
    hospital = antrean.program("rs-a", "p2km")

    def book(day: Day) -> antrean.Taken:
        wish = asked(channel=Channel.WEB)
        return antrean.take(day, hospital, asked=wish, of_day="2026-11-23", secret=SECRET)

    assert store.writer.perform_now(book).place.ticket.status is Is.BOOKED
    do(store, floor.rule_service, service="A", open=False, reason=WHY)
    with pytest.raises(ServiceClosed):
        store.writer.perform_now(book)


def test_the_calendar_leaves_a_ruling_alone_and_a_service_opened_by_hand_takes_tickets_at_night(tmp_path: Path) -> None:
    with a_store(tmp_path / "data", EVENING) as store:
        store.writer.perform_now(tick)
        assert present(store).closed == "AKLS"
        do(store, floor.rule_service, service="K", open=True, reason=WHY)
        store.writer.perform_now(tick)
        assert present(store).closed == "ALS"
        assert take(store, service="K", channel=Channel.KIOSK).warnings == ()
        with pytest.raises(ServiceClosed):
            take(store, service="A", channel=Channel.KIOSK)


def test_a_ruling_outlives_a_restart_and_not_the_day(tmp_path: Path) -> None:
    with a_store(tmp_path / "data") as store:
        store.writer.perform_now(tick)
        do(store, floor.rule_service, service="A", open=False, reason=WHY)
        do(store, floor.rule_mode, mode=Mode.PUSH, reason=WHY)
        do(store, floor.move, staff="verifier-1", role=Role.EXTRA, services=["S"], reason=WHY)
        do(store, floor.rule_running_text, texts={"id": "Mohon sabar."})
    with a_store(tmp_path / "data") as store:
        store.writer.perform_now(tick)
        assert present(store).closed == "A"
        assert set(present(store).rulings) == {"service:A", "mode", "staff:verifier-1", "running_text"}
        moved = present(store).members["verifier-1"]
        assert (moved.role, moved.services) == (Role.EXTRA, ("S",))
    with a_store(tmp_path / "data", TUESDAY) as store:
        store.writer.perform_now(tick)
        assert (present(store).day, present(store).closed, dict(present(store).rulings)) == ("2026-11-24", "", {})
        home = present(store).members["verifier-1"]
        assert (home.role, home.services) == (Role.VERIFIER, ())
        taken_back = [line[:3] for line in lines(store) if line[1] == "take-back"]
        assert {line[2] for line in taken_back} == {"service:A", "mode", "staff:verifier-1", "running_text"}
        assert {line[0] for line in taken_back} == {"calendar"}
        assert {line[2] for line in lines(store) if line[1] == "open"} == {"service:A"}


def test_who_is_moved_is_given_what_she_may_serve_now_and_keeps_the_ticket_in_her_hands(store: Store) -> None:
    store.writer.perform_now(sign_in)
    first = take(store)
    called = store.writer.perform_now(lambda day: serving.call_next(day, VERIFIER, counter="loket-1"))
    assert called.id == first.id
    helped = take(store, documents={})
    do(store, floor.move, staff="verifier-1", role=Role.EXTRA, services=[], reason=WHY)
    member = present(store).members["verifier-1"]
    assert (member.state, member.ticket, member.role) == (StaffState.BUSY, first.id, Role.EXTRA)
    now_extra = Caller(Role.EXTRA, "verifier-1", "p2km", counter="loket-1")
    store.writer.perform_now(lambda day: serving.start(day, now_extra, ticket=first.id))
    store.writer.perform_now(lambda day: serving.finish(day, now_extra, ticket=first.id, outcome=Outcome.COMPLETE))
    after = store.writer.perform_now(lambda day: serving.call_next(day, now_extra, counter="loket-1"))
    assert (after.id, after.step) == (helped.id, "help")


def test_who_is_ready_follows_a_move_at_once_where_tickets_are_given(tmp_path: Path) -> None:
    with a_store(tmp_path / "data", mode=Mode.PUSH) as store:
        store.writer.perform_now(tick)
        store.writer.perform_now(sign_in)
        store.writer.perform_now(lambda day: staffing.ready(day, VERIFIER))
        waits = take(store, documents={})
        assert waits.status is Is.WAITING
        do(store, floor.move, staff="verifier-1", role=Role.EXTRA, services=[], reason=WHY)
        assert present(store).members["verifier-1"].ticket == waits.id


def test_nobody_is_moved_into_charge_nor_to_a_service_there_is_not(store: Store) -> None:
    for wrong, refusal in (
        ({"staff": "supervisor-1", "role": Role.EXTRA, "services": []}, StaffAway),
        ({"staff": "verifier-1", "role": Role.SUPERVISOR, "services": []}, StaffAway),
        ({"staff": "verifier-1", "role": Role.EXTRA, "services": ["Z"]}, ServiceUnknown),
        ({"staff": "nobody", "role": Role.EXTRA, "services": []}, StaffUnknown),
    ):
        with pytest.raises(refusal):
            do(store, floor.move, **wrong, reason=WHY)
    assert dict(present(store).rulings) == {}


def test_from_pull_to_push_whoever_is_ready_is_given_the_best_ticket(store: Store) -> None:
    store.writer.perform_now(sign_in)
    store.writer.perform_now(lambda day: staffing.ready(day, VERIFIER))
    waits = take(store)
    assert present(store).members["verifier-1"].ticket == 0
    do(store, floor.rule_mode, mode=Mode.PUSH, reason=WHY)
    assert present(store).members["verifier-1"].ticket == waits.id
    do(store, floor.take_back, about="mode")
    assert take(store).status is Is.WAITING


def test_a_message_ends_at_its_moment_and_the_journal_holds_none_of_its_words(tmp_path: Path) -> None:
    data = tmp_path / "data"
    until = at("2026-11-23T08:30:00+07:00").now()
    with a_store(data) as store:
        do(store, floor.rule_running_text, texts={"id": "Listrik padam."}, until=until)
        told = next(line for line in lines(store) if line[1] == "running-text")
        assert told[3] == {"languages": ["id"], "until": until}
        assert told[4] == "Listrik padam."
    with a_store(data, "2026-11-23T08:29:59+07:00") as store:
        store.writer.perform_now(tick)
        assert "running_text" in present(store).rulings
    with a_store(data, "2026-11-23T08:30:00+07:00") as store:
        store.writer.perform_now(tick)
        assert dict(present(store).rulings) == {}
        assert lines(store)[-1][:3] == ("calendar", "take-back", "running_text")


def test_a_notice_waits_to_be_said_in_turn_and_is_settled_by_the_first_wall_that_says_it(store: Store) -> None:
    store.writer.perform_now(sign_in)
    take(store)
    store.writer.perform_now(lambda day: serving.call_next(day, VERIFIER, counter="loket-1"))
    seq = do(store, floor.announce, texts={"id": "Mohon perhatian.", "en": "Attention."})
    unspoken = store.read_now(lambda line, *_: line.all(statements.unspoken, branch="p2km"))
    assert [row[7] for row in unspoken] == ["call", "notice"]
    assert (unspoken[1][1], json.loads(unspoken[1][9])) == (seq, {"id": "Mohon perhatian.", "en": "Attention."})
    said = store.writer.perform_now(lambda day: announcing.spoken(day, WALL, announcement=seq, ok=True))
    again = store.writer.perform_now(
        lambda day: announcing.spoken(day, WALL, announcement=seq, ok=False, reason="superseded")
    )
    assert (said, again) == ("", ""), "a second hall has its own voice"
    assert len(store.read_now(lambda line, *_: line.all(statements.unspoken, branch="p2km"))) == 1


def test_closing_the_day_lets_who_waits_lapse_and_leaves_who_is_served_alone(store: Store) -> None:
    store.writer.perform_now(sign_in)
    served = take(store)
    store.writer.perform_now(lambda day: serving.call_next(day, VERIFIER, counter="loket-1"))
    left = [take(store), take(store, service="S"), take(store)]
    assert do(store, floor.end_day, reason="Listrik padam", texts={"id": "Tutup."}) == 3
    after = store.read_now(lambda line, present, setup: present)
    assert after.closed == "AKLS"
    status = store.writer.perform_now(lambda day: {day.ticket(ticket.id).status for ticket in left})
    assert status == {Is.LAPSED}
    assert sum(after.waiting.values()) == 0
    store.writer.perform_now(lambda day: serving.start(day, VERIFIER, ticket=served.id))
    lapsed = [line for line in lines(store) if line[1] == "lapse"]
    assert {(line[0], line[4]) for line in lapsed} == {("supervisor-1", "Listrik padam")}
    ended = next(line for line in lines(store) if line[1] == "end-day")
    assert (ended[3], ended[4]) == ({"lapsed": 3}, "Listrik padam")
    assert do(store, floor.end_day, reason="lagi", texts={}) == 0
    do(store, floor.take_back, about="day")
    assert present(store).closed == ""


def test_the_day_after_a_closed_one_opens_by_the_calendar(tmp_path: Path) -> None:
    with a_store(tmp_path / "data") as store:
        do(store, floor.end_day, reason=WHY, texts={})
    with a_store(tmp_path / "data", TUESDAY) as store:
        store.writer.perform_now(tick)
        assert present(store).closed == ""
        assert take(store).number == "A-001"


@pytest.mark.parametrize(
    "operation, command",
    [
        (floor.rule_service, {"service": "A", "open": False, "reason": WHY}),
        (floor.move, {"staff": "extra-1", "role": Role.VERIFIER, "services": [], "reason": WHY}),
        (floor.rule_mode, {"mode": Mode.PUSH, "reason": WHY}),
        (floor.rule_running_text, {"texts": {"id": "x"}}),
        (floor.announce, {"texts": {"id": "x"}}),
        (floor.end_day, {"reason": WHY, "texts": {}}),
        (floor.take_back, {"about": "mode"}),
    ],
)
def test_nobody_else_decides(store: Store, operation: Any, command: dict[str, Any]) -> None:
    before = present(store).seq
    for other in (VERIFIER, EXTRA, WALL):
        with pytest.raises(NotAllowed):
            store.writer.perform_now(partial(operation, caller=other, **command))
    assert present(store).seq == before


def test_doing_it_twice_does_it_once(store: Store) -> None:
    for _ in range(2):
        do(store, floor.rule_service, service="A", open=False, reason=WHY)
        do(store, floor.rule_mode, mode=Mode.PUSH, reason=WHY)
        do(store, floor.rule_running_text, texts={"id": "Mohon sabar."})
    assert [line[1] for line in lines(store) if line[0] == "supervisor-1"] == ["close", "mode", "running-text"]
    assert not do(store, floor.take_back, about="service:K")


def test_nothing_opens_on_a_closed_day_before_the_day_is_opened_again(store: Store) -> None:
    do(store, floor.end_day, reason=WHY, texts={})
    with pytest.raises(DayEnded):
        do(store, floor.rule_service, service="A", open=True, reason=WHY)
    assert list(present(store).rulings) == ["day"], "nor later, by a word nobody remembers"
    do(store, floor.take_back, about="day")
    do(store, floor.rule_service, service="A", open=True, reason=WHY)
    assert list(present(store).rulings) == ["service:A"]


def test_a_refused_operation_leaves_no_ruling_behind(store: Store) -> None:
    def half(day: Day) -> None:
        floor.rule_service(day, SUPERVISOR, service="A", open=False, reason=WHY)
        raise ServiceUnknown(service="A")

    with pytest.raises(Refusal):
        store.writer.perform_now(half)
    assert dict(present(store).rulings) == {}
    assert store.writer.perform_now(lambda day: dict(day.present.rulings)) == {}
    assert take(store).number == "A-001"
