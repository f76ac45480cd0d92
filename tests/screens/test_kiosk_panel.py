"""The kiosk on the panel it hangs on: large enough for unsteady fingers, and the right way round."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtQuick import QQuickItem
from pytestqt.qtbot import QtBot

from counter_server.protocol.branch_file import load_branch
from display.screen.engine import ASSETS
from kiosk.__main__ import panel_of
from kiosk.comfort import NAMES, Comfort
from kiosk.panel import Panel
from kiosk.pictures import PANELS, SIZES, scenes, show
from kiosk.setting_check import LEAST_MM, SMALLEST_KEY, smallest_key_mm

from .kiosk_on_screen import FACE, LANDSCAPE, PORTRAIT, Kiosk, kiosk_on_screen, on_screen

MM_OF_A_PIXEL = 476 / 1920
"""A 21.5-inch panel is 476 mm × 268 mm."""


SURFACES = {"", "idleNotice"}
"""Areas that lie over the whole screen, most without a name: touching them anywhere will do."""


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
                narrowest[named(area)] = min(narrowest.get(named(area), 1e9), box.width(), box.height())
    assert len(narrowest) > 20
    assert not {name: least for name, least in narrowest.items() if least < SMALLEST_KEY}


@pytest.mark.parametrize("orientation", SIZES)
def test_brought_down_nothing_to_touch_is_higher_than_1220_mm_above_the_floor(qtbot: QtBot, orientation: str) -> None:
    panel, size = PANELS[orientation], SIZES[orientation]
    millimetres = panel.height / size.height()
    least = 1e9
    with kiosk_on_screen(qtbot, size=size, face=replace(FACE, panel=panel)) as kiosk:
        kiosk.touch("comfort-low")
        for name, visit, services in scenes(ASSETS, "id"):
            show(kiosk.reception, name, replace(visit, comfort=Comfort(low=True)), services)
            kiosk.settle()
            for area, box in touchable(kiosk):
                highest = panel.lower_edge + (size.height() - box.top()) * millimetres
                assert named(area) in SURFACES or highest <= 1220, (name, named(area), highest)
                if named(area) not in SURFACES:
                    least = min(least, box.width() * millimetres, box.height() * millimetres)
    assert least >= 20


def test_what_a_visitor_asks_of_the_screen_is_there_at_once_and_forgotten_with_her(qtbot: QtBot) -> None:
    with kiosk_on_screen(qtbot) as kiosk:
        for name in ("large", "contrast", "low"):
            kiosk.touch(f"comfort-{name}")
        assert kiosk.reception.visit.comfort == Comfort(large=True, contrast=True, low=True)
        chosen = {name: kiosk.item(f"comfort-{name}").property("chosen") for name in NAMES}
        assert chosen == {"large": True, "contrast": True, "low": True, "spoken": False}
        view = kiosk.reception.view
        assert (view.property("contrast"), view.property("reach") < 1, view.property("textScale") > 1) == (True,) * 3
        kiosk.choose("id")
        assert kiosk.page == "service"
        assert kiosk.reception.visit.comfort.large
        kiosk.touch("cancel")
        assert (kiosk.page, kiosk.reception.visit.comfort) == ("welcome", Comfort())
        assert not view.property("contrast")
        kiosk.touch("comfort-contrast")
        kiosk.touch("comfort-contrast")
        assert kiosk.reception.visit.comfort == Comfort()


@pytest.mark.parametrize(
    "panel, mm",
    [
        (Panel(), 20.8),  # 268 mm across, of which a key is 84 of 1080 parts
        (Panel(width=476, height=268), 20.8),
        (Panel(width=194, height=345), 15.1),
        (Panel(width=398, height=708), 31.0),
    ],
)
def test_how_large_the_smallest_key_is_follows_from_the_panel(panel: Panel, mm: float) -> None:
    assert smallest_key_mm(panel) == pytest.approx(mm, abs=0.05)


def test_the_panel_in_the_preset_has_keys_of_20_mm() -> None:
    assert smallest_key_mm(panel_of(load_branch(ASSETS / "branch.toml").kiosk)) >= LEAST_MM


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
        assert kiosk.item("glass").rotation() == (90 if turned else 0)
        assert frame.property("wide") is ((size == LANDSCAPE) is not turned)
        assert frame.mapRectToScene(frame.boundingRect()) == glass
        kiosk.choose("en", "A")
        assert kiosk.place == ("question", "for")
        assert kiosk.reception.visit.language == "en"
