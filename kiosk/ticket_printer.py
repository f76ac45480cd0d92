"""The ticket printer: hands over a sheet, drawn or in its own letters, and finds out what became of it.

Nothing here raises, and nothing blocks for longer than `bound_seconds`. Call it from a thread of your own: a healthy
printer answers in a fraction of a second, a dead one only when the bound is over.
"""

import logging
import time
from pathlib import Path

from counter_server.protocol.machine_settings import Printer as PrinterSettings

from .bounded_job import BoundedJob, NoAnswer
from .print_outcome import (
    Printed,
    PrinterSilent,
    PrinterState,
    PrinterUnreachable,
    PrintOutcome,
    PrintUnconfirmed,
    fault,
)
from .printed_matter import Paper
from .printer_doors import Door, DoorShut, FileDoor, NetworkDoor, SerialDoor
from .printer_talk import Patience, Talk
from .stand_in_printer import StandInPrinter
from .ticket_bytes import (
    COMPLETION,
    Completion,
    OwnLetters,
    Sheet,
    after_half_a_sheet,
    get_ready,
    known_profiles,
    own_letters,
    ticket_bytes,
    widest,
)
from .usb_door import UsbDoor

log = logging.getLogger(__name__)

NEVER_ANSWERS = "the printer takes data but answers no question"
FELL_SILENT = "the printer stopped answering while it was printing"
ANSWERS_NO_MORE = "the printer does not answer any more"
NOT_FINISHED = "the printer did not say that it had finished"


class PrinterMisconfigured(Exception):
    """branch.toml describes a printer that cannot be."""


class TicketPrinter:
    """A printer behind one door. Connects for each ticket, so that it may be switched off and on in between."""

    def __init__(
        self,
        door: Door,
        paper: Paper,
        *,
        profile: str = "",
        completion: Completion = Completion.NONE,
        patience: Patience | None = None,
        stand_in: StandInPrinter | None = None,
    ) -> None:
        self.paper = paper
        self.stand_in = stand_in
        self._door, self._profile, self._completion = door, profile, completion
        self._patience = patience or Patience()
        self._job = BoundedJob("ticket printer")
        self._sending = False
        self.has_answered = False
        """Its silence is a fault from then on, and nothing is sent to it."""
        self._mends = b""
        """Sent before the next sheet: what ends one that was cut short."""
        self._tickets = 0

    @property
    def bound_seconds(self) -> float:
        """The longest a call may take. A slow line adds the time the ticket itself needs on it."""
        return self._patience.bound

    @property
    def latest_picture(self) -> Path | None:
        """Where the stand-in keeps a picture of the newest ticket; None for a printer with paper."""
        return self.stand_in.latest if self.stand_in else None

    @property
    def letters(self) -> OwnLetters:
        """What it can write by itself; the stand-in draws codes too."""
        known = own_letters(self._profile, self.paper.dots)
        return OwnLetters(known.columns, known.draws_codes or self.stand_in is not None)

    def print_ticket(self, sheet: Sheet) -> PrintOutcome:
        """Print a sheet (a picture in mode "1", `paper.dots` wide, or lines of `letters.columns`) and say what became
        of it."""
        try:
            outgoing = ticket_bytes(sheet, self._profile)
        except ValueError as impossible:
            return PrinterUnreachable(str(impossible))
        line = self._door.seconds_for(len(outgoing) + len(self._mends))
        outcome = self._job.within(self.bound_seconds + line, lambda: self._print(outgoing, after_half_a_sheet(sheet)))
        if isinstance(outcome, NoAnswer):
            sent = outcome.begun and self._sending
            return PrintUnconfirmed(outcome.reason) if sent else PrinterUnreachable(outcome.reason)
        return outcome

    def status(self) -> PrinterState:
        """Ask the printer how it is."""
        state = self._job.within(self.bound_seconds, self._ask)
        return PrinterState.UNREACHABLE if isinstance(state, NoAnswer) else state

    def close(self) -> None:
        """Stop the stand-in printer, if there is one."""
        if self.stand_in:
            self.stand_in.stop()

    def _print(self, outgoing: bytes, mends: bytes) -> PrintOutcome:
        self._sending = False
        self._tickets += 1
        mark = b"%04d" % (self._tickets % 10000)
        try:
            talk = self._connect()
            before = self._how_it_is(talk)
            if trouble := fault(before):
                return trouble
            if before is PrinterState.UNKNOWN and self.has_answered:
                return PrinterSilent(ANSWERS_NO_MORE)
            self._sending = True
            before_it, self._mends = self._mends, max(self._mends, mends, key=len)
            talk.say(before_it + outgoing)
            outcome = self._follow(talk, mark)
            if isinstance(outcome, PrinterSilent) and not self.has_answered:
                outcome = PrintUnconfirmed(NEVER_ANSWERS)
            self._mends = mends if isinstance(outcome, PrinterSilent) else b""
            return outcome
        except DoorShut as shut:
            return PrinterUnreachable(shut.reason)
        finally:
            self._door.close()

    def _how_it_is(self, talk: Talk) -> PrinterState:
        """A printer that has answered before is asked once more when it does not."""
        state = talk.round()
        if state is PrinterState.UNKNOWN and self.has_answered:
            state = talk.round()
        self.has_answered = self.has_answered or state is not PrinterState.UNKNOWN
        return state

    def _follow(self, talk: Talk, mark: bytes) -> PrintOutcome:
        end = time.monotonic() + self._patience.settle
        proven = False
        try:
            confirmed = talk.finished(self._completion, mark, end)
            proven = confirmed and self._completion is Completion.PROCESS_ID
            state = talk.round(first_answer=0.0 if confirmed else end - time.monotonic())
            if state is PrinterState.UNKNOWN and not proven:
                return PrinterSilent(FELL_SILENT)
            while self._completion is Completion.NONE and _may_still_print(state) and time.monotonic() < end:
                time.sleep(self._patience.between)
                state = talk.round()
        except DoorShut as shut:
            return Printed(confirmed=True) if proven else PrinterSilent(shut.reason)
        if proven:  # the mark comes after the last row and the cut, whatever happened since
            return Printed(near_end=state is PrinterState.NEAR_END, confirmed=True)
        if trouble := fault(state, mid_ticket=True):
            self._forget_the_rest(talk)
            return trouble
        if state is PrinterState.UNKNOWN:
            return PrinterSilent(FELL_SILENT)
        if self._completion is not Completion.NONE and not confirmed:
            return PrintUnconfirmed(NOT_FINISHED)
        return Printed(near_end=state is PrinterState.NEAR_END, confirmed=confirmed)

    def _forget_the_rest(self, talk: Talk) -> None:
        if self._completion is Completion.PROCESS_ID:
            try:
                if not talk.forget():
                    log.warning("the printer did not say that it forgot the rest of the ticket")
            except DoorShut as shut:
                log.warning("could not clear the printer's buffer: %s", shut.reason)

    def _ask(self) -> PrinterState:
        get_ready()
        try:
            return self._how_it_is(self._connect())
        except DoorShut:
            return PrinterState.UNREACHABLE
        finally:
            self._door.close()

    def _connect(self) -> Talk:
        self._door.open(time.monotonic() + self._patience.exchange)
        return Talk(self._door, self._patience)


