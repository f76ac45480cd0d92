"""The other doors: serial line and device file through a pseudo-terminal, a plain file, a full device; USB over a bus
of our own, for there is no printer on this machine's."""

import os
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_server.protocol.machine_settings import Printer as PrinterSettings
from kiosk.paper_pictures import printed as on_paper
from kiosk.print_outcome import (
    CoverOpen,
    PaperOut,
    Printed,
    PrinterSilent,
    PrinterState,
    PrinterUnreachable,
    PrintUnconfirmed,
)
from kiosk.printed_matter import Paper
from kiosk.printer_doors import Door, FileDoor, SerialDoor
from kiosk.printer_talk import Patience
from kiosk.stand_in_mechanism import Fail
from kiosk.ticket_bytes import Completion, free_of_commands, ticket_bytes
from kiosk.ticket_printer import PrinterMisconfigured, TicketPrinter, open_printer, paper_for
from kiosk.usb_door import UsbDoor
from tests.integration.paper_for_tests import QUICK, PrinterOnLine, calm, picture, text
from tests.integration.usb_printer import OneUsbPrinter
from tests.reads_paper import number_on

PAPER = Paper(58)


@pytest.fixture
def line() -> Iterator[tuple[PrinterOnLine, str]]:
    """A printer at one end of a terminal line, and the device file of the other end."""
    theirs, ours = os.openpty()
    tty.setraw(ours)
    printer = PrinterOnLine(theirs, PAPER.dots)
    yield printer, os.ttyname(ours)
    os.close(ours)
    printer.wait_for_the_end()
    os.close(theirs)


def behind(door: Door, patience: Patience = QUICK) -> TicketPrinter:
    return TicketPrinter(door, PAPER, completion=Completion.PROCESS_ID, patience=patience)


def doors(device: str) -> list[Door]:
    return [SerialDoor(device, 115200), FileDoor(device)]


@pytest.mark.parametrize("which", [0, 1], ids=["serial", "file"])
def test_a_ticket_comes_out_at_the_end_of_a_line(line: tuple[PrinterOnLine, str], which: int) -> None:
    printer, device = line
    ticket = picture("L-007", PAPER)
    assert behind(doors(device)[which], calm()).print_ticket(ticket) == Printed(confirmed=True)
    printed = printer.wait_for_ticket()
    assert printed.tobytes() == free_of_commands(ticket).tobytes()
    assert number_on(printed) == "L-007"


def test_a_ticket_in_the_printers_own_letters_comes_out_at_the_end_of_a_slow_line(
    line: tuple[PrinterOnLine, str],
) -> None:
    printer, device = line
    ticket = text("L-007", PAPER)
    assert behind(SerialDoor(device, 9600), calm()).print_ticket(ticket) == Printed(confirmed=True)
    assert printer.wait_for_ticket().tobytes() == on_paper(ticket, PAPER).tobytes()


@pytest.mark.parametrize("which", [0, 1], ids=["serial", "file"])
def test_faults_are_told_at_the_end_of_a_line(line: tuple[PrinterOnLine, str], which: int) -> None:
    printer, device = line
    ours = behind(doors(device)[which], calm())
    printer.pretend(Fail.PAPER_OUT)
    assert ours.status() is PrinterState.PAPER_OUT
    assert ours.print_ticket(picture(paper=PAPER)) == PaperOut(mid_ticket=False)
    printer.pretend(Fail.SWALLOW)
    ours._patience = QUICK
    assert isinstance(ours.print_ticket(picture(paper=PAPER)), PrinterSilent)


def test_a_serial_line_where_nobody_reads_is_left_in_time() -> None:
    theirs, ours = os.openpty()
    tty.setraw(ours)
    outcome = behind(SerialDoor(os.ttyname(ours), 115200)).print_ticket(picture(paper=PAPER))
    assert outcome.code in ("unreachable", "unconfirmed")
    os.close(ours)
    os.close(theirs)


def test_a_slow_line_is_given_the_time_the_ticket_takes_on_it() -> None:
    assert SerialDoor("/dev/null", 9600).seconds_for(48_000) == pytest.approx(50)


def test_a_plain_file_is_added_to_and_nothing_is_claimed(tmp_path: Path) -> None:
    file = tmp_path / "paper.bin"
    file.write_bytes(b"before")
    ticket = picture(paper=PAPER)
    printer = behind(FileDoor(str(file)))
    assert isinstance(printer.print_ticket(ticket), PrintUnconfirmed)
    assert printer.status() is PrinterState.UNKNOWN
    assert file.read_bytes().startswith(b"before" + ticket_bytes(ticket, ""))


