"""What to bring, drawn for taking home: each paper with boxes to tick, where to get it and what it costs. Pure."""

from datetime import date
from pathlib import Path

from PIL import Image

from counter_server.protocol.locale import Locale

from .paper_brush import BLACK
from .paper_page import NARROW_BELOW, Measures, PaperPage
from .paper_signs import Sign
from .printed_matter import Item, Layout, Letterhead, Paper, RequirementList
from .ticket_layout import MEASURES

LARGE = (
    Measures(margin=16, gap=12, number=44, title=44, service=46, text=44, small=36, sign=36, code=152),
    Measures(margin=24, gap=16, number=54, title=54, service=56, text=54, small=42, sign=46, code=208),
)
"""On narrow and on wide paper. Titles have capitals of 4 and of 5 mm: larger, and the list is half a metre long."""


def draw_list(
    asked: RequirementList, head: Letterhead, day: date, paper: Paper, locale: Locale, fonts: Path
) -> Image.Image:
    """The list as a picture of mode "1", `paper.dots` wide. OSError when a font is not in `fonts`."""
    of = (LARGE if asked.large else MEASURES[Layout.FULL])[paper.dots >= NARROW_BELOW]
    page = PaperPage(paper, locale, fonts, of)
    page.gap(0.5)
    if not asked.large:
        page.write(head.branch, "ExtraBold", of.small)
        office = page.type("SemiBold", of.small).fitting(head.office, page.width, smallest=of.small - 2)
        page.write(head.office, "SemiBold", office.size)
        page.gap(0.25)
    page.write(page.say("list.title"), "ExtraBold", of.service)
    page.write(asked.service, "Bold", of.text)
    page.gap(0.5)
    page.rule(4)
    for n, item in enumerate(asked.items, 1):
        if n > 1:
            page.rule(1)
        _item(page, n, item)
    page.rule()
    for line in asked.closing:
        page.write(line, "SemiBold", of.text)
        page.gap(0.5)
    if asked.contact:
        page.gap(0.5)
        page.code(asked.contact, asked.contact_words, of.small + 2)
    elif asked.contact_words:
        page.write(asked.contact_words, "SemiBold", of.small + 2)
    page.gap(0.5)
    page.write(locale.date(day), "SemiBold", of.small)
    page.gap()
    return page.sheet.paper()


def _item(page: PaperPage, n: int, item: Item) -> None:
    """One thing to bring: its number, or its box where it has no forms, at the left edge, all else at the text's."""
    of, sheet = page.of, page.sheet
    bold = page.type("ExtraBold", of.text)
    left, width = page.left, page.width
    if item.forms:
        sheet.reach(sheet.y + bold.line)
        number = f"{n}." if n < 10 else str(n)
        bold.put(sheet.pen, number, left, sheet.y + (bold.line + bold.capital) // 2, BLACK)
        page.left, page.width = left + of.indent, width - of.indent
        page.write(item.title, "ExtraBold", of.text)
        page.gap(0.5)
        _forms(page, item.forms)
    else:
        page.row(Sign.BOX, item.title, "Bold")
        page.left, page.width = left + of.indent, width - of.indent
    if item.hint:
        page.write(item.hint, "SemiBold", of.small + 2)
    page.gap(0.75)
    page.left, page.width = left, width


def _forms(page: PaperPage, forms: tuple[str, ...]) -> None:
    """A box for each form, side by side in equal columns where they fit."""
    left, width, top = page.left, page.width, page.sheet.y
    column = width // len(forms)
    words = page.type("SemiBold", page.of.text)
    beside = all(words.width(form) <= column - page.of.indent for form in forms)
    for n, form in enumerate(forms):
        if beside:
            page.sheet.y = top
            page.left, page.width = left + n * column, column
        page.row(Sign.BOX, form)
    page.left, page.width = left, width
