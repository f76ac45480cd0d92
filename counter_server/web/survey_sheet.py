"""The report of the survey on paper: one A4 sheet, as the office publishes it (Permenpan-RB 14/2017)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from counter_server.protocol.locale import Locale

from .survey_words import ElementLine, Report

if TYPE_CHECKING:
    from fpdf import FPDF

FACE = "Jakarta"
WEIGHTS = {"": "Regular", "B": "ExtraBold"}
INK, SOFT, DEEP, OFFICE, TINT, LINE, LOW = (
    (18, 33, 30), (75, 91, 87), (7, 59, 55), (11, 91, 83), (225, 239, 236), (200, 206, 200), (143, 61, 31),
)  # fmt: skip
LEFT, WIDE, TOP = 20.0, 170.0, 14.0
"""Millimetres of A4, 210 wide."""
SIGNS_AT = 250.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What stands around the figures."""

    letterhead: Sequence[str]
    branch: str
    signed: str
    place: str
    made: date


def draw(report: Report, sheet: Sheet, words: Locale, fonts: Path) -> bytes:
    """The PDF. `fonts`: the folder of Plus Jakarta Sans."""
    from fpdf import FPDF  # 60 ms that a server which prints nothing need not pay

    paper = FPDF(format="A4")
    for style, weight in WEIGHTS.items():
        paper.add_font(FACE, style, fonts / f"PlusJakartaSans-{weight}.ttf")
    paper.set_margins(LEFT, TOP, LEFT)
    paper.set_auto_page_break(False)
    paper.c_margin = 0  # or text stands a millimetre inside what is drawn
    paper.set_lang(words.language)
    paper.set_title(f"{words.say('common.survey.index')} · {sheet.branch} · {report.period_words}")
    paper.set_author(sheet.letterhead[0])
    paper.add_page()
    _head(paper, sheet)
    _title(paper, report, sheet, words)
    _numbers(paper, report, words)
    if report.elements:
        _elements(paper, report.elements, words)
        _below(paper, report, words)
    _foot(paper, sheet, words)
    return bytes(paper.output())


def _say(
    paper: "FPDF", text: str, size: float, *, style: str = "", ink: tuple[int, int, int] = INK, align: str = "L",
    x: float = LEFT, wide: float = WIDE, high: float = 0.0,
) -> None:  # fmt: skip
    """A paragraph; the pen stands below it afterwards. `size` in points, the rest in millimetres."""
    paper.set_font(FACE, style, size)
    paper.set_text_color(*ink)
    paper.set_x(x)
    paper.multi_cell(wide, high or size * 0.5, text, align=align, new_x="LMARGIN", new_y="NEXT")


def _head(paper: "FPDF", sheet: Sheet) -> None:
    paper.set_y(TOP)
    for n, line in enumerate(sheet.letterhead):
        big = n < 2
        _say(paper, line, 12.5 if big else 9.5, style="B" if big else "", ink=INK if big else SOFT, align="C")
    y = paper.get_y() + 2.5
    paper.set_draw_color(*DEEP)
    paper.set_line_width(0.9)
    paper.line(LEFT, y, LEFT + WIDE, y)
    paper.set_line_width(0.25)
    paper.line(LEFT, y + 1.1, LEFT + WIDE, y + 1.1)
    paper.set_y(y + 6)


def _title(paper: "FPDF", report: Report, sheet: Sheet, words: Locale) -> None:
    _say(paper, words.say("common.survey.index"), 20, style="B", ink=DEEP, align="C")
    _say(paper, f"{sheet.branch} · {report.period_words}", 12, ink=SOFT, align="C")
    paper.ln(3.5)


