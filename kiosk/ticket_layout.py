"""The paper ticket, drawn in one of three layouts, in black and white and as wide as the printer prints. Pure."""

from pathlib import Path

from PIL import Image

from counter_server.protocol.locale import Locale

from .paper_page import NARROW_BELOW, Measures, PaperPage
from .paper_signs import Sign
from .paper_words import ahead_words, estimate_words
from .printed_matter import Layout, Paper, PaperTicket

FULL_WIDE = Measures(
    margin=24, gap=16, number=160, title=34, service=38, text=29, small=24, sign=34, code=208
)  # fmt: skip
FULL_NARROW = Measures(
    margin=16, gap=12, number=124, title=27, service=29, text=25, small=20, sign=28, code=152
)  # fmt: skip
COMPACT_WIDE = Measures(
    margin=24, gap=10, number=118, title=27, service=29, text=27, small=21, sign=28, code=168
)  # fmt: skip
COMPACT_NARROW = Measures(
    margin=16, gap=8, number=128, title=23, service=25, text=23, small=19, sign=24, code=120
)  # fmt: skip
LARGE_WIDE = Measures(
    margin=24, gap=20, number=260, title=56, service=56, text=56, small=56, sign=52, code=208
)  # fmt: skip
LARGE_NARROW = Measures(
    margin=16, gap=16, number=200, title=54, service=54, text=54, small=54, sign=0, code=152
)  # fmt: skip
LEAST_BESIDE_CODE = 0.4
"""Of the width, for words beside a code."""
MEASURES = {
    Layout.FULL: (FULL_NARROW, FULL_WIDE),
    Layout.COMPACT: (COMPACT_NARROW, COMPACT_WIDE),
    Layout.LARGE: (LARGE_NARROW, LARGE_WIDE),
}
"""Layout → sizes on narrow and on wide paper. The large print has capitals of 5 mm and more."""


def measures(layout: Layout, paper: Paper) -> Measures:
    """The sizes of this layout on this paper."""
    return MEASURES[layout][paper.dots >= NARROW_BELOW]


def draw_ticket(ticket: PaperTicket, paper: Paper, locale: Locale, fonts: Path) -> Image.Image:
    """The ticket as a picture of mode "1", `paper.dots` wide. OSError when a font is not in `fonts`."""
    page = PaperPage(paper, locale, fonts, measures(ticket.layout, paper))
    page.gap(0.5)
    match ticket.layout:
        case Layout.FULL:
            _full(page, ticket)
        case Layout.COMPACT:
            _compact(page, ticket)
        case Layout.LARGE:
            _large(page, ticket)
    page.gap()
    return page.sheet.paper()


def _full(page: PaperPage, ticket: PaperTicket) -> None:
    of = page.of
    _head(page, ticket)
    page.write(page.say("number"), "SemiBold", of.text)
    page.gap()
    page.number(ticket.number, of.number)
    page.gap()
    page.write(ticket.service, "Bold", of.service)
    page.gap()
    if ticket.missing:
        page.bar(Sign.MIND, page.say("missing"), of.text)
        page.gap()
        for line in ticket.missing:
            page.row(Sign.CROSS, line, "Bold")
        page.gap(0.5)
    _wait(page, ticket, "wait")
    if ticket.ready:
        page.rule()
        page.write(page.say("ready"), "ExtraBold", of.text)
        page.gap(0.5)
        for line in ticket.ready:
            page.row(Sign.BOX, line)
        page.gap(0.5)
    page.rule()
    if ticket.qr:
        page.code(ticket.qr, page.say("scan" if "://" in ticket.qr else "show"), of.text)
    page.stamp(ticket.issued_at, of.small)
    if ticket.reprint:
        page.write(page.say("reprint"), "ExtraBold", of.small)


def _head(page: PaperPage, ticket: PaperTicket) -> None:
    """Who prints, and a tag for those who come first."""
    sheet, of = page.sheet, page.of
    right = page.flag(page.say("priority"), of.small) if ticket.priority else page.right
    sheet.write(ticket.branch, page.type("ExtraBold", of.title), page.left, right - page.left)
    office = page.type("SemiBold", of.small).fitting(ticket.office, page.width, smallest=of.small - 2)
    sheet.write(ticket.office, office, page.left, page.width)
    page.gap(0.5)
    page.rule(4)


