"""A morning of the whole counter: eighteen consoles at once and the floor's, in one Chromium, visitors by a seed, the
server's clock at sixty times its speed."""

import asyncio
from pathlib import Path

import pytest

from counter_server.protocol.terms import Is
from tests.end2end.morning_office import WATCHER, Office, live
from tests.end2end.morning_report import recomputed, told
from tests.end2end.morning_visitors import Morning, visitors
from tests.guarded import assets_with
from tests.server import Server, running
from tests.slow_report import SlowReport
from tests.store import database_of

SPEED = 60
DAY = "2026-11-23"
SLICE = Morning(starts="07:10", every=4, arrivals=(150, 210), seed=72, least=1, usual=3, most=5)
WHOLE = Morning(starts="07:10", every=30, arrivals=(110, 110, 90, 80, 60, 50, 40, 20), least=2, usual=8, most=25)
STAFF = f"""
[[staff]]
key = "{WATCHER}"
name = "Pengamat"
role = "supervisor"
"""
OF_EVERY_KIND = {
    "issue", "printed", "call", "recall", "start", "finish", "forward", "hold", "no-show", "requeue", "sign-in",
    "ready", "pause", "sign-out",
}  # fmt: skip
ASKED_AGAIN = r"^htmx:(timeout|afterRequest)$"
"""What htmx writes where a machine is too slow to answer within a second: the desk is fetched again. A command that is
not answered would be told as a refusal."""


@pytest.mark.parametrize(
    "morning",
    [
        pytest.param(SLICE, id="a-slice", marks=pytest.mark.alone),
        pytest.param(WHOLE, id="whole", marks=[pytest.mark.slow, pytest.mark.timeout(1800)]),
    ],
)
def test_eighteen_consoles_work_a_morning_and_floor_and_report_are_right(tmp_path: Path, morning: Morning) -> None:
    with running(
        tmp_path / "data", "--demo", "--assets", str(assets_with(tmp_path, STAFF)),
        "--clock-start", f"{DAY}T{morning.starts}:00+07:00", "--clock-speed", str(SPEED),
    ) as server:  # fmt: skip
        asyncio.run(its_proof(server, morning))


async def its_proof(server: Server, morning: Morning) -> None:
    async with live(server, morning, SPEED) as office:
        everybody_has_gone(office)
        the_floor_was_right_at_every_moment(office)
        packed = await office.report()
        for one in [office.floor, *office.desks]:
            one.watched.is_clean(but=ASKED_AGAIN)
            assert one.refusals == [], one.staff
        board = office.watcher.board()
        slow = SlowReport(database_of(server.data), DAY, DAY, board.at)
        assert {line["action"] for line in slow.lines[DAY]} >= OF_EVERY_KIND
        names = {member.staff: member.name for member in board.staff}
        expected = recomputed(slow, names)
        assert {table: rows for table, rows in told(packed).items() if table in expected} == expected


def everybody_has_gone(office: Office) -> None:
    """As each of them played: finished, or never there; nobody twice, nobody lost."""
    came = visitors(office.morning)
    assert sorted(visitor.after for visitor in office.inside.values()) == [visitor.after for visitor in came]
    status = {ticket: office.watcher.ticket(ticket).status for ticket in office.inside}
    expected = {ticket: Is.FINISHED if visitor.is_here else Is.NO_SHOW for ticket, visitor in office.inside.items()}
    assert status == expected
    board = office.watcher.board()
    assert [one for one in board.counters if one.staff] == []
    assert sum(n for steps in board.waiting.values() for n in steps.values()) == 0


def the_floor_was_right_at_every_moment(office: Office) -> None:
    """What the page of the person in charge showed, and what the server's board said, is what the stream had told of
    the same line of the journal."""
    assert office.truth.lost == []
    assert [seq for seq, board in office.boards if board != office.truth.at(seq)] == []
    shown = office.floor_as_shown()
    wrong = [(seq, office.truth.at(seq), floor) for seq, floor in shown if floor != office.truth.at(seq)]
    assert wrong == []
    looked_at = {seq for seq, _ in office.boards}
    assert len(looked_at) > 2
    assert max(looked_at) <= max(seq for seq, _ in shown)
    assert len({tuple(floor.sums) for _, floor in shown}) > 2, "there was something to see"
