"""The technician's test print, drawn: does it print to both edges, at the right size, dark enough, and cut? Pure."""

from pathlib import Path

from PIL import Image, ImageDraw

from counter_server.protocol.locale import Locale

from .paper_brush import BLACK, Weight
from .paper_page import NARROW_BELOW, PaperPage
from .paper_roll import DOTS_PER_MM
from .printed_matter import Layout, Paper, TrialPage
from .ticket_layout import MEASURES

EDGE = 3
"""Dots of the lines at the very edges."""
GREYS = (0, 12, 25, 50, 75, 88, 100)
"""Percent of dots that are black, from white to black."""
BAYER = ((0, 8, 2, 10), (12, 4, 14, 6), (3, 11, 1, 9), (15, 7, 13, 5))
"""Order in which the dots of a 4 by 4 square turn black."""
SAMPLE = "Aa 0123456789"
WEIGHTS: tuple[Weight, ...] = ("Regular", "SemiBold", "Bold", "ExtraBold")
CENTIMETRE = 10


def draw_trial(trial: TrialPage, paper: Paper, locale: Locale, fonts: Path) -> Image.Image:
    """The page as a picture of mode "1", `paper.dots` wide. OSError when a font is not in `fonts`."""
    of = MEASURES[Layout.FULL][paper.dots >= NARROW_BELOW]
    page = PaperPage(paper, locale, fonts, of)
    page.gap()
    page.write(page.say("trial.title"), "ExtraBold", of.service)
    page.write(trial.name, "Bold", of.text)
    page.stamp(trial.printed_at, of.small)
    page.gap()
    for key, said in trial.settings.items():
        page.write(page.say(f"trial.{key}", **{key: said}), "SemiBold", of.small)
    page.write(page.say("trial.width", mm=paper.dots // DOTS_PER_MM, dots=paper.dots), "SemiBold", of.small)
    page.gap()
    page.rule()
    page.write(page.say("trial.ruler"), "SemiBold", of.small)
    _ruler(page)
    page.gap()
    page.write(page.say("trial.grey"), "SemiBold", of.small)
    _greys(page)
    page.gap()
    for weight in WEIGHTS:
        page.write(f"{SAMPLE} {weight}", weight, of.text)
    page.write(f"{SAMPLE} {of.small} · {of.small / DOTS_PER_MM:g} mm", "SemiBold", of.small)
    page.gap()
    page.code(trial.qr, page.say("trial.scan"), of.text)
    page.rule()
    page.write(page.say("trial.edges"), "SemiBold", of.small)
    page.write(page.say("trial.cut"), "SemiBold", of.small)
    page.gap()
    _edges(page)
    return page.sheet.paper()


def _ruler(page: PaperPage) -> None:
    """A millimetre between two strokes, from the first dot that can be printed to the last."""
    sheet, of = page.sheet, page.of
    small = page.type("SemiBold", of.small - 4)
    sheet.space(of.gap // 2)
    sheet.reach(sheet.y + 40 + small.line)
    for mm in range(page.paper.dots // DOTS_PER_MM + 1):
        x = min(mm * DOTS_PER_MM, page.paper.dots - 1)
        tall = 40 if mm % CENTIMETRE == 0 else 28 if mm % (CENTIMETRE // 2) == 0 else 16
        sheet.pen.line((x, sheet.y, x, sheet.y + tall - 1), fill=BLACK, width=1)
    sheet.space(40)
    for cm in range(1, page.paper.dots // DOTS_PER_MM // CENTIMETRE + 1):
        text, x = str(cm * CENTIMETRE), cm * CENTIMETRE * DOTS_PER_MM
        left = min(x - small.width(text) // 2, page.right - small.width(text))
        small.put(sheet.pen, text, left, sheet.y + small.capital + 4, BLACK)
    sheet.space(small.line)


def _greys(page: PaperPage) -> None:
    """Boxes side by side, lighter to darker, as patterns of dots."""
    sheet = page.sheet
    sheet.space(page.of.gap // 2)
    side = page.width // len(GREYS)
    for n, percent in enumerate(GREYS):
        box = Image.new("L", (side, side), 255)
        for x in range(side):
            for y in range(side):
                if BAYER[y % 4][x % 4] * 100 < percent * 16:
                    box.putpixel((x, y), BLACK)
        ImageDraw.Draw(box).rectangle((0, 0, side - 1, side - 1), outline=BLACK, width=2)
        sheet.paste(box, page.left + n * side, sheet.y)
    sheet.space(side)


def _edges(page: PaperPage) -> None:
    """A line along the first and the last dots of every row."""
    sheet, last = page.sheet, page.paper.dots - 1
    sheet.reach(sheet.y)
    sheet.pen.rectangle((0, 0, EDGE - 1, sheet.y - 1), fill=BLACK)
    sheet.pen.rectangle((last - EDGE + 1, 0, last, sheet.y - 1), fill=BLACK)
