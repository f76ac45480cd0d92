from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_server.protocol.locale import Locale
from counter_server.protocol.messages import IssuedTicket
from counter_server.protocol.terms import Form, Is, Priority
from display.screen.engine import ASSETS
from kiosk import flow, offer_gone
from kiosk.office import Office
from kiosk.pages import screen
from kiosk.summary import goes_to, missing_papers
from kiosk.visit import BRINGS, LOCKED, WELCOME, OnPaper, Page, Place, Visit, declared, way
from kiosk.wish import wish_of

from .kiosk_office import office, service

EN = Locale.load(ASSETS / "locale", "en")

WHOLE = office()
NUMBER = "1871064512900003"


def new(language: str = "id") -> Visit:
    return Visit(request_id="visit-1", language=language)


def answered(*choices: str, at: Office = WHOLE) -> Visit:
    """A new visit after these touches, the language first."""
    visit = new()
    for choice in choices:
        visit = flow.choose(visit, choice, at)
    return visit


def ticket(number: str = "A-001") -> IssuedTicket:
    return IssuedTicket(id=1, number=number, service="A", step="verification", status=Is.WAITING)


COMPLETE = ("id", "A", "family", "none", "city", "both", "both", "none")


def places(visit: Visit) -> list[Place]:
    return [came.place for came in visit.came] + [visit.at]


def test_a_complete_visit_asks_one_thing_at_a_time_and_ends_at_the_summary() -> None:
    assert places(answered(*COMPLETE)) == [
        WELCOME,
        Place(Page.SERVICE),
        Place(Page.QUESTION, "for"),
        Place(Page.QUESTION, "insurance"),
        Place(Page.QUESTION, "residence"),
        Place(Page.PAPER, "kk"),
        Place(Page.PAPER, "ektp"),
        Place(Page.PRIORITY),
        Place(Page.SUMMARY),
    ]


def test_what_was_said_goes_to_the_server() -> None:
    visit = answered("en", "A", "self", "inactive", "city", "original", "nothing", "elderly")
    wish = wish_of(visit, service("A"))
    assert wish.told() == {
        "request_id": "visit-1",
        "service": "A",
        "language": "en",
        "documents": {"kk": ["original"], "ektp": []},
        "answers": {"for": "self", "insurance": "inactive", "residence": "city"},
        "priority": "elderly",
        "nik": None,
        "kk": None,
    }


@pytest.mark.parametrize(
    "choices, missing, role",
    [
        (COMPLETE, {}, "verifier"),
        (("id", "A", "self", "none", "city", "original", "both", "none"), {"kk": ("copy",)}, "extra"),
        (
            ("id", "A", "self", "none", "city", "copy", "nothing", "none"),
            {"kk": ("original",), "ektp": ("original", "copy")},
            "extra",
        ),
        (("id", "A", "self", "none", "elsewhere", "both", "both", "none"), {}, "extra"),
        (("id", "A", "self", "unsure", "city", "both", "both", "none"), {}, "extra"),
        (("id", "S", "none"), {}, "extra"),
    ],
)
def test_what_is_missing_and_who_calls_first_is_known_before_the_ticket(
    choices: tuple[str, ...], missing: dict[str, tuple[str, ...]], role: str
) -> None:
    visit = answered(*choices)
    assert visit.at == Place(Page.SUMMARY)
    face = service(visit.service)
    assert (missing_papers(visit, face), goes_to(visit, face)) == (missing, role)


@pytest.mark.parametrize("cover", ["jkn", "other"])
def test_a_patient_with_other_cover_is_told_and_offered_information(cover: str) -> None:
    visit = answered("id", "A", "family", cover)
    assert visit.at == Place(Page.COVERED, cover)
    informed = flow.choose(visit, "S", WHOLE)
    assert (informed.service, informed.at) == ("S", Place(Page.PRIORITY))
    assert declared(informed, service("S")).answers == {}


def test_a_changed_answer_about_cover_leads_on() -> None:
    visit = flow.back(answered("id", "A", "family", "jkn"))
    assert visit.at == Place(Page.QUESTION, "insurance")
    assert flow.choose(visit, "inactive", WHOLE).at == Place(Page.QUESTION, "residence")


