"""A visit at the kiosk: where the visitor is, what she has said, and the way to her ticket.

A visit is replaced, never changed. It is made with a `request_id` of its own, kept to its end: however often the take
button is touched or the request repeated, the server answers with one ticket.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from counter_server.protocol.messages import IssuedTicket
from counter_server.protocol.offer import ServiceFace
from counter_server.protocol.terms import For, Form, Paper, Priority

from .comfort import Comfort


class Page(StrEnum):
    """What kind of screen the visitor sees."""

    WELCOME = "welcome"
    GUIDE = "guide"
    SERVICE = "service"
    CLOSED = "closed"
    QUESTION = "question"
    COVERED = "covered"
    PAPER = "paper"
    IDENTITY = "identity"
    PRIORITY = "priority"
    SUMMARY = "summary"
    HELP = "help"
    TAKING = "taking"
    REFUSED = "refused"
    REPEAT = "repeat"
    """The patient has a number for this service already."""
    TICKET = "ticket"
    SURVEY = "survey"
    SURVEY_END = "survey_end"
    SURVEY_SENDING = "survey_sending"
    SURVEY_SENT = "survey_sent"


@dataclass(frozen=True, slots=True)
class Place:
    """A page and what it is about: a question, a paper, `nik` or `kk`, a service's letter, an element of the survey."""

    page: Page
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Came:
    """A place left behind, and the service it belonged to."""

    place: Place
    service: str


class OnPaper(StrEnum):
    """How the printing of this visit's ticket stands."""

    PRINTING = "printing"
    PRINTED = "printed"
    NOT_PRINTED = "not_printed"
    UNCONFIRMED = "unconfirmed"
    """Sent, but the printer says nothing: the paper may be there, or not."""


WELCOME = Place(Page.WELCOME)
LOCKED = frozenset({Page.TAKING, Page.TICKET, Page.SURVEY_SENDING, Page.SURVEY_SENT})
"""From here on the visit has its ticket, or will have it, or its answers are sent: there is no way back into the
questions."""

BRINGS: Mapping[str, tuple[Form, ...]] = {
    "both": (Form.ORIGINAL, Form.COPY),
    "original": (Form.ORIGINAL,),
    "copy": (Form.COPY,),
    "nothing": (),
}
"""What a visitor may have of one paper, as one choice."""

ASKED_FOR_ANYBODY = ("for", "hospital")
"""Questions that have an answer for a patient nobody knows."""

ABOUT_PAPERS = ("for", "insurance", "residence")
"""Questions whose answer tells whether the claim is for this counter, and with which papers."""

NUMBER_LENGTH = 16
"""Digits of a NIK and of a KK number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Everything one visitor has said so far. Forgotten with the visit."""

    request_id: str
    language: str
    comfort: Comfort = Comfort()
    """How she wants to see, reach and hear it."""
    at: Place = WELCOME
    came: tuple[Came, ...] = ()
    """The places before this one, for the way back."""
    service: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    """By question; they are the patient's, and stay when the visitor chooses another service."""
    papers: Mapping[str, tuple[Form, ...]] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict, repr=False)
    """`nik` and `kk` as typed so far."""
    entered: frozenset[str] = frozenset()
    """Those that were typed to their end: from then on they are shown masked."""
    code_refused: bool = False
    """What was scanned last is no number of a person or a family."""
    checking: bool = False
    """She only asks whether her papers are complete; no number is taken yet."""
    checked: bool = False
    """She asked that before: what she answered then is not asked again."""
    listed: frozenset[str] = frozenset()
    """Letters of the services whose list she has asked for: each comes once a visit."""
    listing: OnPaper | None = None
    """How the printing of the list on the screen stands, once it was asked for."""
    priority: Priority | None = None
    marks: Mapping[str, int] = field(default_factory=dict, repr=False)
    """What she answered in the survey: element → 1 to 4."""
    wants_help: bool = False
    ticket: IssuedTicket | None = None
    on_paper: OnPaper = OnPaper.PRINTING
    paper_trouble: str = ""
    """Why no paper came: a printer status."""
    refusal: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    waits_for_server: bool = False
    """The request could not be delivered yet and is being repeated."""

    @property
    def by_itself(self) -> bool:
        """The number is the kiosk's own: who waits before it is not known."""
        return self.ticket is not None and self.ticket.id < 0

    def to(self, place: Place, *, service: str | None = None) -> "Visit":
        """On to `place`, remembering this one and its service."""
        letter = self.service if service is None else service
        came = (*self.came, Came(self.at, self.service))
        return replace(self, at=place, service=letter, came=came, listing=None, code_refused=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What goes to the server with the wish for a ticket."""

    answers: Mapping[str, str] = field(default_factory=dict)
    papers: Mapping[str, tuple[Form, ...]] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict, repr=False)


def way(visit: Visit, service: ServiceFace) -> tuple[Place, ...]:
    """The places of a visit for this service, in order, given what has been answered so far."""
    asked = [question.key for question in service.questions if question.choices]
    papers = [str(paper) for paper in Paper if service.documents.get(paper)]
    numbers = ["nik", "kk"] if service.asks_identity else []
    if visit.answers.get("for") == For.ANONYMOUS:  # nobody can show or know these for her
        asked, papers, numbers = [question for question in asked if question in ASKED_FOR_ANYBODY], [], []
    asked_about_papers = (
        *(Place(Page.QUESTION, key) for key in asked if not (visit.checking and key not in ABOUT_PAPERS)),
        *(Place(Page.PAPER, paper) for paper in papers),
    )
    if visit.checking:
        return (*asked_about_papers, Place(Page.SUMMARY))
    return (
        *asked_about_papers,
        *(Place(Page.IDENTITY, number) for number in numbers),
        Place(Page.PRIORITY),
        Place(Page.SUMMARY),
    )


def answered(visit: Visit, place: Place) -> bool:
    """Whether the visitor has said what is asked here."""
    match place.page:
        case Page.QUESTION:
            return place.subject in visit.answers
        case Page.PAPER:
            return place.subject in visit.papers
        case Page.PRIORITY:
            return visit.priority is not None
        case Page.IDENTITY:
            return place.subject in visit.entered
        case _:
            return False


def declared(visit: Visit, service: ServiceFace) -> Declared:
    """What of all the visitor said belongs to this service. Who asked for help declares nothing."""
    if visit.wants_help:
        return Declared()
    places = way(visit, service)
    return Declared(
        answers={key: said for key, said in visit.answers.items() if Place(Page.QUESTION, key) in places},
        papers={key: held for key, held in visit.papers.items() if Place(Page.PAPER, key) in places},
        numbers={key: typed for key, typed in visit.numbers.items() if typed and Place(Page.IDENTITY, key) in places},
    )
