"""What a printer's state says: to the person in charge, and on the kiosk's own screen. Pure."""

from collections.abc import Mapping

from counter_server.protocol.device_state import PartState
from counter_server.protocol.terms import PartIs

from .print_outcome import PrinterState

PRINTER, PAPER = "printer", "paper"
NO_PAPER, NEAR_END, SILENT = "no_paper", "near_end", "silent"
CALM = frozenset({PrinterState.READY, PrinterState.NEAR_END, PrinterState.UNKNOWN})
"""What the screen may say without anybody being about to mend it."""
PAPER_IS_THERE = frozenset({PrinterState.READY, PrinterState.NEAR_END})


def printer_parts(
    state: PrinterState, *, left: int | None = None, low: bool = False, answered: bool = False
) -> Mapping[str, PartState]:
    """The printer and its paper. `left`: percent of the roll, estimated; `low`: that is little; `answered`: this
    printer does answer, so that its silence is a fault."""
    return {PRINTER: _printer(state, answered), PAPER: _paper(state, left, low)}


def shown(state: PrinterState, parts: Mapping[str, PartState]) -> str:
    """The state as the kiosk's screen says it (`kiosk.printer` of the locale)."""
    if parts[PRINTER].code == SILENT:
        return SILENT
    well = state in (PrinterState.READY, PrinterState.UNKNOWN)
    return NEAR_END if well and parts[PAPER].code == NEAR_END else str(state)


def _printer(state: PrinterState, answered: bool) -> PartState:
    match state:
        case PrinterState.READY | PrinterState.PAPER_OUT:
            return PartState(PartIs.OK)
        case PrinterState.NEAR_END:
            return PartState(PartIs.WARNING, NEAR_END)
        case PrinterState.UNKNOWN:
            return PartState(PartIs.FAILED, SILENT) if answered else PartState(PartIs.UNKNOWN)
    return PartState(PartIs.FAILED, str(state))


def _paper(state: PrinterState, left: int | None, low: bool) -> PartState:
    if state is PrinterState.PAPER_OUT:
        return PartState(PartIs.FAILED, NO_PAPER)
    if low and state is not PrinterState.NEAR_END:  # which the printer has said itself
        return PartState(PartIs.WARNING, NEAR_END, percent=left)
    if left is not None or state in PAPER_IS_THERE:
        return PartState(PartIs.OK, percent=left)
    return PartState(PartIs.UNKNOWN)
