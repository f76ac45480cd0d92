"""Prints tickets in a thread of its own, says what became of each, and how the printer is."""

import logging
from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from counter_server.protocol.device_state import PartState
from counter_server.protocol.messages import IssuedTicket

from .errands import Errands
from .visit import Visit

log = logging.getLogger(__name__)

FAULT = "fault"
STOP_SECONDS = 3.0


class Paper(Protocol):
    """What prints: kiosk.ticket_paper.TicketPaper."""

    def print_one(self, ticket: IssuedTicket, visit: Visit, reprint: bool) -> tuple[str, str]: ...
    def status(self) -> str: ...
    def parts(self) -> Mapping[str, PartState]: ...
    def close(self) -> None: ...


class PaperDesk(QObject):
    """Answers come as signals, in the thread that listens to them."""

    done = Signal(int, str, str)
    """ticket id, the outcome's code (`printed`, or why not), path of a picture of the paper or empty"""
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
        try:
            code, picture = self._paper.print_one(ticket, visit, reprint)
        except Exception:
            log.exception("ticket %s could not be printed", ticket.number)
            code, picture = FAULT, ""
        self.done.emit(ticket.id, code, picture)
