"""What shares a transaction: any mix of operations that succeed, refuse, fall half-way or break a law of the database
leaves a whole journal, the present a reload would give, and a memory of tickets that is what their rows say."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random
from threading import Event
from typing import Any

import pytest

from counter_server.domain.refusals import Refusal
from counter_server.domain.ticket import Ticket
from counter_server.operations import serving, staffing
from counter_server.operations.callers import Caller
from counter_server.protocol.terms import Mode, Outcome, Priority, Role
from counter_server.storage import journal, present, statements
from counter_server.storage.day import Day
from counter_server.storage.rows import ticket_of
from counter_server.storage.store import Store
from tests.store import a_store, database_of, issue, sign_in

STAFF = 4
BATCHES = 25
LARGEST = 12

Operation = Callable[[Day], Any]


def verifier(n: int) -> Caller:
    return Caller(Role.VERIFIER, f"verifier-{n}", "p2km", counter=f"loket-{n}")


def own(day: Day, n: int) -> int:
    return day.member(f"verifier-{n}").ticket


def a_verb(chance: Random) -> Operation:
    """One of the verbs, by somebody, at a moment at which it may well be refused."""
    n = chance.randint(1, STAFF)
    who = verifier(n)
    verbs: list[Operation] = [
        lambda day: issue(day),
        lambda day: issue(day, service="K", priority=Priority.ELDERLY),
        lambda day: issue(day, answers={"insurance": "jkn"}),
        lambda day: serving.call_next(day, who, counter=f"loket-{n}"),
        lambda day: serving.start(day, who, ticket=own(day, n)),
        lambda day: serving.finish(day, who, ticket=own(day, n), outcome=Outcome.COMPLETE),
        lambda day: serving.hold(day, who, ticket=own(day, n)),
        lambda day: serving.no_show(day, who, ticket=own(day, n)),
        lambda day: serving.requeue(day, who, ticket=chance.randint(1, day.present.seq)),
        lambda day: serving.documents(day, who, ticket=chance.randint(1, day.present.seq), documents={}),
        lambda day: staffing.pause(day, who, reason="makan"),
    ]
    return chance.choice(verbs)


def half_way(verbs: list[Operation], fall: Operation) -> Operation:
    """Does several things, and falls when they are done."""

    def operation(day: Day) -> None:
        for verb in verbs:
            verb(day)
        fall(day)

    return operation


def against_the_law(day: Day) -> None:
    day.line.do(statements.add_branch, branch=day.branch, seq=0, hash="", day="", setup=1, closed="", beat=0)


def falls(day: Day) -> None:
    raise ZeroDivisionError


def a_batch(chance: Random) -> list[Operation]:
    def one() -> Operation:
        if chance.random() < 0.6:
            return a_verb(chance)
        return half_way([lambda day: issue(day), a_verb(chance)], chance.choice([falls, against_the_law]))

    return [one() for _ in range(chance.randint(1, LARGEST))]


def together(store: Store, operations: list[Operation]) -> list[Any]:
    """Results and failures, of one transaction: they queue up behind one that waits for them."""
    queued = Event()

    async def perform() -> list[Any]:
        first = asyncio.ensure_future(store.writer.perform(lambda day: queued.wait(10)))
        others = [asyncio.ensure_future(store.writer.perform(operation)) for operation in operations]
        await asyncio.sleep(0)  # every one of them has been queued
        queued.set()
        return await asyncio.gather(first, *others, return_exceptions=True)

    return asyncio.run(perform())[1:]


@pytest.fixture(params=[Mode.PULL, Mode.PUSH], ids=str)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with a_store(tmp_path / "data", mode=request.param) as opened:
        for n in range(1, STAFF + 1):
            opened.writer.perform_now(partial(sign_in, staff=f"verifier-{n}", counter=f"loket-{n}"))
        yield opened


def read_anew(day: Day) -> tuple[present.Present, present.Present, bool]:
    """The present as it was kept, as a reload gives it, and whether every ticket remembered is what its row says."""
    whole = all(
        ticket_of(row) == ticket
        for key, ticket in day.present.tickets.items()
        if (row := day.line.one(statements.ticket, branch=day.branch, id=key)) is not None
    )
    return day.present, present.load(day.line, day.branch, None, write=False), whole


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_any_mix_the_present_is_what_a_reload_gives_and_the_journal_is_whole(store: Store, seed: int) -> None:
    chance = Random(seed)
    answers = [answer for _ in range(BATCHES) for answer in check_one(store, a_batch(chance))]
    kinds = {type(answer) for answer in answers if isinstance(answer, Exception)}
    assert {ZeroDivisionError, sqlite3.IntegrityError} <= kinds
    assert any(issubclass(kind, Refusal) for kind in kinds)
    assert any(isinstance(answer, Ticket) for answer in answers)


def check_one(store: Store, batch: list[Operation]) -> list[Any]:
    answers = together(store, batch)
    kept, anew, remembered_right = store.writer.perform_now(read_anew)
    assert remembered_right
    assert (kept.seq, kept.hash, kept.day, kept.closed, dict(kept.members)) == (
        anew.seq, anew.hash, anew.day, anew.closed, dict(anew.members),
    )  # fmt: skip
    counted = {queue: n for queue, n in kept.waiting.items() if n}
    assert counted == {queue: n for queue, n in anew.waiting.items() if n}
    found = store.read_now(lambda line, _, setup: journal.verify(line, setup.key))
    assert found == journal.Verified(lines=kept.seq, purged=0)
    return answers


def test_what_another_has_written_in_between_is_seen_by_the_next_command(store: Store, tmp_path: Path) -> None:
    ticket = store.writer.perform_now(issue)
    with closing(sqlite3.connect(database_of(tmp_path / "data"), isolation_level=None)) as other:
        other.execute("UPDATE ticket SET priority = 'elderly', klass = 1 WHERE id = ?", (ticket.id,))
        other.execute("UPDATE branch SET hash = 'another wrote a line'")
    found = store.writer.perform_now(lambda day: day.ticket(ticket.id))
    assert found.priority is Priority.ELDERLY


def test_an_answer_comes_only_when_another_connection_can_read_what_it_says(store: Store, tmp_path: Path) -> None:
    with closing(sqlite3.connect(database_of(tmp_path / "data"), isolation_level=None)) as other:

        async def ask() -> list[tuple[int, int]]:
            async def one() -> tuple[int, int]:
                ticket = await store.writer.perform(issue)
                return ticket.id, other.execute("SELECT count(*) FROM ticket WHERE id = ?", (ticket.id,)).fetchone()[0]

            return await asyncio.gather(*(one() for _ in range(40)))

        assert all(seen == 1 for _, seen in asyncio.run(ask()))
