"""Every screen of the kiosk in both languages and orientations: no word is cut off, none lies over another."""

import logging
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtQuick import QQuickItem
from pytestqt.qtbot import QtBot

from display.screen.engine import ASSETS
from kiosk.pictures import paint_pictures, scenes, show

from .kiosk_on_screen import LANDSCAPE, PORTRAIT, kiosk_on_screen, on_screen


def texts(top: QQuickItem) -> list[QQuickItem]:
    return [item for item in on_screen(top) if item.inherits("QQuickText") and item.property("text")]


def printed(text: QQuickItem) -> QRectF:
    """Where the words themselves stand, in the window."""
    box = text.boundingRect()
    return text.mapRectToScene(box.adjusted(1, 1, -1, -1))


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_word_of_every_screen_has_its_place(
    qtbot: QtBot, size: QSize, language: str, caplog: pytest.LogCaptureFixture
) -> None:
    window = QRectF(0, 0, size.width(), size.height())
    with kiosk_on_screen(qtbot, size=size) as kiosk, caplog.at_level(logging.WARNING):
        for name, visit, services in scenes(ASSETS, language):
            show(kiosk.reception, name, visit, services)
            kiosk.settle()
            shown = texts(kiosk.item("page"))
            for text in shown:
                words = str(text.property("text"))
                assert not text.property("truncated"), (name, words)
                assert text.property("contentWidth") <= text.width() + 1, (name, words)
                assert window.contains(printed(text)), (name, words, printed(text))
            for pane in on_screen(kiosk.item("page")):
                if pane.inherits("QQuickFlickable"):
                    assert pane.property("contentHeight") <= pane.height() + 1, (name, "is not seen without scrolling")
            for one, other in combinations(shown, 2):
                if name != "idle":
                    clash = printed(one).intersects(printed(other))
                    assert not clash, (name, one.property("text"), other.property("text"))
    assert not caplog.records


def test_a_picture_of_a_screen_can_be_painted(qtbot: QtBot, tmp_path: Path) -> None:
    painted = paint_pictures(ASSETS, tmp_path, "welcome-portrait-id")
    assert [picture.name for picture in painted] == ["kiosk-welcome-portrait-id.png"]
    assert painted[0].stat().st_size > 20_000
