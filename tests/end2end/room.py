"""The hall with everything in it: the real kiosk and the real wall, assembled as their programs assemble them, in the
test's own application, so that their screens can be touched and read."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, QSize
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow
from pytestqt.qtbot import QtBot

import display.__main__ as display_program
import display.arguments
import kiosk.__main__ as kiosk_program
import kiosk.arguments
from counter_server.protocol.branch_file import BranchFile, load_branch
from counter_server.protocol.locale import Locale
from display.screen.engine import ASSETS
from kiosk.reception import Reception
from tests.screens.kiosk_on_screen import Kiosk, on_screen
from tests.server import DEMO_DISPLAY, DEMO_KIOSK

WORDS = Locale.load(ASSETS / "locale", "id")
BRANCH = load_branch(ASSETS / "branch.toml")


@contextmanager
def a_kiosk(qtbot: QtBot, server: str, data: Path, printer: int) -> Iterator[Kiosk]:
    """The kiosk, printing to the printer at this port."""
    wanted = ["--server", server, "--key", DEMO_KIOSK, "--data", str(data), "--window", "1080x1920"]
    arguments = kiosk.arguments.read_arguments([*wanted, "--printer", f"tcp:127.0.0.1:{printer}"], WORDS)
    with kiosk_program.assembled(arguments, BRANCH) as engine:
        window = window_of(engine)
        frame = window.findChild(QObject, "frame")
        assert frame is not None
        shown = Kiosk(qtbot, window, cast("Reception", None), frame)
        qtbot.waitUntil(lambda: bool(shown.items("choice-id")), timeout=20_000)
        yield shown


class Wall:
    """The wall, read."""

    def __init__(self, window: QQuickWindow) -> None:
        self._window = window

    def shows(self, number: str, place: str) -> bool:
        """Whether this call is the large one."""
        return (self._text("number"), self._text("place")) == (number, place)

    def said(self, name: str, of: str = "text") -> list[str]:
        """What each visible item of this name says."""
        return [str(item.property(of)) for item in on_screen(self._window.contentItem()) if item.objectName() == name]

    def _text(self, name: str) -> str:
        large = self._window.findChild(QQuickItem, "largeCall")
        item = large.findChild(QQuickItem, name) if large is not None and large.isVisible() else None
        return str(item.property("text")) if item is not None else ""

    def picture(self, file: Path) -> None:
        """As it is painted now."""
        assert self._window.grabWindow().save(str(file))


@contextmanager
def a_wall(
    server: str,
    data: Path,
    *,
    player: str,
    size: QSize | None = None,
    branch: BranchFile = BRANCH,
    assets: Path = ASSETS,
) -> Iterator[Wall]:
    """The display, speaking through this player."""
    shape = size or QSize(1920, 1080)
    wanted = ["--server", server, "--key", DEMO_DISPLAY, "--data", str(data), "--player", player]
    arguments: Namespace = display.arguments.read_arguments(
        [*wanted, "--assets", str(assets), "--window", f"{shape.width()}x{shape.height()}"], WORDS
    )
    with display_program.assembled(arguments, branch, WORDS) as engine:
        yield Wall(window_of(engine))


def window_of(engine: QQmlApplicationEngine) -> QQuickWindow:
    """A program's one window."""
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow)
    return window
