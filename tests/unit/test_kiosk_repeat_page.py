from dataclasses import replace
from pathlib import Path

import pytest

from counter_server.domain.identity import masked
from counter_server.protocol.locale import Locale
from counter_server.protocol.terms import Is
from kiosk import flow
from kiosk.pages import screen
from kiosk.visit import Page, Place, Visit

from .kiosk_office import office

NIK = "1871064512900003"
FACTS = {"ticket": 7, "number": "A-007", "status": "waiting"}
WORDS = Locale.load(Path(__file__).parents[2] / "assets/locale", "id")


def asking() -> Visit:
    """About to be told."""
    return replace(Visit(request_id="visit-1", language="id"), service="A", at=Place(Page.TAKING), numbers={"nik": NIK})


@pytest.mark.parametrize(
    "status, said",
    [
        (Is.WAITING, "masih berlaku"), (Is.CALLED, "sudah dipanggil"), (Is.SERVING, "sudah dipanggil"),
        (Is.NO_SHOW, "petugas bantuan"), (Is.BOOKED, "dipesankan"), (Is.ON_HOLD, "ditunda"),
    ],
)  # fmt: skip
def test_whoever_has_a_number_is_told_what_to_do_with_it(status: Is, said: str) -> None:
    visit = flow.refused(asking(), "ticket_exists", {**FACTS, "status": str(status)})
    shown = screen(visit, office(), WORDS)
    assert (shown.page, shown.number, shown.note) == ("repeat", "A-007", "")
    assert said in shown.hint
    assert shown.ahead == f"NIK {masked(NIK)}"


@pytest.mark.parametrize("code", ["server_away", "storage_full", "not_allowed"])
def test_her_number_stays_on_the_screen_whatever_keeps_the_paper_away(code: str) -> None:
    visit = flow.refused(asking(), "ticket_exists", FACTS)
    visit = flow.refused(flow.print_again(visit), code, {})
    shown = screen(visit, office(), WORDS)
    assert (shown.page, shown.number) == ("repeat", "A-007")
    assert "belum bisa dicetak ulang" in shown.note
    assert flow.print_again(visit).at.page is Page.TAKING


def test_going_back_forgets_it() -> None:
    visit = flow.refused(asking().to(Place(Page.TAKING)), "ticket_exists", FACTS)
    assert flow.back(visit).facts == {}


@pytest.mark.parametrize("digits, shown", [(NIK, "1871••••••••0003"), ("18710645", "••••••••"), ("", "")])
def test_a_masked_number_shows_no_date_of_birth(digits: str, shown: str) -> None:
    assert masked(digits) == shown
