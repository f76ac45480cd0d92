"""A kiosk as somebody stands before it: the real QML, touched; behind it a counter and a printer that behave."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QPoint, QSize, Qt
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counter_server.protocol.client import ServerAway, ServerRefused
from counter_server.protocol.device_state import PartState
from counter_server.protocol.locale import Locale
from counter_server.protocol.messages import Board, BranchFace, Estimate, IssuedTicket, Ticket
from counter_server.protocol.offer import Services
from counter_server.protocol.terms import Is
from display.screen.engine import ASSETS, start_engine, stop_engine
from kiosk.connection import Connection, Door
from kiosk.example_office import example_services
from kiosk.kiosk_clock import KioskClock
from kiosk.kiosk_face import KioskFace
from kiosk.outbox import Outbox
from kiosk.paper_desk import Paper, PaperDesk
from kiosk.pictures import QML
from kiosk.printed_matter import RequirementList
from kiosk.reception import Reception
from kiosk.visit import Visit

PORTRAIT, LANDSCAPE = QSize(1080, 1920), QSize(1920, 1080)
FACE = KioskFace(name="LALOPA P2KM", office="Dinas Kesehatan Kota Bandar Lampung")
PATIENCE = 20_000
TOUCHSCREEN: list[Any] = []


@dataclass
class QuietCounter:
    """A server without a server: numbers its tickets, gives the same one for the same request, can be away."""

    offer: Services = field(default_factory=lambda: example_services(ASSETS))
    away: bool = False
    no: tuple[str, dict[str, Any]] | None = None
    status: int = 409
    breaks_at: str = ""  # the number it has a fault of its own with
    tickets: dict[str, IssuedTicket] = field(default_factory=dict)
    wishes: list[dict[str, Any]] = field(default_factory=list)
    papers: list[tuple[int, str]] = field(default_factory=list)
    answers: list[dict[str, int]] = field(default_factory=list)

    def services(self) -> Services:
        self._there()
        return self.offer

    def issue(self, **wish: Any) -> IssuedTicket:
        self.wishes.append(wish)
        self._there()
        if self.no:
            raise ServerRefused(self.status, *self.no)
        if self.breaks_at and wish.get("number") == self.breaks_at:
            raise ServerRefused(500, "internal", {})
        n, letter = len(self.tickets) + 1, wish["service"]
        fresh = IssuedTicket(
            id=n,
            number=wish.get("number") or f"{letter}-{n:03d}",
            service=letter,
            step="verification",
            status=Is.WAITING,
            ahead=3,
            estimate=Estimate(low=10, high=20),
        )
        return self.tickets.setdefault(wish["request_id"], fresh)

    def board(self) -> Board:
        self._there()
        face = BranchFace(key="lalopa-p2km", name="", office="", zone="Asia/Jakarta", open=True)
        now = datetime.now(UTC)
        return Board(seq=1, at=now, branch=face, counters=[], tickets=[], waiting={}, announcements=[])

    def ticket(self, ticket: int) -> Ticket:
        self._there()
        for own in self.tickets.values():
            if own.id == ticket:
                return own
        raise ServerRefused(403, "not_your_ticket", {})

    def printed(self, ticket: int) -> Ticket:
        return self._paper(ticket, "printed")

    def not_printed(self, ticket: int, reason: str) -> Ticket:
        return self._paper(ticket, reason)

    def answer_survey(self, marks: Mapping[str, int]) -> None:
        self._there()
        if self.no:
            raise ServerRefused(self.status, *self.no)
        self.answers.append(dict(marks))

    def _paper(self, ticket: int, outcome: str) -> Ticket:
        self._there()
        self.papers.append((ticket, outcome))
        return next(one for one in self.tickets.values() if one.id == ticket)

    def _there(self) -> None:
        if self.away:
            raise ServerAway("unreachable")


@dataclass
class RememberingPaper:
    """A printer that remembers what it was given; `outcome` is what becomes of it."""

    outcome: str = "printed"
    printed: list[tuple[str, Visit]] = field(default_factory=list)
    lists: list[tuple[RequirementList, str]] = field(default_factory=list)
    tests: list[str] = field(default_factory=list)

    def print_one(self, ticket: IssuedTicket, visit: Visit, reprint: bool) -> tuple[str, str]:
        self.printed.append((ticket.number, visit))
        return self.outcome, ""

    def print_list(self, asked: RequirementList, language: str) -> tuple[str, str]:
        self.lists.append((asked, language))
        return self.outcome, ""

    def print_test(self, language: str) -> tuple[str, str]:
        self.tests.append(language)
        return self.outcome, ""

    def status(self) -> str:
        return "ready" if self.outcome == "printed" else self.outcome

    def parts(self) -> Mapping[str, PartState]:
        return {}

    def close(self) -> None:
        return


@dataclass
class Kiosk:
    """What one sees and touches."""

    qtbot: QtBot
    window: QQuickWindow
    reception: Reception
    frame: QObject

    def items(self, name: str) -> list[QQuickItem]:
        """Every visible item of this name, delegates among them."""
        return [item for item in on_screen(self.window.contentItem()) if item.objectName() == name]

    def item(self, name: str) -> QQuickItem:
        (one,) = self.items(name)
        return one

    def text(self, name: str) -> str:
        return str(self.item(name).property("text"))

    def everything_said(self) -> str:
        """All words on the screen."""
        self.settle()
        texts = [item for item in on_screen(self.window.contentItem()) if item.inherits("QQuickText")]
        return "\n".join(str(text.property("text")) for text in texts)

    def every_screenful_said(self) -> str:
        """All words, also those a key further on."""
        words = [self.everything_said()]
        screenfuls = int(self.text("more").rpartition("/")[2]) if self.items("more") else 1
        for _ in range(screenfuls - 1):
            self.touch("more")
            words.append(self.everything_said())
        return "\n".join(words)

    def middle(self, name: str) -> QPoint:
        item = self.item(name)
        return item.mapToScene(item.boundingRect().center()).toPoint()

    def touch_at(self, place: QPoint) -> None:
        """A finger on the glass."""
        self._finger(press=place, release=place)

    def slide(self, on: QPoint, off: QPoint) -> None:
        """A finger that is put down here, and lifted there."""
        self._finger(press=on, move=off, release=off)

    def _finger(self, **parts: QPoint) -> None:
        if not TOUCHSCREEN:
            TOUCHSCREEN.append(QTest.createTouchDevice())
        for part, place in parts.items():
            touch = QTest.touchEvent(self.window, TOUCHSCREEN[0])
            getattr(touch, part)(1, place, self.window)
            touch.commit()

    def settle(self) -> None:
        """As long as a person looks before she touches: the page has come in and stands still."""
        page = self.item("page")

        def still() -> bool:
            notices = self.window.findChildren(QObject, "idleNotice")
            faded = all(notice.property("opacity") == notice.property("shown") for notice in notices)
            return bool(faded and self.frame.property("settled") and page.property("entered"))

        self.qtbot.waitUntil(still, timeout=PATIENCE)
        with self.qtbot.waitSignal(self.window.frameSwapped, timeout=PATIENCE):
            self.window.update()

    def touch(self, name: str) -> None:
        self.settle()
        self.touch_at(self.middle(name))

    def choose(self, *keys: str) -> None:
        for key in keys:
            self.touch(f"choice-{key}")

    def wait_for(self, page: str) -> None:
        self.qtbot.waitUntil(lambda: self.page == page, timeout=PATIENCE)

    def type(self, text: str) -> None:
        for character in text:
            QTest.keyClick(self.window, Qt.Key(ord(character)))

    def press_enter(self) -> None:
        QTest.keyClick(self.window, Qt.Key.Key_Return)

    @property
    def page(self) -> str:
        return str(self.reception.visit.at.page)

    @property
    def place(self) -> tuple[str, str]:
        return self.page, self.reception.visit.at.subject


def on_screen(top: QQuickItem) -> list[QQuickItem]:
    """This item and all below it that can be seen, delegates of repeaters among them."""
    found, open_ = [], [top]
    while open_:
        item = open_.pop()
        if item.isVisible():
            found.append(item)
            open_ += item.childItems()
    return found


@contextmanager
def kiosk_on_screen(
    qtbot: QtBot,
    door: Door | None = None,
    paper: Paper | None = None,
    *,
    size: QSize = PORTRAIT,
    face: KioskFace = FACE,
    settling: int = 20,
    orientation: str = "auto",
    data: Path | None = None,
    patience: float = 4.0,
) -> Iterator[Kiosk]:
    """A kiosk that has heard the offer, where there is one. Its outbox lies in `data`, else nowhere that lasts."""
    words = {language: Locale.load(ASSETS / "locale", language) for language in FACE.languages}
    clock = KioskClock(ZoneInfo("Asia/Jakarta"))
    passing = TemporaryDirectory()
    outbox = Outbox((data or Path(passing.name)) / "outbox.db", clock)
    connection = Connection(door or QuietCounter(), outbox, clock, again_after=0.1, patience=patience)
    desk = PaperDesk(paper or RememberingPaper())
    reception = Reception(face, words, connection, desk)
    properties = {"view": reception.view, "fullScreen": False, "orientation": orientation}
    engine = start_engine(QML / "Main.qml", properties=properties)
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow)
    window.resize(size)
    qtbot.waitExposed(window)
    frame = window.findChild(QObject, "frame")
    assert frame is not None
    frame.setProperty("settling", settling)
    connection.ask_services()
    kiosk = Kiosk(qtbot, window, reception, frame)
    try:
        yield kiosk
    finally:
        connection.stop()
        desk.stop()
        stop_engine(engine)
        passing.cleanup()
