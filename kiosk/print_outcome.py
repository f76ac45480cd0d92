"""How a print ended, and what state a printer is in.

"Sent" is not "printed": only `Printed` says that paper came out; every other outcome means the number must stay on
the screen.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class PrinterState(StrEnum):
    """What a printer says of itself. UNKNOWN (it does not answer) is neither fine nor empty."""

    READY = "ready"
    NEAR_END = "near_end"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    CUTTER_ERROR = "cutter_error"
    FAULT = "fault"
    OFFLINE = "offline"
    UNREACHABLE = "unreachable"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Printed:
    """The ticket is out. `confirmed`: the printer itself said that it had finished this ticket; otherwise it answered
    after the data and reported no fault while it could have been printing."""

    code: ClassVar[str] = "printed"
    near_end: bool = False
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class PaperOut:
    """No paper. `mid_ticket`: it ended while the ticket was printing, so half a ticket may hang out."""

    code: ClassVar[str] = "paper_out"
    mid_ticket: bool = False


@dataclass(frozen=True, slots=True)
class CoverOpen:
    """Somebody must close the cover."""

    code: ClassVar[str] = "cover_open"


@dataclass(frozen=True, slots=True)
class CutterError:
    """The cutter is jammed."""

    code: ClassVar[str] = "cutter_error"


@dataclass(frozen=True, slots=True)
class PrinterFault:
    """The printer reports an error of another kind: an overheated head, a wrong voltage."""

    code: ClassVar[str] = "fault"


@dataclass(frozen=True, slots=True)
class PrinterOffline:
    """The printer answers, and says it is offline without saying why."""

    code: ClassVar[str] = "offline"


@dataclass(frozen=True, slots=True)
class PrinterUnreachable:
    """The ticket did not reach the printer whole."""

    code: ClassVar[str] = "unreachable"
    reason: str


@dataclass(frozen=True, slots=True)
class PrintUnconfirmed:
    """The whole ticket was sent, but the printer does not say: it may be printed, it may not."""

    code: ClassVar[str] = "unconfirmed"
    reason: str


@dataclass(frozen=True, slots=True)
class PrinterSilent:
    """It answered before the ticket and nothing since: it hangs, or was switched off. What came is likely not whole."""

    code: ClassVar[str] = "silent"
    reason: str


Fault = PaperOut | CoverOpen | CutterError | PrinterFault | PrinterOffline
PrintOutcome = Printed | Fault | PrinterUnreachable | PrinterSilent | PrintUnconfirmed


def fault(state: PrinterState, *, mid_ticket: bool = False) -> Fault | None:
    """Why a printer in this state prints nothing; None where it does print, or where nobody knows."""
    match state:
        case PrinterState.PAPER_OUT:
            return PaperOut(mid_ticket)
        case PrinterState.COVER_OPEN:
            return CoverOpen()
        case PrinterState.CUTTER_ERROR:
            return CutterError()
        case PrinterState.FAULT:
            return PrinterFault()
        case PrinterState.OFFLINE:
            return PrinterOffline()
    return None