def _may_still_print(state: PrinterState) -> bool:
    """One that falls silent may have been switched off and on, and is well again with nothing printed."""
    return state is not PrinterState.UNKNOWN and not fault(state)


def open_printer(settings: PrinterSettings, *, data: Path, patience: Patience | None = None) -> TicketPrinter:
    """The printer branch.toml describes; the stand-in draws into `data/paper`. Raises PrinterMisconfigured."""
    paper = paper_for(settings)
    patience = patience or Patience(exchange=settings.timeout_seconds)
    if settings.door == "stand-in":
        stand_in = StandInPrinter(data / "paper", dots=paper.dots)
        door: Door = NetworkDoor("127.0.0.1", stand_in.start())
        return TicketPrinter(door, paper, completion=Completion.PROCESS_ID, patience=patience, stand_in=stand_in)
    return TicketPrinter(
        _door(settings),
        paper,
        profile=settings.profile,
        completion=COMPLETION.get(settings.profile, Completion.NONE),
        patience=patience,
    )


def paper_for(settings: PrinterSettings) -> Paper:
    """The roll and how many dots of a line can be printed, a multiple of 8. Raises PrinterMisconfigured."""
    if settings.profile and settings.profile not in known_profiles():
        raise PrinterMisconfigured(f"printer profile {settings.profile!r}: known are {', '.join(known_profiles())}")
    paper = Paper(settings.paper_mm, settings.dots or Paper(settings.paper_mm).dots)
    dots = min(paper.dots, (settings.profile and widest(settings.profile)) or paper.dots)
    return Paper(settings.paper_mm, dots // 8 * 8)


def _door(settings: PrinterSettings) -> Door:
    match settings.door:
        case "network":
            return NetworkDoor(settings.host, settings.port)
        case "usb":
            return UsbDoor(settings.usb_vendor, settings.usb_product)
        case "serial":
            return SerialDoor(settings.device, settings.baud)
        case "file":
            return FileDoor(settings.path)
    raise PrinterMisconfigured(f"no such door: {settings.door}")
