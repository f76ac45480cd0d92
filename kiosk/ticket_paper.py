"""What this kiosk puts on paper: a visitor's ticket, a list to take home, the technician's test print.

Lives in the paper thread: the drawing and printing libraries are loaded there, when the first ticket comes or the
printer is asked how it is, and the screen never waits for them.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from counter_server.protocol.branch_file import BranchFile
from counter_server.protocol.device_state import PartState
from counter_server.protocol.locale import Locale
from counter_server.protocol.machine_settings import Printer as PrinterSettings
from counter_server.protocol.messages import IssuedTicket

from .office import Office
from .paper_roll import PaperRoll
from .printer_report import printer_parts, shown
from .visit import Visit

if TYPE_CHECKING:
    from .printed_matter import Matter, RequirementList
    from .ticket_bytes import Sheet
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
        """Lay out and print a ticket; the outcome's code, and the picture the stand-in printer drew or an empty
        string."""
        from .paper_content import paper_ticket
        from .printed_matter import Layout

        words = self._words[visit.language]
        service = self._office().service(ticket.service)
        layout = Layout.LARGE if visit.comfort.large else Layout(self._settings.layout)
        paper = paper_ticket(ticket, visit, self._branch, service, words, reprint=reprint, layout=layout)
        return self._print(f"ticket {ticket.number}", paper, words)

    def print_list(self, asked: "RequirementList", language: str) -> tuple[str, str]:
        """The same for a list of requirements."""
        return self._print(f"list of {asked.service}", asked, self._words[language])

    def print_test(self, language: str) -> tuple[str, str]:
        """The same for the technician's test print; no language: the branch's main one."""
        from .paper_content import trial_page

        words = self._words[language or next(iter(self._words))]
        return self._print("test print", trial_page(self._settings, self._branch, words), words)

    def _print(self, name: str, matter: "Matter", words: Locale) -> tuple[str, str]:
        from .ticket_bytes import rows_of

        printer = self._opened()
        sheet = self._sheet(matter, words)
        outcome = printer.print_ticket(sheet)
        log.info("%s: %s", name, outcome)
        self._roll.drew(rows_of(sheet), outcome.code)
        drawn = printer.stand_in.tickets[-1:] if printer.stand_in else []
        return outcome.code, str(drawn[0].resolve()) if drawn and outcome.code == "printed" else ""

    def _sheet(self, matter: "Matter", words: Locale) -> "Sheet":
        from .paper_content import in_letters
        from .printed_matter import Letterhead
        from .typesetting import Press, typeset

        printer, named = self._opened(), self._branch.branch
        press = Press(
            paper=printer.paper,
            letters=printer.letters,
            in_letters=in_letters(self._settings),
            head=Letterhead(office=named.office, branch=named.name),
            fonts=self._assets / "fonts",
        )
        return typeset(matter, press, words, datetime.now(ZoneInfo(named.zone)).date())

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
