"""Paints every screen of the kiosk into PNG files, through the real QML: `python -m kiosk --pictures DIR`."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QObject, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest

from counter_server.protocol.client import CounterClient
from counter_server.protocol.device_state import PartState
from counter_server.protocol.locale import Locale
from counter_server.protocol.messages import Change, IssuedTicket
from counter_server.protocol.offer import Services
from display.screen.engine import start_engine, stop_engine

from .connection import Connection
from .example_office import closed_services, example_services
from .example_visits import example_visits
from .kiosk_clock import KioskClock
from .kiosk_face import KioskFace
from .outbox import Outbox
from .paper_desk import PaperDesk
from .reception import Reception
from .visit import Visit

QML = Path(__file__).parent / "qml"
SIZES = {"portrait": QSize(1080, 1920), "landscape": QSize(1920, 1080)}
NEXT_MONDAY = datetime.fromisoformat("2026-11-23T07:30:00+07:00")
FACE = KioskFace(name="LALOPA P2KM", office="Dinas Kesehatan Kota Bandar Lampung")
SOME_WAIT = Change(
    seq=1, at=NEXT_MONDAY, action="issue", waiting={"A": {"help": 2, "verification": 5}, "K": {"verification": 1}}
)
TRANSITION_MILLISECONDS = 300
FRAME_MILLISECONDS = 16


class NoPaper:
    """Prints nothing."""

    def print_one(self, ticket: IssuedTicket, visit: Visit, reprint: bool) -> tuple[str, str]:
        return "printed", ""

    def status(self) -> str:
        return "ready"

    def parts(self) -> Mapping[str, PartState]:
        return {}

    def close(self) -> None:
        return


Scene = tuple[str, Visit, Services]


def paint_pictures(assets: Path, folder: Path, only: str = "") -> list[Path]:
    """Every screen in both orientations and languages; `only` those whose file name holds these words."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication.instance() or QGuiApplication([])
    words = {language: Locale.load(assets / "locale", language) for language in ("id", "en")}
    folder.mkdir(parents=True, exist_ok=True)
    clock = KioskClock(ZoneInfo("Asia/Jakarta"))
    nothing = tempfile.TemporaryDirectory()
    connection = Connection(CounterClient("http://127.0.0.1:9"), Outbox(Path(nothing.name) / "outbox.db", clock), clock)
    paper = PaperDesk(NoPaper())
    painted = []
    for orientation, size in SIZES.items():
        reception = Reception(FACE, words, connection, paper)
        engine = start_engine(QML / "Main.qml", properties={"view": reception.view, "fullScreen": False}, assets=assets)
        window = engine.rootObjects()[0]
        assert isinstance(window, QQuickWindow)
        window.resize(size)
        for language in words:
            for name, visit, services in scenes(assets, language):
                picture = folder / f"kiosk-{name}-{orientation}-{language}.png"
                if only in picture.name:
                    show(reception, name, visit, services)
                    painted.append(_paint(window, picture, application))
        stop_engine(engine)
    connection.stop()
    paper.stop()
    nothing.cleanup()
    return painted


def scenes(assets: Path, language: str) -> Iterator[Scene]:
    """Every screen: the name of its picture, the visit, and what the office offers."""
    whole = example_services(assets, hospitals=True, identity=True)
    for name, visit in example_visits(language):
        yield name, visit, whole
    new = Visit(request_id="example", language=language)
    yield "closed", new, closed_services(assets, NEXT_MONDAY)
    yield "away", new, whole
    service = next(visit for name, visit in example_visits(language) if name == "service")
    yield "away-service", service, replace(whole, series="X")
    yield "idle", next(visit for name, visit in example_visits(language) if name == "residence"), whole
    yield "starting", new, Services(services=[])


def show(reception: Reception, name: str, visit: Visit, services: Services) -> None:
    """Bring this scene onto the screen."""
    reception.start_over()
    reception.take_services(services)
    reception.take_change(SOME_WAIT)
    if name.startswith("away"):
        reception.take_away("unreachable")
    reception.show(visit)
    reception.view.count_down(9 if name == "idle" else 0)


def _paint(window: QQuickWindow, picture: Path, application: QCoreApplication) -> Path:
    page = window.findChild(QObject, "page")
    assert page is not None
    QTest.qWait(TRANSITION_MILLISECONDS)
    while not (window.isExposed() and page.property("entered")):
        QTest.qWait(FRAME_MILLISECONDS)
    application.processEvents()
    window.grabWindow().save(str(picture))
    return picture
