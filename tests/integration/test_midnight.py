"""Midnight in Asia/Jakarta, and a machine whose clock jumps: the day turns exactly once, nobody loses her place, and
the person in charge is told how many were left."""

import os
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from counter_server.protocol.client import CounterClient
from counter_server.protocol.messages import Heartbeat
from counter_server.storage import journal
from tests.server import DEMO_DISPLAY, Server, change, listening, running
from tests.under_load import journal_of

MONDAY, TUESDAY = "2026-11-23", "2026-11-24"
LATE_EVENING, BEFORE_MIDNIGHT = f"{MONDAY}T23:30:00+07:00", f"{MONDAY}T23:59:57+07:00"


def turns(server: Server) -> list[str]:
    with closing(sqlite3.connect(server.data / "lalopa.db")) as database:
        rows = database.execute(
            "SELECT action || ' ' || subject FROM journal WHERE action IN ('day-open', 'day-close') ORDER BY seq"
        ).fetchall()
    return [row[0].replace("day:", "") for row in rows]


def outcomes(server: Server, day: str) -> dict[str, tuple[str, str]]:
    with closing(sqlite3.connect(server.data / "lalopa.db")) as database:
        rows = database.execute(
            "SELECT printf('%s-%03d', letter, n), status, outcome FROM ticket WHERE day = ?", (day,)
        ).fetchall()
    return {number: (status, outcome) for number, status, outcome in rows}


def told(supervisor: CounterClient) -> dict[str, object]:
    return {alert.code: alert.facts.get("count") for alert in supervisor.devices().alerts}


def left_yesterday(server: Server, many: int) -> None:
    """The person in charge is told how many, before long."""
    supervisor = server.supervisor()
    with listening(server, supervisor.token) as heard:
        while "day_closed" not in told(supervisor):
            next(heard)
    assert told(supervisor)["day_closed"] == many


def test_midnight_passes_while_it_runs_and_each_ticket_gets_its_own_outcome(tmp_path: Path) -> None:
    pull = ("--demo", "--assignment", "pull", "--clock-start")
    with running(tmp_path / "data", *pull, LATE_EVENING) as server:
        serving, called, held = server.verifier(1), server.verifier(2), server.verifier(3)
        for _ in range(5):
            server.issue()
        for client, counter in ((serving, "loket-1"), (called, "loket-2"), (held, "loket-3")):
            ticket = client.call_next(counter)
            assert ticket is not None
            if client is not called:
                client.start(ticket.id)
            if client is held:
                client.hold(ticket.id)
        server.restart(*pull, BEFORE_MIDNIGHT)
        with listening(server, DEMO_DISPLAY) as heard:
            while len(turns(server)) < 2:
                next(heard)
        assert turns(server) == [f"day-close {MONDAY}", f"day-open {TUESDAY}"]
        assert outcomes(server, MONDAY) == {
            "A-001": ("finished", "day_closed"),
            "A-002": ("lapsed", ""), "A-003": ("lapsed", ""), "A-004": ("lapsed", ""), "A-005": ("lapsed", ""),
        }  # fmt: skip
        left_yesterday(server, 5)
        assert server.issue().number == "A-001"
        server.kill()
        server.start("--demo", "--clock-start", f"{TUESDAY}T07:30:00+07:00")
        left_yesterday(server, 5)
        assert outcomes(server, TUESDAY) == {"A-001": ("waiting", "")}
        assert len(turns(server)) == 2


@pytest.mark.parametrize("back_on", [TUESDAY, "2026-11-27"])
def test_midnight_passes_while_it_is_off_and_the_day_turns_once_when_it_is_back(tmp_path: Path, back_on: str) -> None:
    with running(tmp_path / "data", "--demo", "--clock-start", f"{MONDAY}T15:00:00+07:00") as server:
        server.issue()
        server.kill()
        for hour in ("07:00:00", "07:01:00", "23:00:00"):
            server.start("--demo", "--clock-start", f"{back_on}T{hour}+07:00")
            server.kill()
        assert turns(server) == [f"day-close {MONDAY}", f"day-open {back_on}"]
        assert outcomes(server, MONDAY) == {"A-001": ("lapsed", "")}


