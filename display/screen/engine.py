"""Starts and ends the QML of a program: fonts, look, loading with its faults reported, and the order of dying."""

import logging
from collections.abc import Iterable, Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QUrl
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine, QQmlError
from PySide6.QtQuick import QQuickWindow  # imported before loading, or the root object is a bare QWindow

from .lasting_constants import make_constants_last
from .remote_view import keep_to_loopback

ASSETS = Path(__file__).resolve().parents[2] / "assets"
FAMILY = "Plus Jakarta Sans"

log = logging.getLogger(__name__)

make_constants_last()


class QmlBroken(Exception):
    """The QML did not load; the message holds what Qt said of it."""


def start_engine(
    qml: Path, *, properties: Mapping[str, object], import_paths: Iterable[Path] = (), assets: Path = ASSETS
) -> QQmlApplicationEngine:
    """Load `qml` and give its root object `properties`. Raises QmlBroken where there is no root object.

    Needs a QGuiApplication. Faults met later, while running, are logged as warnings. End it with `stop_engine`.
    """
    keep_to_loopback()
    load_fonts(assets / "fonts")
    # The usual distance fields round the corners of letters as tall as a hand; the software renderer has its own way.
    QQuickWindow.setTextRenderType(QQuickWindow.TextRenderType.CurveTextRendering)
    engine = QQmlApplicationEngine()
    said: list[str] = []

    def note(errors: list[QQmlError]) -> None:
        for error in errors:
            said.append(error.toString())
            log.warning("QML: %s", error.toString())

    engine.warnings.connect(note)
    for path in (assets / "qml", *import_paths):
        engine.addImportPath(str(path))
    engine.setInitialProperties(dict(properties))
    engine.load(QUrl.fromLocalFile(str(qml)))
    if not engine.rootObjects():
        stop_engine(engine)
        raise QmlBroken("\n".join(said) or f"{qml}: no root object and no word from Qt")
    return engine


def stop_engine(engine: QQmlApplicationEngine) -> None:
    """End the engine and its windows now, while the view models they are bound to are still alive."""
    engine.deleteLater()
    QCoreApplication.sendPostedEvents(engine, QEvent.Type.DeferredDelete)


def load_fonts(folder: Path) -> None:
    """Make the bundled font the application's own. A missing font is logged: the screen still works without it."""
    if FAMILY in QFontDatabase.families():
        return
    for font in sorted(folder.glob("*.ttf")):
        if QFontDatabase.addApplicationFont(str(font)) < 0:
            log.warning("font %s could not be loaded", font)
    if FAMILY not in QFontDatabase.families():
        log.warning("no font %s in %s", FAMILY, folder)
    QGuiApplication.setFont(QFont(FAMILY))
