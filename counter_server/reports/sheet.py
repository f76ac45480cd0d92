"""A4 paper for a report: lines, cards, tables and drawings, one below the other. The only place that knows fpdf2."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from fpdf import FPDF

from .drawing import COLOURS, TEXT, Box, Drawing, Rule, Words

MARGIN, WIDTH, HEIGHT = 18.0, 210.0, 297.0
ROOM = WIDTH - 2 * MARGIN
POINT = 72 / 25.4
"""Points a millimetre."""
FACE = "office"
ROW, HEAD, PAD = 6.0, 5.0, 1.6
CARD_HEIGHT = 27.0
TABLE_SIZE = 8.5
MOST_AIR = 14.0


class A4Sheet(FPDF):
    """In millimetres. `running`: the head of every page but the first; `page_words` has places `{n}` and `{of}`."""

    def __init__(self, faces: Mapping[str, Path], *, language: str, running: str, page_words: str) -> None:
        super().__init__(unit="mm", format="A4")
        self._running, self._page_words = running, page_words
        for style, face in faces.items():
            self.add_font(FACE, style, face)
        self.set_lang(language)
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(True, 20)
        self.alias_nb_pages("{of}")
        self.c_margin = 0
        self.set_font(FACE, size=9)

    def header(self) -> None:
        """fpdf2 calls it for each page."""
        if self.page_no() > 1:
            self._write(MARGIN, 12, self._running, size=8, tone="soft")
            self._line(MARGIN, 15, MARGIN + ROOM, 15, "line", 0.2)
            self.set_y(20)

    def footer(self) -> None:
        """fpdf2 calls it for each page."""
        self.set_y(-14)
        self._ready(8, "soft", bold=False)
        self.cell(0, 5, self._page_words.replace("{n}", str(self.page_no())), align="C")

    def keep(self, height: float) -> None:
        """What follows needs so much room in one piece."""
        if self.get_y() + height > HEIGHT - 20:
            self.add_page()

    def room(self, height: float) -> None:
        """Nothing, so high."""
        self.set_y(self.get_y() + height)

    def line_of(
        self, text: str, *, size: float, bold: bool = False, tone: str = "ink", height: float = 5.0,
        x: float = MARGIN, width: float = ROOM,
    ) -> None:  # fmt: skip
        """One line, shortened to the room there is."""
        self._ready(size, tone, bold=bold)
        self.set_x(x)
        self.cell(width, height, self._fitted(text, width), new_x="LMARGIN", new_y="NEXT")

    def paragraph(self, text: str, *, size: float, tone: str = "soft") -> None:
        """As many lines as it takes."""
        if text:
            self._ready(size, tone, bold=False)
            self.multi_cell(ROOM, size * 0.5, text, align="L", new_x="LMARGIN", new_y="NEXT")

    def rule(self, weight: float, *, tone: str, gap: float) -> None:
        """A line across the paper."""
        self.room(gap)
        self._line(MARGIN, self.get_y(), MARGIN + ROOM, self.get_y(), tone, weight)

    def card(self, x: float, y: float, width: float, value: str, label: str, note: str) -> None:
        """One large figure, under a line of the office's colour."""
        self._line(x, y, x + width, y, "accent", 0.7)
        self.set_xy(x, y + 2)
        self._ready(8, "soft", bold=True)
        self.multi_cell(width, 3.6, label, align="L")
        self._write(x, y + 16.5, value, size=17, tone="ink", bold=True)
        self.set_xy(x, y + 18.5)
        self._ready(7, "soft", bold=False)
        self.multi_cell(width, 3.2, note, align="L")

    def ruled(
        self, head: Sequence[str], rows: Sequence[Sequence[str]], *, words: Sequence[bool], totals: set[int]
    ) -> None:
        """At least one row. `words`: which columns stand to the left; a row never breaks."""
        widths = self._widths(head, rows)
        self._head(head, widths, words)
        for n, row in enumerate(rows):
            if self.get_y() + ROW > HEIGHT - 20:
                self.add_page()
                self._head(head, widths, words)
            self._row(row, widths, words, bold=n in totals)
        self.room(1)

    def draw(self, drawing: Drawing) -> None:
        """Across the paper, as vectors."""
        scale, left, top = ROOM / drawing.width, MARGIN, self.get_y() + 1
        for shape in drawing.shapes:
            match shape:
                case Box(x, y, width, height, tone):
                    self.set_fill_color(COLOURS[tone])
                    self.rect(left + x * scale, top + y * scale, width * scale, height * scale, style="F")
                case Rule(x1, y1, x2, y2, tone, weight, dashed):
                    self.set_dash_pattern(**({"dash": 1.2, "gap": 0.9} if dashed else {}))
                    ends = (left + x1 * scale, top + y1 * scale, left + x2 * scale, top + y2 * scale)
                    self._line(*ends, tone, weight * 0.2)
                    self.set_dash_pattern()
                case Words(x, y, text, anchor, tone, bold):
                    self._anchored(left + x * scale, top + y * scale, text, anchor, scale, tone, bold)
        self.set_y(top + drawing.height * scale)

    def _anchored(self, x: float, y: float, text: str, anchor: str, scale: float, tone: str, bold: bool) -> None:
        self._ready(TEXT * scale * POINT, tone, bold=bold)
        shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * self.get_string_width(text)
        self.text(x - shift, y, text)

    def _head(self, head: Sequence[str], widths: Sequence[float], words: Sequence[bool]) -> None:
        self._ready(7.5, "soft", bold=True)
        lines = [
            cast("list[str]", self.multi_cell(width - PAD, 3.4, text, dry_run=True, output="LINES"))
            for text, width in zip(head, widths, strict=True)
        ]
        height, top, x = max(len(one) for one in lines) * 3.4 + 1.4, self.get_y(), MARGIN
        for n, (one, width) in enumerate(zip(lines, widths, strict=True)):
            self.set_xy(x, top + height - 1.2 - len(one) * 3.4)
            self.multi_cell(width, 3.4, "\n".join(one), align="L" if words[n] else "R")
            x += width
        self.set_y(top + height)
        self._line(MARGIN, self.get_y(), MARGIN + ROOM, self.get_y(), "accent", 0.35)

    def _row(self, row: Sequence[str], widths: Sequence[float], words: Sequence[bool], *, bold: bool) -> None:
        self._ready(TABLE_SIZE, "ink", bold=bold)
        top, x = self.get_y(), MARGIN
        for n, (text, width) in enumerate(zip(row, widths, strict=True)):
            self.set_xy(x, top)
            self.cell(width, ROW, self._fitted(text, width - PAD), align="L" if words[n] else "R")
            x += width
        self.set_y(top + ROW)
        self._line(MARGIN, self.get_y(), MARGIN + ROOM, self.get_y(), "line", 0.15)

    def _widths(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
        """Each as it needs, and some air; what is over or lacking is the first column's."""
        self._ready(TABLE_SIZE, "ink", bold=True)
        needed = [
            max([self.get_string_width(row[n]) for row in rows] + [self._longest_word(head[n])]) + 2 * PAD
            for n in range(len(head))
        ]
        air = max(0.0, min(MOST_AIR, (ROOM - sum(needed)) / len(needed)))
        needed = [width + air for width in needed]
        first = max(ROOM - sum(needed[1:]), 28.0)
        scale = (ROOM - first) / sum(needed[1:]) if len(needed) > 1 else 1.0
        return [first, *(width * min(scale, 1.0) for width in needed[1:])]

    def _longest_word(self, text: str) -> float:
        return max(self.get_string_width(word) for word in text.split())

    def _fitted(self, text: str, width: float) -> str:
        if self.get_string_width(text) <= width + 0.1:
            return text
        while text and self.get_string_width(f"{text}…") > width:
            text = text[:-1]
        return f"{text.rstrip()}…"

    def _write(self, x: float, y: float, text: str, *, size: float, tone: str, bold: bool = False) -> None:
        self._ready(size, tone, bold=bold)
        self.text(x, y, text)

    def _line(self, x1: float, y1: float, x2: float, y2: float, tone: str, weight: float) -> None:
        self.set_draw_color(COLOURS[tone])
        self.set_line_width(weight)
        self.line(x1, y1, x2, y2)

    def _ready(self, size: float, tone: str, *, bold: bool) -> None:
        self.set_font(FACE, "B" if bold else "", size)
        self.set_text_color(COLOURS[tone])
