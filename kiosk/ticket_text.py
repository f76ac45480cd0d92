"""Tickets, lists and the test print in the printer's own letters: the same words as drawn, a hundredth of the bytes.
Pure."""

from datetime import date, datetime

from counter_server.protocol.locale import Locale

from .paper_text import PaperText
from .paper_words import ahead_words, estimate_words
from .printed_matter import Item, Layout, Letterhead, PaperTicket, RequirementList, TrialPage

BOX, CROSS = "[ ]", "x"
BOX_COLUMNS, CROSS_COLUMNS = 4, 2
WIDE_FROM = 40
"""Columns: with fewer the code's modules are smaller."""
LARGE_WIDE, LARGE_TALL = 2, 3
"""Letters of 3 by 9 mm, their capitals over 6 mm."""


def module_of(text: PaperText, *, small: bool = False) -> int:
    """Dots of a code's module; 3 are the least cameras of cheap phones need."""
    wide = text.columns >= WIDE_FROM
    return (4 if wide else 3) if small else (6 if wide else 4)


def write_ticket(ticket: PaperTicket, text: PaperText, locale: Locale) -> PaperText:
    """The ticket in one of its three layouts."""
    match ticket.layout:
        case Layout.FULL:
            _full(ticket, text, locale)
        case Layout.COMPACT:
            _compact(ticket, text, locale)
        case Layout.LARGE:
            _large(ticket, text, locale)
    return text


def _full(ticket: PaperTicket, text: PaperText, words: Locale) -> None:
    text.write(ticket.branch, bold=True)
    text.write(ticket.office)
    text.rule()
    if ticket.priority:
        text.write(words.say("paper.priority"), wide=2, tall=2, bold=True)
    text.write(words.say("paper.number"))
    text.number(ticket.number, 6)
    text.write(ticket.service, tall=2, bold=True)
    text.gap()
    if ticket.missing:
        text.write(words.say("paper.missing"), tall=2, bold=True)
        for line in ticket.missing:
            text.write(line, bold=True, first=CROSS, indent=CROSS_COLUMNS)
        text.gap()
    text.write(ahead_words(ticket, words, "wait"), bold=True)
    text.write(estimate_words(ticket, words, "wait"), bold=True)
    text.write(ticket.where)
    if ticket.ready:
        text.gap()
        text.write(words.say("paper.ready"), bold=True)
        for line in ticket.ready:
            text.write(line, first=BOX, indent=BOX_COLUMNS)
    if text.draws_codes:
        text.code(ticket.qr, module_of(text))
        text.write(words.say("paper.scan" if "://" in ticket.qr else "paper.show"))
    text.gap()
    _stamp(ticket.issued_at, text, words)
    _reprint(ticket, text, words)


def _compact(ticket: PaperTicket, text: PaperText, words: Locale) -> None:
    text.number(ticket.number, 4)
    text.write(ticket.service, bold=True)
    wait = (ahead_words(ticket, words, "short"), estimate_words(ticket, words, "short"))
    text.write(", ".join(said for said in wait if said))
    if ticket.missing:
        text.write(f"{words.say('paper.missing')}: {', '.join(ticket.missing)}", bold=True)
    text.code(ticket.qr, module_of(text, small=True))
    facts = [ticket.branch, words.say("paper.priority") if ticket.priority else ""]
    text.write(" - ".join(fact for fact in facts if fact))
    _stamp(ticket.issued_at, text, words)
    _reprint(ticket, text, words)


def _large(ticket: PaperTicket, text: PaperText, words: Locale) -> None:
    def write(said: str, *, bold: bool = False) -> None:
        text.write(said, wide=LARGE_WIDE, tall=LARGE_TALL, bold=bold)

    if ticket.priority:
        write(words.say("paper.priority"), bold=True)
    text.number(ticket.number, 8)
    text.gap()
    write(ticket.service, bold=True)
    text.gap()
    if ticket.missing:
        write(f"{words.say('paper.short.missing')}:", bold=True)
        for line in ticket.missing:
            write(line)
        text.gap()
    write(ahead_words(ticket, words, "short"))
    write(estimate_words(ticket, words, "short"))
    write(ticket.where)
    text.code(ticket.qr, module_of(text))
    at = ticket.issued_at
    write(words.say("paper.short.date", day=at.day, month=words.say(f"common.month.{at.month}")))
    write(words.time(at))
    write(words.say("paper.reprint") if ticket.reprint else "")
    write(ticket.branch)


def write_list(asked: RequirementList, head: Letterhead, day: date, text: PaperText, words: Locale) -> PaperText:
    """What to bring."""
    wide, tall = (2 if text.columns >= WIDE_FROM else 1, 2) if asked.large else (1, 1)
    if not asked.large:
        text.write(head.branch, bold=True)
        text.write(head.office)
    text.write(words.say("paper.list.title"), wide=2, tall=2, bold=True)
    text.write(asked.service, wide=wide, tall=2, bold=True)
    text.rule()
    for n, item in enumerate(asked.items, 1):
        _item(n, item, text, wide=wide, tall=tall)
    text.rule()
    for line in (*asked.closing, asked.contact_words):
        text.write(line, wide=wide, tall=tall)
    text.code(asked.contact, module_of(text))
    text.write(words.date(day))
    return text


def _item(n: int, item: Item, text: PaperText, *, wide: int, tall: int) -> None:
    first = f"{n}." if item.forms else BOX
    text.write(item.title, wide=wide, tall=tall, bold=True, first=first, indent=BOX_COLUMNS)
    for form in item.forms:
        text.write(form, wide=wide, tall=tall, first=" " * BOX_COLUMNS + BOX, indent=2 * BOX_COLUMNS)
    text.write(item.hint, wide=wide, tall=tall, indent=BOX_COLUMNS)
    text.gap()


def write_trial(trial: TrialPage, text: PaperText, words: Locale) -> PaperText:
    """The technician's test print: every character, the sizes, both edges."""
    text.write(words.say("paper.trial.title"), wide=2, tall=2, bold=True)
    text.write(trial.name, bold=True)
    _stamp(trial.printed_at, text, words)
    for key, said in trial.settings.items():
        text.write(words.say(f"paper.trial.{key}", **{key: said}))
    text.write(words.say("paper.trial.columns", columns=text.columns))
    text.write("".join(str(n % 10) for n in range(1, text.columns + 1)))
    text.write("|" + "-" * (text.columns - 2) + "|")
    text.write(words.say("paper.trial.edges"))
    text.write("".join(chr(code) for code in range(ord("!"), ord("~") + 1)))
    text.write(words.say("paper.trial.sizes"), bold=True)
    for times in (1, 2, 3, 4):
        text.write(f"A-{times:03d}", wide=times, tall=times)
    text.code(trial.qr, module_of(text))
    text.write(words.say("paper.trial.cut"))
    return text


def _stamp(at: datetime, text: PaperText, words: Locale) -> None:
    hour = f"{words.time(at)} {at.tzname() or ''}".strip()
    whole = f"{words.date(at.date())}  {hour}"
    month = words.say(f"common.month.{at.month}")
    short = words.say("common.written.date_short", day=at.day, month=month, year=at.year)
    text.write(whole if len(whole) <= text.columns else f"{short} {hour}")


def _reprint(ticket: PaperTicket, text: PaperText, words: Locale) -> None:
    if ticket.reprint:
        text.write(words.say("paper.reprint"), bold=True)
