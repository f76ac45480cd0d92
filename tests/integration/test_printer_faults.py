"""Every fault of a printer at every step of a ticket, behind every door: what the kiosk is told, and what really came
out. `printed` is said only of paper that came whole; and once the fault is gone, the same ticket comes whole."""

import os
import tempfile
import time
import tty
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from PIL import Image

from kiosk.paper_pictures import printed
from kiosk.paper_text import PaperText
from kiosk.print_outcome import Printed, PrintOutcome
from kiosk.printed_matter import Paper
from kiosk.printer_doors import Door, FileDoor, NetworkDoor, SerialDoor
from kiosk.printer_talk import Patience
from kiosk.stand_in_mechanism import Fail
from kiosk.stand_in_moments import Moment
from kiosk.stand_in_printer import StandInPrinter
from kiosk.ticket_bytes import Completion, Sheet, free_of_commands
from kiosk.ticket_printer import TicketPrinter
from kiosk.usb_door import UsbDoor
from tests.integration.paper_for_tests import PrinterOnLine, picture, text
from tests.integration.usb_printer import OneUsbPrinter

PAPER = Paper(58)
SHORT = Patience(exchange=1.0, answer=0.5, settle=1.2, between=0.05)
AT_A_TIME = 20
STALL = 10.0
"""Seconds a machine with nineteen others to print for may stand still. A print that hangs, hangs for ever."""
FAULTS = tuple(fail for fail in Fail if fail not in (Fail.NONE, Fail.DROPS, Fail.SLOW))
MOMENTS = tuple(moment for moment in Moment if moment is not Moment.MID_TEXT)
SILENT = {"unreachable", "unconfirmed", "silent"}
TOLD: Mapping[Fail, set[str]] = {
    Fail.OFFLINE: {"offline"},
    Fail.UNREACHABLE: SILENT,
    Fail.PAPER_OUT: {"paper_out"},
    Fail.PAPER_OUT_MID_TICKET: {"paper_out"},
    Fail.NEAR_END: {"printed"},
    Fail.COVER_OPEN: {"cover_open"},
    Fail.CUTTER_ERROR: {"cutter_error"},
    Fail.SWALLOW: {"unconfirmed", "silent"},
    Fail.HANGS: SILENT,
    Fail.RESTARTS: SILENT,
    Fail.RUBBISH: {"unconfirmed", "silent"},
}
"""Fault → what the kiosk may be told of it. A ticket that was out before the fault began may also be told `printed`,
and one whose printer was switched off and on before it came."""


@dataclass(frozen=True)
class Bench:
    """A printer behind a door, and what came out of it."""

    door: Door
    pretend: Callable[[Fail, Moment], None]
    tickets: Callable[[], list[Image.Image]]


@contextmanager
def network() -> Iterator[Bench]:
    with tempfile.TemporaryDirectory() as folder:
        printer = StandInPrinter(Path(folder), dots=PAPER.dots)
        door = NetworkDoor("127.0.0.1", printer.start())
        try:
            yield Bench(door, printer.pretend, lambda: [opened(file) for file in list(printer.tickets)])
        finally:
            printer.stop()


@contextmanager
def usb() -> Iterator[Bench]:
    bus = OneUsbPrinter(0x04B8, 0x0E28, PAPER.dots)
    yield Bench(UsbDoor(0x04B8, 0x0E28, bus), bus.mechanism.pretend, lambda: list(bus.tickets))


@contextmanager
def on_a_line(door: Callable[[str], Door]) -> Iterator[Bench]:
    theirs, ours = os.openpty()
    tty.setraw(ours)
    printer = PrinterOnLine(theirs, PAPER.dots)
    try:
        yield Bench(door(os.ttyname(ours)), printer.pretend, lambda: list(printer.tickets))
    finally:
        printer.pretend(Fail.NONE)
        os.close(ours)
        printer.wait_for_the_end()
        os.close(theirs)


DOORS: Mapping[str, Callable[[], AbstractContextManager[Bench]]] = {
    "network": network,
    "usb": usb,
    "serial": lambda: on_a_line(lambda device: SerialDoor(device, 115200)),
    "file": lambda: on_a_line(FileDoor),
}


def opened(file: Path) -> Image.Image:
    with Image.open(file) as image:
        image.load()
        return image


@cache
def ticket(number: str, in_letters: bool) -> Sheet:
    return text(number, PAPER) if in_letters else picture(number, PAPER)


