"""The kiosk on the panel it hangs on: large enough for unsteady fingers, and the right way round."""

import pytest
from PySide6.QtCore import QRectF, QSize, QSizeF
from PySide6.QtQuick import QQuickItem
from pytestqt.qtbot import QtBot

from display.screen.engine import ASSETS
from kiosk.pictures import scenes, show
from kiosk.setting_check import DRAWN_ACROSS, LEAST_MM, SMALLEST_KEY, smallest_key_mm

from .kiosk_on_screen import LANDSCAPE, PORTRAIT, Kiosk, kiosk_on_screen, on_screen

MM_OF_A_PIXEL = 476 / 1920
"""A 21.5-inch panel is 476 mm × 268 mm."""


def touchable(kiosk: Kiosk) -> list[tuple[QQuickItem, QRectF]]:
    """Everything on the screen that answers a finger, and where it lies on the glass."""
    areas = [item for item in on_screen(kiosk.window.contentItem()) if item.inherits("QQuickMouseArea")]
    return [(area, area.mapRectToScene(area.boundingRect())) for area in areas if area.isEnabled()]


def named(area: QQuickItem) -> str:
    return area.parentItem().objectName()


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_everything_to_touch_on_every_screen_is_20_mm_and_on_the_glass(
    qtbot: QtBot, size: QSize, language: str
) -> None:
    glass = QRectF(0, 0, size.width(), size.height())
    narrowest: dict[str, float] = {}
    with kiosk_on_screen(qtbot, size=size) as kiosk:
        for name, visit, services in scenes(ASSETS, language):
            show(kiosk.reception, name, visit, services)
            kiosk.settle()
            for area, box in touchable(kiosk):
                where = (name, named(area), box)
                assert min(box.width(), box.height()) * MM_OF_A_PIXEL >= 20, where
                assert glass.contains(box), where
                narrowest[name] = min(narrowest.get(name, 1e9), box.width(), box.height())
    assert len(narrowest) > 20
    assert min(narrowest.values()) == SMALLEST_KEY


@pytest.mark.parametrize(
    "screen, inch, mm",
    [
        (QSizeF(1080, 1920), 21.5, 20.8),  # 268 mm across, of which a key is 84 of 1080 parts
        (QSizeF(1920, 1080), 21.5, 20.8),
        (QSizeF(960, 540), 21.5, 20.8),
        (QSizeF(1080, 1920), 15.6, 15.1),
        (QSizeF(1024, 768), 15.0, 17.8),
        (QSizeF(2160, 3840), 32.0, 31.0),
    ],
)
def test_how_large_the_smallest_key_is_follows_from_the_panel(screen: QSizeF, inch: float, mm: float) -> None:
    assert smallest_key_mm(screen, inch) == pytest.approx(mm, abs=0.05)


def test_the_panel_in_the_preset_has_keys_of_20_mm() -> None:
    assert smallest_key_mm(QSizeF(PORTRAIT), 21.5) >= LEAST_MM
    assert PORTRAIT.width() == DRAWN_ACROSS


@pytest.mark.parametrize(
    "size, orientation, turned",
    [
        (PORTRAIT, "landscape", True),
        (LANDSCAPE, "portrait", True),
        (PORTRAIT, "portrait", False),
        (LANDSCAPE, "landscape", False),
        (PORTRAIT, "auto", False),
        (LANDSCAPE, "auto", False),
    ],
)
def test_the_pages_hang_as_the_setting_says_and_a_touch_lands(
    qtbot: QtBot, size: QSize, orientation: str, turned: bool
) -> None:
    glass = QRectF(0, 0, size.width(), size.height())
    with kiosk_on_screen(qtbot, size=size, orientation=orientation) as kiosk:
        qtbot.waitUntil(lambda: bool(kiosk.items("choice-en")))
        frame = kiosk.item("frame")
        assert frame.rotation() == (90 if turned else 0)
        assert frame.property("wide") is ((size == LANDSCAPE) is not turned)
        assert frame.mapRectToScene(frame.boundingRect()) == glass
        kiosk.choose("en", "A")
        assert kiosk.place == ("question", "for")
        assert kiosk.reception.visit.language == "en"
