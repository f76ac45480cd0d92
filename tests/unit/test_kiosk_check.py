"""`Apakah berkas saya lengkap?`, without taking a number."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_server.protocol.locale import Locale
from counter_server.protocol.offer import Contact, PaperAdvice, Services
from kiosk import flow, offer_gone
from kiosk.comfort import Comfort
from kiosk.guide_parts import PARTS
from kiosk.office import Office
from kiosk.pages import screen
from kiosk.papers_check import begin_check, list_came, take_number, want_list
from kiosk.printed_matter import Item
from kiosk.screen import Screen
from kiosk.take_home import requirement_list
from kiosk.visit import BRINGS, OnPaper, Page, Place, Visit

from .kiosk_office import office, service

ASSETS = Path(__file__).parents[2] / "assets"
WORDS = {language: Locale.load(ASSETS / "locale", language) for language in ("id", "en")}
WHOLE = office(identity=True, hospital=True)
NEW = Visit(request_id="visit-1", language="id")
ADVICE = {
    "kk": PaperAdvice(
        where={"id": "KK baru di Disdukcapil."}, cost={"id": "gratis"}, copy_where={"id": "Fotokopi di sebelah."}
    )
}


def checked(*choices: str, at: Office = WHOLE) -> Visit:
    """A check after these touches, the service first."""
    visit = begin_check(NEW, at)
    for choice in choices:
        visit = flow.choose(visit, choice, at)
    return visit


def shown(visit: Visit, at: Office = WHOLE) -> Screen:
    return screen(visit, at, WORDS[visit.language])


ASKED = ("A", "family", "none", "city")
COMPLETE = (*ASKED, "both", "both")
LACKING = (*ASKED, "original", "nothing")


def test_a_check_asks_only_what_tells_whether_the_papers_are_complete() -> None:
    visit = checked(*COMPLETE)
    assert [came.place for came in visit.came] + [visit.at] == [
        Place(Page.WELCOME),
        Place(Page.SERVICE),
        Place(Page.QUESTION, "for"),
        Place(Page.QUESTION, "insurance"),
        Place(Page.QUESTION, "residence"),
        Place(Page.PAPER, "kk"),
        Place(Page.PAPER, "ektp"),
        Place(Page.SUMMARY),
    ]
    assert flow.take(visit, WHOLE) == visit  # no number, however the key is reached


def test_where_one_service_asks_for_papers_the_check_begins_in_it() -> None:
    assert begin_check(NEW, office("A", "S")).at == Place(Page.QUESTION, "for")


def test_only_services_that_ask_for_papers_are_offered() -> None:
    assert [choice.key for choice in shown(checked()).choices] == ["A", "K"]


def test_where_no_service_asks_for_papers_there_is_no_check() -> None:
    at = office("L", "S")
    assert begin_check(NEW, at) == NEW
    assert shown(NEW, at).third == ""
    assert shown(NEW).third == "Apakah berkas saya lengkap?"


def test_the_papers_can_be_checked_while_the_counter_is_closed() -> None:
    at = office(closed="AKLS")
    visit = checked(*COMPLETE, at=at)
    assert visit.at == Place(Page.SUMMARY)
    told = shown(visit, at)
    assert (told.title, told.action, told.third) == ("Ya, berkas sudah lengkap", "Selesai", "")
    assert take_number(visit, at) == visit


def test_after_the_check_nothing_is_asked_twice() -> None:
    visit = take_number(checked(*COMPLETE), WHOLE)
    asked = []
    while visit.at.page is not Page.SUMMARY:
        asked.append(visit.at)
        visit = flow.skip_number(visit, WHOLE) if visit.at.page is Page.IDENTITY else flow.choose(
            visit, {Page.QUESTION: "rs-1", Page.PRIORITY: "none"}[visit.at.page], WHOLE
        )  # fmt: skip
    assert asked == [
        Place(Page.QUESTION, "hospital"),
        Place(Page.IDENTITY, "nik"),
        Place(Page.IDENTITY, "kk"),
        Place(Page.PRIORITY),
    ]
    assert flow.take(visit, WHOLE).at.page is Page.TAKING


def test_back_from_the_way_to_a_number_is_back_in_the_check() -> None:
    visit = flow.back(take_number(checked(*COMPLETE), WHOLE))
    assert (visit.at, visit.checking) == (Place(Page.SUMMARY), True)


def test_a_check_that_was_left_is_over() -> None:
    visit = flow.back(begin_check(NEW, WHOLE))
    assert visit.at == NEW.at
    assert not visit.checking
    assert flow.begin(visit, "id").at == Place(Page.SERVICE)
    assert [choice.key for choice in shown(flow.begin(visit, "id")).choices] == ["A", "K", "L", "S"]


def test_for_a_patient_without_identity_no_paper_is_needed() -> None:
    told = shown(checked("A", "anonymous"))
    assert told.title == "Tidak perlu membawa berkas"
    assert [line.mark for line in told.lines] == ["good"]


def test_with_other_cover_the_check_says_so_and_information_is_a_visit_of_its_own() -> None:
    visit = checked("A", "family", "jkn")
    assert visit.at == Place(Page.COVERED, "jkn")
    assert not flow.choose(visit, "S", WHOLE).checking


def test_what_is_missing_is_told_with_where_to_get_it_and_what_it_costs() -> None:
    at = replace(WHOLE, papers=ADVICE)
    lines = {line.title: (line.mark, line.paper, line.brings, line.hint, line.cost) for line in shown(checked(*LACKING), at).lines}  # fmt: skip  # noqa: E501
    own_words = WORDS["id"].say("kiosk.todo.ektp_both")
    assert lines == {
        "Fotokopi KK": ("missing", "kk", "copy", "Fotokopi di sebelah.", ""),
        "E-KTP asli dan fotokopi": ("missing", "ektp", "both", own_words, ""),  # of which the branch says nothing
        "KK asli": ("good", "kk", "original", "", ""),
    }
    whole = shown(checked(*ASKED, "nothing", "both"), at).lines[0]
    assert (whole.hint, whole.cost) == ("KK baru di Disdukcapil. Lalu fotokopi.", "gratis")


def test_in_a_language_the_branch_has_no_words_in_the_kiosk_has_its_own() -> None:
    at = replace(WHOLE, papers=ADVICE)
    line = shown(flow.speak(checked(*LACKING), "en"), at).lines[0]
    assert line.hint == WORDS["en"].say("kiosk.todo.kk_copy")


def test_every_mark_has_its_word() -> None:
    assert {(line.mark, line.tag) for line in shown(checked(*LACKING)).lines} == {
        ("missing", "belum ada"),
        ("good", "sudah ada"),
    }


def test_the_list_to_take_home_holds_what_is_missing() -> None:
    at = replace(WHOLE, papers=ADVICE, contact=Contact(name="Petugas pendaftaran", whatsapp="6280000000000"))
    asked = requirement_list(checked(*LACKING), at, WORDS["id"], service("A"))
    assert asked.items == (
        Item("KK pasien", "Fotokopi di sebelah.", ("fotokopi",)),
        Item("E-KTP pasien", WORDS["id"].say("kiosk.todo.ektp_both"), ("asli", "fotokopi")),
    )
    assert asked.contact == "https://wa.me/6280000000000"
    assert asked.contact_words == "Bertanya lewat WhatsApp: Petugas pendaftaran"


def test_where_nothing_is_missing_the_list_holds_all_that_is_asked() -> None:
    asked = requirement_list(checked(*COMPLETE), WHOLE, WORDS["id"], service("A"))
    assert [item.title for item in asked.items] == ["KK pasien", "E-KTP pasien"]
    assert (asked.contact, asked.contact_words, asked.large) == ("", "", False)


def test_a_list_for_who_wants_large_words_is_large() -> None:
    visit = replace(checked(*COMPLETE), comfort=Comfort(large=True))
    assert requirement_list(visit, WHOLE, WORDS["id"], service("A")).large


@pytest.mark.parametrize(
    "outcome, listing, said",
    [
        ("printed", OnPaper.PRINTED, "Silakan ambil daftarnya."),
        ("unconfirmed", OnPaper.UNCONFIRMED, "Jika tidak keluar"),
        ("paper_out", OnPaper.NOT_PRINTED, "tidak bisa dicetak"),
        ("printing", OnPaper.NOT_PRINTED, "tidak bisa dicetak"),  # no outcome of a printer
    ],
)
def test_what_became_of_the_list_is_said_where_it_was_asked_for(outcome: str, listing: OnPaper, said: str) -> None:
    asked = want_list(checked(*LACKING), "A")
    assert (shown(asked).note, shown(asked).second) == ("Daftar sedang dicetak…", "")
    assert want_list(asked, "A") == asked
    came = list_came(asked, outcome)
    assert came.listing is listing
    assert said in shown(came).note
    assert flow.back(came).listing is None


def test_the_list_of_a_service_comes_once_a_visit_however_often_the_page_is_turned() -> None:
    came = list_came(want_list(checked(*LACKING), "A"), "printed")
    again = replace(came, listing=None)  # she has turned away and come back
    assert want_list(again, "A") is again
    assert shown(again).second == ""
    assert want_list(again, "K").listing is OnPaper.PRINTING


def test_a_list_that_comes_after_the_visitor_left_is_not_spoken_of() -> None:
    assert list_came(NEW, "printed") == NEW


CHOICES = ["A", "K", "self", "family", "anonymous", "none", "jkn", "inactive", "unsure", "city", "elsewhere", "S"]


@given(st.lists(st.sampled_from([*CHOICES, *BRINGS, "back", "number", "guide", *PARTS]), max_size=30))
def test_however_one_touches_a_check_ends_in_an_answer_and_can_be_left(touches: list[str]) -> None:
    visit = begin_check(NEW, WHOLE)
    for touch in touches:
        match touch:
            case "back":
                visit = flow.back(visit) if visit.at.page is not Page.WELCOME else begin_check(NEW, WHOLE)
            case "number":
                visit = take_number(visit, WHOLE)
            case "guide":
                visit = flow.read_guide(visit, "A")
            case _ if touch in {choice.key for choice in (*shown(visit).choices, *shown(visit).tabs)}:
                visit = flow.choose(visit, touch, WHOLE)
    told = shown(visit)
    assert offer_gone.fits(visit, WHOLE)
    assert told.choices or told.action or visit.at.page is Page.IDENTITY
    assert not (visit.checking and told.stage)
    while visit.came:
        visit = flow.back(visit)
    assert (visit.at, visit.checking) == (NEW.at, False)


def test_numbers_that_must_be_typed_are_not_skipped_but_help_stays() -> None:
    must = replace(WHOLE, identity_skippable=False)
    visit = replace(NEW, service="A", answers={"for": "family"}).to(Place(Page.IDENTITY, "nik"))
    told = shown(visit, must)
    assert flow.skip_number(visit, must) == visit
    assert (told.second, told.can_ask_for_help) == ("", True)
    assert "dilewati" not in told.hint
    assert flow.skip_number(visit, WHOLE).at == Place(Page.IDENTITY, "kk")


def test_a_branch_may_demand_the_numbers() -> None:
    assert not Office().with_services(Services(services=[], identity_skippable=False)).identity_skippable
