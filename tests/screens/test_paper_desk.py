"""What the kiosk prints besides tickets: lists and the technician's test print, each with an outcome of its own."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from counter_server.protocol.branch_file import load_branch
from counter_server.protocol.device_state import PartState
from counter_server.protocol.locale import Locale
from counter_server.protocol.messages import IssuedTicket
from counter_server.protocol.terms import Is, PartIs
from display.screen.engine import ASSETS
from kiosk.comfort import Comfort
from kiosk.example_papers import LISTS
from kiosk.office import Office
from kiosk.paper_desk import PaperDesk
from kiosk.paper_roll import DOTS_PER_MM, FEED_TO_CUTTER_MM
from kiosk.stand_in_mechanism import Fail
from kiosk.stand_in_printer import StandInPrinter
from kiosk.ticket_paper import TicketPaper
from kiosk.visit import Visit

WORDS = {language: Locale.load(ASSETS / "locale", language) for language in ("id", "en")}
VISIT = Visit(request_id="r", language="id", service="A")
TICKET = IssuedTicket(id=1, number="A-017", service="A", step="verification", status=Is.WAITING)
BRANCH = load_branch(ASSETS / "branch.toml")
Text = Literal["auto", "picture", "native"]
Laid = Literal["full", "compact", "large"]
AT_NINE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture
def stand_in(tmp_path: Path) -> Iterator[StandInPrinter]:
    printer = StandInPrinter(tmp_path / "pictures")
    yield printer
    printer.stop()


def paper(port: int, data: Path, *, text: Text = "auto", layout: Laid = "full", metres: float = 80.0) -> TicketPaper:
    network = replace(BRANCH.printer, door="network", host="127.0.0.1", port=port, profile="TM-T20II")
    of = replace(network, text=text, layout=layout, roll_metres=metres)
    return TicketPaper(BRANCH, of, WORDS, Office, assets=ASSETS, data=data)


class Desk:
    """A desk, and everything it said, in order."""

    def __init__(self, paper: TicketPaper, qtbot: QtBot) -> None:
        self._desk, self._qtbot = PaperDesk(paper), qtbot
        self.said: list[tuple[str, str]] = []
        self._desk.done.connect(lambda ticket, code, _: self.said.append((f"ticket {ticket}", code)))
        self._desk.listed.connect(lambda code, _: self.said.append(("list", code)))
        self._desk.tested.connect(lambda code, _: self.said.append(("test", code)))

    def print_all(self) -> list[tuple[str, str]]:
        """A list, a ticket and a test print; what was said of them."""
        self._desk.print_list(LISTS["id"], "id")
        self._desk.print_ticket(TICKET, VISIT)
        self._desk.print_test()
        self._qtbot.waitUntil(lambda: len(self.said) == 3, timeout=20_000)
        return self.said

    def stop(self) -> None:
        self._desk.stop()


@pytest.mark.parametrize("text", ["picture", "native"])
def test_each_sheet_has_an_outcome_of_its_own(
    qtbot: QtBot, stand_in: StandInPrinter, tmp_path: Path, text: Text
) -> None:
    desk = Desk(paper(stand_in.start(), tmp_path, text=text), qtbot)
    assert desk.print_all() == [("list", "printed"), ("ticket 1", "printed"), ("test", "printed")]
    assert len(stand_in.wait_for_tickets(3)) == 3
    desk.stop()


def test_without_paper_each_of_them_is_told_so(qtbot: QtBot, stand_in: StandInPrinter, tmp_path: Path) -> None:
    desk = Desk(paper(stand_in.start(), tmp_path), qtbot)
    stand_in.pretend(Fail.PAPER_OUT)
    assert desk.print_all() == [("list", "paper_out"), ("ticket 1", "paper_out"), ("test", "paper_out")]
    assert stand_in.tickets == []
    desk.stop()


def test_a_list_that_cannot_be_drawn_is_a_fault_and_the_next_sheet_is_printed(
    qtbot: QtBot, stand_in: StandInPrinter, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    desk = PaperDesk(paper(stand_in.start(), tmp_path))
    with qtbot.waitSignal(desk.listed, timeout=20_000) as listed:
        desk.print_list(LISTS["id"], "jv")
    assert listed.args == ["fault", ""]
    assert "the list could not be printed" in caplog.text
    with qtbot.waitSignal(desk.tested, timeout=20_000) as tested:
        desk.print_test("en")
    assert tested.args == ["printed", ""]
    desk.stop()


@pytest.mark.parametrize("text", ["picture", "native"])
def test_lists_and_test_prints_use_up_the_roll_as_long_as_they_are(
    stand_in: StandInPrinter, tmp_path: Path, text: Text
) -> None:
    port = stand_in.start()
    first = paper(port, tmp_path / "first", text=text)
    assert first.print_list(LISTS["id"], "id") == ("printed", "")
    assert first.print_test("id") == ("printed", "")
    long = 0.0
    for picture in stand_in.wait_for_tickets(2):
        with Image.open(picture) as image:
            long += image.height / DOTS_PER_MM + FEED_TO_CUTTER_MM
    kiosk = paper(port, tmp_path / "again", text=text, metres=2 * long / 1000)
    kiosk.print_list(LISTS["id"], "id")
    kiosk.print_test("id")
    kiosk.status()
    assert kiosk.parts()["paper"] == PartState(PartIs.OK, percent=50)


@pytest.mark.parametrize("text", ["picture", "native"])
def test_who_chose_large_words_gets_the_large_print_whatever_the_branch_has(
    stand_in: StandInPrinter, tmp_path: Path, text: Text
) -> None:
    port = stand_in.start()
    large = replace(VISIT, comfort=Comfort(large=True))
    at_nine = replace(TICKET, issued_at=AT_NINE)
    paper(port, tmp_path, text=text).print_one(at_nine, large, False)
    paper(port, tmp_path, text=text, layout="large").print_one(at_nine, VISIT, False)
    paper(port, tmp_path, text=text).print_one(at_nine, VISIT, False)
    hers, the_branchs, ordinary = (Image.open(file).tobytes() for file in stand_in.wait_for_tickets(3))
    assert hers == the_branchs != ordinary