def _numbers(paper: "FPDF", report: Report, words: Locale) -> None:
    say, top, high, half = words.say, paper.get_y(), 46.0, 74.0
    paper.set_fill_color(*DEEP)
    paper.rect(LEFT, top, half, high, style="F", round_corners=True, corner_radius=3)
    white = (255, 255, 255)
    paper.set_y(top + 6)
    _say(paper, say("phone.survey.report.value"), 10.5, ink=white, align="C", wide=half)
    _say(paper, report.index.written if report.index else "–", 44, style="B", ink=white, align="C", wide=half, high=19)
    if report.index:
        grade = f"{report.index.grade} · {report.index.grade_words}"
        _say(paper, grade, 14, style="B", ink=white, align="C", wide=half, high=8)
    x, wide = LEFT + half + 7, WIDE - half - 7
    paper.set_y(top + 1)
    rows = [("period", report.period_words), ("answers", report.answers_words)]
    if report.index:
        rows.append(("grade", f"{report.index.grade} ({report.index.grade_words})"))
    for key, value in rows:
        _say(paper, say(f"phone.survey.report.{key}"), 8.5, ink=SOFT, x=x, wide=wide)
        _say(paper, value, 11.5, style="B", x=x, wide=wide)
        paper.ln(1)
    _say(paper, report.standing_words, 9, ink=SOFT, x=x, wide=wide)
    if report.running:
        _say(paper, say("phone.survey.report.running"), 9, ink=LOW, x=x, wide=wide)
    paper.set_y(max(top + high, paper.get_y()) + 6)


def _elements(paper: "FPDF", lines: Sequence[ElementLine], words: Locale) -> None:
    _say(paper, words.say("phone.survey.report.elements"), 12, style="B", ink=DEEP)
    paper.ln(1.5)
    name, bar, row = 74.0, 48.0, 7.6
    for line in lines:
        y = paper.get_y()
        _say(paper, line.name, 9.5, wide=name, high=row)
        x = LEFT + name + 2
        paper.set_fill_color(*TINT)
        paper.rect(x, y + 2, bar, row - 4, style="F")
        if line.value is not None:
            paper.set_fill_color(*(LOW if line.low else OFFICE))
            paper.rect(x, y + 2, bar * line.value.part / 1000, row - 4, style="F")
            paper.set_y(y)
            _say(paper, line.value.written, 10, style="B", x=x + bar + 2, wide=16, high=row, align="R")
            paper.set_y(y)
            told = f"{line.value.grade} · {line.value.grade_words}"
            _say(paper, told, 8.5, ink=SOFT, x=x + bar + 19, wide=WIDE - name - bar - 21, high=row)
        paper.set_y(y + row)
    paper.ln(3)


def _below(paper: "FPDF", report: Report, words: Locale) -> None:
    say, top, half = words.say, paper.get_y(), (WIDE - 8) / 2
    _say(paper, say("phone.survey.report.mend"), 11, style="B", ink=LOW, wide=half)
    for n, line in enumerate(report.mend, start=1):
        _say(paper, f"{n}. {line.name} ({line.value.written if line.value else '–'})", 9.5, wide=half, high=5.4)
    left = paper.get_y()
    if report.services:
        x = LEFT + half + 8
        paper.set_y(top)
        _say(paper, say("phone.survey.report.services"), 11, style="B", ink=DEEP, x=x, wide=half)
        for group in report.services:
            value = group.value.written if group.value else "–"
            _say(paper, f"{group.name}: {value} ({group.answers})", 9.5, x=x, wide=half, high=5.4)
    paper.set_y(max(left, paper.get_y()) + 3.5)
    how = f"{say('phone.survey.report.how_hint')} {say('phone.survey.report.limits')}."
    _say(paper, how, 8, ink=SOFT)


def _foot(paper: "FPDF", sheet: Sheet, words: Locale) -> None:
    made, say = words.date(sheet.made).partition(", ")[2] or words.date(sheet.made), words.say
    paper.set_y(max(paper.get_y() + 4, SIGNS_AT - 16))
    _say(paper, say("phone.survey.report.thanks"), 9.5, ink=DEEP, align="C")
    top = max(paper.get_y() + 4, SIGNS_AT)
    paper.set_y(top)
    if not sheet.signed:
        _say(paper, say("phone.survey.report.made", date=made), 8.5, ink=SOFT, align="C")
        return
    x, wide = LEFT + 100, WIDE - 100
    dated = say("phone.survey.report.dated", place=sheet.place, date=made) if sheet.place else made
    _say(paper, dated, 9.5, x=x, wide=wide, align="C")
    _say(paper, sheet.signed, 10, style="B", x=x, wide=wide, align="C")
    paper.set_draw_color(*LINE)
    paper.line(x + 8, top + 30, x + wide - 8, top + 30)
