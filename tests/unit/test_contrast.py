"""The colours of the office, against each other: words 4.5:1, edges 3:1, with more contrast words 7:1."""

import re

import pytest

from display.screen.engine import ASSETS

THEME = (ASSETS / "qml" / "Theme" / "Theme.qml").read_text(encoding="utf-8")
COLOUR = re.compile(r"readonly property color (\w+): (?:contrast \? \"(#\w{6})\" : )?\"(#\w{6})\"")
COLOURS = {name: (plain, contrast or plain) for name, contrast, plain in COLOUR.findall(THEME)}

WORDS = [
    *((ink, ground) for ink in ("ink", "inkSoft") for ground in ("ground", "surface", "officeTint", "callTint")),
    *((ink, ground) for ink in ("office", "officeDeep") for ground in ("ground", "surface", "officeTint")),
    ("inkOnOffice", "office"),
    ("inkOnOffice", "officeDeep"),
    ("inkOnCall", "call"),
    ("inkOnCall", "callTint"),
    ("good", "goodTint"),
    ("warn", "warnTint"),
    ("bad", "badTint"),
    ("warn", "ground"),
    ("warn", "surface"),
    ("bad", "surface"),
]
EDGES = [("edge", "ground"), ("edge", "surface"), ("focus", "ground"), ("focus", "surface"), ("office", "surface")]


def light(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    lighter, darker = sorted((light(one), light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula_is_the_standards() -> None:
    assert ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert ratio("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("ink, ground", WORDS)
def test_words_can_be_told_from_their_ground(ink: str, ground: str) -> None:
    assert ratio(COLOURS[ink][0], COLOURS[ground][0]) >= 4.5
    assert ratio(COLOURS[ink][1], COLOURS[ground][1]) >= 7


@pytest.mark.parametrize("edge, ground", EDGES)
def test_edges_of_what_can_be_touched_can_be_seen(edge: str, ground: str) -> None:
    assert ratio(COLOURS[edge][0], COLOURS[ground][0]) >= 3
    assert ratio(COLOURS[edge][1], COLOURS[ground][1]) >= 3