def test_a_clock_that_goes_back_over_midnight_turns_nothing_back_and_nothing_twice(tmp_path: Path) -> None:
    with running(tmp_path / "data", "--demo", "--clock-start", f"{TUESDAY}T00:30:00+07:00") as server:
        assert server.issue().number == "A-001"
        server.restart("--demo", "--clock-start", f"{MONDAY}T23:59:58+07:00")
        assert server.issue().number == "A-002"
        with listening(server, DEMO_DISPLAY) as heard:
            while not isinstance(happening := next(heard), Heartbeat) or str(happening.at)[:10] != TUESDAY:
                """Midnight has not come again."""
        assert server.issue().number == "A-003"
        assert turns(server) == []
        assert outcomes(server, TUESDAY) == {f"A-00{n}": ("waiting", "") for n in (1, 2, 3)}


JAKARTA = timezone(timedelta(hours=7))


class Machine:
    """A machine whose clock can be set while the server runs on it; its monotonic clock goes on, as on a real one. It
    is started at noon, whatever the time is here: an hour more or less is the same day."""

    def __init__(self, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._file = data.parent / "faketime"
        now = datetime.now(JAKARTA)
        self._noon = now.replace(hour=12, minute=0, second=0, microsecond=0) - now
        self.set(0)
        (library,) = Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")
        for name, value in {
            "LD_PRELOAD": str(library), "FAKETIME_TIMESTAMP_FILE": str(self._file), "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1", "DONT_FAKE_MONOTONIC": "1",
        }.items():  # fmt: skip
            monkeypatch.setenv(name, value)
        self.server = Server(data, ("--demo", "--assignment", "pull"))
        self.server.start()
        for name in ("LD_PRELOAD", "FAKETIME_TIMESTAMP_FILE"):
            monkeypatch.delenv(name)
            assert name not in os.environ

    def stop(self) -> None:
        """Ends the server, and takes what the library left of it in shared memory: a later process trips over it."""
        process = self.server.process
        self.server.stop()
        for left in Path("/dev/shm").glob(f"*faketime*_{process.pid}") if process else ():
            left.unlink()

    def true_time(self) -> datetime:
        """What its clock would say, had nobody set it."""
        return datetime.now(JAKARTA) + self._noon

    def set(self, seconds: int) -> None:
        """Ahead of, or behind, its true time."""
        fresh = self._file.with_suffix(".fresh")
        fresh.write_text(f"{self._noon.total_seconds() + seconds:+.0f}\n")
        fresh.replace(self._file)


@pytest.mark.parametrize("jump", [-3600, 3600])
def test_the_machines_clock_jumps_an_hour_and_nobody_loses_her_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jump: int
) -> None:
    machine = Machine(tmp_path / "data", monkeypatch)
    server = machine.server
    try:
        verifier, supervisor = server.verifier(), server.supervisor()
        before = [server.issue().number for _ in range(2)]
        at = supervisor.board().at
        machine.set(jump)
        after = [server.issue().number for _ in range(2)]
        went_on = supervisor.board().at - at
        assert went_on >= timedelta(0)
        assert (went_on >= timedelta(seconds=3600)) == (jump > 0)
        order = []
        for _ in range(4):
            ticket = verifier.call_next("loket-1")
            assert ticket is not None
            order.append(ticket.number)
            verifier.start(ticket.id)
            verifier.finish(ticket.id, "complete")
        assert order == before + after
        assert isinstance(journal_of(server), journal.Verified)
    finally:
        machine.stop()


def test_once_nobody_waits_it_follows_a_clock_that_was_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = Machine(tmp_path / "data", monkeypatch)
    server = machine.server
    try:
        supervisor = server.supervisor()
        waiting = server.issue()
        with listening(server, supervisor.token) as heard:
            next(heard)
            machine.set(-3600)
            while "clock_back" not in told(supervisor):
                change(heard, "alert")
            supervisor.cancel(waiting.id, "pulang")
            while "clock_back" in told(supervisor):
                change(heard, "alert")
        assert supervisor.board().at < machine.true_time() - timedelta(minutes=59)
    finally:
        machine.stop()
