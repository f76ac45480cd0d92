"""A report on A4, fit to be signed and handed on: letterhead, charts as vectors, tables that carry their head over the
page, page numbers, and a place for date and signatures."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from .charts import draw
from .section import Card, Kind, Report, Section, Table
from .sheet import CARD_HEIGHT, MARGIN, ROOM, ROW, A4Sheet
from .tabular_font import tabular_copy
from .wording import Wording

STEM = "PlusJakartaSans-"
CHART_WIDTH = 620.0
"""Units across the paper: a line of text in a chart is then 9.5 points high."""
HEADING, CAPTION, FEW_ROWS = 24.0, 12.0, 40.0
"""Millimetres of a section's title with its note, of the title of a chart, of a table's beginning."""
SHORT = 12
"""Rows of a table that is not broken over two pages."""
SIGNED = 22.0
"""Millimetres for a signature and its stamp."""


def paper(report: Report, words: Wording, fonts: Path) -> bytes:
    """The file's content. `fonts`: the folder of the office's fonts."""
    with tempfile.TemporaryDirectory() as folder:
        faces = {style: Path(folder) / f"{name}.ttf" for style, name in (("", "Regular"), ("B", "Bold"))}
        for style, name in (("", "Regular"), ("B", "Bold")):
            tabular_copy(fonts / f"{STEM}{name}.ttf", faces[style])
        sheet = A4Sheet(
            faces, language=words.locale.language, running=f"{report.title} · {report.period}",
            page_words=words.say("page", n="{n}", of="{of}"),
        )  # fmt: skip
        sheet.set_title(f"{report.title}: {report.period}")
        sheet.set_author(report.office)
        sheet.set_creation_date(report.made_at)
        _front(sheet, report)
        for section in report.sections:
            _section(sheet, section, words)
        _signatures(sheet, report, words)
        return bytes(sheet.output())


def _front(sheet: A4Sheet, report: Report) -> None:
    sheet.add_page()
    sheet.line_of(report.office, size=12, bold=True, tone="accent")
    sheet.line_of(report.branch, size=9.5, tone="soft")
    sheet.rule(1.0, tone="accent", gap=2.0)
    sheet.room(7)
    sheet.line_of(report.title, size=20, bold=True, height=9.5)
    sheet.line_of(report.period, size=13, tone="soft", height=7)
    sheet.room(1.5)
    for line in (report.made, *report.remarks):
        sheet.paragraph(line, size=8.5)


def _section(sheet: A4Sheet, section: Section, words: Wording) -> None:
    sheet.keep(HEADING + _first_height(section))
    sheet.room(7)
    sheet.line_of(section.title, size=13.5, bold=True, height=7, tone="accent")
    sheet.paragraph(section.note, size=8.5)
    if section.cards:
        _cards(sheet, section.cards, words)
    for chart in section.charts:
        picture = draw(chart, CHART_WIDTH, words.value)
        sheet.keep(picture.height * ROOM / CHART_WIDTH + CAPTION)
        sheet.room(3.5)
        sheet.line_of(chart.title, size=9.5, bold=True, height=6)
        sheet.draw(picture)
    for table in section.tables:
        _table(sheet, table, words)


def _first_height(section: Section) -> float:
    """Of what stands below the title: it is not left alone at the foot of a page."""
    if section.cards:
        return CARD_HEIGHT
    if section.charts:
        return draw(section.charts[0], CHART_WIDTH, lambda value, kind: "").height * ROOM / CHART_WIDTH + CAPTION
    return FEW_ROWS


def _cards(sheet: A4Sheet, cards: Sequence[Card], words: Wording) -> None:
    sheet.room(4)
    top, gap = sheet.get_y(), 4.0
    width = (ROOM - gap * (len(cards) - 1)) / len(cards)
    for n, card in enumerate(cards):
        sheet.card(MARGIN + n * (width + gap), top, width, words.value(card.value, card.kind), card.label, card.note)
    sheet.set_y(top + CARD_HEIGHT)


def _table(sheet: A4Sheet, table: Table, words: Wording) -> None:
    head = [column.title for column in table.columns]
    rows = [
        [words.value(cell, column.kind) for cell, column in zip(row.cells, table.columns, strict=True)]
        for row in table.rows
    ]
    sheet.keep(min(len(rows), SHORT) * ROW + 20)
    sheet.room(4)
    sheet.line_of(table.title, size=9.5, bold=True, height=6)
    if not rows:
        sheet.paragraph(words.say("nothing"), size=8.5)
        return
    words_in = [column.kind in (Kind.TEXT, Kind.DATE) for column in table.columns]
    sheet.ruled(head, rows, words=words_in, totals={n for n, row in enumerate(table.rows) if row.is_total})
    if table.note:
        sheet.paragraph(table.note, size=7.5)


def _signatures(sheet: A4Sheet, report: Report, words: Wording) -> None:
    sheet.keep(SIGNED + 40)
    sheet.room(12)
    top, half = sheet.get_y(), ROOM / 2
    left = (words.say("sign.seen"), words.say("sign.head", office=report.office))
    right = (words.say("sign.place", year=report.made_at.year), words.say("sign.in_charge", branch=report.branch))
    for x, lines in ((MARGIN, left), (MARGIN + half, right)):
        sheet.set_y(top)
        for line in lines:
            sheet.line_of(line, size=9.5, x=x, width=half - 6)
        sheet.set_y(top + 12 + SIGNED)
        sheet.line_of("." * 48, size=9.5, x=x, width=half - 6)
        sheet.line_of(words.say("sign.nip"), size=9.5, x=x, width=half - 6)
