"""The wall in each layout: how large the number is painted, that every word fits, that a call is unmistakable."""

from collections.abc import Callable
from itertools import combinations
from typing import cast

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage
from PySide6.QtQml import QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem, QQuickWindow
from pytestqt.qtbot import QtBot

from counter_server.protocol.messages import Change
from display.examples import MOMENT

from .wall_on_screen import LAYOUTS, one, place_of, seen, size_of, wall_on_screen

LEAST = {"landscape": 0.18, "split": 0.18}
"""Of the screen's height: a capital of the number that is called."""
PORTRAIT_LEAST = {"A-021": 0.135, "K-018": 0.135, "A-1000": 0.105}
"""A portrait's width is what limits it: docs/wall.md."""
INDONESIAN = ["eighteen", "signs-longest", "longest", "idle", "one-call", "away-resting", "connecting"]
INDONESIAN += ["hours", "closing", "requirements", "cost", "text"]
ENGLISH = ["signs-eighteen", "idle", "requirements"]
AMBER, INK = QColor("#FFB81C"), QColor("#2A1E00")


def capital_height(window: QQuickWindow) -> tuple[str, int]:
    """The number, and how many rows of pixels its first letter covers in the painted picture."""
    number = one(window, "number")
    picture = window.grabWindow()
    area = number.mapRectToScene(number.boundingRect()).toRect()
    middle = area.center().y()
    left = next(x for x in range(area.left(), area.right()) if dark(picture, x, middle + 60))
    letter = range(left, left + 60)  # within the first letter
    covered = {y for y in range(window.height()) if any(dark(picture, x, y) for x in letter)}
    top = next(y for y in range(middle, 0, -1) if y not in covered)
    bottom = next(y for y in range(middle, window.height()) if y not in covered)
    return str(number.property("text")), bottom - top - 1


def dark(picture: QImage, x: int, y: int) -> bool:
    return picture.pixelColor(x, y).lightness() < 60


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("scene", ["eighteen", "just-called", "longest"])
def test_a_capital_of_the_number_can_be_read_from_ten_metres(qapp: object, scene: str, layout: str) -> None:
    with wall_on_screen(scene, layout) as (window, _):
        number, high = capital_height(window)
        least = LEAST.get(layout) or PORTRAIT_LEAST[number]
        assert high / window.height() >= least, (number, high)
        text = one(window, "number")
        assert float(text.property("contentWidth")) <= text.width() + 1


def test_in_a_portrait_the_number_takes_the_whole_width(qapp: object) -> None:
    with wall_on_screen("eighteen", "portrait") as (window, _):
        assert float(one(window, "number").property("contentWidth")) >= 0.92 * window.width()


def words(window: QQuickWindow) -> list[QQuickItem]:
    """All texts but the one that runs."""
    strip = seen(window, "runningText")
    return [
        item
        for item in seen(window)
        if item.inherits("QQuickText") and item.property("text") and item.parentItem() not in strip
    ]


def painted(text: QQuickItem) -> QRectF:
    """Where its letters are, without the empty part of their lines."""
    wide, high = float(text.property("contentWidth")), float(text.property("contentHeight"))
    across, down = said_by_qml(text, "effectiveHorizontalAlignment"), said_by_qml(text, "verticalAlignment")
    left = {1: 0.0, 2: text.width() - wide, 4: (text.width() - wide) / 2}[across]
    top = {32: 0.0, 64: text.height() - high, 128: (text.height() - high) / 2}[down]
    line = high / max(1, int(text.property("lineCount")))
    return text.mapRectToScene(QRectF(left, top + 0.2 * line, wide, high - 0.28 * line))


def said_by_qml(item: QQuickItem, expression: str) -> int:
    """A value of QML's own types, which Python has no name for."""
    context = qmlContext(item)
    assert context is not None
    value, _ = QQmlExpression(context, item, expression).evaluate()
    return int(value)


def outside(text: QQuickItem) -> str:
    """The box it runs out of; empty where it fits."""
    letters = painted(text).adjusted(1, 1, -1, -1)
    for box in boxes(text):
        if not place_of(box).contains(letters):
            return f"{box.objectName() or box}: {place_of(box)}"
    return ""


def boxes(item: QQuickItem) -> list[QQuickItem]:
    """Every Rectangle around it."""
    around = cast("QQuickItem | None", item.parentItem())
    return [] if around is None else [around] * around.inherits("QQuickRectangle") + boxes(around)


