"""The way to a ticket on a phone: the kiosk's questions, one on each page, without its numbers of persons. Pure.

A visit is replaced, never changed. What is missing, whether other cover pays and where that leads is the domain's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from counter_server.domain.documents import circumstances, cover_elsewhere, missing
from counter_server.domain.service import Service
from counter_server.protocol.offer import ServiceFace
from counter_server.protocol.terms import For, Form, Paper, Priority, Role

SERVICE, COVERED, PRIORITY, SUMMARY, HELP = "service", "covered", "priority", "summary", "help"
INFORMATION, WITHOUT_IDENTITY = "S", "L"
"""Letters that mean the same service everywhere."""
BRINGS: Mapping[str, tuple[Form, ...]] = {
    "both": (Form.ORIGINAL, Form.COPY), "original": (Form.ORIGINAL,), "copy": (Form.COPY,), "nothing": (),
}  # fmt: skip
ASKED_FOR_ANYBODY = ("for", "hospital")
"""Questions that have an answer for a patient nobody knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneVisit:
    """What she has said so far. Answers are the patient's and stay when she chooses another service."""

    language: str
    service: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    papers: Mapping[str, str] = field(default_factory=dict)
    """Paper → a key of BRINGS."""
    priority: Priority | None = None


def way(visit: PhoneVisit, face: ServiceFace) -> list[str]:
    """The pages of a visit for this service, in order, given what has been answered so far."""
    asked = [question.key for question in face.questions if question.choices]
    papers = [str(paper) for paper in Paper if face.documents.get(paper)]
    if visit.answers.get("for") == For.ANONYMOUS:
        asked, papers = [question for question in asked if question in ASKED_FOR_ANYBODY], []
    return [SERVICE, *asked, *papers, PRIORITY, SUMMARY]


def choices(place: str, face: ServiceFace | None, faces: Mapping[str, ServiceFace]) -> Sequence[str]:
    """What may be chosen on a page."""
    if place in (SERVICE, COVERED):
        return [letter for letter, one in faces.items() if one.open]
    if place == PRIORITY:
        return [str(one) for one in Priority]
    if place in list(Paper):
        return list(BRINGS)
    questions = face.questions if face else []
    return next(([one.key for one in asked.choices] for asked in questions if asked.key == place), [])


def said(visit: PhoneVisit, place: str) -> str:
    """What was chosen there before; empty: nothing yet."""
    if place == SERVICE:
        return visit.service
    if place == PRIORITY:
        return str(visit.priority or "")
    return visit.papers.get(place, "") if place in list(Paper) else visit.answers.get(place, "")


def choose(visit: PhoneVisit, place: str, choice: str, faces: Mapping[str, ServiceFace]) -> tuple[PhoneVisit, str]:
    """The visit after a choice, and the page that follows. A patient without identity has a service of her own."""
    if place in (SERVICE, COVERED):
        visit = replace(visit, service=choice)
        return visit, way(visit, faces[choice])[1]
    if place == PRIORITY:
        return replace(visit, priority=Priority(choice)), SUMMARY
    if place in list(Paper):
        visit = replace(visit, papers={**visit.papers, place: choice})
    else:
        visit = replace(visit, answers={**visit.answers, place: choice})
    face = faces[visit.service]
    if place == "insurance" and cover_elsewhere(visit.answers):
        return visit, COVERED
    own = faces.get(WITHOUT_IDENTITY)
    if place == "for" and choice == For.ANONYMOUS and face.documents and own is not None and own.open:
        visit = replace(visit, service=WITHOUT_IDENTITY)
        return visit, way(visit, own)[1]
    places = way(visit, face)
    return visit, places[places.index(place) + 1]


def unanswered(visit: PhoneVisit, face: ServiceFace) -> str:
    """The first page of the way that was passed by; the summary when none was."""
    return next((place for place in way(visit, face)[:-1] if not said(visit, place)), SUMMARY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What of all she said belongs to the service, and what follows from it."""

    answers: Mapping[str, str]
    documents: Mapping[str, tuple[str, ...]]
    missing: Mapping[str, tuple[str, ...]]
    holds: frozenset[str]
    role: Role
    """Who calls her first."""


def declared(visit: PhoneVisit, face: ServiceFace, service: Service) -> Declared:
    """As the ticket will have it."""
    places = way(visit, face)
    answers = {key: given for key, given in visit.answers.items() if key in places}
    papers = {key: tuple(map(str, BRINGS[held])) for key, held in visit.papers.items() if key in places}
    lacking = missing(service.documents, papers, answers)
    holds = circumstances(missing=lacking, answers=answers)
    first = service.first_step(holds)
    return Declared(answers=answers, documents=papers, missing=lacking, holds=holds, role=first.role)


def helping(faces: Mapping[str, ServiceFace], services: Mapping[str, Service], chosen: str) -> str:
    """The letter under which whoever asks for help reaches the extra staff without showing a paper: the one chosen, if
    it leads there, else information, else any that does, else any; empty when all are closed."""
    ready = [letter for letter, face in faces.items() if face.open]
    wanted = [letter for letter in (chosen, INFORMATION) if letter in ready]
    ordered = [*wanted, *(letter for letter in ready if letter not in wanted)]
    leading = [letter for letter in ordered if _first_role(services[letter]) is Role.EXTRA]
    return (leading or ordered or [""])[0]


def _first_role(service: Service) -> Role:
    lacking = missing(service.documents, {})
    return service.first_step(circumstances(missing=lacking, answers={})).role
