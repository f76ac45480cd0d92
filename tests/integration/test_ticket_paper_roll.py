"""The paper a kiosk uses up, as it prints: real tickets to a real connection, and what the person in charge reads."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter_server.protocol.branch_file import load_branch
from counter_server.protocol.device_state import PartState
from counter_server.protocol.locale import Locale
from counter_server.protocol.messages import IssuedTicket
from counter_server.protocol.terms import Is, PartIs
from display.screen.engine import ASSETS
from kiosk.office import Office
from kiosk.paper_roll import DOTS_PER_MM, FEED_TO_CUTTER_MM
from kiosk.stand_in_mechanism import Fail
from kiosk.stand_in_printer import StandInPrinter
from kiosk.ticket_paper import TicketPaper
from kiosk.visit import Visit
from tests.reads_paper import number_on
from tests.server import ROOT

WORDS = {language: Locale.load(ASSETS / "locale", language) for language in ("id", "en")}
VISIT = Visit(request_id="r", language="id", service="A")
TICKET = IssuedTicket(id=1, number="A-017", service="A", step="verification", status=Is.WAITING)


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[tuple[StandInPrinter, int]]:
    stand_in = StandInPrinter(tmp_path / "pictures")
    yield stand_in, stand_in.start()
    stand_in.stop()


def paper(port: int, data: Path, metres: float) -> TicketPaper:
    branch = load_branch(ASSETS / "branch.toml")
    network = replace(
        branch.printer, door="network", host="127.0.0.1", port=port, profile="TM-T20II", roll_metres=metres
    )
    return TicketPaper(branch, network, WORDS, Office, assets=ASSETS, data=data)


def length(picture: Path) -> float:
    """Millimetres of paper a ticket took."""
    from PIL import Image

    with Image.open(picture) as image:
        assert number_on(image) == "A-017"
        return image.height / DOTS_PER_MM + FEED_TO_CUTTER_MM


def test_the_tickets_printed_use_up_the_roll_until_a_new_one_is_in(
    printer: tuple[StandInPrinter, int], tmp_path: Path
) -> None:
    stand_in, port = printer
    first = paper(port, tmp_path, 80)
    assert first.print_one(TICKET, VISIT, False)[0] == "printed"
    (picture,) = stand_in.wait_for_tickets(1)
    four_tickets = 4 * length(picture) / 1000
    kiosk = paper(port, tmp_path, four_tickets)
    assert kiosk.status() == "ready"
    assert kiosk.parts()["paper"] == PartState(PartIs.OK, percent=75)
    for _ in range(3):
        kiosk.print_one(TICKET, VISIT, False)
    assert kiosk.status() == "near_end"
    assert kiosk.parts()["paper"] == PartState(PartIs.WARNING, "near_end", percent=0)
    stand_in.pretend(Fail.PAPER_OUT)
    assert kiosk.status() == "paper_out"
    assert kiosk.parts()["paper"] == PartState(PartIs.FAILED, "no_paper")
    stand_in.pretend(Fail.NONE)
    assert kiosk.status() == "ready"
    assert kiosk.parts()["paper"] == PartState(PartIs.OK, percent=100)


def test_a_printer_that_never_answers_is_no_fault_and_its_paper_is_counted(
    printer: tuple[StandInPrinter, int], tmp_path: Path
) -> None:
    stand_in, port = printer
    stand_in.pretend(Fail.SWALLOW)
    kiosk = paper(port, tmp_path, 0.1)
    assert kiosk.print_one(TICKET, VISIT, False)[0] == "unconfirmed"
    assert kiosk.status() == "near_end"
    assert kiosk.parts()["printer"] == PartState(PartIs.UNKNOWN)
    noted = roll_changed(tmp_path)
    assert WORDS["id"].say("kiosk.program.roll_kept") in noted.stdout
    assert kiosk.status() == "unknown"
    assert kiosk.parts()["paper"] == PartState(PartIs.OK, percent=100)


def test_a_new_roll_that_cannot_be_noted_is_told(tmp_path: Path) -> None:
    (tmp_path / "kiosk").touch()
    refused = roll_changed(tmp_path)
    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr
    assert refused.stderr.startswith(WORDS["id"].say("kiosk.program.roll_not_kept", reason="").strip())


def roll_changed(data: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "kiosk", "--roll-changed", "--data", str(data)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=20, check=False)
