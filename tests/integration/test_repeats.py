"""A patient is known again by her NIK, for one purpose: she is offered the number she has instead of a second one."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from counter_server.domain.identity import Kk, Nik
from counter_server.domain.refusals import NotYourTicket, RequestReused, TicketExists
from counter_server.domain.ticket import Ticket
from counter_server.operations import issuing, printing, serving
from counter_server.operations.callers import Caller
from counter_server.protocol.terms import Channel, Device, Is, Outcome, PrintStatus
from counter_server.storage.store import Store
from tests.server import COMPLETE, DEMO_KIOSK, Server, Wire
from tests.store import KIOSK, MONDAY, SECRET, SUPERVISOR, VERIFIER, a_store, asked, at, database_of, sign_in

NIK, OTHER_NIK = Nik.parse("1871014501900001"), Nik.parse("1871014501900002")
KK = Kk.parse("1871010101900001")
SECOND_KIOSK = Caller(Device.KIOSK, "kiosk-2", "p2km", letter="Y")
TAKEN = 1_795_395_600_000
"""Milliseconds: the Monday of the store, at eight."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with a_store(tmp_path / "data") as opened:
        yield opened


def issued(store: Store, caller: Caller = KIOSK, **more: Any) -> issuing.Issued:
    result: issuing.Issued = store.writer.perform_now(
        lambda day: issuing.issue(day, caller, asked(**({"nik": NIK} | more)), SECRET)
    )
    return result


def refused(store: Store, caller: Caller = KIOSK, **more: Any) -> dict[str, Any]:
    with pytest.raises(TicketExists) as refusal:
        issued(store, caller, **more)
    return refusal.value.facts


def end(store: Store, ticket: Ticket, how: Is) -> None:
    """By somebody else than the visitor."""
    write = store.writer.perform_now
    if how is Is.CANCELLED:
        write(lambda day: serving.cancel(day, SUPERVISOR, ticket=ticket.id, reason="salah layanan"))
        return
    write(sign_in)
    write(lambda day: printing.printed(day, KIOSK, ticket=ticket.id))
    write(lambda day: serving.call_next(day, VERIFIER, counter="loket-1"))
    write(lambda day: serving.start(day, VERIFIER, ticket=ticket.id))
    write(lambda day: serving.finish(day, VERIFIER, ticket=ticket.id, outcome=Outcome.COMPLETE))


def test_a_second_ticket_for_the_same_service_names_the_first(store: Store) -> None:
    first = issued(store).ticket
    assert refused(store) == {"ticket": first.id, "number": "A-001", "status": "waiting"}


def test_it_does_not_matter_where_or_how_the_second_is_asked_for(store: Store) -> None:
    first = issued(store, VERIFIER, channel=Channel.PHONE).ticket
    assert first.status is Is.BOOKED
    known = {"ticket": first.id, "number": "A-001", "status": "booked"}
    assert refused(store, SECOND_KIOSK, kk=KK, documents={}) == known
    assert refused(store, VERIFIER, channel=Channel.STAFF) == known


@pytest.mark.parametrize(
    "other",
    [{"service": "K"}, {"nik": OTHER_NIK}, {"nik": None}, {"nik": None, "kk": KK}, {"nik": OTHER_NIK, "kk": KK}],
    ids=["another service", "another person", "no number", "the family's card", "somebody else of the family"],
)
def test_whoever_is_not_known_to_be_the_same_patient_is_given_a_ticket(store: Store, other: dict[str, Any]) -> None:
    first = issued(store, kk=KK).ticket
    second = issued(store, **other)
    assert second.new
    assert second.ticket.id != first.id
    assert second.ticket.warnings == ()


@pytest.mark.parametrize("how", [Is.CANCELLED, Is.FINISHED])
def test_a_ticket_that_is_over_is_no_hindrance(store: Store, how: Is) -> None:
    end(store, issued(store).ticket, how)
    assert issued(store).new


def test_neither_is_a_ticket_of_another_day(tmp_path: Path) -> None:
    with a_store(tmp_path / "data") as monday:
        issued(monday)
    with a_store(tmp_path / "data", "2026-11-24T08:00:00+07:00") as tuesday:
        assert issued(tuesday).new