def test_for_an_anonymous_patient_no_paper_is_asked_and_the_service_is_theirs() -> None:
    visit = answered("id", "A", "anonymous")
    assert (visit.service, visit.at) == ("L", Place(Page.PRIORITY))
    assert flow.back(visit).service == "A"
    assert flow.back(visit).at == Place(Page.QUESTION, "for")


def test_without_their_service_an_anonymous_patient_stays_without_being_asked_for_papers() -> None:
    visit = answered("id", "A", "anonymous", at=office("A", "S"))
    assert (visit.service, visit.at) == ("A", Place(Page.PRIORITY))
    assert wish_of(visit, service("A")).answers == {"for": "anonymous"}


def test_the_hospital_is_asked_for_an_anonymous_patient_too() -> None:
    at = office(hospital=True)
    assert answered("id", "A", "anonymous", at=at).at == Place(Page.QUESTION, "hospital")


def test_a_closed_service_says_so_and_leads_nowhere_else() -> None:
    at = office(closed="K")
    assert answered("id", "K", at=at).at == Place(Page.CLOSED, "K")
    assert answered("id", "K", at=at).service == ""


def test_help_gives_a_ticket_without_papers_and_answers_wherever_one_is() -> None:
    visit = flow.take(flow.ask_for_help(answered(*COMPLETE)), WHOLE)
    assert visit.at == Place(Page.TAKING)
    wish = wish_of(visit, service(visit.service))
    assert (wish.service, wish.documents, wish.answers) == ("A", {}, {})


def test_help_at_the_welcome_is_a_ticket_for_information() -> None:
    assert flow.take(flow.ask_for_help(new()), WHOLE).service == "S"


def test_help_is_no_dead_end_where_all_is_closed() -> None:
    visit = flow.ask_for_help(new())
    assert flow.take(visit, office(closed="AKLS")) == visit
    assert flow.back(visit).at == WELCOME


def test_after_help_was_left_the_answers_count_again() -> None:
    visit = flow.back(flow.ask_for_help(answered(*COMPLETE)))
    assert wish_of(flow.take(visit, WHOLE), service("A")).answers["insurance"] == "none"


def test_the_second_touch_on_take_finds_nothing_to_do() -> None:
    once = flow.take(answered(*COMPLETE), WHOLE)
    assert flow.take(once, WHOLE) == once
    assert flow.back(once) == once
    assert flow.ask_for_help(once) == once


def test_the_request_id_stays_the_same_from_the_first_touch_to_the_ticket() -> None:
    visit = flow.issued(flow.take(answered(*COMPLETE), WHOLE), ticket())
    assert (visit.request_id, visit.at) == ("visit-1", Place(Page.TICKET))


def test_a_number_is_noted_when_no_paper_comes() -> None:
    got = flow.issued(flow.take(answered(*COMPLETE), WHOLE), ticket())
    assert flow.paper_came(got).on_paper is OnPaper.PRINTED
    assert flow.no_paper(got, "paper_out").on_paper is OnPaper.NOT_PRINTED
    assert flow.no_paper(got, "unconfirmed").on_paper is OnPaper.UNCONFIRMED


def test_a_refusal_leads_back_to_the_visit() -> None:
    refused = flow.refused(flow.take(answered(*COMPLETE), WHOLE), "service_closed", {"opens": None})
    assert refused.at == Place(Page.REFUSED, "service_closed")
    assert flow.back(refused).at == Place(Page.SUMMARY)


def test_whoever_is_refused_help_still_has_said_what_she_said() -> None:
    refused = flow.refused(flow.take(flow.ask_for_help(answered(*COMPLETE)), WHOLE), "outside_hours", {})
    visit = flow.back(flow.back(refused))
    assert visit.at == Place(Page.SUMMARY)
    assert missing_papers(visit, service("A")) == {}


@pytest.mark.parametrize("late", [flow.paper_came, lambda visit: flow.issued(visit, ticket())])
def test_what_arrives_after_the_visitor_left_changes_nothing(late: Callable[[Visit], Visit]) -> None:
    assert late(new()) == new()


def test_numbers_are_asked_where_the_branch_wants_them_and_may_be_skipped() -> None:
    at = office(identity=True)
    visit = answered(*COMPLETE[:-1], at=at)
    assert visit.at == Place(Page.IDENTITY, "nik")
    typed = flow.onward(flow.type_number(visit, NUMBER + "99"), at)
    assert typed.at == Place(Page.IDENTITY, "kk")
    skipped = flow.skip_number(flow.type_number(typed, "18"), at)
    assert skipped.at == Place(Page.PRIORITY)
    wish = wish_of(skipped, service("A", identity=True))
    assert (wish.nik, wish.kk) == (NUMBER, None)


