"""What a visit's paper says: who is ahead, what is missing, what to have in hand, where to wait."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from counter_server.protocol.branch_file import Branch, load_branch
from counter_server.protocol.locale import Locale
from counter_server.protocol.messages import Estimate, IssuedTicket, Ticket
from counter_server.protocol.terms import Form, Is, Language, Priority
from kiosk.again import to_print, visit_of
from kiosk.paper_content import paper_ticket
from kiosk.printed_matter import PaperTicket
from kiosk.visit import Visit

from .kiosk_office import office

ASSETS = Path(__file__).parents[2] / "assets"
WORDS = {language: Locale.load(ASSETS / "locale", language) for language in ("id", "en")}
EAST = Branch(key="timur", name="LALOPA Timur", office="Dinas Kesehatan", zone="Asia/Jayapura")
BRANCH = replace(load_branch(ASSETS / "branch.toml"), branch=EAST)
BOTH = (Form.ORIGINAL, Form.COPY)
ANSWERS = {"for": "family", "insurance": "none", "residence": "city"}
COMPLETE = Visit(request_id="r", language="id", service="A", answers=ANSWERS, papers={"kk": BOTH, "ektp": BOTH})
TICKET = IssuedTicket(
    id=1,
    number="A-017",
    service="A",
    step="verification",
    status=Is.WAITING,
    issued_at=datetime(2026, 11, 23, 23, 30, tzinfo=UTC),
    ahead=4,
    estimate=Estimate(low=15, high=25),
    page="https://antrean.example.go.id/t/Zk3v",
)
HELP = "Tunggu panggilan petugas bantuan"
COUNTER = "Tunggu panggilan ke loket"


def paper(visit: Visit = COMPLETE, ticket: IssuedTicket = TICKET, *, reprint: bool = False) -> PaperTicket:
    service = office().service(ticket.service)
    return paper_ticket(ticket, visit, BRANCH, service, WORDS[visit.language], reprint=reprint)


def test_a_complete_visit_has_its_papers_ready_and_waits_for_the_counter() -> None:
    assert paper() == PaperTicket(
        office="Dinas Kesehatan",
        branch="LALOPA Timur",
        service="Layanan A",
        number="A-017",
        issued_at=datetime.fromisoformat("2026-11-24T08:30:00+09:00"),
        ahead=4,
        estimate=(15, 25),
        where=COUNTER,
        missing=(),
        ready=("KK asli dan fotokopi", "E-KTP asli dan fotokopi"),
        qr="https://antrean.example.go.id/t/Zk3v",
        priority=False,
        reprint=False,
    )


def test_the_hour_on_the_paper_is_the_branchs_own() -> None:
    printed = paper().issued_at
    assert (printed.isoformat(), printed.tzname()) == ("2026-11-24T08:30:00+09:00", "WIT")


def test_an_incomplete_visit_names_what_is_missing_and_what_is_there_and_waits_for_help() -> None:
    said = paper(replace(COMPLETE, papers={"kk": (Form.ORIGINAL,), "ektp": ()}))
    assert said.missing == ("Fotokopi KK", "E-KTP asli dan fotokopi")
    assert said.ready == ("KK asli",)
    assert said.where == HELP


def test_who_asks_for_help_is_told_of_no_paper() -> None:
    said = paper(replace(COMPLETE, wants_help=True))
    assert (said.missing, said.ready, said.where) == ((), (), HELP)


def test_a_patient_nobody_knows_is_told_of_no_paper() -> None:
    said = paper(replace(COMPLETE, answers={"for": "anonymous", "insurance": "none"}))
    assert (said.missing, said.ready, said.where) == ((), (), HELP)


def test_an_unsure_address_waits_for_help_with_every_paper_ready() -> None:
    said = paper(replace(COMPLETE, answers={**ANSWERS, "residence": "unsure"}))
    assert (said.missing, len(said.ready), said.where) == ((), 2, HELP)


@pytest.mark.parametrize("reprint", [False, True])
def test_the_paper_speaks_the_visitors_language(reprint: bool) -> None:
    said = paper(replace(COMPLETE, language="en", papers={"kk": BOTH}), reprint=reprint)
    assert (said.missing, said.ready) == (("E-KTP, original and photocopy",), ("KK, original and photocopy",))
    assert said.where == ("" if reprint else "Wait for the help desk to call you")


def test_a_reprint_leaves_out_what_has_passed_since_and_keeps_the_hour_of_issue() -> None:
    said = paper(replace(COMPLETE, papers={"kk": BOTH}), reprint=True)
    assert (said.reprint, said.ahead, said.estimate, said.where) == (True, None, None, "")
    assert (said.number, said.issued_at) == (paper().number, paper().issued_at)
    assert (said.missing, said.ready) == (("E-KTP asli dan fotokopi",), ("KK asli dan fotokopi",))


@pytest.mark.parametrize("papers, missing", [({"kk": ["original", "copy"], "ektp": []}, 1), ({}, 0)])
def test_a_reprint_knows_from_the_ticket_who_lacks_a_paper_and_who_asked_for_help(
    papers: dict[str, list[str]], missing: int
) -> None:
    known = Ticket(
        id=1,
        number="A-017",
        service="A",
        step="help",
        status=Is.WAITING,
        documents=papers,
        answers=ANSWERS if papers else {},
        language=Language.EN,
        priority=Priority.ELDERLY,
    )
    visit = visit_of(known)
    said = paper(visit, to_print(known), reprint=True)
    assert (len(said.missing), said.priority, visit.language) == (missing, True, "en")


def test_nobody_ahead_means_no_minutes() -> None:
    said = paper(ticket=replace(TICKET, ahead=0))
    assert (said.ahead, said.estimate) == (0, None)


def test_without_a_page_the_code_is_the_number() -> None:
    assert paper(ticket=replace(TICKET, page=None)).qr == "A-017"


@pytest.mark.parametrize("priority, marked", [(None, False), (Priority.NONE, False), (Priority.ELDERLY, True)])
def test_only_a_visitor_with_priority_is_marked(priority: Priority | None, marked: bool) -> None:
    assert paper(replace(COMPLETE, priority=priority)).priority is marked


def test_a_service_offered_no_longer_is_named_by_its_letter() -> None:
    said = paper_ticket(TICKET, COMPLETE, BRANCH, None, WORDS["id"], reprint=False)
    assert (said.service, said.missing, said.ready, said.where, said.ahead) == ("A", (), (), "", 4)
