"""Prints in a thread of its own, says what became of each sheet, and how the printer is."""

import logging
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from counter_server.protocol.device_state import PartState
from counter_server.protocol.messages import IssuedTicket

from .errands import Errands
from .visit import Visit

if TYPE_CHECKING:
    from .printed_matter import RequirementList

log = logging.getLogger(__name__)

FAULT = "fault"
STOP_SECONDS = 3.0


class Paper(Protocol):
    """What prints: kiosk.ticket_paper.TicketPaper."""

    def print_one(self, ticket: IssuedTicket, visit: Visit, reprint: bool) -> tuple[str, str]: ...
    def print_list(self, asked: "RequirementList", language: str) -> tuple[str, str]: ...
    def print_test(self, language: str) -> tuple[str, str]: ...
    def status(self) -> str: ...
    def parts(self) -> Mapping[str, PartState]: ...
    def close(self) -> None: ...


class PaperDesk(QObject):
    """Answers come as signals, in the thread that listens to them."""

    done = Signal(int, str, str)
    """ticket id, the outcome's code (`printed`, or why not), path of a picture of the paper or empty"""
    listed = Signal(str, str)
    """a list of requirements: the outcome's code, path of a picture or empty; no ticket's outcome comes here"""
    tested = Signal(str, str)
    """the test print, likewise"""
    printer = Signal(str)
    """the printer's state, when it was asked"""
    parts = Signal(object)
    """name → PartState of the printer and its paper, when they were asked"""

    def __init__(self, paper: Paper) -> None:
        super().__init__()
        self._paper = paper
        self._errands = Errands("paper")

    def print_ticket(self, ticket: IssuedTicket, visit: Visit, *, reprint: bool = False) -> None:
        self._errands.send(lambda: self._print(ticket, visit, reprint))

    def print_list(self, asked: "RequirementList", language: str) -> None:
        """What to bring, to take home; `listed` says what became of it."""
        self._errands.send(
            lambda: self.listed.emit(*self._tried("the list", lambda: self._paper.print_list(asked, language)))
        )

    def print_test(self, language: str = "") -> None:
        """The technician's test print, in the branch's main language if in no other; `tested` says what became of
        it."""
        self._errands.send(
            lambda: self.tested.emit(*self._tried("the test print", lambda: self._paper.print_test(language)))
        )

    def ask(self) -> None:
        """How is the printer?"""
        self._errands.send(self._ask)

    def stop(self) -> None:
        """A ticket being printed gets a moment to come out."""
        self._errands.send(self._paper.close)
        self._errands.stop(STOP_SECONDS)

    def _ask(self) -> None:
        self.printer.emit(self._paper.status())
        self.parts.emit(self._paper.parts())

    def _print(self, ticket: IssuedTicket, visit: Visit, reprint: bool) -> None:
        code, picture = self._tried(f"ticket {ticket.number}", lambda: self._paper.print_one(ticket, visit, reprint))
        self.done.emit(ticket.id, code, picture)

    def _tried(self, what: str, print_it: Callable[[], tuple[str, str]]) -> tuple[str, str]:
        try:
            return print_it()
        except Exception:
            log.exception("%s could not be printed", what)
            return FAULT, ""