@cache
def dots(number: str, in_letters: bool) -> bytes:
    sheet = ticket(number, in_letters)
    return printed(sheet, PAPER).tobytes() if isinstance(sheet, PaperText) else free_of_commands(sheet).tobytes()


@dataclass(frozen=True)
class Cell:
    """One fault at one moment of one ticket."""

    door: str
    fail: Fail
    moment: Moment
    completion: Completion
    in_letters: bool = False
    """The printer's own, instead of a picture."""

    def __str__(self) -> str:
        how = "letters" if self.in_letters else "picture"
        return f"{self.door}: {self.fail} {self.moment} ({self.completion.value}, {how})"

    def tried(self) -> list[str]:
        """What went wrong in it; nothing, if the law held."""
        with DOORS[self.door]() as bench:
            printer = TicketPrinter(bench.door, PAPER, completion=self.completion, patience=SHORT)
            bench.pretend(self.fail, self.moment)
            began = time.monotonic()
            outcome = printer.print_ticket(ticket("A-001", self.in_letters))
            took = time.monotonic() - began
            wrong = self._broken_by(outcome, self._dots("A-001") in (each.tobytes() for each in bench.tickets()))
            if took > printer.bound_seconds + STALL:
                wrong.append(f"{self}: took {took:.1f} s of {printer.bound_seconds:.1f}")
            bench.pretend(Fail.NONE, Moment.NOW)
            again = printer.print_ticket(ticket("A-002", self.in_letters))
            whole = bench.tickets()[-1:] and bench.tickets()[-1].tobytes() == self._dots("A-002")
            if not (isinstance(again, Printed) and whole):
                wrong.append(f"{self}: repaired, {again}, {'' if whole else 'not '}whole")
            return wrong

    def _dots(self, number: str) -> bytes:
        return dots(number, self.in_letters)

    def _broken_by(self, outcome: PrintOutcome, came_whole: bool) -> list[str]:
        told = TOLD[self.fail]
        early = self.fail is Fail.RESTARTS and self.moment in (Moment.NOW, Moment.BEFORE_DATA)
        if self.moment is Moment.LAST_QUESTION or early:
            told = told | {"printed"}
        wrong = [] if outcome.code in told else [f"{self}: told {outcome}, not {told}"]
        if outcome.code == "printed" and not came_whole:
            wrong.append(f"{self}: told printed, and no whole ticket came")
        return wrong


def every(
    door: str, completion: Completion, moments: tuple[Moment, ...] = MOMENTS, *, in_letters: bool = False
) -> list[Cell]:
    return [Cell(door, *each, completion, in_letters) for each in product(FAULTS, moments)]


def broken(cells: list[Cell]) -> list[str]:
    for number in ("A-001", "A-002"):
        dots(number, cells[0].in_letters)  # drawn once, before the clocks run
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        return [line for lines in pool.map(Cell.tried, cells) for line in lines]


@pytest.mark.parametrize(
    "door, moments",
    [
        ("network", MOMENTS),
        ("usb", MOMENTS),
        ("serial", (Moment.MID_DATA, Moment.AFTER_DATA)),
        ("file", (Moment.MID_DATA, Moment.AFTER_DATA)),
    ],
)
def test_no_fault_at_any_step_of_a_ticket_makes_the_kiosk_believe_in_paper_that_did_not_come(
    door: str, moments: tuple[Moment, ...]
) -> None:
    wrong = broken(every(door, Completion.PROCESS_ID, moments))
    assert not wrong, "\n".join(wrong)


def test_a_ticket_in_the_printers_own_letters_is_believed_no_sooner_than_a_drawn_one() -> None:
    moments = (Moment.MID_TEXT, Moment.AFTER_DATA)
    wrong = broken(every("network", Completion.PROCESS_ID, moments, in_letters=True))
    assert not wrong, "\n".join(wrong)


def test_a_printer_without_a_profile_is_believed_only_when_it_stays_well_after_the_data() -> None:
    wrong = broken(every("network", Completion.NONE, (Moment.AFTER_DATA,)))
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
@pytest.mark.parametrize("completion", Completion)
@pytest.mark.parametrize("door", DOORS)
def test_every_fault_at_every_step_behind_every_door_however_much_the_printer_says(
    door: str, completion: Completion
) -> None:
    wrong = broken(every(door, completion))
    assert not wrong, "\n".join(wrong)
