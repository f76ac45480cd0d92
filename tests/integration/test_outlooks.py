"""What is foreseen beside a running branch: read from its database, reckoned by a process of its own, looked up at the
issue, kept in the journal."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from counter_server.domain.forecast.foresight import told
from counter_server.domain.forecast.hall import Desk, Rules
from counter_server.domain.forecast.history import History
from counter_server.domain.forecast.plan import Plan, plan
from counter_server.domain.forecast.times import Pace, lengths, visits
from counter_server.domain.forecast.waits import Visitor
from counter_server.forecaster.jobs import Job
from counter_server.forecaster.process import Forecaster, ForecasterGone
from counter_server.operations import issuing, printing, serving, staffing
from counter_server.planning import asked as asked_for
from counter_server.planning import entries_of, usual
from counter_server.protocol.terms import Mode, Outcome, Priority
from counter_server.storage import hall_reading
from counter_server.storage.day import Day
from counter_server.storage.store import Store
from counter_server.web.counter import Counter
from tests.store import KIOSK, SECRET, VERIFIER, a_store, asked, sign_in

MINUTE = 60_000


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with a_store(tmp_path / "data", mode=Mode.PUSH) as opened:
        yield opened


@pytest.fixture
def counter(store: Store) -> Iterator[Counter]:
    running = Counter(store, SECRET, store.clock)
    yield running
    running.outlooks.end()


def later(store: Store, minutes: float) -> None:
    assert store.clock.start
    store.clock.start += timedelta(minutes=minutes)


def issued(store: Store, **more: Any) -> issuing.Issued:
    """By a kiosk, with its paper in the visitor's hands."""

    def operation(day: Day) -> issuing.Issued:
        found = issuing.issue(day, KIOSK, asked(**more), SECRET)
        printing.printed(day, KIOSK, ticket=found.ticket.id)
        return found

    found: issuing.Issued = store.writer.perform_now(operation)
    return found


def opens(store: Store) -> None:
    store.writer.perform_now(sign_in)
    store.writer.perform_now(lambda day: staffing.ready(day, VERIFIER))


def serves(store: Store, minutes: float) -> None:
    """A whole visit of whoever is at the counter."""

    def begin(day: Day) -> None:
        serving.start(day, VERIFIER, ticket=day.member(VERIFIER.key).ticket)

    store.writer.perform_now(begin)
    later(store, minutes)
    end = partial(serving.finish, outcome=Outcome.COMPLETE)
    store.writer.perform_now(lambda day: end(day, VERIFIER, ticket=day.member(VERIFIER.key).ticket))


def kept(store: Store, ticket: int) -> Any:
    """What the journal says beside its issue."""

    def read(line: Any, present: Any, setup: Any) -> Any:
        found = hall_reading.entries(line, setup.key, ticket - 1, most=1)
        return found[0].payload.get("estimate")

    return store.read_now(read)


def test_before_anything_is_foreseen_the_formula_tells_and_afterwards_the_forecast(
    store: Store, counter: Counter
) -> None:
    opens(store)
    for _ in range(4):
        issued(store)
    first = issued(store)
    counter.outlooks.look()
    second = issued(store)
    assert first.estimate
    assert second.estimate
    assert (kept(store, first.ticket.id)["method"], kept(store, second.ticket.id)["method"]) == ("formula", "forecast")
    assert second.ahead == 4
    span = counter.outlooks.foresight.of_place(
        "A/verification", priority=False, position=4, serving=1, at=store.clock.now()
    )
    assert span is not None
    assert second.estimate == told(span)
    assert second.estimate != first.estimate
    assert second.estimate.low <= 4.5 * 15 <= second.estimate.high  # the one who is served, and four more, 15 each
    assert kept(store, second.ticket.id)["low"] == second.estimate.low
    assert kept(store, second.ticket.id)["naive"] == 5 * 15


