"""A call that no wall says, though walls are there: the person in charge is told, and told no more once it is said."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_server.domain.ticket import Ticket
from counter_server.operations import announcing, serving
from counter_server.operations.callers import Caller
from counter_server.protocol.terms import Device
from counter_server.storage import statements
from counter_server.storage.store import Store
from counter_server.web.counter import Counter
from counter_server.web.voices import LOOK_SECONDS, SILENT_SECONDS, Silence
from tests.store import SECRET, VERIFIER, a_store, issue, sign_in

WALL = Caller(Device.DISPLAY, "layar-1", "p2km")


class Branch:
    """A branch whose server looks whenever the test says that time has passed."""

    def __init__(self, store: Store) -> None:
        self.store, self.counter, self.passed = store, Counter(store, SECRET, store.clock), 0.0
        self.counter.server_watch.silence = Silence(lambda: self.passed)
        store.writer.perform_now(sign_in)

    def calls(self) -> Ticket:
        self.store.writer.perform_now(lambda day: issue(day, channel="staff"))
        ticket = self.store.writer.perform_now(lambda day: serving.call_next(day, VERIFIER, counter="loket-1"))
        assert isinstance(ticket, Ticket)
        return ticket

    def hangs_a_wall(self) -> None:
        self.counter.watch.devices.meets("hash", "layar-1", Device.DISPLAY)
        self.counter.watch.devices.stream("hash", True)

    def says(self) -> None:
        """The wall says what is next."""
        branch = self.store.branch
        row = self.store.read_now(lambda line, present, setup: line.all(statements.unspoken, branch=branch))[0]
        self.store.writer.perform_now(lambda day: announcing.spoken(day, WALL, announcement=row[1], ok=True))

    def tells_after(self, seconds: float) -> list[str]:
        """Of which calls the person in charge is told."""
        self.passed += seconds
        asyncio.run(self.counter.server_watch.turn())
        return [alert.subject for alert in self.counter.alerts.present() if alert.code == "wall_silent"]


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[Branch]:
    with a_store(tmp_path / "data") as store:
        yield Branch(store)


def test_a_call_no_wall_says_for_two_minutes_is_told_until_it_is_said(branch: Branch) -> None:
    branch.hangs_a_wall()
    ticket = branch.calls()
    assert branch.tells_after(LOOK_SECONDS) == []
    assert branch.tells_after(SILENT_SECONDS) == []
    assert branch.tells_after(LOOK_SECONDS) == [ticket.number]
    branch.store.writer.perform_now(lambda day: serving.recall(day, VERIFIER, ticket=ticket.id))
    assert branch.tells_after(LOOK_SECONDS) == [ticket.number], "called again is not said"
    branch.says()
    assert branch.tells_after(LOOK_SECONDS) == []
    branch.store.writer.perform_now(lambda day: serving.recall(day, VERIFIER, ticket=ticket.id))
    assert branch.tells_after(LOOK_SECONDS) == [], "and then it has its time again"


def test_a_call_that_is_over_is_told_no_more_and_the_next_has_its_own_time(branch: Branch) -> None:
    branch.hangs_a_wall()
    first = branch.calls()
    branch.tells_after(LOOK_SECONDS)
    assert branch.tells_after(2 * SILENT_SECONDS) == [first.number]
    branch.store.writer.perform_now(lambda day: serving.no_show(day, VERIFIER, ticket=first.id))
    second = branch.calls()
    assert branch.tells_after(LOOK_SECONDS) == []
    assert branch.tells_after(2 * SILENT_SECONDS) == [second.number]


def test_where_no_wall_is_heard_nobody_is_told_of_its_silence(branch: Branch) -> None:
    branch.calls()
    branch.tells_after(LOOK_SECONDS)
    assert branch.tells_after(2 * SILENT_SECONDS) == []
