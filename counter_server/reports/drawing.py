"""A picture of rectangles, lines and words, in units of its own: drawn as SVG on a page and as vectors on paper."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

COLOURS = {
    "ink": "#12211e", "soft": "#4b5b57", "line": "#d9dcd4", "edge": "#7f8b86", "ground": "#ffffff",
    "accent": "#0b5b53", "rest": "#b7cdc8", "mark": "#8f3d1f", "none": "#f1f0ea",
    "heat1": "#dfeeeb", "heat2": "#b5d6d0", "heat3": "#7db3aa", "heat4": "#3f877d", "heat5": "#0b5b53",
}  # fmt: skip
"""Tone → colour: the office's green as the one accent, the rest grey."""
TEXT = 12.0
WIDE = 0.6
"""Of its height: how wide a letter is, on the safe side."""

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    tone: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A line."""

    x1: float
    y1: float
    x2: float
    y2: float
    tone: str = "line"
    width: float = 1.0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text; `y` is its baseline."""

    x: float
    y: float
    text: str
    anchor: Anchor = "start"
    tone: str = "soft"
    bold: bool = False


Shape = Box | Rule | Words


@dataclass(frozen=True, slots=True)
class Drawing:
    """`shapes` in the order they are painted."""

    width: float
    height: float
    shapes: Sequence[Shape]


def fitting(text: str, width: float) -> str:
    """As much of it as this width takes."""
    most = max(1, int(width / (TEXT * WIDE)))
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def long(text: str) -> float:
    """How wide it is at most."""
    return len(text) * TEXT * WIDE


def ticks(most: float, about: int = 4) -> list[float]:
    """Round values from 0 to beyond `most`, `about` steps."""
    if most <= 0:
        return [0.0, 1.0]
    raw = most / about
    power = 10 ** math.floor(math.log10(raw))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= raw * 0.999)
    step = max(1.0, step)
    return [n * step for n in range(math.ceil(most / step - 1e-9) + 1)]
