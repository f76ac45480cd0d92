"""The simulation calls exactly whom the server calls: random small days of the real store and its operations, and the
same day in the simulation, given who came when, who was there, and how long each visit took."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest

from counter_server.domain.forecast.hall import Rules
from counter_server.domain.forecast.history import Entry
from counter_server.operations import printing, serving, staffing
from counter_server.operations.callers import Caller
from counter_server.operations.day_turn import tick
from counter_server.protocol.terms import Mode, Outcome, Priority, Role, StaffState
from counter_server.storage import hall_reading
from counter_server.storage.day import Day
from counter_server.storage.store import Store
from tests.halls import called_in, replayed
from tests.server import ROOT
from tests.store import KIOSK, a_store, issue, sign_in

TEAM = {"verifier-1": "loket-1", "verifier-2": "loket-2", "verifier-3": "loket-3", "extra-1": "bantuan-1"}
VISITORS = 40
SPAN = 60 * 60 * 1000
START = 1_795_395_600_000
"""Monday 2026-11-23, 08:00 in Jakarta."""
WRAP_UP = 20


@pytest.fixture(scope="module")
def assets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The presets, with a wrap-up, and a verifier who serves one service only."""
    folder = tmp_path_factory.mktemp("assets")
    for name in ("services", "locale"):
        shutil.copytree(ROOT / "assets" / name, folder / name)
    branch = (ROOT / "assets" / "branch.toml").read_text(encoding="utf-8")
    branch = branch.replace("wrap_up_seconds = 0", f"wrap_up_seconds = {WRAP_UP}")
    branch = branch.replace('name = "Verifikator 3"\n', 'name = "Verifikator 3"\nservices = ["K"]\n')
    (folder / "branch.toml").write_text(branch, encoding="utf-8")
    return folder


class ADay:
    """A day at random: everything happens at a millisecond of its own."""

    def __init__(self, store: Store, seed: int) -> None:
        self.store, self.chance = store, Random(seed)
        self.mode = store.read_now(lambda line, present, setup: setup.mode)
        self.agenda: dict[int, Any] = {}
        self.graces: dict[int, int] = {}
        self.seen: set[tuple[str, int, int]] = set()
        self.pressing: set[str] = set()

    def later(self, least: int, most: int) -> int:
        moment = self.now + self.chance.randint(least, most)
        while moment in self.agenda:
            moment += 1
        return moment

    def plan(self, moment: int, what: Any) -> None:
        while moment in self.agenda:
            moment += 1
        self.agenda[moment] = what

    def run(self) -> None:
        self.now = START
        for staff in TEAM:
            self.plan(self.now + self.chance.randint(0, 1000), partial(self.come_in, staff))
        for _ in range(VISITORS):
            self.plan(self.now + self.chance.randint(2000, SPAN), self.visitor)
        for _ in range(6):
            self.plan(self.now + self.chance.randint(60_000, SPAN), partial(self.pause, self.chance.choice([*TEAM])))
        while self.agenda:
            self.now = min(self.agenda)
            self.store.clock.start = datetime.fromtimestamp(self.now / 1000, UTC)
            self.agenda.pop(self.now)()
            self.look_round()

    def perform(self, operation: Any) -> Any:
        return self.store.writer.perform_now(operation)

    def come_in(self, staff: str) -> None:
        self.perform(partial(sign_in, staff=staff, counter=TEAM[staff]))
        self.plan(self.later(500, 60_000), partial(self.ready, staff))

    def ready(self, staff: str) -> None:
        self.perform(lambda day: staffing.ready(day, caller(staff)))

    def pause(self, staff: str) -> None:
        self.perform(lambda day: staffing.pause(day, caller(staff), reason="makan"))
        self.plan(self.later(60_000, 600_000), partial(self.ready, staff))

    def visitor(self) -> None:
        chance = self.chance
        papers: dict[str, Any] = {} if chance.random() < 0.7 else {"documents": {}}
        priority = chance.choice([Priority.NONE, Priority.NONE, Priority.ELDERLY])
        ticket = self.perform(lambda day: issue(day, service=chance.choice("AK"), priority=priority, **papers))
        taken = partial(printing.printed, caller=KIOSK, ticket=ticket.id)
        if chance.random() < 0.8:
            self.plan(self.later(500, 15_000), lambda: self.perform(taken))
        else:
            self.graces[ticket.id] = self.now + 20_000
            self.plan(self.now + 20_000, lambda: self.perform(tick))

    def look_round(self) -> None:
        """Whoever was just called gets a visit; whoever is free in pull mode presses her key some time."""
        members, somebody = self.perform(lambda day: (dict(day.members), any(day.present.waiting.values())))
        for key in TEAM:
            member = members[key]
            if member.ticket and (key, member.ticket, member.since) not in self.seen:
                self.seen.add((key, member.ticket, member.since))
                self.plan(self.later(20_000, 600_000), partial(self.leave, key, member.ticket))
            if member.state is StaffState.READY and member.ready_at > self.now:
                self.plan(member.ready_at, lambda: self.perform(tick))
            if self.mode is Mode.PULL and member.state is StaffState.READY and somebody and key not in self.pressing:
                self.pressing.add(key)
                self.plan(self.later(1000, 90_000), partial(self.press, key))

    def press(self, staff: str) -> None:
        self.pressing.discard(staff)

        def operation(day: Day) -> None:
            if day.member(staff).state is StaffState.READY:
                serving.call_next(day, caller(staff), counter=TEAM[staff])

        self.perform(operation)

    def leave(self, staff: str, ticket: int) -> None:
        way, who = self.chance.random(), caller(staff)

        def operation(day: Day) -> None:
            if way < 0.15:
                serving.no_show(day, who, ticket=ticket)
            elif way < 0.25:
                serving.return_(day, who, ticket=ticket, reason="keliru")
            else:
                serving.start(day, who, ticket=ticket)
                serving.finish(day, who, ticket=ticket, outcome=Outcome.COMPLETE)

        self.perform(operation)


