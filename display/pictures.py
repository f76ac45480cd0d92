"""Paints the example states of the wall into PNG files, through the real QML."""

import os
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow

from counter_server.protocol.branch_file import Branch
from counter_server.protocol.locale import Locale
from counter_server.protocol.messages import Heartbeat

from .examples import MOMENT, STATES
from .hall import Hall
from .screen.engine import start_engine, stop_engine

QML = Path(__file__).parent / "qml"


def paint_pictures(folder: Path, size: QSize, *, assets: Path, branch: Branch, language: str) -> list[Path]:
    """One picture for each example state. Needs no screen and no server."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication.instance() or QGuiApplication([])
    locale = Locale.load(assets / "locale", language)
    folder.mkdir(parents=True, exist_ok=True)
    pictures = []
    for state in STATES:
        hall = Hall(locale, branch)
        engine = start_engine(QML / "Main.qml", properties={"view": hall.view, "fullScreen": False}, assets=assets)
        window = engine.rootObjects()[0]
        assert isinstance(window, QQuickWindow)
        window.resize(size)
        while not (window.isExposed() and window.size() == size):
            application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        _bring_about(state, hall, application)
        pictures.append(folder / f"display-{state}.png")
        window.grabWindow().save(str(pictures[-1]))
        hall.stop()
        stop_engine(engine)
    return pictures


def _bring_about(state: str, hall: Hall, application: QCoreApplication) -> None:
    board = STATES[state](MOMENT)
    hall.take_heartbeat(Heartbeat(seq=0, at=MOMENT))  # the same clock in every picture
    if board is not None:
        hall.take_board(board)
    if state == "away":
        hall.take_away("unreachable")
    application.processEvents()
