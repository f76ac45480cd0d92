"""`Sudah dilayani?`: a visit that takes no number. The nine questions of the survey, and what became of the answers,
which are forgotten with the visit."""

from dataclasses import replace
from enum import StrEnum

from counter_server.domain.survey import HIGHEST, LOWEST, Element

from .office import Office
from .visit import Page, Place, Visit

ASKED = tuple(Place(Page.SURVEY, str(element)) for element in Element)
"""In the regulation's order."""
MARKS = range(LOWEST, HIGHEST + 1)


class Became(StrEnum):
    """What became of the answers, once they were sent."""

    THANKS = "thanks"
    SLOW = "slow"
    """Somebody has just answered here; she may send them once more."""
    CLOSED = "closed"
    LOST = "lost"
    """The server did not answer: whether it has them is not known, and they are sent no more."""


def begin_survey(visit: Visit, office: Office) -> Visit:
    """From the welcome to the first question, where the office asks."""
    return visit.to(ASKED[0]) if visit.at.page is Page.WELCOME and office.asks_survey else visit


def mark(visit: Visit, choice: str, office: Office) -> Visit:
    """What she thinks of it; on to the next."""
    if choice not in map(str, MARKS):
        return visit
    return pass_over(replace(visit, marks={**visit.marks, visit.at.subject: int(choice)}))


def pass_over(visit: Visit) -> Visit:
    """To the next question; after the last one, to sending."""
    if visit.at not in ASKED:
        return visit
    following = ASKED.index(visit.at) + 1
    return visit.to(ASKED[following] if following < len(ASKED) else Place(Page.SURVEY_END))


def send(visit: Visit) -> Visit:
    """What she has answered so far goes to the server; locks at once, so a second touch sends nothing."""
    if not visit.marks or visit.at.page not in (Page.SURVEY, Page.SURVEY_END, Page.SURVEY_SENT):
        return visit
    return replace(visit, at=Place(Page.SURVEY_SENDING), came=())


def sent(visit: Visit, became: str) -> Visit:
    """The server has answered, or nobody has."""
    if visit.at.page is not Page.SURVEY_SENDING:
        return visit
    kept = visit.marks if became == Became.SLOW else {}
    return replace(visit, at=Place(Page.SURVEY_SENT, became), marks=kept)


def closed(new: Visit) -> Visit:
    """The office has just ceased to ask."""
    return replace(new, at=Place(Page.SURVEY_SENT, Became.CLOSED))