def caller(staff: str) -> Caller:
    role = Role.EXTRA if staff.startswith("extra") else Role.VERIFIER
    return Caller(role, staff, "p2km", counter=TEAM[staff])


def journal_of(store: Store, graces: dict[int, int]) -> list[Entry]:
    """The whole day; that a kiosk said nothing is no line of it, so the end of its grace is put in."""

    def read(line: Any, present: Any, setup: Any) -> list[Entry]:
        return hall_reading.entries(line, setup.key, 0, most=1_000_000)

    lines = store.read_now(read)
    issued = {one.ticket["id"]: one for one in lines if one.action == "issue"}
    added = [Entry(seq=0, at=at, action="grace", payload=issued[ticket].payload) for ticket, at in graces.items()]
    return sorted([*lines, *added], key=lambda one: one.at)


@pytest.fixture(params=[Mode.PUSH, Mode.PULL], ids=str)
def store(request: pytest.FixtureRequest, tmp_path: Path, assets: Path) -> Iterator[Store]:
    with a_store(tmp_path / "data", "2026-11-23T07:59:00+07:00", mode=request.param, assets=assets) as opened:
        yield opened


@pytest.mark.parametrize("seed", range(5))
def test_the_simulation_calls_whom_the_server_called(store: Store, seed: int) -> None:
    day = ADay(store, seed)
    day.run()
    journal = journal_of(store, day.graces)
    setup, members = store.read_now(lambda line, present, setup: (setup, present.members))
    rules = Rules(mode=setup.mode, weight=setup.weight, wrap_up=setup.wrap_up)
    calls = replayed(journal, rules, lambda staff: setup.queues(members[staff]))
    recorded = called_in(journal)
    assert len(recorded) > VISITORS / 2
    assert [(call.ticket.id, call.staff, call.at) for call in calls] == recorded
