"""Whatever queues up while a transaction runs joins it, as far as there is room; nothing is left behind at the end."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from counter_server.storage.database import Line
from counter_server.storage.day import Day
from counter_server.storage.store import Store
from counter_server.storage.writer import MOST_AT_ONCE, Writer
from tests.server import PATIENCE
from tests.store import a_store, issue


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with a_store(tmp_path / "data") as opened:
        yield opened


def while_one_runs(store: Store, others: int) -> list[Day]:
    """In whose hands each operation was: the first began alone, and the others came before it was done."""
    begun, queued = Event(), Event()

    def first(day: Day) -> Day:
        begun.set()
        assert queued.wait(PATIENCE)
        return day

    def later(day: Day) -> Day:
        issue(day)
        return day

    async def perform() -> list[Day]:
        asked: list[asyncio.Future[Day]] = [asyncio.ensure_future(store.writer.perform(first))]
        await asyncio.get_running_loop().run_in_executor(None, begun.wait, PATIENCE)
        asked += [asyncio.ensure_future(store.writer.perform(later)) for _ in range(others)]
        await asyncio.sleep(0)  # every one of them has been queued
        queued.set()
        return await asyncio.gather(*asked)

    return asyncio.run(perform())


def test_what_comes_while_a_transaction_runs_shares_its_commit(store: Store) -> None:
    assert len({id(day) for day in while_one_runs(store, 20)}) == 1


def test_the_first_does_not_wait_for_more_than_there_is_room_for(store: Store) -> None:
    days = while_one_runs(store, 2 * MOST_AT_ONCE)
    assert list(Counter(map(id, days)).values()) == [MOST_AT_ONCE, MOST_AT_ONCE, 1]


def test_what_is_queued_when_the_writer_is_closed_is_done_first(store: Store) -> None:
    writer = Writer(Line(store.engine), store._open_day, lambda events, after: None)
    begun, queued = Event(), Event()

    def first(day: Day) -> None:
        begun.set()
        assert queued.wait(PATIENCE)

    async def queue_and_close() -> list[Any]:
        asked = [asyncio.ensure_future(writer.perform(first))]
        await asyncio.get_running_loop().run_in_executor(None, begun.wait, PATIENCE)
        asked += [asyncio.ensure_future(writer.perform(issue)) for _ in range(3)]
        await asyncio.sleep(0)  # every one of them has been queued
        closing = asyncio.get_running_loop().run_in_executor(None, writer.close)
        queued.set()
        answers = await asyncio.gather(*asked)
        await closing
        return answers[1:]

    assert [ticket.n for ticket in asyncio.run(asyncio.wait_for(queue_and_close(), PATIENCE))] == [1, 2, 3]
