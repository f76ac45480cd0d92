"""The way to a ticket on a phone is the kiosk's: what both are told, both make the same wish of."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_server.domain.service import Service, Step
from counter_server.protocol.offer import ServiceFace
from counter_server.protocol.terms import Paper, Role
from counter_server.web import phone_visit
from counter_server.web.phone_visit import COVERED, SERVICE, SUMMARY, PhoneVisit, choices, choose, declared, helping
from kiosk import flow
from kiosk.office import Office
from kiosk.summary import goes_to, missing_papers
from kiosk.visit import Page, Visit
from kiosk.wish import wish_of

from .kiosk_office import office

WHOLE = office()
ADVICE_BY_VERIFIERS = replace(
    WHOLE,
    services=tuple(
        replace(face, steps=[{"key": "verification", "role": "verifier"}]) if face.letter == "S" else face
        for face in WHOLE.services
    ),
)
OFFICES = [
    WHOLE, office(hospital=True), office(closed="L"), office(closed="S"), office("A", "S"), ADVICE_BY_VERIFIERS,
]  # fmt: skip


def faces_of(office: Office) -> dict[str, ServiceFace]:
    return {face.letter: face for face in office.services}


def table(face: ServiceFace) -> Service:
    steps = [
        Step(key=step["key"], role=Role(step["role"]), standard_minutes=10, when=tuple(step.get("when", ())))
        for step in face.steps
    ]
    documents = {Paper(paper): tuple(forms) for paper, forms in face.documents.items()}
    return Service(letter=face.letter, documents=documents, steps=tuple(steps))


def place_of(visit: Visit) -> str:
    """The kiosk's page, as the phone names it."""
    return visit.at.subject if visit.at.page in (Page.QUESTION, Page.PAPER) else str(visit.at.page)


@given(st.data(), st.sampled_from(OFFICES))
def test_the_phone_asks_what_the_kiosk_asks_and_wishes_the_same(data: st.DataObject, office: Office) -> None:
    faces = faces_of(office)
    phone, place = PhoneVisit(language="id"), SERVICE
    kiosk = flow.choose(Visit(request_id="visit-1", language="id"), "id", office)
    for _ in range(20):
        assert place == place_of(kiosk)
        if place == SUMMARY:
            break
        offered = choices(place, faces.get(phone.service), faces)
        if place == COVERED:
            if "S" not in offered:
                return
            offered = ["S"]
        choice = data.draw(st.sampled_from(offered), label=place)
        phone, place = choose(phone, place, choice, faces)
        kiosk = flow.choose(kiosk, choice, office)
    face = faces[phone.service]
    told, wish = declared(phone, face, table(face)), wish_of(kiosk, faces[kiosk.service])
    said = (phone.service, dict(told.answers), {paper: list(held) for paper, held in told.documents.items()})
    assert said == (wish.service, wish.answers, wish.documents)
    assert str(phone.priority) == wish.priority
    assert told.missing == missing_papers(kiosk, face)
    assert told.role == goes_to(kiosk, face)


@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize("chosen", ["", "A", "K", "L", "S"])
def test_whoever_asks_for_help_gets_the_kiosk_s_letter(office: Office, chosen: str) -> None:
    faces = faces_of(office)
    tables = {letter: table(face) for letter, face in faces.items()}
    assert helping(faces, tables, chosen) == office.helping_service(chosen)


def test_with_everything_closed_there_is_no_help_to_take() -> None:
    assert helping(faces_of(office(closed="AKLS")), {}, "A") == ""


SAID: Mapping[str, Mapping[str, str]] = {
    "answers": {"for": "self", "insurance": "none", "residence": "city"}, "papers": {"kk": "both", "ektp": "copy"},
}  # fmt: skip


@pytest.mark.parametrize("left_out", ["for", "insurance", "residence", "kk", "ektp"])
def test_the_summary_comes_when_everything_was_asked(left_out: str) -> None:
    answers = {key: said for key, said in SAID["answers"].items() if key != left_out}
    papers = {key: said for key, said in SAID["papers"].items() if key != left_out}
    visit = PhoneVisit(language="id", service="A", answers=answers, papers=papers)
    assert phone_visit.unanswered(visit, faces_of(office())["A"]) == left_out


def test_a_question_that_is_not_asked_has_no_choices() -> None:
    faces = faces_of(office())
    assert list(choices("hospital", faces["A"], faces)) == []
    assert list(choices("anything", faces["A"], faces)) == []
