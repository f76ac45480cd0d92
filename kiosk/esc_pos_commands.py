"""What an ESC/POS printer is told, once it is read."""

from dataclasses import dataclass
from enum import IntEnum

from PIL import Image


@dataclass(frozen=True, slots=True)
class Picture:
    """Rows of dots; mode "1" with paper white."""

    image: Image.Image


class Align(IntEnum):
    """`ESC a`."""

    LEFT = 0
    CENTRE = 1
    RIGHT = 2


@dataclass(frozen=True, slots=True)
class Style:
    """How the printer's own letters stand. `wide` and `tall`: 1 to 8 times their size."""

    wide: int = 1
    tall: int = 1
    bold: bool = False
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Text:
    """One line of characters in the printer's own font, in the style its first character had."""

    text: str
    style: Style = Style()


@dataclass(frozen=True, slots=True)
class DrawnCode:
    """A QR code the printer makes itself; `module` in dots."""

    text: str
    module: int
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Feed:
    """Paper moved on by so many dots."""

    dots: int


@dataclass(frozen=True, slots=True)
class Cut:
    """Cut here."""


@dataclass(frozen=True, slots=True)
class AskPaperSensor:
    """`GS r 1`."""


@dataclass(frozen=True, slots=True)
class AskProcessId:
    """`GS ( H` 48: send the mark back when all before is printed."""

    mark: bytes


@dataclass(frozen=True, slots=True)
class RealTime:
    """`10 04 n` (status), `10 05 n` (recover) or `10 14 …` (pulse, off, clear), obeyed on receipt."""

    command: bytes


Command = Picture | Text | DrawnCode | Feed | Cut | AskPaperSensor | AskProcessId
