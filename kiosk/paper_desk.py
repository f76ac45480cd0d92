"""Prints tickets in a thread of its own and says what became of each."""

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from counter_server.protocol.messages import IssuedTicket

from .errands import Errands
from .visit import Visit

log = logging.getLogger(__name__)

UNCONFIRMED = "unconfirmed"


class PaperDesk(QObject):
    """`print_one` draws and prints one ticket and returns the outcome's code: `printed`, or why not."""

    done = Signal(int, str, str)
    """ticket id, the outcome's code, path of a picture of the paper (stand-in printer) or empty"""

    def __init__(self, print_one: Callable[[IssuedTicket, Visit], tuple[str, str]]) -> None:
        super().__init__()
        self._print_one = print_one
        self._errands = Errands("paper")

    def print_ticket(self, ticket: IssuedTicket, visit: Visit) -> None:
        self._errands.send(lambda: self._print(ticket, visit))

    def stop(self) -> None:
        """A ticket being printed gets a moment to come out."""
        self._errands.stop(3.0)

    def _print(self, ticket: IssuedTicket, visit: Visit) -> None:
        try:
            code, picture = self._print_one(ticket, visit)
        except Exception:
            log.exception("ticket %s could not be printed", ticket.number)
            code, picture = "fault", ""
        self.done.emit(ticket.id, code, picture)
