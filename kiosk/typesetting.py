"""What is printed, made into a sheet for the printer there is: drawn, or in its own letters. Pure."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from counter_server.protocol.locale import Locale

from .list_layout import draw_list
from .paper_text import PaperText
from .printed_matter import Letterhead, Matter, Paper, PaperTicket, RequirementList, TrialPage
from .ticket_bytes import OwnLetters, Sheet
from .ticket_layout import draw_ticket
from .ticket_text import write_list, write_ticket, write_trial
from .trial_layout import draw_trial


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What the printer can do, and who prints."""

    paper: Paper
    letters: OwnLetters
    in_letters: bool
    """Whether its own letters are used; otherwise everything is drawn."""
    head: Letterhead
    fonts: Path


def typeset(matter: Matter, press: Press, words: Locale, day: date) -> Sheet:
    """The sheet; `day` is today's. OSError when a font is not there."""
    return _written(matter, press, words, day) if press.in_letters else _drawn(matter, press, words, day)


def _written(matter: Matter, press: Press, words: Locale, day: date) -> Sheet:
    text = PaperText(press.letters.columns, press.letters.draws_codes)
    match matter:
        case PaperTicket():
            return write_ticket(matter, text, words)
        case RequirementList():
            return write_list(matter, press.head, day, text, words)
        case TrialPage():
            return write_trial(matter, text, words)


def _drawn(matter: Matter, press: Press, words: Locale, day: date) -> Sheet:
    match matter:
        case PaperTicket():
            return draw_ticket(matter, press.paper, words, press.fonts)
        case RequirementList():
            return draw_list(matter, press.head, day, press.paper, words, press.fonts)
        case TrialPage():
            return draw_trial(matter, press.paper, words, press.fonts)
