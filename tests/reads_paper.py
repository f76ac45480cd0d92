"""Reads the number off a picture of a ticket, letter by letter, as somebody who holds the paper does. Knows nothing of
how the ticket was drawn but the typeface."""

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

FONT = Path(__file__).parents[1] / "assets/fonts/PlusJakartaSans-ExtraBold.ttf"
CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"
TALL = 0.14
"""The number is the first line on the paper that is taller than this share of its width."""
ALIKE = 0.75

Ink = NDArray[np.bool_]


def number_on(picture: Image.Image) -> str:
    """The number, `?` for what is no letter or digit; empty when no line is tall enough."""
    ink = ink_of(picture)
    for top, bottom in _runs(rows_with(ink)):
        if bottom - top > TALL * ink.shape[1]:
            line = ink[top:bottom]
            return "".join(_read(line[:, left:right]) for left, right in _runs(columns_with(line)))
    return ""


def ink_of(picture: Image.Image) -> Ink:
    """True where there is ink."""
    return np.asarray(picture.convert("L")) < 128


def rows_with(ink: Ink) -> Ink:
    """Which rows have any."""
    return np.asarray(ink.any(axis=1))


def columns_with(ink: Ink) -> Ink:
    """Which columns have any."""
    return np.asarray(ink.any(axis=0))


def _runs(inked: Ink) -> list[tuple[int, int]]:
    """First and one-past-last of each stretch with ink."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], inked.astype(np.int8), [0]))))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _read(shape: Ink) -> str:
    scores = {character: _alike(shape, _drawn(character, shape.shape[0])) for character in CHARACTERS}
    best = max(scores, key=lambda character: scores[character])
    return best if scores[best] > ALIKE else "?"


def _alike(one: Ink, other: Ink) -> float:
    width = max(one.shape[1], other.shape[1])
    a, b = (np.pad(each, ((0, 0), (0, width - each.shape[1]))) for each in (one, other))
    moves = (np.roll(b, by, axis=0) for by in (-1, 0, 1))
    return max(int((a & moved).sum()) / int((a | moved).sum()) for moved in moves)


@cache
def _drawn(character: str, height: int) -> Ink:
    """The character on a line of this height, in a type whose 0 fills it."""
    font = ImageFont.truetype(str(FONT), 100)
    _, top, _, bottom = font.getbbox("0", anchor="ls")
    font = ImageFont.truetype(str(FONT), round(100 * height / (bottom - top)))
    _, top, _, bottom = font.getbbox("0", anchor="ls")
    canvas = Image.new("L", (height * 3, height), 255)
    ImageDraw.Draw(canvas).text((height // 2, -top), character, font=font, fill=0, anchor="ls")
    ink = ink_of(canvas)
    columns = np.flatnonzero(columns_with(ink))
    return ink[:, columns[0] : columns[-1] + 1]
