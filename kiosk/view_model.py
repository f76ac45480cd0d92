"""What the screen binds to: takes touches and news, replaces the visit, and tells the screen that follows from it."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Property, QElapsedTimer, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from counter_server.protocol.locale import Locale
from counter_server.protocol.messages import Board, Change, IssuedTicket, Ticket
from counter_server.protocol.offer import Services
from display.screen.rows import KeyedRows

from . import flow
from .connection import Connection
from .office import Office
from .pages import screen
from .paper_desk import PaperDesk
from .patience import Patience
from .screen import Choice, Line
from .visit import NUMBER_LENGTH, OnPaper, Page, Visit
from .wish import wish_of

QML_IMPORT_NAME = "Lalopa.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

SCANNER_GAP_MILLISECONDS = 500
CHANGES_THE_OFFER = frozenset({"configure", "day-open", "day-close"})


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskFace:
    """What a branch sets for its kiosk. Times in seconds."""

    name: str
    office: str
    languages: tuple[str, ...] = ("id", "en")
    idle: float = 60.0
    after_paper: float = 12.0
    """How long a printed number stays on the screen."""
    without_paper: float = 60.0
    """How long a number that could not be printed stays."""
    keeps_trying: float = 120.0
    """How long a visitor is waited for while the server is away."""


@QmlElement
class KioskView(QObject):
    """The kiosk as QML sees it: words and marks out, touches in."""

    changed = Signal()
    countdown = Signal()
    begun = Signal()
    """A new visit: whatever the last one left behind is gone."""

    def __init__(
        self,
        face: KioskFace,
        words: Mapping[str, Locale],
        connection: Connection,
        paper: PaperDesk,
        *,
        new_request_id: Callable[[], str] = lambda: str(uuid.uuid4()),
    ) -> None:
        super().__init__()
        self._face, self._words, self._connection, self._paper = face, words, connection, paper
        self._new_request_id = new_request_id
        self._office = Office(languages=face.languages)
        self._patience = Patience(self)
        self._seconds_left = 0
        self._paper_picture = self._printer_state = ""
        self._scanned, self._last_key = "", QElapsedTimer()
        self._visit = self._new_visit()
        self._choices, self._lines = KeyedRows(Choice, parent=self), KeyedRows(Line, "title", parent=self)
        self._languages = KeyedRows(Choice, parent=self)
        self._screen = screen(self._visit, self._office, self._say)
        connection.services.connect(self.take_services)
        connection.issued.connect(self._take_issued)
        connection.refused.connect(self._take_refused)
        connection.trying.connect(self._take_trying)
        paper.done.connect(self._take_paper)
        paper.printer.connect(self._take_printer)
        self._patience.over.connect(self.start_over)
        self._patience.left.connect(self.count_down)
        self._tell()

    # What the screen is told. One signal for all: the screen is derived as a whole.
    page = Property(str, lambda self: self._screen.page, notify=changed)
    place = Property(str, lambda self: self._screen.place, notify=changed)
    stage = Property(int, lambda self: self._screen.stage, notify=changed)
    title = Property(str, lambda self: self._screen.title, notify=changed)
    hint = Property(str, lambda self: self._screen.hint, notify=changed)
    note = Property(str, lambda self: self._screen.note, notify=changed)
    tone = Property(str, lambda self: self._screen.tone, notify=changed)
    choices = Property(QObject, lambda self: self._choices, constant=True)
    lines = Property(QObject, lambda self: self._lines, constant=True)
    nextTitle = Property(str, lambda self: self._screen.next_title, notify=changed)
    nextHint = Property(str, lambda self: self._screen.next_hint, notify=changed)
    action = Property(str, lambda self: self._screen.action, notify=changed)
    second = Property(str, lambda self: self._screen.second, notify=changed)
    picture = Property(str, lambda self: self._screen.picture, notify=changed)
    digits = Property(str, lambda self: self._screen.digits, notify=changed)
    number = Property(str, lambda self: self._screen.number, notify=changed)
    service = Property(str, lambda self: self._screen.service, notify=changed)
    ahead = Property(str, lambda self: self._screen.ahead, notify=changed)
    estimate = Property(str, lambda self: self._screen.estimate, notify=changed)
    canGoBack = Property(bool, lambda self: self._screen.can_go_back, notify=changed)
    canCancel = Property(bool, lambda self: self._screen.can_cancel, notify=changed)
    canAskForHelp = Property(bool, lambda self: self._screen.can_ask_for_help, notify=changed)
    away = Property(bool, lambda self: self._office.away, notify=changed)
    language = Property(str, lambda self: self._visit.language, notify=changed)
    paperPicture = Property(str, lambda self: self._paper_picture, notify=changed)
    printerNote = Property(str, lambda self: self._printer_note(), notify=changed)
    languages = Property(QObject, lambda self: self._languages, constant=True)
    stages = Property("QStringList", lambda self: self._named("stage", 4), notify=changed)  # type: ignore[arg-type]
    backWord = Property(str, lambda self: self._say.say("kiosk.back"), notify=changed)
    cancelWord = Property(str, lambda self: self._say.say("kiosk.cancel"), notify=changed)
    helpWord = Property(str, lambda self: self._say.say("kiosk.help"), notify=changed)
    awayWord = Property(str, lambda self: self._say.say("kiosk.away"), notify=changed)
    eraseWord = Property(str, lambda self: self._say.say("kiosk.identity.erase"), notify=changed)
    flowWord = Property(str, lambda self: self._say.say("kiosk.welcome.flow"), notify=changed)
    idleWord = Property(str, lambda self: self._say.say("kiosk.idle.title"), notify=changed)
    stayWord = Property(str, lambda self: self._say.say("kiosk.idle.stay"), notify=changed)
    secondsLeft = Property(int, lambda self: self._seconds_left, notify=countdown)
    countdownWords = Property(str, lambda self: self._countdown_words(), notify=countdown)
    name = Property(str, lambda self: self._face.name, constant=True)
    office = Property(str, lambda self: self._face.office, constant=True)

    @Slot(str)
    def choose(self, key: str) -> None:
        """A touch on a choice."""
        self.show(flow.choose(self._visit, key, self._office))

    @Slot()
    def act(self) -> None:
        """A touch on the main button."""
        match self._visit.at.page:
            case Page.SUMMARY | Page.HELP:
                self._take_ticket()
            case Page.IDENTITY:
                if self._screen.action:
                    self.show(flow.onward(self._visit, self._office))
            case Page.CLOSED | Page.REFUSED:
                self.show(flow.begin(self._new_visit(), self._visit.language))
            case Page.TICKET:
                self.start_over()

    @Slot()
    def second_act(self) -> None:
        """A touch on the quiet button beside it."""
        match self._visit.at.page:
            case Page.WELCOME | Page.SERVICE:
                self.read_guide()
            case Page.COVERED:
                self.back()
            case Page.IDENTITY:
                self.show(flow.skip_number(self._visit, self._office))
            case Page.TAKING:
                self.start_over()

    @Slot()
    def read_guide(self) -> None:
        if self._office.known:
            self.show(flow.read_guide(self._visit, self._visit.service or self._office.services[0].letter))

    @Slot()
    def back(self) -> None:
        self.show(flow.back(self._visit))

    @Slot()
    def help(self) -> None:
        """`Saya butuh bantuan`."""
        self.show(flow.ask_for_help(self._visit))

    @Slot()
    def stay(self) -> None:
        """A sign of life."""
        self._wait()

    @Slot(str)
    def speak(self, language: str) -> None:
        """Another language, wherever the visitor is."""
        self.show(flow.speak(self._visit, language))

    @Slot(str)
    def type(self, digits: str) -> None:
        """Digits from the number pad or a scanner."""
        self._number(self._screen.digits + digits)

    @Slot()
    def erase(self) -> None:
        """The last digit."""
        self._number(self._screen.digits[:-1])

    @Slot(str)
    def keyed(self, text: str) -> None:
        """A key from a scanner that types. Sixteen digits in one go take the place of what stood there."""
        in_one_go = self._last_key.isValid() and self._last_key.restart() < SCANNER_GAP_MILLISECONDS
        self._last_key.start()
        self._scanned = (self._scanned if in_one_go else "") + text
        whole = len(self._scanned) >= NUMBER_LENGTH
        self._number(self._scanned[-NUMBER_LENGTH:] if whole else self._screen.digits + text)

    @Slot()
    def entered(self) -> None:
        """The end of a scanner's line."""
        self._scanned = ""
        if self._visit.at.page is Page.IDENTITY:
            self.act()

    @Slot()
    def start_over(self) -> None:
        """Forgets the visit. A wish the server has not answered yet is not sent again."""
        self._connection.give_up(self._visit.request_id)
        self._paper_picture = ""
        self.show(self._new_visit())
        self.begun.emit()

    @Slot(object)
    def take_services(self, services: Services) -> None:
        self._knows(self._office.with_services(services))

    @Slot(object)
    def take_board(self, board: Board) -> None:
        self._connection.ask_services()
        self._knows(self._office.with_opening(board.services).with_waiting(board.waiting).with_away(False))

    @Slot(object)
    def take_change(self, change: Change) -> None:
        office = self._office.with_waiting(change.waiting).with_away(False)
        if change.action == "reprint" and change.ticket is not None:
            self._paper.print_ticket(_again(change.ticket), self._new_visit(), reprint=True)
        if change.action in CHANGES_THE_OFFER:
            self._connection.ask_services()
        self._knows(office.with_opening([change.service]) if change.service else office)

    @Slot(object)
    def take_heartbeat(self, heartbeat: object) -> None:
        self._knows(self._office.with_away(False))

    @Slot(str)
    def take_away(self, reason: str) -> None:
        self._knows(self._office.with_away(True))

    @property
    def visit(self) -> Visit:
        """The visit as it is now."""
        return self._visit

    @property
    def offer(self) -> Office:
        """The office as it is known now."""
        return self._office

    @property
    def _say(self) -> Locale:
        return self._words[self._visit.language]

    def _new_visit(self) -> Visit:
        return Visit(request_id=self._new_request_id(), language=self._face.languages[0])

    def _knows(self, office: Office) -> None:
        if office != self._office:
            self._office = office
            if flow.fits(self._visit, office):
                self._tell()
            else:
                self.start_over()

    def _take_ticket(self) -> None:
        visit = flow.take(self._visit, self._office)
        service = self._office.service(visit.service)
        if visit.at.page is Page.TAKING and service is not None:
            self.show(visit)
            self._connection.issue(wish_of(visit, service))

    def _number(self, digits: str) -> None:
        self.show(flow.type_number(self._visit, digits))

    def _is_here(self, request_id: str, page: Page) -> bool:
        return self._visit.request_id == request_id and self._visit.at.page is page

    @Slot(str, object)
    def _take_issued(self, request_id: str, ticket: IssuedTicket) -> None:
        if not self._is_here(request_id, Page.TAKING):  # the visitor left: nobody will take a paper
            self._connection.not_printed(ticket.id, "visitor_left")
            return
        self.show(flow.issued(self._visit, ticket))
        self._paper.print_ticket(ticket, self._visit)

    @Slot(str, str, object)
    def _take_refused(self, request_id: str, code: str, facts: dict[str, Any]) -> None:
        if self._is_here(request_id, Page.TAKING):
            self._connection.ask_services()
            self.show(flow.refused(self._visit, code, facts))

    @Slot(str)
    def _take_trying(self, request_id: str) -> None:
        if self._is_here(request_id, Page.TAKING) and not self._visit.waits_for_server:
            self.show(flow.still_trying(self._visit))

    @Slot(int, str, str)
    def _take_paper(self, ticket: int, code: str, picture: str) -> None:
        self._paper.ask()
        if code == OnPaper.PRINTED:
            self._connection.printed(ticket)
        else:
            self._connection.not_printed(ticket, code)
        if self._visit.ticket and self._visit.ticket.id == ticket:
            self._paper_picture = picture
            self.show(flow.paper_came(self._visit) if code == OnPaper.PRINTED else flow.no_paper(self._visit, code))

    @Slot(str)
    def _take_printer(self, state: str) -> None:
        self._printer_state = state
        self.changed.emit()

    def _printer_note(self) -> str:
        key = f"kiosk.printer.{self._printer_state}"
        told = self._visit.at.page is Page.WELCOME and self._say.has(key)
        return self._say.say(key) if told else ""

    @Slot(int)
    def count_down(self, seconds: int) -> None:
        """So many seconds are left to the visitor; 0: no hurry."""
        self._seconds_left = seconds
        self.countdown.emit()

    def show(self, visit: Visit) -> None:
        """This visit in place of the one before."""
        self._visit = visit
        self._wait()
        self._tell()

    def _wait(self) -> None:
        face, visit = self._face, self._visit
        match visit.at.page:
            case Page.WELCOME if visit.language == face.languages[0]:
                self._patience.stop()
            case Page.TAKING:
                self._patience.wait(face.keeps_trying, warn=False)
            case Page.TICKET:
                printed = visit.on_paper is OnPaper.PRINTED
                self._patience.wait(face.after_paper if printed else face.without_paper, warn=not printed)
            case _:
                self._patience.wait(face.idle, warn=visit.at.page is not Page.WELCOME)

    def _tell(self) -> None:
        told = screen(self._visit, self._office, self._say)
        self._choices.show(told.choices)
        self._lines.show(told.lines)
        self._languages.show(self._spoken())
        self._screen = told
        self.changed.emit()

    def _spoken(self) -> list[Choice]:
        here = self._visit.language
        languages = self._face.languages
        return [Choice(key=key, title=self._say.say(f"common.language.{key}"), chosen=key == here) for key in languages]

    def _named(self, table: str, last: int) -> list[str]:
        return [self._say.say(f"kiosk.{table}.{n}") for n in range(1, last + 1)]

    def _countdown_words(self) -> str:
        key = "kiosk.ticket.keeps" if self._visit.at.page is Page.TICKET else "kiosk.idle.hint"
        return self._say.say(key, seconds=self._seconds_left)


def _again(ticket: Ticket) -> IssuedTicket:
    """A ticket staff wish to see printed once more."""
    return IssuedTicket(
        id=ticket.id, number=ticket.number, service=ticket.service, step=ticket.step, status=ticket.status
    )
