"""Visits for looking at the screens: each page as somebody will meet it."""

from collections.abc import Iterator
from dataclasses import replace

from counter_server.protocol.messages import Estimate, IssuedTicket
from counter_server.protocol.terms import Form, Is, Priority

from .guide_parts import PARTS
from .offer_gone import CHANGED
from .survey_visit import ASKED, Became
from .visit import OnPaper, Page, Place, Visit

FULL = {"kk": (Form.ORIGINAL, Form.COPY), "ektp": (Form.ORIGINAL, Form.COPY)}
LACKING: dict[str, tuple[Form, ...]] = {"kk": (Form.ORIGINAL,), "ektp": ()}
ANSWERS = {"for": "family", "insurance": "none", "residence": "city"}
TICKET = IssuedTicket(
    id=12, number="A-012", service="A", step="verification", status=Is.WAITING, ahead=7,
    estimate=Estimate(low=25, high=40),
)  # fmt: skip


def example_visits(language: str) -> Iterator[tuple[str, Visit]]:
    """Name of the picture and the visit it shows."""
    new = Visit(request_id="example", language=language)
    under_way = replace(new.to(Place(Page.SERVICE)), service="A", answers=ANSWERS, papers=FULL)
    places = {
        **{f"guide-{part}": Place(Page.GUIDE, f"A/{part}") for part in PARTS},
        "guide-no-papers": Place(Page.GUIDE, "L/requirements"),
        "service": Place(Page.SERVICE),
        "for": Place(Page.QUESTION, "for"),
        "insurance": Place(Page.QUESTION, "insurance"),
        "residence": Place(Page.QUESTION, "residence"),
        "hospital": Place(Page.QUESTION, "hospital"),
        "covered": Place(Page.COVERED, "jkn"),
        "paper-kk": Place(Page.PAPER, "kk"),
        "paper-ektp": Place(Page.PAPER, "ektp"),
        "priority": Place(Page.PRIORITY),
        "summary": Place(Page.SUMMARY),
        "help": Place(Page.HELP),
        "taking": Place(Page.TAKING),
    }
    yield "welcome", new
    yield from ((name, under_way.to(place)) for name, place in places.items())
    nik = under_way.to(Place(Page.IDENTITY, "nik"))
    yield "identity-typing", replace(nik, numbers={"nik": "1871064"})
    yield "identity-wrong", replace(nik, numbers={"nik": "18710632"})
    yield "identity-woman", replace(nik, numbers={"nik": "187106721290"})
    yield "identity-no-code", replace(nik, numbers={"nik": "1871"}, code_refused=True)
    yield "identity-good", replace(nik, numbers={"nik": "1871064512900003"})
    unsure = {**ANSWERS, "residence": "elsewhere", "insurance": "unsure"}
    missing = replace(under_way, papers=LACKING, answers=unsure, priority=Priority.ELDERLY)
    yield "summary-incomplete", missing.to(Place(Page.SUMMARY))
    yield "taking-trouble", replace(under_way.to(Place(Page.TAKING)), waits_for_server=True)
    refused = under_way.to(Place(Page.REFUSED, "service_closed"))
    yield "changed", replace(new.to(Place(Page.REFUSED, CHANGED)), refusal=CHANGED)
    yield "refused", replace(refused, refusal="service_closed", facts={"opens": "2026-11-23T07:30:00+07:00"})
    yield "identity-entered", replace(nik, numbers={"nik": "1871064512900003"}, entered=frozenset({"nik"}))
    yield from _asked(new)
    yield from _checking(replace(under_way, checking=True), missing)
    yield from _with_a_number(under_way)
    yield from _given(replace(under_way, at=Place(Page.TICKET), ticket=TICKET))


def _checking(checking: Visit, missing: Visit) -> Iterator[tuple[str, Visit]]:
    yield "check-service", checking.to(Place(Page.SERVICE))
    yield "check-complete", checking.to(Place(Page.SUMMARY))
    lacking = replace(missing, checking=True, answers=ANSWERS).to(Place(Page.SUMMARY))
    yield "check-missing", lacking
    yield "check-list", replace(lacking, listing=OnPaper.PRINTED)
    yield "check-no-list", replace(lacking, listing=OnPaper.NOT_PRINTED)


def _asked(new: Visit) -> Iterator[tuple[str, Visit]]:
    first = new.to(ASKED[0])
    yield "survey", first
    for place in ASKED[1:]:
        yield f"survey-{place.subject}", replace(first.to(place), marks={"requirements": 4, place.subject: 3})
    yield "survey-end", replace(first.to(Place(Page.SURVEY_END)), marks={"requirements": 4})
    yield "survey-nothing", first.to(Place(Page.SURVEY_END))
    yield "survey-sending", replace(new, at=Place(Page.SURVEY_SENDING))
    for became in Became:
        yield f"survey-{became}", replace(new, at=Place(Page.SURVEY_SENT, became))


def _with_a_number(under_way: Visit) -> Iterator[tuple[str, Visit]]:
    known = {"ticket": 12, "number": "A-012", "status": "waiting"}
    had = replace(under_way, numbers={"nik": "1871064512900003"}, refusal="ticket_exists", facts=known)
    yield "repeat", had.to(Place(Page.REPEAT))
    yield "repeat-missed", replace(had, facts={**known, "status": "no_show"}).to(Place(Page.REPEAT))
    yield "repeat-no-paper", replace(had, refusal="server_away").to(Place(Page.REPEAT))


def _given(got: Visit) -> Iterator[tuple[str, Visit]]:
    own = IssuedTicket(id=-3, number="A-X03", service="A", step="", status=Is.WAITING)
    yield "ticket-own", replace(got, ticket=own, on_paper=OnPaper.PRINTED)
    for on_paper in OnPaper:
        yield f"ticket-{on_paper.replace('_', '-')}", replace(got, on_paper=on_paper)
