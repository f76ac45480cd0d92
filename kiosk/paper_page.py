"""One column of thermal paper and what all our prints are made of: rows with a sign, rules, codes, the date. Pure.

Everything stands on two lines: signs, codes and headings at the left edge, words beside a sign at the text's edge.
"""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from counter_server.protocol.locale import Locale

from .paper_brush import BLACK, QUIET_MODULES, WHITE, Code, Sheet, Type, Weight, qr
from .paper_signs import Sign
from .printed_matter import Paper


@dataclass(frozen=True, slots=True)
class Measures:
    """Sizes for one width of paper, in dots (8 a millimetre)."""

    margin: int
    """Four modules of the code: its quiet zone."""
    gap: int
    number: int
    title: int
    service: int
    text: int
    small: int
    sign: int
    """0: no signs; every letter counts on narrow paper."""
    code: int
    """The widest a code may be."""

    @property
    def indent(self) -> int:
        """From the left edge to where words beside a sign begin."""
        return self.sign and self.sign + self.gap


NARROW_BELOW = 460


@dataclass
class PaperPage:
    """Grows downwards as things are put on it."""

    paper: Paper
    locale: Locale
    fonts: Path
    of: Measures
    sheet: Sheet = field(init=False)

    def __post_init__(self) -> None:
        self.sheet = Sheet(self.paper.dots)
        self.left, self.right = self.of.margin, self.paper.dots - self.of.margin
        self.width = self.right - self.left

    def type(self, weight: Weight, size: int) -> Type:
        return Type(self.fonts, weight, size)

    def say(self, key: str, **facts: object) -> str:
        return self.locale.say(f"paper.{key}", **facts)

    def gap(self, times: float = 1.0) -> None:
        self.sheet.space(round(self.of.gap * times))

    def rule(self, thick: int = 2) -> None:
        """A line across, with room below it."""
        self.sheet.rule(self.left, self.right, thick)
        self.gap()

    def write(self, text: str, weight: Weight, size: int) -> None:
        """Words over the whole width."""
        self.sheet.write(text, self.type(weight, size), self.left, self.width)

    def row(self, sign: Sign, text: str, weight: Weight = "SemiBold") -> None:
        """A pictogram and what it says; the words wrap beside it."""
        sheet, of, words = self.sheet, self.of, self.type(weight, self.of.text)
        top = sheet.y
        sheet.reach(top + max(of.sign, words.line))
        if of.sign:
            sheet.paste(sign.drawn(of.sign), self.left, top + max((words.line - of.sign) // 2, 0))
        sheet.write(text, words, self.left + of.indent, self.width - of.indent)
        sheet.space(max(top + of.sign - sheet.y, 0))
        self.gap(0.5)

    def bar(self, sign: Sign, text: str, size: int) -> None:
        """A heading nobody overlooks: white on black, its words at the text's edge."""
        sheet, words = self.sheet, self.type("ExtraBold", size)
        indent = self.of.indent or self.of.gap
        lines = words.lines(text, self.width - indent - self.of.gap)
        pad = self.of.gap // 2
        tall = len(lines) * words.line + pad
        sheet.reach(sheet.y + tall)
        sheet.pen.rectangle((self.left, sheet.y, self.right - 1, sheet.y + tall - 1), fill=BLACK)
        if self.of.sign:
            side = min(self.of.sign, words.line) - 4
            left = self.left + (self.of.sign - side) // 2 + 2
            sheet.paste(sign.drawn(side, reversed=True), left, sheet.y + (words.line + pad - side) // 2)
        sheet.space(pad // 2)
        for line in lines:
            sheet.write(line, words, self.left + indent, self.width, ink=WHITE)
        sheet.space(pad - pad // 2)

    def flag(self, text: str, size: int, *, share: float = 0.5) -> int:
        """A black tag with white letters at the right edge, from `y` on, over a share of the width at most. Returns
        where the room to its left ends."""
        label = self.type("ExtraBold", size).fitting(text, round(self.width * share) - size)
        left, tall = self.right - label.width(text) - label.size, label.line + label.size // 4
        self.sheet.reach(self.sheet.y + tall)
        box = (left, self.sheet.y, self.right - 1, self.sheet.y + tall - 1)
        self.sheet.pen.rounded_rectangle(box, label.size // 3, fill=BLACK)
        label.put(self.sheet.pen, text, left + label.size // 2, self.sheet.y + (tall + label.capital) // 2, WHITE)
        return left - label.size // 2

    def number(self, text: str, size: int, width: int | None = None) -> None:
        """The number alone, as large as `size` and the room allow, its first stroke on the left edge."""
        digits = self.type("ExtraBold", size).fitting(text, self.width if width is None else width)
        baseline = self.sheet.y + digits.capital
        self.sheet.reach(baseline + digits.size // 8)
        left = self.left - round(digits.font.getbbox(text, anchor="ls")[0])
        self.sheet.pen.text((left, baseline), text, font=digits.font, fill=BLACK, anchor="ls")
        self.sheet.space(digits.capital)

    def qr(self, text: str) -> Code:
        """A QR code whose quiet zone the margin holds."""
        return qr(text, self.of.code, largest_module=self.of.margin // QUIET_MODULES)

    def code(self, text: str, words: str, size: int) -> None:
        """A QR code in its quiet zone, and beside it (below it, where there is no room) what it is for."""
        sheet, said, code = self.sheet, self.type("SemiBold", size), self.qr(text)
        sheet.space(max(code.quiet - self.of.gap, 0))
        sheet.paste(code.image, self.left, sheet.y)
        bottom, beside = sheet.y + code.image.height, self.left + code.image.width + code.quiet
        if self.right - beside < said.size * 4 or not said.fits(words, self.right - beside):
            sheet.space(code.image.height + code.quiet)
            beside = self.left
        else:
            tall = len(said.lines(words, self.right - beside)) * said.line
            sheet.space(max((code.image.height - tall) // 2, 0))
        sheet.write(words, said, beside, self.right - beside)
        sheet.space(max(bottom + code.quiet - sheet.y, 0))

    def code_alone(self, code: Code, left: int) -> None:
        """A QR code in its quiet zone, at a place of its own."""
        self.sheet.space(max(code.quiet - self.of.gap, 0))
        self.sheet.paste(code.image, left, self.sheet.y)
        self.sheet.space(code.image.height + code.quiet)

    def stamp(self, at: datetime, size: int) -> None:
        """Date at the left, hour at the right; one below the other where they do not fit beside each other."""
        sheet = self.sheet
        date, hour = self.locale.date(at.date()), f"{self.locale.time(at)} {at.tzname() or ''}".strip()
        fits = self.type("ExtraBold", size).fitting(f"{date} {hour}", self.width, smallest=size - 2).size
        plain, bold = self.type("SemiBold", fits), self.type("ExtraBold", fits)
        top = sheet.y
        sheet.write(date, plain, self.left, self.width)
        if plain.width(date) + fits // 2 + bold.width(hour) <= self.width:
            sheet.y = top
            sheet.write(hour, bold, self.right - bold.width(hour), self.width)
        else:
            sheet.write(hour, bold, self.left, self.width)
