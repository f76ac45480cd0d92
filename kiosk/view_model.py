"""The screen as QML sees it: words and marks out, touches in. Decides nothing."""

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from counter_server.protocol.locale import Locale
from display.screen.rows import KeyedRows

from .office import Office
from .screen import Choice, Line, Screen
from .visit import Page, Visit

QML_IMPORT_NAME = "Lalopa.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class KioskView(QObject):
    """Told by `tell`; every touch is a signal that QML calls."""

    changed = Signal()
    countdown = Signal()

    chosen = Signal(str)
    """a choice, by its key"""
    acted = Signal()
    """the main button"""
    actedBeside = Signal()
    """the quiet button beside it"""
    wentBack = Signal()
    cancelled = Signal()
    askedForHelp = Signal()
    stayed = Signal()
    """a sign of life"""
    spoke = Signal(str)
    """another language"""
    typed = Signal(str)
    """a digit on the number pad"""
    erased = Signal()
    keyed = Signal(str)
    """a key from a scanner that types"""
    entered = Signal()
    """the end of a scanner's line"""

    def __init__(self, name: str, office: str, languages: tuple[str, ...]) -> None:
        super().__init__()
        self._name, self._office_name, self._offered = name, office, languages
        self._screen, self._away, self._printer = Screen(page="", place=""), False, ""
        self._language, self._seconds_left, self._countdown_words, self._paper_picture = "", 0, "", ""
        self._say = Locale("", {})
        self._choices, self._lines = KeyedRows(Choice, parent=self), KeyedRows(Line, "title", parent=self)
        self._languages = KeyedRows(Choice, parent=self)

    def tell(self, told: Screen, visit: Visit, office: Office, words: Locale) -> None:
        """This screen from now on."""
        self._screen, self._away, self._language, self._say = told, not office.goes_on, visit.language, words
        self._choices.show(told.choices)
        self._lines.show(told.lines)
        self._languages.show(
            [
                Choice(key=key, title=words.say(f"common.language.{key}"), chosen=key == visit.language)
                for key in self._offered
            ]
        )
        self.changed.emit()

    def count_down(self, seconds: int) -> None:
        """So many seconds are left to the visitor; 0: no hurry."""
        key = "kiosk.ticket.keeps" if self._screen.page == Page.TICKET else "kiosk.idle.hint"
        self._seconds_left, self._countdown_words = seconds, self._say.say(key, seconds=seconds)
        self.countdown.emit()

    def show_paper(self, picture: str) -> None:
        """The picture of a paper that came, or an empty string."""
        self._paper_picture = picture
        self.changed.emit()

    def show_printer(self, state: str) -> None:
        """How the printer is; told on the welcome, where staff see it."""
        self._printer = state
        self.changed.emit()

    def _printer_note(self) -> str:
        key = f"kiosk.printer.{self._printer}"
        return self._say.say(key) if self._screen.page == Page.WELCOME and self._say.has(key) else ""

    def _stages(self) -> list[str]:
        return [self._say.say(f"kiosk.stage.{n}") for n in range(1, 5)]

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
    away = Property(bool, lambda self: self._away, notify=changed)
    language = Property(str, lambda self: self._language, notify=changed)
    paperPicture = Property(str, lambda self: self._paper_picture, notify=changed)
    printerNote = Property(str, lambda self: self._printer_note(), notify=changed)
    languages = Property(QObject, lambda self: self._languages, constant=True)
    stages = Property("QStringList", lambda self: self._stages(), notify=changed)  # type: ignore[arg-type]
    backWord = Property(str, lambda self: self._say.say("kiosk.back"), notify=changed)
    cancelWord = Property(str, lambda self: self._say.say("kiosk.cancel"), notify=changed)
    helpWord = Property(str, lambda self: self._say.say("kiosk.help"), notify=changed)
    awayWord = Property(str, lambda self: self._say.say("kiosk.away"), notify=changed)
    eraseWord = Property(str, lambda self: self._say.say("kiosk.identity.erase"), notify=changed)
    flowWord = Property(str, lambda self: self._say.say("kiosk.welcome.flow"), notify=changed)
    idleWord = Property(str, lambda self: self._say.say("kiosk.idle.title"), notify=changed)
    stayWord = Property(str, lambda self: self._say.say("kiosk.idle.stay"), notify=changed)
    secondsLeft = Property(int, lambda self: self._seconds_left, notify=countdown)
    countdownWords = Property(str, lambda self: self._countdown_words, notify=countdown)
    name = Property(str, lambda self: self._name, constant=True)
    office = Property(str, lambda self: self._office_name, constant=True)
