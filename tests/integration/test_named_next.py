"""A number that the person in charge names for a counter that is busy: kept for it, and called there first."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from counter_server.domain.refusals import CounterBusy, CounterEmpty, TicketOpen, TicketUnknown
from counter_server.domain.ticket import Ticket
from counter_server.operations import serving, staffing
from counter_server.operations.callers import Caller
from counter_server.operations.day_turn import tick
from counter_server.operations.naming import numbered
from counter_server.protocol.terms import Channel, Is, Mode, Outcome, Role, StaffState
from counter_server.storage import statements
from counter_server.storage.day import Day
from counter_server.storage.store import Store
from tests.store import SUPERVISOR, VERIFIER, a_store, issue, sign_in

COLLEAGUE = Caller(Role.VERIFIER, "verifier-2", "p2km", counter="loket-2")
WHY = "Kondisi pasien"


@pytest.fixture(params=[Mode.PULL, Mode.PUSH])
def store(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    """Two verifiers at work, and three who wait: A-003, A-004, A-005."""
    with a_store(tmp_path / "data", mode=request.param) as opened:
        opened.writer.perform_now(tick)
        opened.writer.perform_now(sign_in)
        opened.writer.perform_now(partial(sign_in, staff="verifier-2", counter="loket-2"))
        for _ in range(5):
            opened.writer.perform_now(partial(issue, channel=Channel.STAFF))
        for who in (VERIFIER, COLLEAGUE):
            does(opened, serving.call_next, who, counter=who.counter)
        yield opened


def does(store: Store, operation: Any, who: Caller, **command: Any) -> Any:
    return store.writer.perform_now(lambda day: operation(day, who, **command))


def waits(store: Store, number: str) -> Ticket:
    def look(day: Day) -> Ticket:
        return next(one for one in day.tickets_in((Is.WAITING, Is.ON_HOLD)) if one.number == number)

    ticket: Ticket = store.writer.perform_now(look)
    return ticket


def name(store: Store, number: str, counter: str = "loket-1") -> Ticket:
    named: Ticket = does(
        store, serving.call, SUPERVISOR, ticket=waits(store, number).id, counter=counter, reason=WHY, after=True
    )
    return named


def in_hand(store: Store, who: Caller) -> str:
    def look(day: Day) -> str:
        ticket = day.member(who.key).ticket
        return day.ticket(ticket).number if ticket else ""

    number: str = store.writer.perform_now(look)
    return number


def ends(store: Store, who: Caller) -> None:
    """Her visit is over, and she takes the next."""
    mine = store.writer.perform_now(lambda day: day.member(who.key).ticket)
    does(store, serving.start, who, ticket=mine)
    does(store, serving.finish, who, ticket=mine, outcome=Outcome.COMPLETE)
    if not in_hand(store, who):
        does(store, serving.call_next, who, counter=who.counter)


def test_it_is_kept_for_the_counter_and_called_there_before_all_who_wait_longer(store: Store) -> None:
    assert name(store, "A-005").status is Is.WAITING
    ends(store, COLLEAGUE)
    assert in_hand(store, COLLEAGUE) == "A-003", "nobody else is given it"
    ends(store, COLLEAGUE)
    assert in_hand(store, COLLEAGUE) == "A-004"
    ends(store, COLLEAGUE)
    assert in_hand(store, COLLEAGUE) == ""
    ends(store, VERIFIER)
    assert in_hand(store, VERIFIER) == "A-005"


def test_the_journal_says_who_named_it_and_why(store: Store) -> None:
    ticket = name(store, "A-004")
    ends(store, VERIFIER)
    assert in_hand(store, VERIFIER) == "A-004"

    def read(line: Any, *_: Any) -> Any:
        remarks = {row[1]: row[2] for row in line._cursor.execute("SELECT * FROM remark").fetchall()}
        rows = line.all(statements.journal_after, branch="p2km", seq=0, most=1000)
        about = [row for row in rows if row[5] == f"ticket:{ticket.id}"]
        return [(row[3], row[4], remarks.get(row[1], "")) for row in about if row[4] in ("call-later", "call")]

    assert store.read_now(read) == [("supervisor-1", "call-later", WHY), ("push", "call", "")]


def test_a_counter_has_one_next_number_and_says_which(store: Store) -> None:
    name(store, "A-005")
    with pytest.raises(CounterBusy) as refused:
        name(store, "A-004")
    assert refused.value.facts == {"counter": "loket-1", "number": "A-005"}
    name(store, "A-004", "loket-2")
    assert name(store, "A-005").person == "verifier-1", "said twice it is said once"


def test_one_that_is_named_again_belongs_to_the_counter_named_last(store: Store) -> None:
    name(store, "A-005")
    name(store, "A-005", "loket-2")
    ends(store, VERIFIER)
    assert in_hand(store, VERIFIER) == "A-003"
    ends(store, COLLEAGUE)
    assert in_hand(store, COLLEAGUE) == "A-005"


def test_one_that_was_named_and_given_up_makes_room_for_another(store: Store) -> None:
    name(store, "A-005")
    does(store, serving.cancel, SUPERVISOR, ticket=waits(store, "A-005").id, reason="pulang")
    name(store, "A-004")
    ends(store, VERIFIER)
    assert in_hand(store, VERIFIER) == "A-004"


def test_what_a_colleague_has_set_aside_is_not_taken_from_her(store: Store) -> None:
    held = store.writer.perform_now(lambda day: day.member(COLLEAGUE.key).ticket)
    does(store, serving.start, COLLEAGUE, ticket=held)
    does(store, serving.hold, COLLEAGUE, ticket=held)
    with pytest.raises(CounterBusy) as refused:
        does(store, serving.call, SUPERVISOR, ticket=held, counter="loket-1", reason=WHY, after=True)
    assert refused.value.facts == {"counter": "loket-1", "number": "A-001"}


def test_after_a_break_that_was_asked_for_it_comes_first(store: Store) -> None:
    name(store, "A-005")
    does(store, staffing.pause, VERIFIER, reason="Makan siang")
    mine = store.writer.perform_now(lambda day: day.member(VERIFIER.key).ticket)
    does(store, serving.start, VERIFIER, ticket=mine)
    does(store, serving.finish, VERIFIER, ticket=mine, outcome=Outcome.COMPLETE)
    assert in_hand(store, VERIFIER) == ""
    does(store, staffing.ready, VERIFIER)
    assert in_hand(store, VERIFIER) == "A-005"


@pytest.mark.parametrize("after", [False, True])
def test_nobody_is_called_to_a_counter_whose_owner_has_a_break(store: Store, after: bool) -> None:
    does(store, staffing.pause, VERIFIER, reason="Makan siang")
    mine = store.writer.perform_now(lambda day: day.member(VERIFIER.key).ticket)
    does(store, serving.no_show, VERIFIER, ticket=mine)
    ticket = waits(store, "A-005").id
    with pytest.raises(CounterEmpty):
        does(store, serving.call, SUPERVISOR, ticket=ticket, counter="loket-1", reason=WHY, after=after)
    assert store.writer.perform_now(lambda day: day.member(VERIFIER.key).state) is StaffState.PAUSED


def test_whoever_goes_home_leaves_it_to_her_colleagues(store: Store) -> None:
    name(store, "A-005")
    does(store, staffing.pause, VERIFIER, reason="pulang")
    mine = store.writer.perform_now(lambda day: day.member(VERIFIER.key).ticket)
    does(store, serving.no_show, VERIFIER, ticket=mine)
    does(store, staffing.sign_out, VERIFIER)
    assert waits(store, "A-005").person == ""
    for _ in range(3):
        ends(store, COLLEAGUE)
    assert in_hand(store, COLLEAGUE) == "A-005"


def test_without_after_a_busy_counter_refuses_as_ever_and_an_empty_one_always_does(store: Store) -> None:
    ticket = waits(store, "A-005").id
    with pytest.raises(TicketOpen):
        does(store, serving.call, SUPERVISOR, ticket=ticket, counter="loket-1", reason=WHY)
    with pytest.raises(CounterEmpty):
        does(store, serving.call, SUPERVISOR, ticket=ticket, counter="loket-9", reason=WHY, after=True)
    assert store.writer.perform_now(lambda day: day.member(VERIFIER.key).state) is StaffState.BUSY


@pytest.mark.parametrize("typed", ["a4", "A-004", "A 0004", " a-004 "])
def test_a_number_is_found_however_it_is_typed_and_however_many_wait_before_it(store: Store, typed: str) -> None:
    assert store.read_now(lambda line, present, setup: numbered(line, present, setup, typed)).number == "A-004"


@pytest.mark.parametrize("typed", ["A-099", "4", "AXX4", "A", "A-99999999999", "٤"])
def test_what_is_no_number_of_today_is_refused_with_what_was_typed(store: Store, typed: str) -> None:
    with pytest.raises(TicketUnknown) as refused:
        store.read_now(lambda line, present, setup: numbered(line, present, setup, typed))
    assert refused.value.facts == {"ticket": typed}
