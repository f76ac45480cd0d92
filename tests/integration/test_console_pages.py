"""Every page and question of the console in every language, from the real templates and words."""

import re
from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path

import pytest

from counter_server.protocol.messages import StaffNow, WallTicket
from counter_server.protocol.terms import Is, Mode, Role, StaffState
from counter_server.web.console import ASKED_OF_A_TICKET, ASKED_OF_NO_TICKET
from counter_server.web.console_pages import Pages, load_pages
from tests.unit.test_console_view import CLAIM, DESK, ME, TICKET

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "counter_server" / "web" / "templates"
ENGLISH = replace(CLAIM, texts=dict.fromkeys(("id", "en"), CLAIM.texts["id"]))
IN_CHARGE = StaffNow(staff="supervisor-1", name="Endang", role=Role.SUPERVISOR, state=StaffState.AWAY)
DESKS = [
    replace(
        DESK, services=[ENGLISH], me=replace(ME, state=state, reason=reason), mode=mode, ticket=ticket, waiting=[TICKET]
    )
    for state in StaffState
    for reason in (None, "signed_in")
    for mode in Mode
    for ticket in (None, TICKET, replace(TICKET, status=Is.SERVING, recalls=1))
] + [replace(DESK, services=[ENGLISH], me=IN_CHARGE, held=[TICKET], no_show=[TICKET])]


@pytest.fixture(scope="module")
def pages() -> Pages:
    return load_pages(ROOT / "assets", ("id", "en"), timezone(timedelta(hours=7)))


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_desk_has_words_for_every_state_of_its_owner(pages: Pages, language: str) -> None:
    for desk in DESKS:
        shown = pages.console(pages.locale(language), desk)
        assert f'<html lang="{language}">' in shown
        assert pages.regions(pages.locale(language), desk)


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_question_has_words(pages: Pages, language: str) -> None:
    for desk in (DESKS[1], DESKS[-1]):
        for verb in ASKED_OF_NO_TICKET:
            assert "ask-title" in pages.ask(pages.locale(language), desk, verb, None)
        for verb in ASKED_OF_A_TICKET:
            assert "ask-title" in pages.ask(pages.locale(language), desk, verb, TICKET)


def test_a_number_that_somebody_else_has_in_hand_is_found_and_told_where_it_is(pages: Pages) -> None:
    elsewhere = WallTicket(
        id=77, number="A-077", service="A", step="verification", status=Is.SERVING, counter="loket-3"
    )
    desk = replace(DESKS[1], board=replace(DESK.board, tickets=[elsewhere]))  # type: ignore[list-item]
    found = pages.ask(pages.locale("id"), desk, "find", None)
    assert "A-077" in found
    assert "dilayani · Loket 3" in found
    assert "/tickets/77/" not in found


def test_no_template_holds_a_sentence_a_style_or_a_script_of_its_own() -> None:
    for template in TEMPLATES.rglob("*.html"):
        text = re.sub(r"\{[{%].*?[%}]\}", " ", template.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"\sstyle=|\son\w+=|<script(?![^>]* src=)|<style", text), template.name
        told = re.sub(r"<[^>]*>", " ", text)
        assert not re.search(r"[A-Za-z]{4,}", told.replace("Lalopa", "")), template.name


def test_a_visitors_words_cannot_become_markup(pages: Pages) -> None:
    desk = replace(DESKS[0], ticket=replace(TICKET, answers={"hospital": "<script>alert(1)</script>"}))
    shown = pages.console(pages.locale("id"), desk)
    assert "<script>alert" not in shown
    assert "&lt;script&gt;" in shown


def test_an_unknown_language_is_answered_in_the_branchs_own(pages: Pages) -> None:
    assert pages.locale("xx").language == "id"
    assert pages.locale(None).language == "id"
