"""What staff note at the desk: ticks, notes, a confirmed priority, reminders, papers all there; who is told of it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from counter_server.domain.identity import Kk, Nik
from counter_server.domain.refusals import NotYourTicket, WrongState
from counter_server.domain.ticket import Ticket
from counter_server.operations import at_desk, person, serving, staffing
from counter_server.operations.callers import Caller
from counter_server.operations.day_turn import tick
from counter_server.operations.person import Person
from counter_server.protocol.messages import IssuedTicket
from counter_server.protocol.terms import Channel, Is, Mode, Outcome, Priority, Role, StaffState
from counter_server.storage.store import Store
from counter_server.web.at_my_desk import notes_of
from tests.server import COMPLETE, Server
from tests.store import SECRET, VERIFIER, a_store, database_of, issue, sign_in

SERVER_OPTIONS = ("--assignment", "pull")
EXTRA = Caller(Role.EXTRA, "extra-1", "p2km", counter="bantuan-1")
NIK, KK = Nik.parse("1871014501900001"), Kk.parse("1871010101900001")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with a_store(tmp_path / "data") as opened:
        opened.writer.perform_now(sign_in)
        opened.writer.perform_now(lambda day: sign_in(day, "extra-1", "bantuan-1"))
        yield opened


def do(store: Store, operation: Callable[..., Any], *given: Any, **command: Any) -> Any:
    return store.writer.perform_now(lambda day: operation(day, *given, **command))


def serving_now(store: Store, caller: Caller = VERIFIER, **wish: Any) -> Ticket:
    """A ticket in this caller's hand, being served."""
    ticket = do(store, issue, **({"channel": Channel.STAFF} | wish))
    do(store, serving.call_next, caller, counter=caller.counter)
    started: Ticket = do(store, serving.start, caller, ticket=ticket.id)
    return started


def test_ticks_are_kept_with_the_step_and_what_the_list_does_not_know_is_passed_over(store: Store) -> None:
    ticket = serving_now(store)
    do(store, at_desk.check, VERIFIER, ticket=ticket.id, checks=["copies-match", "no-such-check", "class-three"])
    kept = do(store, lambda day: day.ticket(ticket.id))
    assert kept.desk.checked == ("verification/copies-match", "verification/class-three")
    do(store, at_desk.check, VERIFIER, ticket=ticket.id, checks=[])
    assert do(store, lambda day: day.ticket(ticket.id)).desk.checked == ()


def test_what_is_not_ticked_hinders_nobody(store: Store) -> None:
    ticket = serving_now(store)
    assert do(store, serving.finish, VERIFIER, ticket=ticket.id, outcome=Outcome.COMPLETE).status is Is.FINISHED


def test_a_note_is_read_by_whoever_has_the_ticket_next_and_forgotten_with_the_remarks(store: Store) -> None:
    ticket = serving_now(store, EXTRA, documents={})
    do(store, at_desk.note, EXTRA, ticket=ticket.id, text="KK asli menyusul")
    do(store, at_desk.note, EXTRA, ticket=ticket.id, text="Didampingi tetangga")
    do(store, serving.forward, EXTRA, ticket=ticket.id)
    do(store, serving.call_next, VERIFIER, counter="loket-1")
    found = do(store, lambda day: day.ticket(ticket.id))
    read = store.read_now(lambda line, present, setup: notes_of(line, setup, found))
    assert read == ["KK asli menyusul", "Didampingi tetangga"]


def test_a_note_on_somebody_else_s_ticket_is_refused(store: Store) -> None:
    ticket = serving_now(store, EXTRA, documents={})
    with pytest.raises(NotYourTicket):
        do(store, at_desk.note, VERIFIER, ticket=ticket.id, text="uji")


def test_after_the_end_nothing_is_noted_any_more(store: Store) -> None:
    ticket = serving_now(store)
    do(store, serving.finish, VERIFIER, ticket=ticket.id, outcome=Outcome.COMPLETE)
    for operation, told in (
        (at_desk.note, {"text": "uji"}), (at_desk.check, {"checks": []}), (at_desk.confirm, {}),
    ):  # fmt: skip
        with pytest.raises(WrongState):
            do(store, operation, VERIFIER, ticket=ticket.id, **told)


def test_a_priority_from_the_kiosk_is_in_doubt_until_it_is_confirmed_or_changed(store: Store) -> None:
    first = do(store, issue, priority=Priority.ELDERLY)
    second = do(store, issue, priority=Priority.ELDERLY)
    assert not first.desk.confirmed
    assert do(store, at_desk.confirm, VERIFIER, ticket=first.id).desk.confirmed
    withdrawn = do(store, serving.priority, VERIFIER, ticket=second.id, priority=Priority.NONE, reason="tidak sesuai")
    assert withdrawn.desk.confirmed


def test_a_priority_given_at_the_desk_has_been_seen_and_one_by_telephone_has_not(store: Store) -> None:
    assert do(store, issue, channel=Channel.STAFF, priority=Priority.PREGNANT).desk.confirmed
    assert not do(store, issue, channel=Channel.PHONE, priority=Priority.PREGNANT).desk.confirmed


