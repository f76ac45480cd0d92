"""The ticket printer over real TCP: each fault gives its own outcome, within the bound, and then printing goes on."""

import logging
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from kiosk.bounded_job import BUSY
from kiosk.paper_pictures import printed as on_paper
from kiosk.print_outcome import PaperOut, Printed, PrinterState, PrinterUnreachable, PrintOutcome, PrintUnconfirmed
from kiosk.printed_matter import Paper
from kiosk.printer_doors import NetworkDoor
from kiosk.printer_talk import Patience
from kiosk.stand_in_mechanism import Fail
from kiosk.stand_in_moments import Moment
from kiosk.stand_in_printer import StandInPrinter
from kiosk.ticket_bytes import Completion, Sheet, free_of_commands, ticket_bytes
from kiosk.ticket_printer import TicketPrinter
from tests.integration.paper_for_tests import QUICK, calm, picture, text
from tests.reads_paper import number_on
from tests.server import PATIENCE

PAPER = Paper(80)
CODES = {
    Fail.OFFLINE: {"offline"},
    Fail.UNREACHABLE: {"unreachable"},
    Fail.DROPS: {"unreachable", "silent"},
    Fail.PAPER_OUT: {"paper_out"},
    Fail.PAPER_OUT_MID_TICKET: {"paper_out"},
    Fail.COVER_OPEN: {"cover_open"},
    Fail.CUTTER_ERROR: {"cutter_error"},
    Fail.SWALLOW: {"unconfirmed"},
    Fail.RUBBISH: {"unconfirmed"},
}
SILENT = {Fail.SWALLOW, Fail.RUBBISH}


@pytest.fixture
def stand_in(tmp_path: Path) -> Iterator[StandInPrinter]:
    printer = StandInPrinter(tmp_path / "paper")
    yield printer
    printer.stop()


def connected(
    stand_in: StandInPrinter, completion: Completion = Completion.NONE, patience: Patience | None = None
) -> TicketPrinter:
    door = NetworkDoor("127.0.0.1", stand_in.start())
    return TicketPrinter(door, PAPER, completion=completion, patience=patience or calm(completion))


def pretend(printer: TicketPrinter, stand_in: StandInPrinter, fail: Fail) -> None:
    """It fails like this, and is waited for no longer than makes sense."""
    stand_in.pretend(fail)
    printer._patience = QUICK if fail in SILENT else calm(printer._completion)


def timed(printer: TicketPrinter, ticket: Sheet) -> PrintOutcome:
    """Print, and see that it took no longer than was stated."""
    began = time.monotonic()
    outcome = printer.print_ticket(ticket)
    assert time.monotonic() - began < printer.bound_seconds + PATIENCE
    return outcome


@pytest.mark.parametrize("completion", list(Completion))
def test_a_ticket_comes_out_dot_for_dot_and_bears_its_number(stand_in: StandInPrinter, completion: Completion) -> None:
    printer, ticket = connected(stand_in, completion), picture("K-042")
    assert timed(printer, ticket) == Printed(confirmed=completion is not Completion.NONE)
    (file,) = stand_in.wait_for_tickets(1)
    printed = Image.open(file)
    assert printed.tobytes() == free_of_commands(ticket).tobytes()
    assert printed.size == ticket.size
    assert number_on(printed) == "K-042"
    assert Image.open(file.parent / "latest.png").tobytes() == printed.tobytes()


@pytest.mark.parametrize("completion", list(Completion))
def test_a_ticket_in_the_printers_own_letters_comes_out_whole_in_a_hundredth_of_the_bytes(
    stand_in: StandInPrinter, completion: Completion
) -> None:
    printer, ticket = connected(stand_in, completion), text("K-042")
    assert timed(printer, ticket) == Printed(confirmed=completion is not Completion.NONE)
    (file,) = stand_in.wait_for_tickets(1)
    assert Image.open(file).tobytes() == on_paper(ticket, PAPER).tobytes()
    assert len(ticket_bytes(ticket, "")) < stand_in.received.size < 1000
    assert len(ticket_bytes(ticket, "")) * 50 < len(ticket_bytes(picture("K-042"), ""))