def _wait(page: PaperPage, ticket: PaperTicket, table: str) -> None:
    """Who is ahead, how long, and where."""
    ahead, estimate = ahead_words(ticket, page.locale, table), estimate_words(ticket, page.locale, table)
    if ahead or estimate or ticket.where:
        page.rule()
    if ahead:
        page.row(Sign.PEOPLE, ahead, "Bold")
    if estimate:
        page.row(Sign.CLOCK, estimate, "Bold")
    if ticket.where:
        page.row(Sign.PLACE, ticket.where)
    if ahead or estimate or ticket.where:
        page.gap(0.5)


def _compact(page: PaperPage, ticket: PaperTicket) -> None:
    """Number and wait at the left, the code at the right; on narrow paper the code stands beside the wait alone, and a
    very large one below it."""
    of, sheet = page.of, page.sheet
    code, whole, narrow = page.qr(ticket.qr) if ticket.qr else None, page.width, page.paper.dots < NARROW_BELOW
    room = whole - code.image.width - code.quiet if code else whole
    is_beside = room >= whole * LEAST_BESIDE_CODE
    beside = room if is_beside else whole
    if code and not narrow:
        sheet.space(code.quiet)
    top = sheet.y
    page.number(ticket.number, of.number, whole if narrow else beside)
    page.gap()
    sheet.write(ticket.service, page.type("Bold", of.service), page.left, whole if narrow else beside)
    page.gap(0.5)
    if code and narrow:
        top = sheet.y + code.quiet - of.gap // 2
    page.width = beside
    for sign, words in (
        (Sign.PEOPLE, ahead_words(ticket, page.locale, "short")),
        (Sign.CLOCK, estimate_words(ticket, page.locale, "short")),
    ):
        if words:
            page.row(sign, words, "Bold")
    page.width = whole
    if code and is_beside:
        sheet.paste(code.image, page.right - code.image.width, top)
        sheet.space(max(top + code.image.height + code.quiet - sheet.y, 0))
    elif code:
        page.code_alone(code, page.left)
    _compact_foot(page, ticket)


def _compact_foot(page: PaperPage, ticket: PaperTicket) -> None:
    of = page.of
    if ticket.missing:
        page.rule()
        page.row(Sign.CROSS, f"{page.say('missing')}: {', '.join(ticket.missing)}", "Bold")
    page.rule()
    facts = [
        ticket.branch,
        page.say("priority") if ticket.priority else "",
        page.say("reprint") if ticket.reprint else "",
    ]
    page.write(" · ".join(fact for fact in facts if fact), "ExtraBold", of.small)
    page.stamp(ticket.issued_at, of.small)


def _large(page: PaperPage, ticket: PaperTicket) -> None:
    of = page.of
    if ticket.priority:
        page.flag(page.say("priority"), of.text, share=1.0)
        page.sheet.space(round(of.text * 1.5) + of.gap)
    page.number(ticket.number, of.number)
    page.gap(1.5)
    page.write(ticket.service, "Bold", of.service)
    page.gap()
    if ticket.missing:
        page.bar(Sign.MIND, page.say("short.missing"), of.text)
        page.gap()
        for line in ticket.missing:
            page.row(Sign.CROSS, line, "Bold")
        page.gap(0.5)
    _wait(page, ticket, "short")
    page.rule(4)
    _large_foot(page, ticket)


def _large_foot(page: PaperPage, ticket: PaperTicket) -> None:
    """The code, and day and hour beside it where they fit, for they are as large as everything else."""
    of, at = page.of, ticket.issued_at
    day = page.say("short.date", day=at.day, month=page.locale.say(f"common.month.{at.month}"))
    words, bold = page.type("SemiBold", of.text), page.type("ExtraBold", of.text)
    if ticket.qr:
        code = page.qr(ticket.qr)
        beside = code.image.width + code.quiet
        room = page.width - beside
        if words.fits(day, room):
            top = page.sheet.y
            page.sheet.space(max((code.image.height - (len(words.lines(day, room)) + 1) * words.line) // 2, 0))
            page.sheet.write(day, words, page.left + beside, room)
            page.sheet.write(page.locale.time(at), bold, page.left + beside, room)
            day, page.sheet.y = "", top
        page.code_alone(code, page.left)
    if day:
        page.write(day, "SemiBold", of.text)
        page.write(page.locale.time(at), "ExtraBold", of.text)
    page.write(page.say("reprint") if ticket.reprint else "", "SemiBold", of.text)
    page.write(ticket.branch, "Bold", of.text)
