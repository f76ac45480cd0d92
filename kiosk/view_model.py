"""The screen as QML sees it: words and marks out, touches in. Decides nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from counter_server.protocol.locale import Locale
from display.screen.rows import KeyedRows

from .code_picture import code_picture
from .comfort import NAMES, Comfort
from .office import Office
from .panel import Fit
from .screen import Choice, Line, Screen
from .technician_view import TechnicianView
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
    actedLast = Signal()
    """the quietest one"""
    surveyed = Signal()
    """the key for those who have been served"""
    wentBack = Signal()
    cancelled = Signal()
    askedForHelp = Signal()
    stayed = Signal()
    """a sign of life"""
    spoke = Signal(str)
    """another language"""
    arranged = Signal(str)
    """`large`, `contrast`, `low` or `spoken`, on or off"""
    typed = Signal(str)
    """a digit on the number pad"""
    erased = Signal()
    keyed = Signal(str)
    """a key from a scanner that types"""
    entered = Signal()
    """the end of a scanner's line"""
    touched = Signal()
    """a finger on the glass, wherever"""
    held = Signal()
    """a finger that stayed for two seconds"""
    struck = Signal(int)
    """one of `ownKeys`, by Qt's code"""
    wentOn = Signal()
    """the left half of the screen, while it is guided by ear"""
    choseHere = Signal()
    """the right half"""
    pointed = Signal()
    guided = Signal()

    def __init__(self, name: str, office: str, languages: tuple[str, ...], comforts: Sequence[str] = NAMES) -> None:
        super().__init__()
        self._name, self._office_name, self._offered = name, office, languages
        self._offered_comforts = comforts
        self._screen, self._away, self._printer = Screen(page="", place=""), False, ""
        self._language, self._seconds_left, self._countdown_words, self._paper_picture = "", 0, "", ""
        self._say = Locale("", {})
        self._choices, self._lines = KeyedRows(Choice, parent=self), KeyedRows(Line, "title", parent=self)
        self._languages = KeyedRows(Choice, parent=self)
        self._comforts, self._tabs = KeyedRows(Choice, parent=self), KeyedRows(Choice, parent=self)
        self._comfort, self._fit = Comfort(), Fit()
        self.corner = TechnicianView(self)
        self._phone_code, self._unheard = "", False
        self._focus, self._halves, self._own_keys = "", False, list[int]()

    def tell(self, told: Screen, visit: Visit, office: Office, words: Locale, fit: Fit = Fit()) -> None:
        """This screen from now on."""
        self._comfort, self._fit = visit.comfort, fit
        self._screen, self._away, self._language, self._say = told, not office.goes_on, visit.language, words
        self._unheard = office.away
        self._choices.show(told.choices)
        self._lines.show(told.lines)
        self._tabs.show(told.tabs)
        self._languages.show(
            [
                Choice(key=key, title=words.say(f"common.language.{key}"), chosen=key == visit.language)
                for key in self._offered
            ]
        )
        self._comforts.show(
            [
                Choice(
                    key=name, title=words.say(f"kiosk.comfort.{name}"), icon=name, chosen=getattr(visit.comfort, name)
                )
                for name in self._offered_comforts
            ]
        )
        self.changed.emit()

    @property
    def told(self) -> Screen:
        """The screen as it is now."""
        return self._screen

    @property
    def offered_comforts(self) -> Sequence[str]:
        """Their names, in the order of their keys."""
        return self._offered_comforts

    @property
    def seconds_left(self) -> int:
        """Until the screen starts over; 0: no hurry."""
        return self._seconds_left

    @property
    def asks_to_stay(self) -> bool:
        """Whether a question lies over the page that takes every touch itself."""
        return self._seconds_left > 0 and self._screen.page != Page.TICKET

    def own_keys(self, codes: list[int]) -> None:
        """Keys that lead by ear: `struck` tells of them, and nothing else does."""
        self._own_keys = codes
        self.guided.emit()

    def point_at(self, control: str) -> None:
        """A ring round this control, by its object name; empty: round none."""
        if control != self._focus:
            self._focus = control
            self.pointed.emit()

    def guide(self, *, halves: bool) -> None:
        """Whether the halves of the screen are the two keys."""
        self._halves = halves
        self.guided.emit()

    @property
    def words(self) -> Locale:
        """Of the language the screen speaks now."""
        return self._say

    def count_down(self, seconds: int) -> None:
        """So many seconds are left to the visitor; 0: no hurry."""
        key = "kiosk.ticket.keeps" if self._screen.page == Page.TICKET else "kiosk.idle.hint"
        self._seconds_left, self._countdown_words = seconds, self._say.say(key, seconds=seconds)
        self.countdown.emit()

    def show_paper(self, picture: str) -> None:
        """The picture of a paper that came, or an empty string."""
        self._paper_picture = picture
        self.changed.emit()

    def invite(self, address: str) -> None:
        """What the code for phones on the welcome holds; empty: there is none."""
        self._phone_code = code_picture(address)
        self.changed.emit()

    def show_printer(self, state: str) -> None:
        """How the printer is; told on the welcome, where staff see it."""
        self._printer = state
        self.changed.emit()

    def _printer_note(self) -> str:
        key = f"kiosk.printer.{self._printer}"
        return self._say.say(key) if self._screen.page == Page.WELCOME and self._say.has(key) else ""

    def _stage_words(self) -> str:
        stage = self._screen.stage
        return self._say.say("kiosk.stage.words", n=stage, name=self._say.say(f"kiosk.stage.{stage}")) if stage else ""

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
    third = Property(str, lambda self: self._screen.third, notify=changed)
    survey = Property(str, lambda self: self._screen.survey, notify=changed)
    tabs = Property(QObject, lambda self: self._tabs, constant=True)
    codePicture = Property(str, lambda self: code_picture(self._screen.code), notify=changed)
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
    comforts = Property(QObject, lambda self: self._comforts, constant=True)
    contrast = Property(bool, lambda self: self._comfort.contrast, notify=changed)
    low = Property(bool, lambda self: self._comfort.low, notify=changed)
    spoken = Property(bool, lambda self: self._comfort.spoken, notify=changed)
    textScale = Property(float, lambda self: self._fit.text, notify=changed)
    across = Property(float, lambda self: self._fit.across, notify=changed)
    reach = Property(float, lambda self: self._fit.reach, notify=changed)
    languages = Property(QObject, lambda self: self._languages, constant=True)
    stageWords = Property(str, lambda self: self._stage_words(), notify=changed)
    moreWord = Property(str, lambda self: self._say.say("kiosk.more"), notify=changed)
    backWord = Property(str, lambda self: self._say.say("kiosk.back"), notify=changed)
    cancelWord = Property(str, lambda self: self._say.say("kiosk.cancel"), notify=changed)
    helpWord = Property(str, lambda self: self._say.say("kiosk.help"), notify=changed)
    awayWord = Property(str, lambda self: self._say.say("kiosk.away"), notify=changed)
    eraseWord = Property(str, lambda self: self._say.say("kiosk.identity.erase"), notify=changed)
    flowWord = Property(str, lambda self: self._say.say("kiosk.welcome.flow"), notify=changed)
    idleWord = Property(str, lambda self: self._say.say("kiosk.idle.title"), notify=changed)
    stayWord = Property(str, lambda self: self._say.say("kiosk.idle.stay"), notify=changed)
    focus = Property(str, lambda self: self._focus, notify=pointed)
    readsOut = Property(bool, lambda self: "spoken" in self._offered_comforts, constant=True)
    halves = Property(bool, lambda self: self._halves, notify=guided)
    ownKeys = Property(list, lambda self: self._own_keys, notify=guided)
    nextHalfWord = Property(str, lambda self: self._say.say("kiosk.spoken.next_half"), notify=changed)
    chooseHalfWord = Property(str, lambda self: self._say.say("kiosk.spoken.choose_half"), notify=changed)
    noSoundWord = Property(str, lambda self: self._say.say("kiosk.spoken.no_sound"), notify=changed)
    secondsLeft = Property(int, lambda self: self._seconds_left, notify=countdown)
    countdownWords = Property(str, lambda self: self._countdown_words, notify=countdown)
    technician = Property(QObject, lambda self: self.corner, constant=True)
    phoneCode = Property(str, lambda self: "" if self._unheard else self._phone_code, notify=changed)
    phoneTitle = Property(str, lambda self: self._say.say("kiosk.phone.title"), notify=changed)
    phoneHint = Property(str, lambda self: self._say.say("kiosk.phone.hint"), notify=changed)
    name = Property(str, lambda self: self._name, constant=True)
    office = Property(str, lambda self: self._office_name, constant=True)
