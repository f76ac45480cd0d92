"""The paper ticket, drawn: one picture in black and white, as wide as the printer prints. Pure.

It never holds a name, a NIK or a KK number: `PaperTicket` has no place for them.
"""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from PIL import Image

from counter_server.protocol.locale import Locale

from .paper_brush import BLACK, WHITE, Sheet, Type, Weight, qr
from .paper_signs import Sign

DOTS = {80: 576, 58: 384}


@dataclass(frozen=True, slots=True)
class Paper:
    """A roll: its width in mm, and how many dots of a line can be printed (0: the usual number)."""

    mm: int = 80
    dots: int = 0

    def __post_init__(self) -> None:
        if not self.dots:
            object.__setattr__(self, "dots", DOTS[self.mm])


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTicket:
    """What is printed, in the visitor's language. What is empty or None is left out."""

    office: str
    branch: str
    service: str
    number: str
    issued_at: datetime
    """Aware, in the branch's own zone."""
    ahead: int | None = None
    estimate: tuple[int, int] | None = None
    """Minutes, low and high."""
    where: str = ""
    """Where to wait or to go first."""
    missing: tuple[str, ...] = ()
    """The papers still missing."""
    ready: tuple[str, ...] = ()
    """What to have in hand when called."""
    qr: str = ""
    """The address of the ticket's page, or the number."""
    priority: bool = False
    reprint: bool = False


@dataclass(frozen=True, slots=True)
class Measures:
    """Sizes for one width of paper, in dots."""

    margin: int
    gap: int
    number: int
    branch: int
    service: int
    text: int
    small: int
    label: int
    sign: int
    qr: int


WIDE = Measures(margin=16, gap=16, number=196, branch=34, service=38, text=29, small=24, label=24, sign=34, qr=208)
NARROW = Measures(margin=10, gap=12, number=136, branch=27, service=29, text=25, small=19, label=20, sign=28, qr=168)
NARROW_BELOW = 460


def draw(ticket: PaperTicket, paper: Paper, locale: Locale, fonts: Path) -> Image.Image:
    """The ticket as a picture of mode "1", `paper.dots` wide. OSError when a font is not in `fonts`."""
    page = _Page(paper, locale, fonts)
    page.head(ticket)
    page.number(ticket)
    page.queue(ticket)
    page.missing(ticket)
    page.ready(ticket)
    page.foot(ticket)
    return page.sheet.paper()


