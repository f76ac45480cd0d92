"""What this kiosk puts on paper: a visitor's ticket, a list to take home, the technician's test print.

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
from .printed_matter import Layout, Letterhead, Matter, PaperTicket, RequirementList, TrialPage
from .printer_report import printer_parts, shown
from .summary import goes_to, papers_missing, papers_there
from .visit import Visit
from .welcome_page import texts

if TYPE_CHECKING:
    from .ticket_bytes import Sheet
    from .ticket_printer import TicketPrinter

log = logging.getLogger(__name__)

SLOW_BELOW = 38400
"""Baud of a serial line on which a picture takes longer than a visitor stands still."""


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
        words = self._words[visit.language]
        service = self._office().service(ticket.service)
        layout = Layout.LARGE if visit.comfort.large else Layout(self._settings.layout)
        paper = paper_ticket(ticket, visit, self._branch, service, words, reprint=reprint, layout=layout)
        return self._print(f"ticket {ticket.number}", paper, words)

    def print_list(self, asked: RequirementList, language: str) -> tuple[str, str]:
        """The same for a list of requirements."""
        return self._print(f"list of {asked.service}", asked, self._words[language])

    def print_test(self, language: str) -> tuple[str, str]:
        """The same for the technician's test print; no language: the branch's main one."""
        words = self._words[language or next(iter(self._words))]
        return self._print("test print", trial_page(self._settings, self._branch, words), words)

    def _print(self, name: str, matter: Matter, words: Locale) -> tuple[str, str]:
        from .ticket_bytes import rows_of

        printer = self._opened()
        sheet = self._sheet(matter, words)
        outcome = printer.print_ticket(sheet)
        log.info("%s: %s", name, outcome)
        self._roll.drew(rows_of(sheet), outcome.code)
        drawn = printer.stand_in.tickets[-1:] if printer.stand_in else []
        return outcome.code, str(drawn[0].resolve()) if drawn and outcome.code == "printed" else ""

    def _sheet(self, matter: Matter, words: Locale) -> "Sheet":
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


def in_letters(printer: PrinterSettings) -> bool:
    """Whether this printer is given words instead of a picture."""
    slow = printer.door == "serial" and printer.baud < SLOW_BELOW
    return printer.text == "native" or (printer.text == "auto" and slow)


def paper_roll(printer: PrinterSettings, data: Path) -> PaperRoll:
    """The roll in this kiosk's printer; the stand-in's never ends."""
    metres = 0.0 if printer.door == "stand-in" else printer.roll_metres
    return PaperRoll(data / "kiosk" / "roll.json", metres, printer.roll_warns_at)


def paper_ticket(
    ticket: IssuedTicket,
    visit: Visit,
    branch: BranchFile,
    service: ServiceFace | None,
    words: Locale,
    *,
    reprint: bool,
    layout: Layout = Layout.FULL,
) -> PaperTicket:
    """What the paper says. `service` is None when it is offered no longer. A reprint leaves out what has passed since:
    how many were ahead, how long it takes, who calls first."""
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
        where=_where(service, visit, words, layout) if service and not reprint else "",
        missing=papers_missing(visit, service, words) if service and not visit.wants_help else (),
        ready=papers_there(visit, service, words) if service else (),
        qr=ticket.page or ticket.number,
        priority=visit.priority not in (None, Priority.NONE),
        reprint=reprint,
        layout=layout,
    )


def _where(service: ServiceFace, visit: Visit, words: Locale, layout: Layout) -> str:
    helped = goes_to(visit, service) == Role.EXTRA
    if layout is Layout.LARGE:
        return words.say("paper.short.help") if helped else ""
    return words.say("kiosk.printed.help" if helped else "kiosk.printed.counter")


def trial_page(printer: PrinterSettings, branch: BranchFile, words: Locale) -> TrialPage:
    """What the technician wants to see of this printer."""
    named = branch.branch
    doors = {
        "network": f"{printer.host}:{printer.port}",
        "usb": f"USB {printer.usb_vendor:04x}:{printer.usb_product:04x}",
        "serial": f"{printer.device}, {printer.baud} baud",
        "file": printer.path,
    }
    return TrialPage(
        name=named.name,
        printed_at=datetime.now(ZoneInfo(named.zone)),
        settings={
            "door": doors.get(printer.door, printer.door),
            "profile": printer.profile or words.say("paper.trial.no_profile"),
            "layout": printer.layout,
            "mode": words.say("paper.trial.text" if in_letters(printer) else "paper.trial.picture"),
        },
        qr=named.public_url or named.name,
    )
