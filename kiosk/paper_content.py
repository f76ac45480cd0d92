"""What a ticket and a test page say, before anybody has laid them out. Pure but for the clock."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from counter_server.protocol.branch_file import BranchFile
from counter_server.protocol.locale import Locale
from counter_server.protocol.machine_settings import Printer as PrinterSettings
from counter_server.protocol.messages import IssuedTicket
from counter_server.protocol.offer import ServiceFace
from counter_server.protocol.terms import Priority, Role

from .printed_matter import Layout, PaperTicket, TrialPage
from .summary import goes_to, papers_missing, papers_there
from .visit import Visit
from .welcome_page import texts

SLOW_BELOW = 38400
"""Baud of a serial line on which a picture takes longer than a visitor stands still."""


def in_letters(printer: PrinterSettings) -> bool:
    """Whether this printer is given words instead of a picture."""
    slow = printer.door == "serial" and printer.baud < SLOW_BELOW
    return printer.text == "native" or (printer.text == "auto" and slow)


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
        after_closing=estimate is not None and estimate.after_closing,
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