def test_an_unplugged_device_leaves_no_file_in_its_place(tmp_path: Path) -> None:
    device = tmp_path / "lp0"
    assert isinstance(behind(FileDoor(str(device))).print_ticket(picture(paper=PAPER)), PrinterUnreachable)
    assert not device.exists()


def test_a_full_device_is_unreachable() -> None:
    outcome = behind(FileDoor("/dev/full")).print_ticket(picture(paper=PAPER))
    assert outcome == PrinterUnreachable("/dev/full: No space left on device")


@pytest.mark.parametrize("device", ["/dev/does-not-exist", "/dev/null", "/dev/full"])
def test_what_is_no_serial_line_is_unreachable(device: str) -> None:
    assert isinstance(behind(SerialDoor(device, 9600)).print_ticket(picture(paper=PAPER)), PrinterUnreachable)


def test_a_usb_printer_is_found_by_its_class_and_prints() -> None:
    bus = OneUsbPrinter(0x04B8, 0x0E28, PAPER.dots)
    ours = behind(UsbDoor(0x04B8, 0x0E28, bus), calm())
    ticket = picture("A-1000", PAPER)
    assert ours.print_ticket(ticket) == Printed(confirmed=True)
    assert ours.print_ticket(ticket) == Printed(confirmed=True)
    assert [printed.tobytes() for printed in bus.tickets] == [free_of_commands(ticket).tobytes()] * 2
    assert bus.taken_over
    assert not bus.claimed


def test_faults_are_told_over_usb() -> None:
    bus = OneUsbPrinter(0x04B8, 0x0E28, PAPER.dots)
    ours = behind(UsbDoor(0x04B8, 0x0E28, bus), calm())
    bus.mechanism.pretend(Fail.COVER_OPEN)
    assert ours.print_ticket(picture(paper=PAPER)) == CoverOpen()
    bus.mechanism.pretend(Fail.SWALLOW)
    ours._patience = QUICK
    assert isinstance(ours.print_ticket(picture(paper=PAPER)), PrinterSilent)
    bus.unplugged = True
    assert isinstance(ours.print_ticket(picture(paper=PAPER)), PrinterUnreachable)


def test_a_usb_printer_that_is_not_there_is_unreachable() -> None:
    printer = behind(UsbDoor(0x04B8, 0xFFFE))
    assert isinstance(printer.print_ticket(picture(paper=PAPER)), PrinterUnreachable)
    assert printer.status() is PrinterState.UNREACHABLE


def test_the_stand_in_needs_no_settings(tmp_path: Path) -> None:
    printer = open_printer(PrinterSettings(), data=tmp_path)
    assert printer.print_ticket(picture("S-100", printer.paper)) == Printed(confirmed=True)
    assert printer.latest_picture == tmp_path / "paper" / "latest.png"
    assert printer.latest_picture.exists()
    printer.close()


@pytest.mark.parametrize(
    "settings, dots",
    [
        (PrinterSettings(), 576),
        (PrinterSettings(paper_mm=58), 384),
        (PrinterSettings(dots=512), 512),
        (PrinterSettings(dots=517), 512),
        (PrinterSettings(profile="TM-T88V"), 512),
        (PrinterSettings(profile="TM-T20II"), 576),
        (PrinterSettings(paper_mm=58, profile="TM-T20II"), 384),
    ],
)
def test_the_ticket_is_as_wide_as_the_printer_prints(settings: PrinterSettings, dots: int) -> None:
    assert paper_for(settings).dots == dots


def test_a_printer_profile_nobody_knows_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(PrinterMisconfigured, match="TM-T21"):
        open_printer(PrinterSettings(door="file", path="/dev/null", profile="TM-T21"), data=tmp_path)


@pytest.mark.parametrize(
    "settings",
    [
        PrinterSettings(door="network", host="127.0.0.1", port=1),
        PrinterSettings(door="usb", usb_vendor=1, usb_product=1),
        PrinterSettings(door="serial", device="/dev/does-not-exist"),
        PrinterSettings(door="file", path="/dev/does-not-exist"),
    ],
    ids=lambda settings: settings.door,
)
def test_every_door_of_the_settings_opens_onto_an_outcome(settings: PrinterSettings, tmp_path: Path) -> None:
    printer = open_printer(settings, data=tmp_path)
    assert isinstance(printer.print_ticket(picture(paper=printer.paper)), PrinterUnreachable)
    assert printer.latest_picture is None
