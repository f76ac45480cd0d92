"""Paints every screen of the kiosk into PNG files, through the real QML: `python -m kiosk --pictures DIR`."""

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import product
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

from .comfort import Comfort
from .connection import Connection
from .example_corners import EXAMPLE_CORNERS
from .example_office import closed_services, example_services
from .example_visits import example_visits
from .kiosk_clock import KioskClock
from .kiosk_face import KioskFace
from .outbox import Outbox
from .panel import Panel
from .paper_desk import PaperDesk
from .printed_matter import RequirementList
from .reception import Reception
from .technician_pages import told
from .visit import Visit

QML = Path(__file__).parent / "qml"
SIZES = {"portrait": QSize(1080, 1920), "landscape": QSize(1920, 1080)}
NEXT_MONDAY = datetime.fromisoformat("2026-11-23T07:30:00+07:00")
PANELS = {"portrait": Panel(), "landscape": Panel(width=708, height=398, lower_edge=950)}
"""One of 21.5 inches, and one of 32 that a wheelchair user reaches two thirds of."""
MODES = {
    "normal": Comfort(),
    "large": Comfort(large=True),
    "contrast": Comfort(contrast=True),
    "low": Comfort(low=True),
    "low-large": Comfort(low=True, large=True),
}
"""How a screen can be asked for; `low-large` is where words find the least room."""
NAME, OFFICE = "LALOPA P2KM", "Dinas Kesehatan Kota Bandar Lampung"
SOME_WAIT = Change(
    seq=1, at=NEXT_MONDAY, action="issue", waiting={"A": {"help": 2, "verification": 5}, "K": {"verification": 1}}
)
PHONE_ADDRESS = "https://antrean.example.go.id/ambil/kiosk-1/ABCDEFGHIJ234567"
SETTLING_MILLISECONDS = 20
"""A page comes in at once where nobody watches."""
FRAME_MILLISECONDS = 4


class NoPaper:
    """Prints nothing."""

    def print_one(self, ticket: IssuedTicket, visit: Visit, reprint: bool) -> tuple[str, str]:
        return "printed", ""

    def print_list(self, asked: RequirementList, language: str) -> tuple[str, str]:
        return "printed", ""

    def print_test(self, language: str) -> tuple[str, str]:
        return "printed", ""

    def status(self) -> str:
        return "ready"

    def parts(self) -> Mapping[str, PartState]:
        return {}

    def close(self) -> None:
        return


Scene = tuple[str, Visit, Services]


def paint_pictures(assets: Path, folder: Path, wanted: Callable[[str], bool] = lambda name: True) -> list[Path]:
    """Every screen in both orientations and languages and each of the `MODES`; those whose names are `wanted`, such as
    `welcome-portrait-id-normal`."""
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
        face = KioskFace(name=NAME, office=OFFICE, panel=PANELS[orientation])
        reception = Reception(face, words, connection, paper)
        engine = start_engine(QML / "Main.qml", properties={"view": reception.view, "fullScreen": False}, assets=assets)
        window = engine.rootObjects()[0]
        assert isinstance(window, QQuickWindow)
        window.resize(size)
        frame = window.findChild(QObject, "frame")
        assert frame is not None
        frame.setProperty("settling", SETTLING_MILLISECONDS)
        for (mode, comfort), language in product(MODES.items(), words):
            for name, visit, services in scenes(assets, language):
                picture = folder / f"kiosk-{name}-{orientation}-{language}-{mode}.png"
                if wanted(picture.stem.removeprefix("kiosk-")):
                    show(reception, name, replace(visit, comfort=comfort), services)
                    painted.append(_paint(window, picture, application))
        for language, (name, corner) in product(words, EXAMPLE_CORNERS.items()):
            picture = folder / f"kiosk-{name}-{orientation}-{language}-normal.png"
            if wanted(picture.stem.removeprefix("kiosk-")):
                reception.start_over()
                reception.view.corner.tell(told(corner, words[language]), words[language])
                painted.append(_paint(window, picture, application))
        stop_engine(engine)
    connection.stop()
    paper.stop()
    nothing.cleanup()
    return painted


def scenes(assets: Path, language: str) -> Iterator[Scene]:
    """Every screen: the name of its picture, the visit, and what the office offers."""
    whole = example_services(assets, hospitals=True, identity=True, survey=True)
    for name, visit in example_visits(language):
        yield name, visit, whole
    new = Visit(request_id="example", language=language)
    yield "closed", new, closed_services(assets, NEXT_MONDAY)
    midday = (NEXT_MONDAY, NEXT_MONDAY.replace(hour=12, minute=0))
    at_one = NEXT_MONDAY.replace(hour=13, minute=0)
    yield "break", new, replace(closed_services(assets, at_one), openings=[midday])
    yield "welcome-phone", new, whole
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
    reception.view.invite(PHONE_ADDRESS if name == "welcome-phone" else "")
    reception.show(visit)
    reception.view.count_down(9 if name == "idle" else 0)


def _paint(window: QQuickWindow, picture: Path, application: QCoreApplication) -> Path:
    page, frame = window.findChild(QObject, "page"), window.findChild(QObject, "frame")
    assert page is not None
    assert frame is not None
    while not (window.isExposed() and page.property("entered") and frame.property("settled")):
        QTest.qWait(FRAME_MILLISECONDS)
    while any(map(_is_loading, window.findChildren(QObject, "phoneCode"))):
        QTest.qWait(FRAME_MILLISECONDS)
    while any(0 < notice.property("opacity") < 1 for notice in window.findChildren(QObject, "idleNotice")):
        QTest.qWait(FRAME_MILLISECONDS)
    for flow in window.findChildren(QObject, "flow"):
        flow.setProperty("lit", 0)  # wherever its light had come to
    application.processEvents()
    window.grabWindow().save(str(picture))
    return picture


def _is_loading(image: QObject) -> bool:
    return bool(image.property("source").toString()) and image.property("progress") < 1
