"""The few pictograms on the ticket, drawn here: the bundled typeface has none."""

from collections.abc import Callable
from enum import Enum
from functools import cache
from itertools import pairwise

from PIL import Image, ImageChops, ImageDraw

WHITE, BLACK = 255, 0
GRID = 24
"""Every sign is drawn on a square of 24 units."""
FINER = 8
"""Drawn so many times larger, then made smaller: smooth curves."""


class Sign(Enum):
    """What a line of the ticket is about."""

    PEOPLE = "people ahead"
    CLOCK = "time"
    PLACE = "where to go"
    CROSS = "missing"
    BOX = "to tick off"
    MIND = "something to mind"

    def drawn(self, side: int, *, reversed: bool = False) -> Image.Image:
        """The sign as grey dots, `side` by `side`; `reversed`: white on black."""
        small = _small(self, side)
        return ImageChops.invert(small) if reversed else small


class Strokes:
    """Draws in units of the grid."""

    def __init__(self, pen: ImageDraw.ImageDraw, scale: float) -> None:
        self._pen, self._scale = pen, scale

    def disc(self, x: float, y: float, radius: float, ink: int = BLACK) -> None:
        """A filled circle."""
        self._pen.ellipse(self._to(x - radius, y - radius, x + radius, y + radius), fill=ink)

    def ring(self, x: float, y: float, radius: float, thick: float) -> None:
        """A circle."""
        self.disc(x, y, radius)
        self.disc(x, y, radius - thick, WHITE)

    def dome(self, x: float, y: float, radius: float, height: float) -> None:
        """Shoulders: the upper half of an ellipse standing on y."""
        self._pen.pieslice(self._to(x - radius, y - height, x + radius, y + height), 180, 360, fill=BLACK)

    def stroke(self, points: list[tuple[float, float]], thick: float) -> None:
        """Straight lines with round ends."""
        for (x1, y1), (x2, y2) in pairwise(points):
            self._pen.line(self._to(x1, y1, x2, y2), fill=BLACK, width=round(thick * self._scale))
        for x, y in points:
            self.disc(x, y, thick / 2)

    def shape(self, points: list[tuple[float, float]], ink: int = BLACK) -> None:
        """A filled polygon."""
        self._pen.polygon([(x * self._scale, y * self._scale) for x, y in points], fill=ink)

    def box(self, x1: float, y1: float, x2: float, y2: float, round_by: float, thick: float) -> None:
        """A frame with round corners."""
        self._pen.rounded_rectangle(
            self._to(x1, y1, x2, y2), round_by * self._scale, outline=BLACK, width=round(thick * self._scale)
        )

    def _to(self, *units: float) -> list[float]:
        return [unit * self._scale for unit in units]


def _people(draw: Strokes) -> None:
    draw.disc(17, 8, 3.4)
    draw.dome(17, 20.5, 6.4, 7.5)
    draw.disc(8.6, 8.2, 5.6, WHITE)
    draw.shape([(0, 24), (0, 12), (17.4, 12), (17.4, 24)], WHITE)
    draw.disc(8.6, 7.6, 4.2)
    draw.dome(8.6, 20.5, 7.8, 7.6)
    draw.dome(19, 20.5, 4.6, 7.2)
    draw.shape([(16.6, 24), (16.6, 10), (18, 10), (18, 24)], WHITE)


def _clock(draw: Strokes) -> None:
    draw.ring(12, 12, 10.5, 2.4)
    draw.stroke([(12, 6.4), (12, 12), (15.8, 14.4)], 2.4)


def _place(draw: Strokes) -> None:
    draw.disc(12, 9.4, 8)
    draw.shape([(4.9, 13), (19.1, 13), (12, 23.2)])
    draw.disc(12, 9.4, 3, WHITE)


def _cross(draw: Strokes) -> None:
    draw.stroke([(5, 5), (19, 19)], 4)
    draw.stroke([(19, 5), (5, 19)], 4)


def _box(draw: Strokes) -> None:
    draw.box(2, 2, 22, 22, 3.5, 2.2)


def _mind(draw: Strokes) -> None:
    draw.stroke([(12, 4), (12, 14)], 4)
    draw.disc(12, 20.5, 2.5)


DRAWN: dict[Sign, Callable[[Strokes], None]] = {
    Sign.PEOPLE: _people,
    Sign.CLOCK: _clock,
    Sign.PLACE: _place,
    Sign.CROSS: _cross,
    Sign.BOX: _box,
    Sign.MIND: _mind,
}


@cache
def _small(sign: Sign, side: int) -> Image.Image:
    large = Image.new("L", (side * FINER, side * FINER), WHITE)
    DRAWN[sign](Strokes(ImageDraw.Draw(large), side * FINER / GRID))
    return large.resize((side, side), Image.Resampling.BOX)