@dataclass
class _Page:
    paper: Paper
    locale: Locale
    fonts: Path
    sheet: Sheet = field(init=False)
    of: Measures = field(init=False)

    def __post_init__(self) -> None:
        self.sheet = Sheet(self.paper.dots)
        self.of = NARROW if self.paper.dots < NARROW_BELOW else WIDE
        self.left, self.right = self.of.margin, self.paper.dots - self.of.margin
        self.width = self.right - self.left

    def type(self, weight: Weight, size: int) -> Type:
        return Type(self.fonts, weight, size)

    def say(self, key: str, **facts: object) -> str:
        return self.locale.say(f"paper.{key}", **facts)

    def head(self, ticket: PaperTicket) -> None:
        sheet, of = self.sheet, self.of
        sheet.space(of.gap // 2)
        right = self.flag(self.say("priority"), sheet.y) if ticket.priority else self.right
        sheet.write(ticket.branch, self.type("ExtraBold", of.branch), self.left, right - self.left)
        office = self.type("SemiBold", of.small).fitting(ticket.office, self.width, smallest=of.small - 2)
        sheet.write(ticket.office, office, self.left, self.width)
        sheet.space(of.gap // 2)
        sheet.rule(self.left, self.right, 4)
        sheet.space(of.gap)

    def number(self, ticket: PaperTicket) -> None:
        sheet, of = self.sheet, self.of
        sheet.write(self.say("number"), self.type("SemiBold", of.text), self.left, self.width)
        sheet.space(of.gap)
        digits = self.type("ExtraBold", of.number).fitting(ticket.number, self.width)
        sheet.reach(sheet.y + digits.capital)
        left = self.left - round(digits.font.getbbox(ticket.number, anchor="ls")[0])
        sheet.pen.text((left, sheet.y + digits.capital), ticket.number, font=digits.font, fill=BLACK, anchor="ls")
        sheet.space(digits.capital + of.gap)
        sheet.write(ticket.service, self.type("Bold", of.service), self.left, self.width)
        sheet.space(of.gap)

    def flag(self, text: str, top: int) -> int:
        """A black tag with white letters at the right edge. Returns where the room to its left ends."""
        label = self.type("ExtraBold", self.of.label)
        left = self.right - label.width(text) - 24
        high = label.line + 6
        self.sheet.reach(top + high)
        self.sheet.pen.rounded_rectangle((left, top, self.right - 1, top + high - 1), 8, fill=BLACK)
        baseline = top + (high + label.capital) // 2
        label.put(self.sheet.pen, text, left + 12, baseline, WHITE)
        return left - 12

    def queue(self, ticket: PaperTicket) -> None:
        rows: list[tuple[Sign, str, Weight]] = []
        if ticket.ahead is not None:
            key = "ahead.none" if not ticket.ahead else "ahead.one" if ticket.ahead == 1 else "ahead.many"
            rows.append((Sign.PEOPLE, self.say(key, n=ticket.ahead), "Bold"))
        if ticket.estimate:
            low, high = ticket.estimate
            key = "estimate_same" if low == high else "estimate"
            rows.append((Sign.CLOCK, self.locale.say(f"paper.{key}", low=low, high=high), "Bold"))
        if ticket.where:
            rows.append((Sign.PLACE, ticket.where, "SemiBold"))
        if rows:
            self.sheet.rule(self.left, self.right, 2)
            self.sheet.space(self.of.gap)
        for sign, text, weight in rows:
            self.row(sign, text, weight)
        self.sheet.space(self.of.gap // 2 if rows else 0)

    def row(self, sign: Sign, text: str, weight: Weight, *, inset: int = 0) -> None:
        """A pictogram and what it says; the text wraps beside it."""
        sheet, of, words = self.sheet, self.of, self.type(weight, self.of.text)
        top, indent = sheet.y, of.sign + 14
        sheet.reach(top + max(of.sign, words.line) + 8)
        sheet.paste(sign.drawn(of.sign), self.left + inset, top + max((words.line - of.sign) // 2, 0))
        sheet.write(text, words, self.left + inset + indent, self.width - indent - 2 * inset)
        sheet.y = max(sheet.y, top + of.sign)
        sheet.space(of.gap // 2)

    def missing(self, ticket: PaperTicket) -> None:
        if not ticket.missing:
            return
        sheet, of = self.sheet, self.of
        sheet.space(of.gap // 2)
        top, inset = sheet.y, 14
        title = self.type("ExtraBold", of.text)
        lines = title.lines(self.say("missing"), self.width - 2 * inset)
        bar = len(lines) * title.line + 12
        sheet.reach(top + bar)
        sheet.pen.rectangle((self.left, top, self.right - 1, top + bar - 1), fill=BLACK)
        sheet.space(6)
        sheet.write(self.say("missing"), title, self.left + inset, self.width - 2 * inset, ink=WHITE)
        sheet.space(6 + of.gap)
        for line in ticket.missing:
            self.row(Sign.CROSS, line, "Bold", inset=inset)
        sheet.space(of.gap // 2)
        sheet.pen.rectangle((self.left, top, self.right - 1, sheet.y - 1), outline=BLACK, width=4)
        sheet.space(of.gap)

    def ready(self, ticket: PaperTicket) -> None:
        if not ticket.ready:
            return
        if not ticket.missing:
            self.sheet.rule(self.left, self.right, 2)
            self.sheet.space(self.of.gap)
        self.sheet.write(self.say("ready"), self.type("ExtraBold", self.of.text), self.left, self.width)
        self.sheet.space(self.of.gap // 2)
        for line in ticket.ready:
            self.row(Sign.BOX, line, "SemiBold")
        self.sheet.space(self.of.gap // 2)

    def foot(self, ticket: PaperTicket) -> None:
        sheet, of = self.sheet, self.of
        if not ticket.missing or ticket.ready:
            sheet.rule(self.left, self.right, 2)
            sheet.space(of.gap)
        if ticket.qr:
            self.code(ticket.qr)
        self.issued(ticket)
        sheet.space(of.gap)

    def code(self, text: str) -> None:
        """The QR code, and beside it (below it, where it is too large) what it is for."""
        sheet, words = self.sheet, self.type("SemiBold", self.of.text)
        code, said = qr(text, self.of.qr), self.say("scan" if "://" in text else "show")
        sheet.space(code.quiet // 2)
        sheet.paste(code.image, self.left, sheet.y)
        bottom = sheet.y + code.image.height
        beside = self.left + code.image.width + code.quiet
        if self.right - beside < words.size * 6:
            sheet.space(code.image.height + code.quiet)
            beside = self.left
        else:
            sheet.space(max((code.image.height - len(words.lines(said, self.right - beside)) * words.line) // 2, 0))
        sheet.write(said, words, beside, self.right - beside)
        sheet.space(max(bottom + code.quiet - sheet.y, 0))

    def issued(self, ticket: PaperTicket) -> None:
        """Date at the left, hour at the right; one below the other where they do not fit beside each other."""
        sheet, of = self.sheet, self.of
        small, bold = self.type("SemiBold", of.small), self.type("ExtraBold", of.small)
        date = self.locale.date(ticket.issued_at.date())
        hour = f"{self.locale.time(ticket.issued_at)} {ticket.issued_at.tzname() or ''}".strip()
        top = sheet.y
        sheet.write(date, small, self.left, self.width)
        if small.width(date) + small.size // 2 + bold.width(hour) <= self.width:
            sheet.y = top
            sheet.write(hour, bold, self.right - bold.width(hour), self.width)
        else:
            sheet.write(hour, bold, self.left, self.width)
        if ticket.reprint:
            sheet.write(self.say("reprint"), bold, self.left, self.width)
