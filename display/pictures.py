"""Paints the example states of the wall into PNG files, through the real QML."""

import os
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow

from counter_server.protocol.locale import Locale

from .examples import MOMENT, STATES
from .hall import Hall
from .screen.engine import start_engine, stop_engine

QML = Path(__file__).parent / "qml"


def paint_pictures(assets: Path, language: str, folder: Path, size: QSize) -> list[Path]:
    """One picture for each example state. Needs no screen and no server."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication.instance() or QGuiApplication([])
    locale = Locale.load(assets / "locale", language)
    folder.mkdir(parents=True, exist_ok=True)
    return [_paint(state, locale, assets, folder / f"display-{state}.png", size, application) for state in STATES]


def _paint(state: str, locale: Locale, assets: Path, picture: Path, size: QSize, application: QCoreApplication) -> Path:
    hall = Hall(locale, zone=ZoneInfo("Asia/Jakarta"))
    engine = start_engine(QML / "Main.qml", properties={"view": hall.view, "fullScreen": False}, assets=assets)
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow)
    window.resize(size)
    board = STATES[state](MOMENT)
    if board is not None:
        hall.take_board(board)
    if state == "away":
        hall.take_away("unreachable")
    application.processEvents()
    window.grabWindow().save(str(picture))
    stop_engine(engine)
    return picture
