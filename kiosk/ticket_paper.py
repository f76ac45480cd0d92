"""A visitor's ticket on paper: what is printed on it, handed to the printer of this kiosk.

Lives in the paper thread: the drawing and printing libraries are loaded there, when the first ticket comes or the
printer is asked how it is, and the screen never waits for them.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from counter_server.protocol.branch_file import BranchFile
from counter_server.protocol.device_state import PartState
from counter_server.protocol.locale import Locale
from counter_server.protocol.machine_settings import Printer as PrinterSettings
from counter_server.protocol.messages import IssuedTicket
from counter_server.protocol.offer import ServiceFace
from counter_server.protocol.terms import Priority, Role

from .office import Office
from .paper_roll import PaperRoll
from .printer_report import printer_parts, shown
from .summary import goes_to, papers_missing, papers_there
from .visit import Visit
from .welcome_page import texts

if TYPE_CHECKING:
    from .ticket_layout import PaperTicket
    from .ticket_printer import TicketPrinter

log = logging.getLogger(__name__)


class TicketPaper:
    """`office` tells the offer at the moment of printing."""

    def __init__(
        self,
        branch: BranchFile,
        printer: PrinterSettings,
        words: Mapping[str, Locale],
        office: Callable[[], Office],
        *,
        assets: Path,
        data: Path,
    ) -> None:
        self._branch, self._settings, self._words, self._office = branch, printer, words, office
        self._assets, self._data = assets, data
        self._printer: TicketPrinter | None = None
        self._roll = paper_roll(printer, data)
        self._parts: Mapping[str, PartState] = {}

    def print_one(self, ticket: IssuedTicket, visit: Visit, reprint: bool) -> tuple[str, str]:
        """Draw and print; the outcome's code, and the picture the stand-in printer drew or an empty string."""
        from .ticket_layout import draw

        printer = self._opened()
        words = self._words[visit.language]
        service = self._office().service(ticket.service)
        paper = paper_ticket(ticket, visit, self._branch, service, words, reprint=reprint)
        picture = draw(paper, printer.paper, words, self._assets / "fonts")
        outcome = printer.print_ticket(picture)
        log.info("ticket %s: %s", ticket.number, outcome)
        self._roll.drew(picture.height, outcome.code)
        drawn = printer.stand_in.tickets[-1:] if printer.stand_in else []
        return outcome.code, str(drawn[0].resolve()) if drawn and outcome.code == "printed" else ""

    def status(self) -> str:
        """The printer's state, as the screen says it."""
        printer = self._opened()
        state = printer.status()
        self._roll.heard(state)
        left, low = self._roll.left_percent, self._roll.low
        self._parts = printer_parts(state, left=left, low=low, answered=printer.has_answered)
        return shown(state, self._parts)

    def parts(self) -> Mapping[str, PartState]:
        """The printer and its paper, as of the last `status`; for the person in charge."""
        return self._parts

    def close(self) -> None:
        if self._printer:
            self._printer.close()

    def _opened(self) -> "TicketPrinter":
        from .ticket_printer import open_printer

        if self._printer is None:
            self._printer = open_printer(self._settings, data=self._data)
        return self._printer


def paper_roll(printer: PrinterSettings, data: Path) -> PaperRoll:
    """The roll in this kiosk's printer; the stand-in's never ends."""
    metres = 0.0 if printer.door == "stand-in" else printer.roll_metres
    return PaperRoll(data / "kiosk" / "roll.json", metres, printer.roll_warns_at)


def paper_ticket(
    ticket: IssuedTicket, visit: Visit, branch: BranchFile, service: ServiceFace | None, words: Locale, *, reprint: bool
) -> "PaperTicket":
    """What the paper says. `service` is None when it is offered no longer. A reprint leaves out what has passed since:
    how many were ahead, how long it takes, who calls first."""
    from .ticket_layout import PaperTicket

    named = branch.branch
    estimate = ticket.estimate if ticket.ahead and not reprint else None
    return PaperTicket(
        office=named.office,
        branch=named.name,
        service=texts(service, words).name if service else ticket.service,
        number=ticket.number,
        issued_at=(ticket.issued_at or datetime.now(UTC)).astimezone(ZoneInfo(named.zone)),
        ahead=None if reprint or ticket.id < 0 else ticket.ahead,
        estimate=(estimate.low, estimate.high) if estimate else None,
        where=_where(service, visit, words) if service and not reprint else "",
        missing=papers_missing(visit, service, words) if service and not visit.wants_help else (),
        ready=papers_there(visit, service, words) if service else (),
        qr=ticket.page or ticket.number,
        priority=visit.priority not in (None, Priority.NONE),
        reprint=reprint,
    )


def _where(service: ServiceFace, visit: Visit, words: Locale) -> str:
    helped = goes_to(visit, service) == Role.EXTRA
    return words.say("kiosk.printed.help" if helped else "kiosk.printed.counter")