def test_a_wish_does_not_show_the_number_of_a_person() -> None:
    visit = flow.type_number(answered(*COMPLETE[:-1], at=office(identity=True)), NUMBER)
    assert NUMBER not in repr(wish_of(visit, service("A", identity=True)))


def test_another_language_forgets_nothing() -> None:
    visit = flow.speak(answered(*COMPLETE), "en")
    assert (visit.language, visit.answers) == ("en", answered(*COMPLETE).answers)


def test_a_service_that_is_gone_ends_the_visit_that_is_about_it_and_says_so() -> None:
    visit = flow.arrange(answered("en", "A", "family"), "large")
    assert offer_gone.fits(visit, WHOLE)
    assert not offer_gone.fits(visit, office("S"))
    told = offer_gone.overtaken(visit, office("S"), Visit(request_id="new", language="id"))
    assert (told.at.page, told.language, told.comfort.large, told.answers) == (Page.REFUSED, "en", True, {})
    assert screen(told, office("S"), EN).title == "This service has changed"
    assert flow.begin_anew(told, Visit(request_id="next", language="id")).at.page is Page.SERVICE


def test_a_guide_that_is_gone_is_a_welcome_again() -> None:
    new = Visit(request_id="new", language="id")
    assert offer_gone.overtaken(flow.read_guide(new, "A"), office("S"), new) is new
    assert offer_gone.overtaken(answered("en", "A", "family"), Office(), new) is new


TOUCHES = st.lists(
    st.sampled_from(
        [
            *("id", "en", "A", "K", "L", "S", "self", "family", "anonymous", "none", "jkn", "other", "inactive"),
            *("unsure", "city", "elsewhere", *BRINGS, *Priority, "back", "help", "take", "guide"),
        ]
    ),
    max_size=40,
)


def touched(visit: Visit, touch: str) -> Visit:
    match touch:
        case "back":
            return flow.back(visit)
        case "help":
            return flow.ask_for_help(visit)
        case "take":
            return flow.take(visit, WHOLE)
        case "guide":
            return flow.read_guide(visit, "A") if visit.at.page not in LOCKED else visit
        case _ if touch in offered(visit):
            return flow.choose(visit, touch, WHOLE)
    return visit


def offered(visit: Visit) -> set[str]:
    """What the page on the screen has to touch."""
    at = visit.at
    face = WHOLE.service(visit.service)
    match at.page:
        case Page.WELCOME:
            return {"id", "en"}
        case Page.SERVICE | Page.GUIDE:
            return {"A", "K", "L", "S"}
        case Page.QUESTION if face:
            return {
                choice.key for question in face.questions if question.key == at.subject for choice in question.choices
            }
        case Page.COVERED:
            return {"S"}
        case Page.PAPER:
            return set(BRINGS)
        case Page.PRIORITY:
            return set(Priority)
    return set()


@given(TOUCHES)
def test_however_one_touches_there_is_always_a_way_on_and_back(touches: list[str]) -> None:
    visit = new()
    for touch in touches:
        visit = touched(visit, touch)
    assert offer_gone.fits(visit, WHOLE)
    assert visit.request_id == "visit-1"
    assert visit.at.page in {*LOCKED, Page.SUMMARY, Page.HELP} or offered(visit)
    if visit.at.page not in LOCKED:
        steps = len(visit.came)
        for _ in range(steps):
            visit = flow.back(visit)
        assert visit.at == WELCOME


@given(TOUCHES)
def test_only_what_belongs_to_the_service_is_told_to_the_server(touches: list[str]) -> None:
    visit = new()
    for touch in touches:
        visit = touched(visit, touch)
    face = WHOLE.service(visit.service)
    if face is None:
        return
    said = declared(visit, face)
    asked = {place.subject for place in way(visit, face) if place.page is Page.QUESTION}
    assert set(said.answers) <= asked
    assert set(said.papers) <= set(face.documents)
    assert all(form in tuple(Form) for forms in said.papers.values() for form in forms)