def test_half_a_ticket_in_letters_does_not_stand_on_the_next_ones_paper(stand_in: StandInPrinter) -> None:
    printer = connected(stand_in, Completion.PROCESS_ID)
    stand_in.pretend(Fail.UNREACHABLE, Moment.MID_TEXT)
    assert timed(printer, text("A-001")).code in ("unreachable", "silent")
    stand_in.pretend(Fail.NONE)
    assert isinstance(timed(printer, text("A-002")), Printed)
    assert Image.open(stand_in.wait_for_tickets(1)[-1]).tobytes() == on_paper(text("A-002"), PAPER).tobytes()


@pytest.mark.parametrize("completion", [Completion.NONE, Completion.PROCESS_ID])
@pytest.mark.parametrize("fail", CODES)
def test_each_fault_has_its_outcome_and_after_the_repair_one_ticket_is_printed(
    stand_in: StandInPrinter, fail: Fail, completion: Completion
) -> None:
    printer = connected(stand_in, completion)
    pretend(printer, stand_in, fail)
    assert timed(printer, picture("A-001")).code in CODES[fail]
    pretend(printer, stand_in, Fail.NONE)
    assert isinstance(timed(printer, picture("A-002")), Printed)
    rest_of_a_ticket = fail is Fail.PAPER_OUT_MID_TICKET and completion is Completion.NONE
    tickets = stand_in.wait_for_tickets(2 if rest_of_a_ticket else 1)
    assert number_on(Image.open(tickets[-1])) == "A-002"


@pytest.mark.parametrize("fail", [Fail.OFFLINE, Fail.PAPER_OUT, Fail.COVER_OPEN])
def test_a_printer_that_cannot_print_is_sent_nothing_to_print_later(stand_in: StandInPrinter, fail: Fail) -> None:
    printer = connected(stand_in)
    stand_in.pretend(fail)
    timed(printer, picture())
    stand_in.pretend(Fail.NONE)
    assert stand_in.received.size < 100
    assert stand_in.tickets == []


def test_a_fault_that_comes_and_goes_between_tickets_is_told_each_time(stand_in: StandInPrinter) -> None:
    printer = connected(stand_in, Completion.PROCESS_ID)
    told = []
    for fail in (Fail.NONE, Fail.COVER_OPEN, Fail.PAPER_OUT, Fail.NONE, Fail.NEAR_END, Fail.UNREACHABLE, Fail.NONE):
        stand_in.pretend(fail)
        told.append(timed(printer, picture()).code)
    assert told == ["printed", "cover_open", "paper_out", "printed", "printed", "unreachable", "printed"]
    assert len(stand_in.wait_for_tickets(4)) == 4


def test_paper_near_its_end_is_told_with_the_ticket(stand_in: StandInPrinter) -> None:
    printer = connected(stand_in, Completion.PROCESS_ID)
    stand_in.pretend(Fail.NEAR_END)
    assert timed(printer, picture()) == Printed(near_end=True, confirmed=True)


@pytest.mark.parametrize("completion", list(Completion))
def test_paper_that_ends_after_the_data_was_taken_is_noticed(tmp_path: Path, completion: Completion) -> None:
    slow_motor = StandInPrinter(tmp_path, mm_per_second=150, fail=Fail.PAPER_OUT_MID_TICKET)
    printer = connected(slow_motor, completion, Patience(exchange=1.0, answer=0.2, settle=1.5, between=0.05))
    assert timed(printer, picture()) == PaperOut(mid_ticket=True)
    slow_motor.stop()


def test_half_a_ticket_does_not_come_out_when_the_roll_is_changed(stand_in: StandInPrinter) -> None:
    printer = connected(stand_in, Completion.PROCESS_ID)
    stand_in.pretend(Fail.PAPER_OUT_MID_TICKET)
    timed(printer, picture("A-001"))
    stand_in.pretend(Fail.NONE)
    assert printer.status() is PrinterState.READY
    assert stand_in.tickets == []


@pytest.mark.parametrize("fail", [Fail.SWALLOW, Fail.RUBBISH])
def test_a_printer_that_answered_before_and_does_not_any_more_is_sent_nothing(
    stand_in: StandInPrinter, fail: Fail
) -> None:
    printer = connected(stand_in)
    assert printer.status() is PrinterState.READY
    pretend(printer, stand_in, fail)
    assert timed(printer, picture()).code == "silent"
    pretend(printer, stand_in, Fail.NONE)
    assert stand_in.received.size < 100
    assert isinstance(timed(printer, picture("A-002")), Printed)
    (file,) = stand_in.wait_for_tickets(1)
    assert number_on(Image.open(file)) == "A-002"


