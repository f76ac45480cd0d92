"""The business day turns at the branch's own midnight, whether the server runs or sleeps through it."""

import sqlite3
from pathlib import Path

import pytest

from counter_server.protocol.client import ServerRefused
from counter_server.protocol.messages import Board
from tests.server import COMPLETE, DEMO_DISPLAY, Server, change, listening, run, running

PULL = ("--demo", "--assignment", "pull")
EVENING = "2026-11-23T23:30:00+07:00"
BEFORE_MIDNIGHT = "2026-11-23T23:59:52+07:00"
NEXT_MORNING = "2026-11-24T07:00:00+07:00"


def journal(server: Server) -> list[tuple[str, str, str]]:
    with sqlite3.connect(server.data / "lalopa.db") as database:
        rows = database.execute("SELECT who, action, subject FROM journal ORDER BY seq").fetchall()
    database.close()
    return [(str(who), str(action), str(subject)) for who, action, subject in rows]


def everything_open(server: Server) -> dict[str, int]:
    """A ticket in every open state, by state."""
    one, two, three = server.verifier(1), server.verifier(2), server.verifier(3)
    by = {state: server.issue("A").id for state in ("called", "serving", "on_hold", "no_show", "waiting")}
    one.call_next("loket-1")
    two.call_next("loket-2")
    two.start(by["serving"])
    three.call_next("loket-3")
    three.start(by["on_hold"])
    three.hold(by["on_hold"])
    three.call_next("loket-3")
    three.no_show(by["no_show"])
    by["booked"] = one.issue(request_id="booked-today", service="A", channel="phone", documents=COMPLETE).id
    return by


def outcomes(server: Server, tickets: dict[str, int]) -> dict[str, tuple[str, str]]:
    with sqlite3.connect(server.data / "lalopa.db") as database:
        known = {row[0]: (row[1], row[2]) for row in database.execute("SELECT id, status, outcome FROM ticket")}
    database.close()
    return {state: known[ticket] for state, ticket in tickets.items()}


LAPSED = ("lapsed", "")
AFTERWARDS = {
    "booked": LAPSED, "waiting": LAPSED, "called": LAPSED, "on_hold": LAPSED, "no_show": LAPSED,
    "serving": ("finished", "day_closed"),
}  # fmt: skip


def is_a_new_day(server: Server, tickets: dict[str, int]) -> None:
    assert outcomes(server, tickets) == AFTERWARDS
    board = server.display.board()
    assert [ticket for ticket in board.tickets if ticket.id in tickets.values()] == []
    assert board.waiting["A"] == {"help": 0, "verification": 0}
    assert board.announcements == []
    assert {one.counter: one.state for one in board.counters if one.state != "away"} == {}
    fresh = server.issue("A")
    assert (fresh.number, fresh.ahead) == ("A-001", 0)
    called = server.verifier(1).call_next("loket-1")
    assert called is not None
    assert called.id == fresh.id


def test_the_day_turns_while_the_server_runs(tmp_path: Path) -> None:
    with running(tmp_path / "data", *PULL, "--clock-start", EVENING) as server:
        tickets = everything_open(server)
        assert server.display.board().at.date().isoformat() == "2026-11-23"
        with listening(server, DEMO_DISPLAY) as heard:
            next(heard)
            server.restart(*PULL, "--clock-start", BEFORE_MIDNIGHT)
            while not isinstance(board := next(heard), Board):
                """It is not back yet."""
            if board.waiting["A"]["verification"]:  # else its start took longer than the evening lasted
                assert change(heard, "lapse").ticket is not None
                change(heard, "day-close")
                opened = change(heard, "day-open")
                assert opened.at.date().isoformat() == "2026-11-24"
                assert opened.waiting["A"] == {"help": 0, "verification": 0}
        is_a_new_day(server, tickets)
        calendars = [(action, subject) for who, action, subject in journal(server) if who == "calendar"]
        assert calendars[-3:] == [
            ("day-close", "day:2026-11-23"), ("purge", "day:2026-11-23"), ("day-open", "day:2026-11-24"),
        ]  # fmt: skip
        assert sorted({action for action, _ in calendars[:-3]}) == ["lapse", "sign-out"]
        server.stop()
        assert run(server.data, "--verify-journal").returncode == 0


def test_the_day_turns_when_the_server_wakes_after_it(tmp_path: Path) -> None:
    with running(tmp_path / "data", *PULL, "--clock-start", "2026-11-23T15:00:00+07:00") as server:
        tickets = everything_open(server)
        server.restart(*PULL, "--clock-start", NEXT_MORNING)
        is_a_new_day(server, tickets)
        server.restart()  # and it has turned in the database too, once and for all
        assert server.display.board().waiting["A"]["verification"] == 0
        assert [action for _, action, _ in journal(server)].count("day-open") == 1


def test_what_the_old_day_left_over_stops_nobody_in_the_new_one(tmp_path: Path) -> None:
    with running(tmp_path / "data", *PULL, "--clock-start", "2026-11-23T15:00:00+07:00") as server:
        verifier = server.verifier()
        held, busy_with = server.issue("A"), server.issue("A")
        lost = server.kiosk.issue(request_id="lost-answer", service="A", documents=COMPLETE)
        verifier.call_next("loket-1")
        verifier.start(held.id)
        verifier.hold(held.id)
        verifier.call_next("loket-1")
        verifier.call(held.id)  # remembered for later
        verifier.pause("pulang")
        verifier.no_show(busy_with.id)
        server.restart(*PULL, "--clock-start", NEXT_MORNING)

        assert server.verifier().ready().state == "ready"
        at = server.display.board().at
        again = server.kiosk.issue(
            request_id="lost-answer", service="A", documents=COMPLETE, number="A-X01", taken_at=at
        )
        assert (again.id, again.status) == (lost.id, "lapsed")
        with pytest.raises(ServerRefused) as refused:
            server.supervisor().ticket(held.id)
        assert refused.value.code == "ticket_unknown"


def test_a_clock_that_was_years_ahead_decides_the_day_no_longer(tmp_path: Path) -> None:
    with running(tmp_path / "data", *PULL, "--clock-start", "2031-01-06T08:00:00+07:00") as server:
        server.issue("A")
        server.restart(*PULL, "--clock-start", NEXT_MORNING)
        assert server.issue("A").number == "A-001"
        assert server.display.board().waiting["A"]["verification"] == 1


def test_nobody_is_ready_in_the_morning_who_only_forgot_to_sign_out(tmp_path: Path) -> None:
    push = ("--demo", "--assignment", "push")
    with running(tmp_path / "data", *push, "--clock-start", "2026-11-23T15:00:00+07:00") as server:
        verifier = server.verifier()
        assert verifier.ready().state == "ready"
        server.restart(*push, "--clock-start", NEXT_MORNING)
        assert server.kiosk.ticket(server.issue("A").id).status == "waiting"
        with pytest.raises(ServerRefused) as refused:
            verifier.ready()
        assert refused.value.code == "not_signed_in"


def test_a_clock_that_was_set_back_does_not_turn_the_day_back(tmp_path: Path) -> None:
    with running(tmp_path / "data", *PULL, "--clock-start", NEXT_MORNING) as server:
        ticket = server.issue("A")
        server.restart(*PULL, "--clock-start", EVENING)
        assert server.issue("A").number == "A-002"
        assert server.supervisor().ticket(ticket.id).status == "waiting"
