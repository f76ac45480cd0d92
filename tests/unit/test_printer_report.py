"""What a printer's state says to the person in charge and on the kiosk's screen."""

import pytest

from counter_server.protocol.device_state import PartState
from counter_server.protocol.locale import Locale
from counter_server.protocol.terms import PartIs
from display.screen.engine import ASSETS
from kiosk.print_outcome import PrinterState
from kiosk.printer_report import printer_parts, shown

OK, UNKNOWN = PartState(PartIs.OK), PartState(PartIs.UNKNOWN)


@pytest.mark.parametrize(
    "state, printer, paper, screen",
    [
        (PrinterState.READY, OK, OK, "ready"),
        (PrinterState.NEAR_END, PartState(PartIs.WARNING, "near_end"), OK, "near_end"),
        (PrinterState.PAPER_OUT, OK, PartState(PartIs.FAILED, "no_paper"), "paper_out"),
        (PrinterState.COVER_OPEN, PartState(PartIs.FAILED, "cover_open"), UNKNOWN, "cover_open"),
        (PrinterState.CUTTER_ERROR, PartState(PartIs.FAILED, "cutter_error"), UNKNOWN, "cutter_error"),
        (PrinterState.FAULT, PartState(PartIs.FAILED, "fault"), UNKNOWN, "fault"),
        (PrinterState.OFFLINE, PartState(PartIs.FAILED, "offline"), UNKNOWN, "offline"),
        (PrinterState.UNREACHABLE, PartState(PartIs.FAILED, "unreachable"), UNKNOWN, "unreachable"),
        (PrinterState.UNKNOWN, UNKNOWN, UNKNOWN, "unknown"),
    ],
)
def test_each_state_is_told_once_as_the_printers_or_the_papers(
    state: PrinterState, printer: PartState, paper: PartState, screen: str
) -> None:
    parts = printer_parts(state)
    assert parts == {"printer": printer, "paper": paper}
    assert shown(state, parts) == screen


def test_a_printer_that_used_to_answer_and_is_silent_has_failed() -> None:
    parts = printer_parts(PrinterState.UNKNOWN, answered=True)
    assert parts["printer"] == PartState(PartIs.FAILED, "silent")
    assert shown(PrinterState.UNKNOWN, parts) == "silent"


@pytest.mark.parametrize("state", [PrinterState.READY, PrinterState.UNKNOWN])
def test_what_is_left_is_told_and_little_is_a_warning_on_the_screen_too(state: PrinterState) -> None:
    plenty, little = printer_parts(state, left=60), printer_parts(state, left=9, low=True)
    assert plenty["paper"] == PartState(PartIs.OK, percent=60)
    assert little["paper"] == PartState(PartIs.WARNING, "near_end", percent=9)
    assert shown(state, little) == "near_end"


def test_little_paper_does_not_hide_a_fault_and_is_not_told_twice() -> None:
    assert shown(PrinterState.COVER_OPEN, printer_parts(PrinterState.COVER_OPEN, left=5, low=True)) == "cover_open"
    assert printer_parts(PrinterState.NEAR_END, left=5, low=True)["paper"].state is PartIs.OK


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("state", PrinterState)
@pytest.mark.parametrize("answered", [True, False])
def test_every_fault_has_words_for_the_kiosk_and_for_the_person_in_charge(
    language: str, state: PrinterState, answered: bool
) -> None:
    words = Locale.load(ASSETS / "locale", language)
    parts = printer_parts(state, answered=answered)
    for name, part in parts.items():
        if part.state in (PartIs.FAILED, PartIs.WARNING):
            assert words.has(f"console.alert.{name}.{part.code}")
            assert words.has(f"kiosk.printer.{shown(state, parts)}")
