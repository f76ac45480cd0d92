"""Paper written in the printer's own letters: lines of plain ASCII that fit its columns. For slow lines, on which a
picture takes a minute. Pure."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

CELL_DOTS, LINE_DOTS = 24, 30
"""Height of the printer's letters (font A, 12 by 24 dots), and from one line to the next."""
LARGEST = 8
"""So many times larger a letter can be (GS !)."""
PLAIN = str.maketrans(
    dict.fromkeys("\N{EN DASH}\N{EM DASH}\N{NON-BREAKING HYPHEN}\N{MINUS SIGN}\N{MIDDLE DOT}\N{BULLET}", "-")
    | dict.fromkeys("\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}", "'")
    | dict.fromkeys("\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}", '"')
    | {"\N{HORIZONTAL ELLIPSIS}": "...", "\N{MULTIPLICATION SIGN}": "x", "\N{PLUS-MINUS SIGN}": "+/-"}
)
UNKNOWN = "?"
QR_M_BYTES = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666)
"""What a QR code of version 1, 2, … holds at error correction M (ISO/IEC 18004, table 7)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of ASCII. `wide` and `tall`: times the size of a letter."""

    text: str
    wide: int = 1
    tall: int = 1
    bold: bool = False

    @property
    def dots(self) -> int:
        return max(LINE_DOTS, CELL_DOTS * self.tall)


@dataclass(frozen=True, slots=True)
class Gap:
    """White paper."""

    dots: int


@dataclass(frozen=True, slots=True)
class CodeHere:
    """A QR code the printer draws itself, each module so many dots."""

    text: str
    module: int

    @property
    def dots(self) -> int:
        version = next((n for n, holds in enumerate(QR_M_BYTES, 1) if len(self.text) <= holds), len(QR_M_BYTES))
        return (17 + 4 * version) * self.module


Piece = Line | Gap | CodeHere


@dataclass(slots=True)
class PaperText:
    """Grows line by line; no line is wider than `columns`."""

    columns: int
    draws_codes: bool = False
    """Whether the printer knows QR codes (GS ( k)."""
    pieces: list[Piece] = field(default_factory=list)

    @property
    def dots(self) -> int:
        """How much paper it takes."""
        return sum(piece.dots for piece in self.pieces)

    def write(
        self, text: str, *, wide: int = 1, tall: int = 1, bold: bool = False, first: str = "", indent: int = 0
    ) -> None:
        """Wrapped. `first` stands before the first line; the others begin `indent` columns in."""
        room = max(self.columns // wide - indent, 1)
        for n, line in enumerate(wrapped(text, room)):
            start = first.ljust(indent) if n == 0 else " " * indent
            self.pieces.append(Line(start + line, wide, tall, bold))

    def number(self, text: str, largest: int) -> None:
        """As large as `largest` and the columns allow, in one line if one can hold it."""
        times = max(min(self.columns // max(len(ascii_of(text)), 1), largest, LARGEST), 1)
        self.write(text, wide=times, tall=times, bold=True)

    def rule(self) -> None:
        """A line across."""
        self.pieces.append(Line("-" * self.columns))

    def gap(self, dots: int = LINE_DOTS // 2) -> None:
        self.pieces.append(Gap(dots))

    def code(self, text: str, module: int) -> None:
        """Nothing where the printer draws none, or has no room for it."""
        code = CodeHere(ascii_of(text), module)
        if self.draws_codes and len(code.text) <= QR_M_BYTES[-1]:
            quiet = 4 * module
            self.pieces += [Gap(quiet), code, Gap(quiet)]


def ascii_of(text: str) -> str:
    """The text in characters every printer has, its spaces single: accents are dropped, an unknown letter becomes
    `?`."""
    return "".join(_ascii(" ".join(text.translate(PLAIN).split())))


def _ascii(text: str) -> Iterator[str]:
    for character in unicodedata.normalize("NFC", text):
        plain = unicodedata.normalize("NFD", character)[0]
        yield plain if " " <= plain <= "~" else UNKNOWN


def wrapped(text: str, columns: int) -> list[str]:
    """Lines of at most `columns` characters; a word that is too long itself is broken anywhere."""
    lines = [""]
    for word in ascii_of(text).split():
        joined = f"{lines[-1]} {word}".strip()
        if len(joined) <= columns:
            lines[-1] = joined
            continue
        pieces = [word[at : at + columns] for at in range(0, len(word), columns)]
        lines += pieces
    return [line for line in lines if line]
