"""What the screen binds to: the wall's words as properties and lists, and nothing to decide."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from counter_server.protocol.locale import Locale

from .queues import Queue
from .screen.rows import KeyedRows
from .slide_view import SlideView
from .wall import Card, Passed, Wall

QML_IMPORT_NAME = "Lalopa.Display"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class WallView(QObject):
    """A wall, as QML sees it."""

    changed = Signal()

    def __init__(self, locale: Locale, slides: SlideView) -> None:
        super().__init__()
        self._locale = locale
        self._wall = Wall()
        self._cards = KeyedRows(Card, parent=self)
        self._passed = KeyedRows(Passed, parent=self)
        self._queues = KeyedRows(Queue, "letter", parent=self)
        self._slides = slides

    def show(self, wall: Wall) -> None:
        """Become this wall. The same one again costs nothing."""
        if wall == self._wall:
            return
        self._wall = wall
        self._cards.show(wall.cards)
        self._passed.show(wall.passed)
        self._queues.show(wall.queues)
        self.changed.emit()

    @Slot(str, result=str)
    def say(self, key: str) -> str:
        """The screen's own words."""
        return self._locale.say(f"display.{key}")

    @Property(QObject, constant=True)
    def cards(self) -> QObject:
        """Active calls."""
        return self._cards

    @Property(QObject, constant=True)
    def passed(self) -> QObject:
        """Last calls."""
        return self._passed

    @Property(QObject, constant=True)
    def queues(self) -> QObject:
        """Services and how many wait."""
        return self._queues

    @Property(QObject, constant=True)
    def slides(self) -> QObject:
        """What is shown between calls: a SlideView."""
        return self._slides

    @Property(bool, notify=changed)
    def ready(self) -> bool:
        """Whether there is a board to show."""
        return self._wall.ready

    @Property(str, notify=changed)
    def branch(self) -> str:
        return self._wall.branch

    @Property(str, notify=changed)
    def office(self) -> str:
        return self._wall.office

    @Property(str, notify=changed)
    def hall(self) -> str:
        """Where it hangs; empty where the branch has one hall."""
        return self._wall.hall

    @Property(str, notify=changed)
    def time(self) -> str:
        return self._wall.time

    @Property(str, notify=changed)
    def date(self) -> str:
        return self._wall.date

    @Property(bool, notify=changed)
    def called(self) -> bool:
        """Whether there is a large card: its `number`, `place`, and `pulse` for the eye."""
        return self._wall.large is not None

    @Property(str, notify=changed)
    def number(self) -> str:
        return self._wall.large.number if self._wall.large else ""

    @Property(str, notify=changed)
    def place(self) -> str:
        return self._wall.large.place if self._wall.large else ""

    @Property(int, notify=changed)
    def pulse(self) -> int:
        return self._wall.large.pulse if self._wall.large else 0

    @Property(str, notify=changed)
    def arrow(self) -> str:
        """The way to the large call's counter, as `arrow` of [[counters]]; empty: none is drawn."""
        return self._wall.large.arrow if self._wall.large else ""

    @Property(str, notify=changed)
    def zone(self) -> str:
        return self._wall.large.zone if self._wall.large else ""

    @Property(bool, notify=changed)
    def resting(self) -> bool:
        """Whether information may take the large call's place."""
        return self._wall.resting

    @Property(str, notify=changed)
    def waiting(self) -> str:
        return self._wall.waiting

    @Property(str, notify=changed)
    def tip(self) -> str:
        return self._wall.tip

    @Property(str, notify=changed)
    def aside(self) -> str:
        """The tip after it."""
        return self._wall.aside

    @Property(str, notify=changed)
    def runningText(self) -> str:
        return self._wall.running_text

    @Property(str, notify=changed)
    def notice(self) -> str:
        """What the person in charge has to say now; empty: nothing."""
        return self._wall.notice

    @Property(str, notify=changed)
    def away(self) -> str:
        """What to say while the server is away; empty while it is heard."""
        return self._wall.away
