"""Draws on thermal paper: text that wraps and never runs off, rules, boxes and a few pictograms. Dots are black or
white; the size of everything is in dots (8 a millimetre)."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import floor
from pathlib import Path
from typing import Literal

import qrcode
from PIL import Image, ImageDraw, ImageFont

Weight = Literal["Regular", "SemiBold", "Bold", "ExtraBold"]
WHITE, BLACK = 255, 0
INK_FROM = 150
"""Greys up to here become ink. A little over the half: thin strokes of small text must not break on warm paper."""
QUIET_MODULES = 4
"""White around a QR code (ISO/IEC 18004)."""
LARGEST_MODULE = 6
UNPRINTABLE = "?"
NO_CHARACTER = "\uffff"
AFTER_HYPHEN = re.compile(r"(?<=-)")


@dataclass(frozen=True)
class Type:
    """One cut of the bundled typeface at one size."""

    fonts: Path
    weight: Weight
    size: int

    @cached_property
    def font(self) -> ImageFont.FreeTypeFont:
        """The font file, opened. OSError when it is not there."""
        return _font(self._file, self.size)

    @property
    def line(self) -> int:
        """From one baseline to the next."""
        return round(self.size * 1.22)

    @property
    def capital(self) -> int:
        """Height of a capital letter above the baseline."""
        return round(self.size * 0.745)

    def width(self, text: str) -> int:
        """Dots from the beginning of the text's ink or its origin, whichever is farther out, to its end."""
        words = text.split() or [""]
        return sum(self._word(word) for word in words) + self._gap * (len(words) - 1)

    def put(self, pen: ImageDraw.ImageDraw, text: str, left: int, baseline: int, ink: int) -> None:
        """Draw one line, word by word: the typeface's own spaces close up at these sizes."""
        for word in text.split():
            pen.text((left + self._overhang(word), baseline), word, font=self.font, fill=ink, anchor="ls")
            left += self._word(word) + self._gap

    def printable(self, text: str) -> str:
        """The text in characters this typeface has: an unknown accent is dropped, an unknown letter becomes `?`."""
        return "".join(
            self._in_typeface(character) for character in unicodedata.normalize("NFC", " ".join(text.split()))
        )

    def lines(self, text: str, width: int) -> list[str]:
        """The text broken into lines of at most `width` dots; a word that is too long itself is broken anywhere."""
        lines: list[str] = [""]
        for word in self.printable(text).split():
            joined = f"{lines[-1]} {word}".strip()
            if self.width(joined) <= width:
                lines[-1] = joined
                continue
            *whole, rest = self._pieces(word, width)
            lines += [*whole, rest]
        return [line for line in lines if line]

    def fits(self, text: str, width: int) -> bool:
        """Whether no word of it has to be broken to stay within `width` dots."""
        return all(self.width(word) <= width for word in self.printable(text).split())

    def fitting(self, text: str, width: int, *, smallest: int = 12) -> "Type":
        """This type, or the largest smaller size in which the text fits into `width` dots."""
        size = self.size
        while size > smallest and Type(self.fonts, self.weight, size).width(text) > width:
            size -= 1
        return Type(self.fonts, self.weight, size)

    @property
    def _gap(self) -> int:
        return round(self.size * 0.27)

    @cached_property
    def _file(self) -> str:
        return str(self.fonts / f"PlusJakartaSans-{self.weight}.ttf")

    def _word(self, word: str) -> int:
        return _extent(self._file, self.size, word)[1]

    def _overhang(self, word: str) -> int:
        """How far the first letter's ink stands out to the left of where it begins."""
        return _extent(self._file, self.size, word)[0]

    def _pieces(self, word: str, width: int) -> list[str]:
        """A word too long for a line: broken after a hyphen where that is enough, anywhere otherwise."""
        pieces = [""]
        for part in AFTER_HYPHEN.split(word):
            if self.width(pieces[-1] + part) <= width:
                pieces[-1] += part
                continue
            if pieces[-1]:
                pieces.append("")
            for character in part:
                if pieces[-1] and self.width(pieces[-1] + character) > width:
                    pieces.append("")
                pieces[-1] += character
        return pieces

    def _in_typeface(self, character: str) -> str:
        if _has(self._file, character):
            return character
        plain = unicodedata.normalize("NFD", character)[0]
        return plain if _has(self._file, plain) else UNPRINTABLE


class Sheet:
    """A piece of paper that grows downwards. `y` is where the next thing goes."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.y = 0
        self._grey = Image.new("L", (width, 400), WHITE)

    @property
    def pen(self) -> ImageDraw.ImageDraw:
        """Draws directly; call `reach` before drawing below `y`."""
        return ImageDraw.Draw(self._grey)

    def reach(self, y: int) -> None:
        """Make the paper at least this long."""
        if y > self._grey.height:
            longer = Image.new("L", (self.width, y + 400), WHITE)
            longer.paste(self._grey, (0, 0))
            self._grey = longer

    def space(self, dots: int) -> None:
        """Move on."""
        self.y += dots
        self.reach(self.y)

    def write(self, text: str, of: Type, left: int, width: int, *, ink: int = BLACK) -> None:
        """Lines of text from `y` on, wrapped; `y` moves below the last one."""
        for line in of.lines(text, width):
            self.reach(self.y + of.line)
            middle = (of.line - of.capital) // 2
            of.put(self.pen, line, left, self.y + middle + of.capital, ink)
            self.y += of.line

    def rule(self, left: int, right: int, thick: int) -> None:
        """A line across."""
        self.reach(self.y + thick)
        self.pen.rectangle((left, self.y, right - 1, self.y + thick - 1), fill=BLACK)
        self.y += thick

    def paste(self, image: Image.Image, left: int, top: int) -> None:
        """A finished picture, mode "1" or "L"."""
        self.reach(top + image.height)
        self._grey.paste(image, (left, top))

    def paper(self) -> Image.Image:
        """What was drawn down to `y`, in black and white."""
        self.reach(self.y)
        cut = self._grey.crop((0, 0, self.width, self.y))
        return cut.point(lambda grey: 255 if grey > INK_FROM else 0).convert("1", dither=Image.Dither.NONE)


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code without its quiet zone, and how many dots of white it needs on every side."""

    image: Image.Image
    quiet: int


def qr(text: str, side: int, *, smallest_module: int = 3, largest_module: int = LARGEST_MODULE) -> Code:
    """The text as a QR code of at most `side` dots, each module a whole number of dots; larger only where modules would
    get smaller than `smallest_module`, which cameras of cheap phones need."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    matrix = code.get_matrix()
    module = max(smallest_module, min(side // len(matrix), largest_module))
    dots = Image.new("L", (len(matrix), len(matrix)), WHITE)
    dots.putdata([BLACK if dark else WHITE for row in matrix for dark in row])
    large = dots.resize((len(matrix) * module, len(matrix) * module), Image.Resampling.NEAREST)
    return Code(large, QUIET_MODULES * module)


@lru_cache(maxsize=256)
def _font(file: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def _extent(file: str, size: int, word: str) -> tuple[int, int]:
    """How far the word's ink stands out to the left of its origin, and its width with that."""
    font = _font(file, size)
    left, _, right, _ = font.getbbox(word)
    overhang = max(-floor(left), 0)
    return overhang, int(max(font.getlength(word), right)) + 1 + overhang


@lru_cache(maxsize=4096)
def _has(file: str, character: str) -> bool:
    if character == " ":
        return True
    font = _font(file, 40)
    missing, found = font.getmask(NO_CHARACTER), font.getmask(character)
    return (missing.size, bytes(missing)) != (found.size, bytes(found)) and found.getbbox() is not None
