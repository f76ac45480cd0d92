"""A panel that is turned and a wall that fills and empties: the same items, in every size they can have. That Qt
complains of none of it (a binding loop leaves an item in a size nobody chose) is looked after in conftest.py."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtQuick import QQuickWindow
from pytestqt.qtbot import QtBot

from counter_server.protocol.branch_file import load_branch
from counter_server.protocol.locale import Locale
from display.examples import board
from display.hall import Hall
from display.pictures import QML
from display.screen.engine import ASSETS, start_engine, stop_engine
from kiosk.pictures import scenes, show

from .kiosk_on_screen import LANDSCAPE, PORTRAIT, Kiosk, kiosk_on_screen, on_screen

SIZES = [(1920, 1080), (1280, 1024), (1024, 768), (1080, 1920)]


def places(kiosk: Kiosk) -> list[tuple[str, QRectF]]:
    """Where every word and everything to touch lies."""
    seen = [item for item in on_screen(kiosk.window.contentItem()) if item.inherits("QQuickText") or item.objectName()]
    return [(item.objectName(), item.mapRectToScene(item.boundingRect())) for item in seen]


def turn(kiosk: Kiosk, size: QSize) -> None:
    """Hang it so."""
    kiosk.window.resize(size)
    kiosk.qtbot.waitUntil(lambda: kiosk.window.size() == size)
    kiosk.settle()


@pytest.mark.parametrize("hung, turned", [(PORTRAIT, LANDSCAPE), (LANDSCAPE, PORTRAIT)], ids=["portrait", "landscape"])
def test_a_kiosk_that_is_turned_shows_every_page_as_if_it_had_always_hung_so(
    qtbot: QtBot, hung: QSize, turned: QSize
) -> None:
    with kiosk_on_screen(qtbot, size=hung) as kiosk:
        for name, visit, services in scenes(ASSETS, "id"):
            show(kiosk.reception, name, visit, services)
            kiosk.settle()
            before = places(kiosk)
            turn(kiosk, turned)
            turn(kiosk, hung)
            assert places(kiosk) == before, name


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_wall_that_fills_and_empties_shows_every_card(qtbot: QtBot, size: tuple[int, int]) -> None:
    branch = load_branch(ASSETS / "branch.toml").branch
    hall = Hall(Locale.load(ASSETS / "locale", "id"), branch, pause=0.0, unspoken=0.3, longest=20.0)
    engine = start_engine(QML / "Main.qml", properties={"view": hall.view, "fullScreen": False})
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow)
    window.resize(*size)
    qtbot.waitUntil(lambda: window.contentItem().height() == size[1])
    for n in (*range(18, -1, -1), *range(19)):
        hall.take_board(board(datetime.now(UTC), called=n // 3, serving=n - n // 3))
        with qtbot.waitSignal(window.frameSwapped):
            window.update()
        assert len([item for item in on_screen(window.contentItem()) if item.objectName() == "card"]) == n
    hall.stop()
    stop_engine(engine)