def test_papers_all_there_are_ticked_and_forwarded_with_one_command(store: Store) -> None:
    ticket = serving_now(store, EXTRA, documents={"kk": ("original",)})
    moved = do(store, at_desk.all_there, EXTRA, ticket=ticket.id)
    assert (moved.status, moved.step, moved.missing) == (Is.WAITING, "verification", {})
    assert moved.documents == {"kk": ("original", "copy"), "ektp": ("original", "copy")}
    assert moved.arrived_at == ticket.arrived_at


def test_papers_of_a_ticket_that_is_not_being_served_are_not_all_there(store: Store) -> None:
    ticket = do(store, issue, channel=Channel.STAFF, documents={})
    do(store, serving.call_next, EXTRA, counter="bantuan-1")
    with pytest.raises(WrongState):
        do(store, at_desk.all_there, EXTRA, ticket=ticket.id)
    assert do(store, lambda day: day.ticket(ticket.id)).documents == {}


def test_a_reminder_is_kept_while_the_ticket_is_on_hold(store: Store) -> None:
    ticket = serving_now(store)
    held = do(store, serving.hold, VERIFIER, ticket=ticket.id, remind_minutes=10)
    assert held.desk.remind_at == store.clock.now() + 600_000
    assert do(store, serving.call, VERIFIER, ticket=ticket.id).desk.remind_at == 0


def test_an_expected_time_belongs_to_whoever_is_not_here_yet(store: Store) -> None:
    assert do(store, issue, channel=Channel.WHATSAPP, expected_at=5_000).desk.expected_at == 5_000
    assert do(store, issue, channel=Channel.STAFF, expected_at=5_000).desk.expected_at == 0


def test_what_the_numbers_say_is_kept_beside_the_ticket_and_in_no_line_of_the_journal(tmp_path: Path) -> None:
    with a_store(tmp_path / "data") as store:
        ticket = do(store, issue, nik=NIK, kk=KK)
    assert (ticket.desk.told.born, ticket.desk.told.sex) == (("1990-01-05",), "female")
    with closing(sqlite3.connect(database_of(tmp_path / "data"))) as database:
        (kept,) = database.execute("SELECT desk FROM ticket").fetchone()
        written = " ".join(str(row) for row in database.execute("SELECT * FROM journal").fetchall())
    assert "1990-01-05" in kept
    assert not [word for word in ("1990", "female", "18.71.01", "told") if word in written]


def test_it_is_gone_once_the_day_has_closed(tmp_path: Path) -> None:
    with a_store(tmp_path / "data") as store:
        do(store, issue, nik=NIK)
    with a_store(tmp_path / "data", "2026-11-24T08:00:00+07:00") as store:
        while store.writer.perform_now(tick):
            pass
    with closing(sqlite3.connect(database_of(tmp_path / "data"))) as database:
        assert database.execute("SELECT desk FROM ticket").fetchall() == [("",)]


def test_a_person_is_told_what_her_number_said_and_may_have_it_deleted(tmp_path: Path) -> None:
    asks = Person.of(SECRET, NIK, None)
    with a_store(tmp_path / "data") as store:
        ticket = do(store, issue, nik=NIK)
        (told,) = store.read_now(lambda line, present, setup: person.export(line, setup, asks))
        assert told["told_by_numbers"]["born"] == ("1990-01-05",)
        do(store, serving.cancel, VERIFIER, ticket=ticket.id, reason="pulang")
        do(store, person.forget, asks)
        assert do(store, lambda day: day.ticket(ticket.id)).desk.told.born == ()


def test_a_break_asked_for_while_serving_outlives_a_console_that_was_not_heard(tmp_path: Path) -> None:
    with a_store(tmp_path / "data", mode=Mode.PUSH) as store:
        do(store, sign_in)
        do(store, staffing.ready, VERIFIER)
        for _ in range(2):
            do(store, issue, channel=Channel.STAFF)
        mine = do(store, lambda day: day.member(VERIFIER.key)).ticket
        do(store, serving.start, VERIFIER, ticket=mine)
        do(store, staffing.pause, VERIFIER, reason="Makan siang")
        do(store, staffing.away, VERIFIER.key)
        do(store, staffing.back, VERIFIER.key)
        do(store, serving.finish, VERIFIER, ticket=mine, outcome=Outcome.COMPLETE)
        now = do(store, lambda day: day.member(VERIFIER.key))
        assert (now.state, now.reason, now.ticket) == (StaffState.PAUSED, "Makan siang", 0)


def test_over_the_wire_a_hold_may_remind_and_a_registrant_may_be_expected(floor: Server) -> None:
    verifier = floor.verifier()
    ticket = floor.issue("A")
    verifier.call_next("loket-1")
    verifier.start(ticket.id)
    held = verifier.hold(ticket.id, remind_minutes=10)
    assert held.remind_at is not None
    half_past_ten = datetime.fromisoformat("2026-11-23T10:30:00+07:00")

    def booked() -> IssuedTicket:
        return verifier.issue(
            request_id="by-whatsapp-1", service="A", channel="whatsapp", documents=COMPLETE, expected_at=half_past_ten
        )

    assert booked().expected_at == half_past_ten
    assert booked().id == booked().id, "the same request again is the same ticket"
