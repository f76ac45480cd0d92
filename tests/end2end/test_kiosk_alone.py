"""The server away from a real kiosk, with paper, wall and counter: the number on the paper is the one called."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from kiosk.stand_in_printer import StandInPrinter
from tests.reads_paper import number_on
from tests.server import Server, running
from tests.unstable_line import Line, UnstableLine, unstable_line

from .room import a_kiosk, a_wall

COMPLETE = ("id", "A", "family", "none", "city", "both", "both", "none")
PATIENCE = 20_000


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with running(tmp_path / "server", "--demo", "--assignment", "pull") as started:
        yield started


@pytest.fixture
def line(server: Server) -> Iterator[UnstableLine]:
    with unstable_line(server.url) as line:
        yield line


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[StandInPrinter]:
    stand_in = StandInPrinter(tmp_path / "paper")
    stand_in.start()
    yield stand_in
    stand_in.stop()


def number_printed(qtbot: QtBot, printer: StandInPrinter, tickets: int) -> str:
    qtbot.waitUntil(lambda: len(printer.tickets) == tickets, timeout=PATIENCE)
    with Image.open(printer.tickets[-1]) as paper:
        return number_on(paper)


def test_a_number_given_while_the_server_was_killed_is_called_on_the_wall_when_it_is_back(
    qtbot: QtBot, server: Server, printer: StandInPrinter, tmp_path: Path
) -> None:
    port = printer._address[1]
    with (
        a_wall(server.url, tmp_path / "display", player="none") as wall,
        a_kiosk(qtbot, server.url, tmp_path / "kiosk", port) as kiosk,
    ):
        server.kill()
        kiosk.choose(*COMPLETE)
        kiosk.touch("action")
        assert number_printed(qtbot, printer, 1) == "A-X01"
        qtbot.waitUntil(lambda: kiosk.text("number") == "A-X01", timeout=PATIENCE)
        server.start()
        supervisor = server.supervisor()
        qtbot.waitUntil(lambda: [one.number for one in supervisor.board().tickets] == ["A-X01"], timeout=PATIENCE)
        called = server.verifier().call_next("loket-1")
        assert called is not None
        qtbot.waitUntil(lambda: wall.shows("A-X01", "Loket 1"), timeout=PATIENCE)


def test_whoever_is_on_the_wall_under_a_number_she_never_saw_is_shown_under_hers(
    qtbot: QtBot, server: Server, line: UnstableLine, printer: StandInPrinter, tmp_path: Path
) -> None:
    port = printer._address[1]
    with (
        a_wall(server.url, tmp_path / "display", player="none") as wall,
        a_kiosk(qtbot, line.url, tmp_path / "kiosk", port) as kiosk,
    ):
        supervisor, verifier = server.supervisor(), server.verifier()
        kiosk.choose(*COMPLETE)
        kiosk.settle()
        line.is_now(Line.LOSES_ANSWERS)
        kiosk.touch("action")
        qtbot.waitUntil(lambda: [one.number for one in supervisor.board().tickets] == ["A-001"], timeout=PATIENCE)
        line.is_now(Line.CUT)
        assert number_printed(qtbot, printer, 1) == "A-X01"
        (lost,) = supervisor.board().tickets
        server.kiosk.printed(lost.id)  # as twenty seconds would
        assert verifier.call_next("loket-1") is not None
        qtbot.waitUntil(lambda: wall.shows("A-001", "Loket 1"), timeout=PATIENCE)
        line.is_now(Line.WHOLE)
        qtbot.waitUntil(lambda: wall.shows("A-X01", "Loket 1"), timeout=PATIENCE)
    assert verifier.ticket(lost.id).recalls == 1
