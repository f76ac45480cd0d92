"""Calls nobody answers, on a real database at whatever time it is: announced again by the branch's own rule."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from counter_server.domain.ticket import Ticket
from counter_server.operations import announcing, serving, staffing
from counter_server.operations.callers import Caller
from counter_server.operations.day_turn import tick
from counter_server.operations.unanswered import RULE
from counter_server.protocol.terms import Channel, Device, Is, StaffState
from counter_server.storage import journal, statements
from counter_server.storage.journal import Verified
from counter_server.storage.store import Store
from tests.server import ROOT
from tests.store import MONDAY, SUPERVISOR, VERIFIER, a_store, at, issue, sign_in

WALL = Caller(Device.DISPLAY, "wall", "p2km")
START = datetime.fromisoformat(MONDAY)


class Hall:
    """Verifier 1 has called a ticket at eight; the clock stands where it was put last."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.do(sign_in)
        self.ticket = int(self.do(lambda day: issue(day, channel=Channel.STAFF)).id)
        self.do(lambda day: serving.call_next(day, VERIFIER, counter="loket-1"))

    def do(self, operation: Any) -> Any:
        return self.store.writer.perform_now(operation)

    def after(self, seconds: float) -> Ticket:
        """The ticket, once that much has passed since eight and the clock has ticked."""
        self.store.clock = at((START + timedelta(seconds=seconds)).isoformat())
        self.do(tick)
        return self.now

    @property
    def now(self) -> Ticket:
        found: Ticket = self.do(lambda day: day.ticket(self.ticket))
        return found

    def speaks(self) -> None:
        """A wall says what has not been said."""
        for row in self.lines(statements.unspoken):
            seq = row[1]
            self.do(lambda day, seq=seq: announcing.spoken(day, WALL, announcement=seq, ok=True))

    def lines(self, statement: Any, **given: Any) -> list[Any]:
        found: list[Any] = self.store.read_now(
            lambda line, present, setup: line.all(statement, branch=setup.key, **given)
        )
        return found

    def recalls(self) -> list[str]:
        """Who announced it again, as the journal has it."""
        rows = self.lines(statements.journal_after, seq=0, most=1000)
        return [row[3] for row in rows if row[4] == "recall"]


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    with a_store(tmp_path / "data") as store:
        yield Hall(store)
        found = store.read_now(lambda line, present, setup: journal.verify(line, setup.key))
        assert isinstance(found, Verified)


def test_it_is_announced_again_twice_by_the_branch_s_rule_and_never_given_up_by_it(hall: Hall) -> None:
    hall.speaks()
    assert hall.after(59).recalls == 0
    assert hall.after(60).recalls == 1
    hall.speaks()
    assert hall.after(119).recalls == 1
    assert hall.after(120).recalls == 2
    hall.speaks()
    later = hall.after(3600)
    assert (later.recalls, later.status) == (2, Is.CALLED)
    assert hall.recalls() == [RULE, RULE]


def test_the_time_counts_from_when_a_wall_has_said_it(hall: Hall) -> None:
    hall.after(50)
    hall.speaks()
    assert hall.after(109).recalls == 0
    assert hall.after(110).recalls == 1


def test_a_call_that_waits_for_its_voice_is_not_thrown_out_of_the_queue_by_a_second_one(hall: Hall) -> None:
    assert hall.after(239).recalls == 0
    assert len(hall.lines(statements.unspoken)) == 1
    assert hall.after(240).recalls == 1, "where no wall speaks at all it is announced all the same"


def test_a_recall_by_hand_counts_and_puts_the_next_one_off(hall: Hall) -> None:
    hall.speaks()
    hall.after(50)
    hall.do(lambda day: serving.recall(day, VERIFIER, ticket=hall.ticket))
    hall.speaks()
    assert hall.after(109).recalls == 1
    assert hall.after(110).recalls == 2
    assert hall.recalls() == ["verifier-1", RULE]


def test_whoever_has_come_is_not_announced_again(hall: Hall) -> None:
    hall.speaks()
    hall.do(lambda day: serving.start(day, VERIFIER, ticket=hall.ticket))
    assert hall.after(600).recalls == 0


def test_nobody_is_called_to_a_counter_whose_console_is_not_heard_until_it_is_back(hall: Hall) -> None:
    hall.speaks()
    hall.do(lambda day: staffing.away(day, "verifier-1"))
    assert hall.after(600).recalls == 0
    hall.do(lambda day: staffing.back(day, "verifier-1"))
    assert hall.after(601).recalls == 1


def test_it_goes_on_after_a_restart(tmp_path: Path) -> None:
    with a_store(tmp_path / "data") as store:
        hall = Hall(store)
        hall.after(20)
        hall.speaks()
        ticket = hall.ticket
    for seconds, recalls in ((79, 0), (80, 1)):
        with a_store(tmp_path / "data", (START + timedelta(seconds=seconds)).isoformat()) as store:
            store.writer.perform_now(tick)
            assert store.writer.perform_now(lambda day: day.ticket(ticket)).recalls == recalls


@contextmanager
def branch_that(tmp_path: Path, **calling: int) -> Iterator[Hall]:
    """With these settings."""
    assets = tmp_path / "assets"
    shutil.copytree(ROOT / "assets", assets)
    text = (assets / "branch.toml").read_text(encoding="utf-8")
    for name, value in calling.items():
        (line,) = [one for one in text.splitlines() if one.startswith(f"{name} =")]
        text = text.replace(line, f"{name} = {value}")
    (assets / "branch.toml").write_text(text, encoding="utf-8")
    with a_store(tmp_path / "data", assets=assets) as store:
        yield Hall(store)


@pytest.mark.parametrize("setting", ["recall_after_seconds", "recalls_before_no_show"])
def test_a_branch_may_switch_it_off(tmp_path: Path, setting: str) -> None:
    with branch_that(tmp_path, **{setting: 0}) as hall:
        hall.speaks()
        assert hall.after(3000).recalls == 0


def test_nothing_of_it_is_told_to_those_who_listen_but_the_recall(hall: Hall) -> None:
    hall.speaks()
    hall.after(60)
    told = [json.loads(row[7]) for row in hall.lines(statements.journal_after, seq=0, most=1000) if row[7]]
    assert not [one for one in told if "desk" in one.get("ticket", {}) or "announced_at" in str(one)]


def test_a_console_that_comes_back_takes_the_planned_pause_away_and_a_new_sign_in_does_not(hall: Hall) -> None:
    hall.do(lambda day: staffing.away(day, "verifier-1"))
    assert hall.do(lambda day: day.member("verifier-1")).pause_next == "not_heard"
    before = len(hall.lines(statements.journal_after, seq=0, most=1000))
    hall.do(lambda day: staffing.back(day, "verifier-1"))
    hall.do(lambda day: staffing.back(day, "verifier-1"))
    assert hall.do(lambda day: day.member("verifier-1")).pause_next == ""
    assert len(hall.lines(statements.journal_after, seq=0, most=1000)) == before + 1
    hall.do(lambda day: staffing.away(day, "verifier-1"))
    hall.do(sign_in)
    hall.do(lambda day: serving.no_show(day, SUPERVISOR, ticket=hall.ticket))
    member = hall.do(lambda day: day.member("verifier-1"))
    assert (member.state, member.reason) == (StaffState.PAUSED, "signed_in")