def test_a_slow_printer_is_waited_for(stand_in: StandInPrinter) -> None:
    printer = connected(stand_in, Completion.PROCESS_ID, Patience(exchange=10.0, answer=5.0, settle=20.0))
    stand_in.pretend(Fail.SLOW)
    assert timed(printer, picture()) == Printed(confirmed=True)


@pytest.mark.parametrize(
    "fail, state",
    [
        (Fail.NONE, PrinterState.READY),
        (Fail.NEAR_END, PrinterState.NEAR_END),
        (Fail.PAPER_OUT, PrinterState.PAPER_OUT),
        (Fail.COVER_OPEN, PrinterState.COVER_OPEN),
        (Fail.OFFLINE, PrinterState.OFFLINE),
        (Fail.UNREACHABLE, PrinterState.UNREACHABLE),
        (Fail.SWALLOW, PrinterState.UNKNOWN),
        (Fail.RUBBISH, PrinterState.UNKNOWN),
    ],
)
def test_the_printer_is_asked_how_it_is_without_printing(
    stand_in: StandInPrinter, fail: Fail, state: PrinterState
) -> None:
    printer = connected(stand_in)
    pretend(printer, stand_in, fail)
    assert printer.status() is state
    assert stand_in.tickets == []


def test_a_picture_full_of_commands_prints_and_none_is_obeyed(stand_in: StandInPrinter) -> None:
    commands = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08\x10\x04\x01\x10\x05\x02".ljust(72, b"\x10") * 300
    treacherous = Image.frombytes("1", (576, 300), bytes(byte ^ 0xFF for byte in commands))
    assert timed(connected(stand_in, Completion.PROCESS_ID), treacherous) == Printed(confirmed=True)
    (file,) = stand_in.wait_for_tickets(1)
    assert Image.open(file).tobytes() == free_of_commands(treacherous).tobytes()


def test_a_port_where_nobody_answers_the_door_is_not_called_printed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as never_accepts:
        printer = TicketPrinter(NetworkDoor("127.0.0.1", never_accepts.getsockname()[1]), PAPER, patience=QUICK)
        assert isinstance(timed(printer, picture()), PrintUnconfirmed)


def test_a_host_that_does_not_exist_is_unreachable() -> None:
    printer = TicketPrinter(NetworkDoor("printer.invalid", 9100), PAPER, patience=QUICK)
    assert isinstance(timed(printer, picture()), PrinterUnreachable)


class StuckDoor(NetworkDoor):
    """Opens only when it is let go, as a hanging look-up of a host name does."""

    def __init__(self, port: int) -> None:
        super().__init__("127.0.0.1", port)
        self.let_go = threading.Event()

    def open(self, until: float) -> None:
        self.let_go.wait(30)
        super().open(time.monotonic() + 1)


def test_a_door_that_hangs_is_left_when_the_bound_is_over_and_the_next_ticket_does_not_wait(
    stand_in: StandInPrinter,
) -> None:
    door = StuckDoor(stand_in.start())
    printer = TicketPrinter(door, PAPER, completion=Completion.PROCESS_ID, patience=Patience(0.1, 0.1, 0.1))
    assert isinstance(timed(printer, picture("A-001")), PrinterUnreachable)
    assert printer.print_ticket(picture("A-002")) == PrinterUnreachable(BUSY)
    door.let_go.set()
    stand_in.wait_for_tickets(1)


class BrokenDoor(NetworkDoor):
    """A driver with an error nobody foresaw."""

    def open(self, until: float) -> None:
        raise RuntimeError("driver gone mad")


def test_an_error_nobody_foresaw_is_an_outcome_and_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    printer = TicketPrinter(BrokenDoor("127.0.0.1", 1), PAPER, patience=QUICK)
    with caplog.at_level(logging.ERROR):
        assert printer.print_ticket(picture()) == PrinterUnreachable("RuntimeError: driver gone mad")
        assert printer.status() is PrinterState.UNREACHABLE
    assert "driver gone mad" in caplog.text


def test_a_picture_the_printer_cannot_print_is_an_outcome(stand_in: StandInPrinter) -> None:
    wide = Image.new("1", (1024, 10), 1)
    printer = TicketPrinter(NetworkDoor("127.0.0.1", stand_in.start()), PAPER, profile="TM-T20II", patience=calm())
    assert isinstance(printer.print_ticket(wide), PrinterUnreachable)
    assert stand_in.received.size == 0
