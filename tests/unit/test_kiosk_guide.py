"""The information page: the way, what to bring, the six parts of the standard, the maklumat, whom to write to."""

from dataclasses import replace
from pathlib import Path

import pytest

from counter_server.protocol.locale import Locale
from counter_server.protocol.offer import Contact, ServiceTexts
from kiosk import flow
from kiosk.code_picture import code_picture
from kiosk.example_office import example_services
from kiosk.guide_parts import PARTS
from kiosk.office import Office
from kiosk.pages import screen
from kiosk.reading import page_said
from kiosk.screen import Screen
from kiosk.visit import Page, Place, Visit

from .kiosk_office import office

ASSETS = Path(__file__).parents[2] / "assets"
WORDS = {language: Locale.load(ASSETS / "locale", language) for language in ("id", "en")}
WHOLE = Office().with_services(example_services(ASSETS))
NEW = Visit(request_id="visit-1", language="id")


def read(*touches: str, at: Office = WHOLE, language: str = "id") -> Screen:
    visit = flow.read_guide(replace(NEW, language=language), touches[0])
    for touch in touches[1:]:
        visit = flow.choose(visit, touch, at)
    return screen(visit, at, WORDS[language])


def test_every_service_tells_the_six_parts_of_its_standard() -> None:
    for service in WHOLE.services:
        for language in WORDS:
            said = service.texts[language]
            told = [line for part in PARTS[:3] for line in read(service.letter, part, language=language).lines]
            shown = {line.title for line in told} | {line.hint for line in told}
            six = [*said.requirements, *said.procedure, said.time, said.cost, said.product, said.complaints]
            assert set(six) <= shown


def test_the_way_is_numbered_pictures() -> None:
    assert [(line.mark, line.icon) for line in read("A").lines] == [
        ("step", "take"),
        ("step", "wait"),
        ("step", "help"),
        ("step", "counter"),
    ]


def test_a_paper_is_drawn_as_original_and_photocopy_and_plain_paper_is_called_original() -> None:
    kk, ektp, *others = read("A", "requirements").lines
    assert (kk.paper, kk.brings, ektp.paper, ektp.brings) == ("kk", "both", "ektp", "both")
    assert kk.hint == "KK di kertas HVS A4 putih dengan kode QR juga asli."
    assert [line.icon for line in others] == ["resident", "no_cover"]


@pytest.mark.parametrize("drawn", [{}, {"procedure": ["take"]}, {"procedure": ["take"] * 9}])
def test_lines_without_a_picture_are_told_all_the_same(drawn: dict[str, list[str]]) -> None:
    plain = replace(WHOLE, services=tuple(replace(service, pictures=drawn) for service in WHOLE.services))
    assert [line.title for line in read("A", at=plain).lines] == [line.title for line in read("A").lines]


def test_another_service_shows_the_same_part_and_another_part_the_same_service() -> None:
    told = read("A", "standard", "L")
    assert (told.picture, told.service) == ("standard", "Pasien Tanpa Identitas")
    assert (read("A", "L", "requirements").picture, read("A", "L", "requirements").service) == (
        "requirements",
        "Pasien Tanpa Identitas",
    )


def test_turning_the_tabs_is_one_step_back() -> None:
    visit = flow.read_guide(NEW, "A")
    for touch in (*PARTS, "K", "S"):
        visit = flow.choose(visit, touch, WHOLE)
    assert flow.back(visit).at == Place(Page.WELCOME)


def test_pledge_and_contact_are_shown_only_where_the_branch_has_them() -> None:
    bare = replace(WHOLE, pledge={}, contact=None)
    assert [tab.key for tab in read("A").tabs] == list(PARTS)
    assert [tab.key for tab in read("A", at=bare).tabs] == list(PARTS[:3])
    gone = read("A", "contact", at=bare)  # it was there when it was touched
    assert (gone.picture, gone.code) == ("procedure", "")


def test_the_pledge_is_told_in_the_language_of_the_page_else_in_its_first() -> None:
    only = replace(WHOLE, pledge={"id": "Kami menyatakan sanggup."}, pledged_by="Kepala Dinas Kesehatan")
    told = read("A", "pledge", at=only, language="en").lines[0]
    assert (told.title, told.hint) == ("Kami menyatakan sanggup.", "Kepala Dinas Kesehatan")


def test_the_contact_is_a_code_that_opens_a_conversation() -> None:
    at = replace(WHOLE, contact=Contact(name="", whatsapp="628123456789"))
    told = read("A", "contact", at=at)
    assert told.code == "https://wa.me/628123456789"
    assert (told.lines[0].title, told.lines[0].hint) == ("+62 812-3456-789", "Petugas pendaftaran")
    assert code_picture(told.code).startswith("data:image/png;base64,")
    assert code_picture("") == ""


def test_only_what_to_bring_can_be_printed_and_only_where_papers_are_asked_for() -> None:
    prints = {(letter, part): read(letter, part).second for letter in "AL" for part in PARTS}
    assert {place for place, word in prints.items() if word} == {("A", "requirements")}


def test_a_service_that_says_nothing_of_itself_still_has_its_page() -> None:
    at = office("A", "S")
    assert read("A", at=at).title == "Alur pelayanan"
    bare = replace(
        at, services=tuple(replace(one, texts={"id": ServiceTexts(name="A", short="")}) for one in at.services)
    )
    for part in PARTS:
        assert page_said(read("A", part, at=bare), WORDS["id"], away=False, private=False)
