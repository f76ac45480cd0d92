"""The technician's corner as QML sees it: words and marks out, touches in. Decides nothing."""

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from counter_server.protocol.locale import Locale
from display.screen.rows import KeyedRows

from .log_memory import LogLine
from .technician_screen import CornerScreen, Row

QML_IMPORT_NAME = "Lalopa.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class TechnicianView(QObject):
    """Told by `tell`; every touch is a signal that QML calls."""

    changed = Signal()

    knocked = Signal()
    """a touch in the hidden place"""
    typed = Signal(str)
    """a digit on the number pad"""
    erased = Signal()
    entered = Signal()
    """the PIN is typed"""
    acted = Signal(str)
    """a key of the desk: `printer.act`, `volume.less` …, `log`, `closing`, `restarting`"""
    confirmed = Signal()
    """yes to what was asked"""
    wentBack = Signal()
    stayed = Signal()
    """a sign of life"""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._screen = CornerScreen()
        self._say = Locale("", {})
        self._rows, self._facts = KeyedRows(Row, parent=self), KeyedRows(Row, parent=self)
        self._log = KeyedRows(LogLine, parent=self)

    def tell(self, told: CornerScreen, words: Locale) -> None:
        """This page of the corner from now on."""
        self._screen, self._say = told, words
        self._rows.show(self._screen.rows)
        self._facts.show(self._screen.facts)
        self._log.show(self._screen.log)
        self.changed.emit()

    def _word(self, key: str) -> str:
        return self._say.say(f"kiosk.technician.{key}") if self._screen.page else ""

    def _erase_word(self) -> str:
        return self._say.say("kiosk.identity.erase") if self._screen.page else ""

    page = Property(str, lambda self: self._screen.page, notify=changed)
    title = Property(str, lambda self: self._screen.title, notify=changed)
    hint = Property(str, lambda self: self._screen.hint, notify=changed)
    note = Property(str, lambda self: self._screen.note, notify=changed)
    tone = Property(str, lambda self: self._screen.tone, notify=changed)
    dots = Property(int, lambda self: self._screen.dots, notify=changed)
    asksPin = Property(bool, lambda self: self._screen.asks_pin, notify=changed)
    mayType = Property(bool, lambda self: self._screen.may_type, notify=changed)
    mayEnter = Property(bool, lambda self: self._screen.may_enter, notify=changed)
    rows = Property(QObject, lambda self: self._rows, constant=True)
    facts = Property(QObject, lambda self: self._facts, constant=True)
    log = Property(QObject, lambda self: self._log, constant=True)
    confirm = Property(str, lambda self: self._screen.confirm, notify=changed)
    leave = Property(str, lambda self: self._screen.leave, notify=changed)
    logWord = Property(str, lambda self: self._word("log_key"), notify=changed)
    upWord = Property(str, lambda self: self._word("log_up"), notify=changed)
    downWord = Property(str, lambda self: self._word("log_down"), notify=changed)
    closeWord = Property(str, lambda self: self._word("closing_key"), notify=changed)
    restartWord = Property(str, lambda self: self._word("restarting_key"), notify=changed)
    eraseWord = Property(str, lambda self: self._erase_word(), notify=changed)
