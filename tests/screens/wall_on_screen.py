"""A wall on the screen of memory, for tests of what is seen of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QRectF, QSize
from PySide6.QtQuick import QQuickItem, QQuickWindow

from counter_server.protocol.branch_file import load_branch
from display.hall import Hall
from display.pictures import hung
from display.screen.engine import ASSETS

BRANCH = load_branch(ASSETS / "branch.toml")
LANDSCAPE, PORTRAIT = QSize(1920, 1080), QSize(1080, 1920)
LAYOUTS = ("landscape", "portrait", "split")


def size_of(layout: str) -> QSize:
    """As such a wall hangs."""
    return PORTRAIT if layout == "portrait" else LANDSCAPE


@contextmanager
def wall_on_screen(scene: str, layout: str, language: str = "id") -> Iterator[tuple[QQuickWindow, Hall]]:
    """An example scene."""
    with hung(
        scene, size_of(layout), assets=ASSETS, branch=BRANCH.branch, hours=BRANCH.hours, layout=layout,
        language=language,
    ) as there:  # fmt: skip
        yield there


def seen(window: QQuickWindow, name: str = "") -> list[QQuickItem]:
    """Every item that is visible, delegates among them; of this name only."""
    found, open_ = [], [window.contentItem()]
    while open_:
        item = open_.pop()
        if item.isVisible():
            open_ += item.childItems()
            if not name or item.objectName() == name:
                found.append(item)
    return found


def one(window: QQuickWindow, name: str) -> QQuickItem:
    """The only one of this name that is visible."""
    (item,) = seen(window, name)
    return item


def place_of(item: QQuickItem) -> QRectF:
    """Where it is in the window."""
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