def faults(window: QQuickWindow) -> list[str]:
    """Every text that is cut, runs out of its box or over another."""
    window.grabWindow()  # lays the columns out
    texts = words(window)
    assert texts
    said = [f"{text.property('text')!r} is cut" for text in texts if text.property("truncated")]
    said += [f"{text.property('text')!r} is outside {where}" for text in texts if (where := outside(text))]
    said += [
        f"{first.property('text')!r} lies on {second.property('text')!r}"
        for (first, here), (second, there) in combinations([(text, painted(text)) for text in texts], 2)
        if here.intersects(there)
    ]
    return said


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("scene, language", [(name, "id") for name in INDONESIAN] + [(name, "en") for name in ENGLISH])
def test_every_word_fits(qapp: object, scene: str, layout: str, language: str) -> None:
    with wall_on_screen(scene, layout, language) as (window, _):
        assert faults(window) == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_eighteen_cards_have_room_and_touch_nothing(qapp: object, layout: str) -> None:
    with wall_on_screen("signs-eighteen", layout) as (window, _):
        cards = [place_of(card) for card in seen(window, "card")]
        parts = [place_of(one(window, name)) for name in ("largeCall", "waitingPanel", "runningText")]
        parts += [place_of(area) for area in seen(window, "information")]
        assert len(cards) == 18
        assert not any(first.intersects(second) for first, second in combinations(cards + parts, 2))
        whole = QRectF(0, 0, size_of(layout).width(), size_of(layout).height())
        assert all(whole.contains(place) for place in cards + parts)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_signs_of_a_card_lie_beside_its_words_and_those_can_be_read(qapp: object, layout: str) -> None:
    with wall_on_screen("signs-longest", layout) as (window, _):
        window.grabWindow()
        for card in seen(window, "card"):
            signs = [place_of(item) for item in card.childItems() if item.objectName() in ("arrow", "bell")]
            letters = [painted(item) for item in card.childItems() if item.inherits("QQuickText")]
            assert not any(sign.intersects(word) for sign in signs if not sign.isEmpty() for word in letters)
            number, place = (item for item in card.childItems() if item.inherits("QQuickText"))
            assert float(number.property("contentHeight")) >= 1.26 * 32
            assert float(place.property("contentHeight")) >= 1.26 * 17


@pytest.mark.parametrize(
    "direction, heavy",
    [("up", "top"), ("down", "bottom"), ("left", "left"), ("right", "right"), ("down-right", "both")],
)
def test_the_arrow_that_is_painted_points_the_way(qapp: object, direction: str, heavy: str) -> None:
    with wall_on_screen("signs", "landscape") as (window, _):
        arrow = next(
            item for item in seen(window, "arrow") if item.parentItem().parentItem().objectName() == "largeCall"
        )
        arrow.setProperty("direction", direction)
        area = place_of(arrow).toRect().adjusted(4, 4, -4, -4)
        picture = window.grabWindow()
        lit = [
            (x - area.center().x(), y - area.center().y())
            for x in range(area.left(), area.right())
            for y in range(area.top(), area.bottom())
            if picture.pixelColor(x, y).lightness() > 100
        ]
        assert lit
        tips: dict[str, Callable[[int, int], int]] = {
            "top": lambda x, y: -y,
            "bottom": lambda x, y: y,
            "left": lambda x, y: -x,
            "right": lambda x, y: x,
            "both": lambda x, y: x + y,
        }
        tip = tips[heavy]
        width = area.width() / 2
        forward = [point for point in lit if tip(*point) > 0]
        assert len(forward) > 0.55 * len(lit), "the head is the heavier half"
        assert max(tip(*point) for point in lit) > 0.6 * width


def test_without_arrows_and_zones_nothing_of_them_is_shown(qapp: object) -> None:
    with wall_on_screen("five-calls", "landscape") as (window, _):
        assert seen(window, "arrow") == []
        assert seen(window, "zone") == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_whole_card_flashes_large_and_in_the_grid_and_comes_to_rest(qapp: object, layout: str) -> None:
    with wall_on_screen("flash", layout) as (window, _):
        large = one(window, "largeCall")
        (card,) = [card for card in seen(window, "card") if card.property("kind") == "voiced"]
        for item in (large, card):
            assert item.property("color") == INK
        picture = window.grabWindow()
        corner = place_of(large).topLeft().toPoint()
        assert picture.pixelColor(corner.x() + 60, corner.y() + 60) == INK
        for item in (large, card):
            (flash,) = [child for child in item.children() if child.objectName() == "flash"]
            flash.setProperty("left", 0)
            assert item.property("color") == AMBER


@pytest.mark.parametrize("name", ["largeCall", "card"])
def test_a_flash_is_slower_than_three_a_second_and_is_seen_eight_times(qtbot: QtBot, name: str) -> None:
    with wall_on_screen("one-call", "landscape") as (window, hall):
        (flash,) = [child for child in one(window, name).children() if child.objectName() == "flash"]
        assert 2 * int(flash.property("interval")) > 1000 / 3, "a flash is two turns"
        flash.setProperty("interval", 1)
        turns: list[bool] = []
        flash.litChanged.connect(lambda: turns.append(bool(flash.property("lit"))))  # type: ignore[attr-defined]
        assert hall._board is not None
        (again,), ticket = hall._board.announcements, hall._board.tickets[0]
        with qtbot.waitSignal(flash.runningChanged, check_params_cb=lambda *_: not flash.property("running")):  # type: ignore[attr-defined]
            hall.voice_ended(again.seq, True, "")
            hall.take_change(Change(seq=900, at=MOMENT, action="recall", ticket=ticket, waiting={}))
        assert turns == [True, False] * 8


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_was_called_just_now_is_marked_by_more_than_its_colour(qapp: object, layout: str) -> None:
    with wall_on_screen("just-called", layout) as (window, _):
        kinds: dict[str, set[bool]] = {}
        for card in seen(window, "card"):
            rings = any(item.objectName() == "bell" and item.isVisible() for item in card.childItems())
            kinds.setdefault(str(card.property("kind")), set()).add(rings)
        assert kinds == {"voiced": {True}, "just": {True}, "serving": {False}}


@pytest.mark.parametrize("shape, layout", [((1920, 1080), "landscape"), ((1080, 1920), "portrait")])
def test_auto_follows_the_shape_of_the_screen(qtbot: QtBot, shape: tuple[int, int], layout: str) -> None:
    with wall_on_screen("idle", "landscape") as (window, _):
        window.setProperty("layout", "auto")
        with qtbot.waitSignal(window.frameSwapped):
            window.resize(*shape)
            window.update()
        assert window.property("hung") == layout