def test_what_is_kept_is_what_was_told_and_the_two_simple_ways_beside_it(store: Store, counter: Counter) -> None:
    opens(store)
    issued(store)
    waited = issued(store)
    serves(store, 8)
    counter.outlooks.look()
    assert not waited.ticket.in_priority
    assert "last_to_enter" not in kept(store, issued(store, priority=Priority.ELDERLY).ticket.id)
    regular = kept(store, issued(store).ticket.id)
    assert regular["last_to_enter"] == 8.0
    assert set(regular) == {"low", "high", "method", "naive", "last_to_enter"}


def test_where_nobody_serves_nothing_is_told_or_kept(store: Store, counter: Counter) -> None:
    counter.outlooks.look()
    found = issued(store)
    assert (found.estimate, kept(store, found.ticket.id)) == (None, None)


def test_measured_times_replace_the_standard_little_by_little(store: Store, counter: Counter) -> None:
    opens(store)
    for _ in range(3):
        issued(store)
        serves(store, 4)
    counter.outlooks.look()
    known = counter.outlooks
    assert known.measured()["A/verification"] == 3
    assert known.foresight.mean_minutes["A/verification"] == pytest.approx((3 * 4 + 20 * 15) / 23, rel=0.01)
    later(store, 1)
    issued(store)
    known.look()
    assert [round(one.waited) for one in known.outcomes] == [0, 0, 0, 0]


def test_another_number_of_staff_makes_an_outlook_worthless(store: Store, counter: Counter) -> None:
    opens(store)
    for _ in range(3):
        issued(store)
    counter.outlooks.look()
    store.writer.perform_now(partial(sign_in, staff="verifier-2", counter="loket-2"))
    second = VERIFIER.__class__(VERIFIER.role, "verifier-2", "p2km", counter="loket-2")
    store.writer.perform_now(lambda day: staffing.ready(day, second))
    assert kept(store, issued(store).ticket.id)["method"] == "formula"


def test_a_forecaster_that_is_ended_half_way_says_so_and_the_next_one_answers(store: Store) -> None:
    pace = Pace(steps={"A/verification": visits([], MINUTE, "")}, pauses=lengths([], 1), gaps=lengths([], 1))
    desk = Desk(staff="v", counter="l", queues=frozenset({"A/verification"}))
    long = Plan(
        visitors=[Visitor(at=n, queue="A/verification") for n in range(50)], pace=pace, rules=Rules(), opens_at=0,
        last_ticket_at=99, verifiers=[desk], teams=[1], chosen=1, replications=100_000,
    )  # fmt: skip
    forecaster = Forecaster()
    answers = forecaster.ask(Job(plan=long))
    assert next(answers).of == 100_000
    forecaster.end()
    with pytest.raises(ForecasterGone):
        list(answers)
    again = list(forecaster.ask(Job(plan=replace(long, replications=2))))
    assert [answer.done for answer in again[:2]] == [1, 2]
    assert again[-1].plan is not None
    forecaster.end()


def test_a_day_that_was_is_played_again_with_those_who_came(store: Store) -> None:
    opens(store)
    for n in range(12):
        issued(store, priority=Priority.ELDERLY if n % 4 == 0 else Priority.NONE)
        later(store, 2)
        serves(store, 5)

    def question(line: Any, present: Any, setup: Any) -> Any:
        wish = usual(setup, date(2026, 11, 23), present.members.values())
        history, recorded = History(setup.moment), list(entries_of(line, setup, wish.day))
        for entry in recorded:
            history.take(entry)
        return wish, asked_for(wish, setup, present, history, recorded)

    wish, found = store.read_now(question)
    assert (found.day_known, found.visitors, wish.verifiers) == (True, 12, 16)
    assert found.recorded.n == 12
    assert sum(visitor.priority for visitor in found.plan.visitors) == 3
    alone, *others = plan(found.plan).teams
    assert alone.verifiers == 1
    assert alone.everybody.median.middle > others[0].everybody.median.middle
    assert others[-1].everybody.longest.high == 0  # of sixteen there is always one free
