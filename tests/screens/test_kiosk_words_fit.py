"""Every screen of the kiosk in both languages and orientations: no word is cut off, none lies over another."""

import logging
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtQuick import QQuickItem
from pytestqt.qtbot import QtBot

from display.screen.engine import ASSETS
from kiosk.panel import CAPITAL, CAPITAL_MM
from kiosk.pictures import MODES, PANELS, SIZES, paint_pictures, scenes, show

from .kiosk_on_screen import FACE, kiosk_on_screen, on_screen


def texts(top: QQuickItem) -> list[QQuickItem]:
    """What is to be read; the letters of a drawn card are part of the drawing."""
    words = [item for item in on_screen(top) if item.inherits("QQuickText") and item.property("text")]
    return [text for text in words if not drawn(text)]


def drawn(text: QQuickItem) -> bool:
    above: QQuickItem | None = text
    while above is not None and not above.metaObject().className().startswith("PaperCard_"):
        above = cast("QQuickItem | None", above.parentItem())
    return above is not None


def printed(text: QQuickItem) -> QRectF:
    """Where the words themselves stand, in the window."""
    box = text.boundingRect()
    return text.mapRectToScene(box.adjusted(1, 1, -1, -1))


def capital_pixels(text: QQuickItem) -> float:
    """Height of a capital as it is painted."""
    drawn = text.mapRectToScene(QRectF(0, 0, 1, 1)).height()
    return float(text.property("fontInfo").property("pixelSize").toNumber()) * drawn * CAPITAL


EVERY = [(mode, language) for mode in ("normal", "large", "low-large") for language in ("id", "en")]


@pytest.mark.parametrize("orientation", SIZES)
@pytest.mark.parametrize("mode, language", [*EVERY, ("low", "id")])
def test_every_word_of_every_screen_has_its_place_and_is_seven_millimetres_high(
    qtbot: QtBot, orientation: str, mode: str, language: str, caplog: pytest.LogCaptureFixture
) -> None:
    size, panel = SIZES[orientation], PANELS[orientation]
    window = QRectF(0, 0, size.width(), size.height())
    millimetres = panel.height / size.height()
    face = replace(FACE, panel=panel)
    faults = []
    with kiosk_on_screen(qtbot, size=size, face=face) as kiosk, caplog.at_level(logging.WARNING):
        for name, visit, services in scenes(ASSETS, language):
            show(kiosk.reception, name, replace(visit, comfort=MODES[mode]), services)
            kiosk.settle()
            shown = texts(kiosk.item("page"))
            page = kiosk.item("page").mapRectToScene(kiosk.item("page").boundingRect())
            for text in texts(kiosk.item("frame")):
                words = str(text.property("text"))
                capital = capital_pixels(text) * millimetres
                if text.property("truncated"):
                    faults.append((name, "is cut", words))
                if text.property("contentWidth") > text.width() + 1:
                    faults.append((name, "is too wide", words))
                if not window.contains(printed(text)) or (text in shown and not page.contains(printed(text))):
                    faults.append((name, "leaves its place", words))
                if capital < CAPITAL_MM - 0.05:
                    faults.append((name, f"is {capital:.1f} mm high", words))
            for one, other in combinations(shown, 2):
                if name != "idle" and printed(one).intersects(printed(other)):
                    faults.append((name, one.property("text"), other.property("text")))
    assert not faults, "\n".join(map(str, faults))
    assert not caplog.records


def test_a_picture_of_a_screen_can_be_painted(qtbot: QtBot, tmp_path: Path) -> None:
    painted = paint_pictures(ASSETS, tmp_path, "welcome-portrait-id-normal".__eq__)
    assert [picture.name for picture in painted] == ["kiosk-welcome-portrait-id-normal.png"]
    assert painted[0].stat().st_size > 20_000
