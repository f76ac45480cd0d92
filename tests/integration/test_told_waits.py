"""How long whoever comes now waits: told to walls and the floor when the range is another, and not with each event."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from counter_server.operations import staffing
from counter_server.operations.floor import rule_service
from counter_server.protocol.event_stream import EventParser
from counter_server.protocol.messages import Board, Change, Estimate, Heartbeat
from counter_server.protocol.terms import Mode
from counter_server.storage.day import Day
from counter_server.storage.store import Store
from counter_server.web import faces
from counter_server.web.counter import Counter
from counter_server.web.faces import View
from counter_server.web.told_waits import STANDS_SECONDS, ToldWaits
from tests.server import DEMO_DISPLAY, Server, listening
from tests.store import SECRET, SUPERVISOR, VERIFIER, a_store, issue, sign_in

SERVER_OPTIONS = ("--assignment", "pull")


class Office:
    """A running branch at the second a test says, and those who listen to it."""

    def __init__(self, store: Store, loop: asyncio.AbstractEventLoop) -> None:
        self.now, self.loop = 0.0, loop
        self.store, self.counter = store, Counter(store, SECRET, store.clock)
        self.waits = ToldWaits(self.counter, lambda: self.now)
        self.streams = {view: self.listens(view) for view in (View.WALL, View.SUPERVISOR, View.KIOSK)}

    def listens(self, view: View) -> Any:
        async def board() -> Board:
            face = faces.branch_face(self.counter.setup, self.counter.present)
            seq = self.counter.hub.seq
            return Board(seq=seq, at=self.now_there, branch=face, counters=[], tickets=[], waiting={}, announcements=[])

        stream = self.counter.hub.listen(view, "", lambda: asyncio.ensure_future(board(), loop=self.loop))
        self.loop.run_until_complete(anext(stream))
        return stream

    @property
    def now_there(self) -> Any:
        return self.counter.setup.moment(self.counter.clock.now())

    def heard(self, view: View = View.WALL) -> list[Change]:
        """What it was told of waits since the last time."""
        self.counter.hub.beat(Heartbeat(seq=self.counter.hub.seq, at=self.now_there))
        came = EventParser().feed(self.loop.run_until_complete(anext(self.streams[view])))
        return [one for one in came if isinstance(one, Change) and one.action == "waits"]

    def ranges(self) -> list[dict[str, tuple[int, int]]]:
        """As the wall was told them."""
        return [{letter: (one.low, one.high) for letter, one in (told.waits or {}).items()} for told in self.heard()]

    def does(self, operation: Callable[[Day], Any]) -> None:
        """Something happens, and a second goes by."""
        self.store.writer.perform_now(operation)
        self.passes(1)

    def passes(self, seconds: float) -> None:
        self.now += seconds
        self.waits.turn()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    loop = asyncio.new_event_loop()
    with a_store(tmp_path / "data", mode=Mode.PULL) as store:
        there = Office(store, loop)
        yield there
        for stream in there.streams.values():
            loop.run_until_complete(stream.aclose())
        there.counter.outlooks.end()
    loop.close()


@pytest.fixture
def open_office(office: Office) -> Office:
    """One verifier serves, and the range of that has been told."""
    office.store.writer.perform_now(sign_in)
    office.does(lambda day: staffing.ready(day, VERIFIER))
    assert [sorted(one) for one in office.ranges()] == [["A", "K"]], "where she serves the first step"
    return office


def test_where_nobody_serves_nothing_is_told_and_a_range_goes_at_once_with_the_last_who_does(office: Office) -> None:
    office.passes(60)
    assert office.ranges() == []
    office.store.writer.perform_now(sign_in)
    office.does(lambda day: staffing.ready(day, VERIFIER))
    assert [sorted(one) for one in office.ranges()] == [["A", "K"]]
    office.does(lambda day: staffing.sign_out(day, VERIFIER))
    assert office.ranges() == [{}]


def test_a_range_is_told_once_for_many_who_come_and_not_before_the_last_has_stood(open_office: Office) -> None:
    for _ in range(8):
        open_office.does(issue)
    assert open_office.ranges() == [], "no word for each of them"
    open_office.passes(STANDS_SECONDS)
    (told,) = open_office.ranges()
    assert told["A"][0] <= 9 * 15 <= told["A"][1]
    open_office.passes(10 * STANDS_SECONDS)
    assert open_office.ranges() == [], "the same is not said twice"


def test_what_is_told_follows_no_line_of_the_journal_and_no_kiosk_hears_it(open_office: Office) -> None:
    for _ in range(8):
        open_office.does(issue)
    open_office.passes(STANDS_SECONDS)
    (of_wall,), (of_floor,) = open_office.heard(), open_office.heard(View.SUPERVISOR)[-1:]
    assert of_wall.seq == open_office.counter.present.seq
    assert of_wall.waiting["A"]["verification"] == 8
    assert of_floor.waits == of_wall.waits
    assert open_office.heard(View.KIOSK) == []


def test_a_closed_service_has_no_range_for_whoever_comes(open_office: Office) -> None:
    open_office.does(lambda day: rule_service(day, SUPERVISOR, service="K", open=False, reason="listrik"))
    assert [sorted(one) for one in open_office.ranges()] == [["A"]]
    assert "K/verification" in open_office.waits.by_queue, "the floor still sees how long its queue takes"


def test_an_office_that_does_not_want_it_on_its_wall_has_none_there(open_office: Office) -> None:
    setup = open_office.counter.setup
    display = replace(setup.branch.display, expected_wait=False)
    quiet = replace(setup, branch=replace(setup.branch, display=display))
    assert open_office.waits.by_queue
    assert open_office.waits.of_wall(open_office.waits.by_queue, open_office.counter.present, quiet) == {}


def test_only_a_walls_board_has_what_was_told_last(open_office: Office) -> None:
    told = open_office.waits.seen_by(View.WALL)
    assert set(told) == {"A", "K"}
    for _ in range(8):
        open_office.does(issue)
    assert open_office.waits.seen_by(View.WALL) == told, "the next telling is a change of it"
    assert open_office.waits.seen_by(View.KIOSK) == {}


def heard_soon(stream: Iterator[object]) -> Iterator[object]:
    """What comes before the line has been silent ten times."""
    beats = 0
    for happening in stream:
        beats += isinstance(happening, Heartbeat)
        assert beats < 10, "the server looks once a second, and beats every four"
        yield happening


def test_a_wall_hears_it_over_the_wire_and_a_board_asked_for_has_it(floor: Server) -> None:
    with listening(floor, DEMO_DISPLAY) as wall:
        floor.verifier().ready()
        told = next(one for one in heard_soon(wall) if isinstance(one, Change) and one.action == "waits")
    assert isinstance((told.waits or {})["A"], Estimate)
    assert "A" in floor.display.board().waits
    assert floor.kiosk.board().waits == {}