def test_she_is_given_her_first_number_where_she_stands_now(store: Store) -> None:
    first = issued(store).ticket
    again = issued(store, SECOND_KIOSK, again=True, documents={})
    assert (again.new, again.repeat) == (False, True)
    assert (again.ticket.id, again.ticket.number, again.ticket.documents) == (first.id, "A-001", first.documents)
    assert again.page == issued(store, again=True).page != ""

    store.writer.perform_now(
        lambda day: printing.not_printed(day, KIOSK, ticket=first.id, reason="no_paper")
    )  # the last to print it was the first kiosk again
    with pytest.raises(NotYourTicket):
        store.writer.perform_now(lambda day: printing.printed(day, SECOND_KIOSK, ticket=first.id))


def test_a_kiosk_whose_answer_was_lost_still_finds_the_ticket_that_another_has_printed_since(store: Store) -> None:
    first = issued(store, request_id="request-of-the-first").ticket
    issued(store, SECOND_KIOSK, again=True)
    late = issued(store, request_id="request-of-the-first", number=("A", "X", 1), taken_at=TAKEN)
    assert (late.ticket.id, late.ticket.number) == (first.id, "A-X01")
    with pytest.raises(RequestReused):
        issued(store, SECOND_KIOSK, request_id="request-of-the-first")


def test_whoever_walks_off_before_the_second_paper_keeps_her_number(store: Store) -> None:
    first = issued(store).ticket
    store.writer.perform_now(lambda day: printing.printed(day, KIOSK, ticket=first.id))
    issued(store, SECOND_KIOSK, again=True)
    left = store.writer.perform_now(
        lambda day: printing.not_printed(day, SECOND_KIOSK, ticket=first.id, reason=printing.VISITOR_LEFT)
    )
    assert (left.status, left.print_status) == (Is.WAITING, PrintStatus.PRINTED)


def test_asking_for_it_again_with_none_left_gives_a_new_one(store: Store) -> None:
    end(store, issued(store).ticket, Is.CANCELLED)
    fresh = issued(store, again=True)
    assert (fresh.new, fresh.repeat) == (True, False)


def test_a_paper_that_is_out_already_is_taken_and_staff_are_told(store: Store) -> None:
    issued(store)
    late = issued(store, number=("A", "X", 1), taken_at=TAKEN)
    assert (late.new, late.ticket.number, late.ticket.warnings) == (True, "A-X01", ("repeated",))


def test_the_journal_says_that_it_happened_and_not_to_whom(store: Store, tmp_path: Path) -> None:
    issued(store)
    issued(store, SECOND_KIOSK, again=True)
    with closing(sqlite3.connect(database_of(tmp_path / "data"))) as database:
        lines = database.execute("SELECT who, action, subject FROM journal ORDER BY seq").fetchall()
        whole = str(database.execute("SELECT * FROM journal").fetchall())
    assert lines == [("kiosk-1", "issue", "ticket:1"), ("kiosk-2", "repeat", "ticket:1")]
    assert str(NIK) not in whole


def test_the_store_stands_where_these_tests_think_it_does() -> None:
    assert at(MONDAY).now() == TAKEN


def test_on_the_wire_the_refusal_is_409_and_the_repeat_200(floor: Server, wire: Wire) -> None:
    body = {"service": "A", "documents": COMPLETE, "nik": "1871014501900001"}
    first = wire.send("POST", "/tickets", {"request_id": "first-of-two", **body}, token=DEMO_KIOSK)
    grouped = body | {"nik": "1871 0145 0190 0001", "request_id": "second-of-two"}
    second = wire.send("POST", "/tickets", grouped, token=DEMO_KIOSK)
    assert (first.status, second.status, second.code) == (201, 409, "ticket_exists")
    known = first.json
    assert second.json["facts"] == {"ticket": known["id"], "number": known["number"], "status": "waiting"}
    again = wire.send("POST", "/tickets", grouped | {"again": True}, token=DEMO_KIOSK)
    assert (again.status, again.json["id"], again.json["repeat"]) == (200, known["id"], True)
