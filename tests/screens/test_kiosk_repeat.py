"""A patient who has a number already, at the real QML: she is shown it, and it is printed where she stands."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from counter_server.protocol.client import ServerRefused
from counter_server.protocol.messages import IssuedTicket
from counter_server.protocol.terms import Is
from display.screen.engine import ASSETS
from kiosk.example_office import example_services

from .kiosk_on_screen import Kiosk, QuietCounter, RememberingPaper, kiosk_on_screen

NIK = "1871064512900003"
MASKED = "1871••••••••0003"
TO_NIK = ("id", "A", "family", "none", "city", "both", "both")


@dataclass
class KnowingCounter(QuietCounter):
    """Knows one patient, whose ticket another kiosk has printed."""

    first: IssuedTicket = field(
        default_factory=lambda: IssuedTicket(
            id=7, number="A-007", service="A", step="help", status=Is.WAITING, ahead=2,
            documents={"kk": ["original"]}, missing={"kk": ["copy"], "ektp": ["original", "copy"]},
            answers={"for": "self"},
        )
    )  # fmt: skip

    def issue(self, **wish: Any) -> IssuedTicket:
        if wish["nik"] != NIK:
            return super().issue(**wish)
        self.wishes.append(wish)
        self._there()
        if wish.get("again"):
            self.tickets["another kiosk's"] = self.first
            return replace(self.first, repeat=True)
        facts = {"ticket": self.first.id, "number": self.first.number, "status": str(self.first.status)}
        raise ServerRefused(409, "ticket_exists", facts)


@pytest.fixture
def counter() -> KnowingCounter:
    return KnowingCounter(offer=example_services(ASSETS, identity=True))


@pytest.fixture
def paper() -> RememberingPaper:
    return RememberingPaper()


@pytest.fixture
def kiosk(qtbot: QtBot, counter: KnowingCounter, paper: RememberingPaper) -> Iterator[Kiosk]:
    with kiosk_on_screen(qtbot, counter, paper) as shown:
        shown.qtbot.waitUntil(lambda: bool(shown.items("choice-id")))
        yield shown


def type_nik(kiosk: Kiosk, nik: str = NIK) -> None:
    kiosk.choose(*TO_NIK)
    kiosk.settle()
    kiosk.type(nik)
    kiosk.press_enter()


def ask_for_a_number(kiosk: Kiosk) -> None:
    type_nik(kiosk)
    kiosk.touch("second")  # no KK
    kiosk.choose("none")
    kiosk.touch("action")
    kiosk.wait_for("repeat")
    kiosk.settle()


def test_she_is_shown_the_number_she_has_and_whose_nik_says_so(kiosk: Kiosk, paper: RememberingPaper) -> None:
    ask_for_a_number(kiosk)
    assert kiosk.text("number") == "A-007"
    said = kiosk.everything_said()
    assert "Anda sudah punya nomor" in said
    assert f"NIK {MASKED}" in said
    assert NIK not in said
    assert (kiosk.text("action"), kiosk.text("second")) == ("Cetak ulang", "Tidak perlu, terima kasih")
    assert paper.printed == []


def test_cetak_ulang_prints_the_first_number_here_with_what_was_declared_then(
    kiosk: Kiosk, counter: KnowingCounter, paper: RememberingPaper
) -> None:
    ask_for_a_number(kiosk)
    kiosk.touch("action")
    kiosk.qtbot.waitUntil(lambda: bool(kiosk.items("paper")) and kiosk.text("paper") == "Silakan ambil tiket Anda")
    assert kiosk.text("number") == "A-007"
    ((number, visit),) = paper.printed
    assert number == "A-007"
    assert {paper: [str(form) for form in forms] for paper, forms in visit.papers.items()} == {"kk": ["original"]}
    assert counter.wishes[-1]["again"] is True
    kiosk.qtbot.waitUntil(lambda: counter.papers == [(7, "printed")])


def test_a_first_number_that_cannot_be_printed_stays_on_the_screen(kiosk: Kiosk, counter: KnowingCounter) -> None:
    ask_for_a_number(kiosk)
    counter.away = True
    kiosk.touch("action")
    kiosk.qtbot.waitUntil(lambda: kiosk.page == "repeat" and "belum bisa dicetak ulang" in kiosk.everything_said())
    assert kiosk.text("number") == "A-007"
    counter.away = False
    kiosk.touch("action")
    kiosk.wait_for("ticket")


def test_whoever_needs_no_paper_goes_home(kiosk: Kiosk, counter: KnowingCounter) -> None:
    ask_for_a_number(kiosk)
    kiosk.touch("second")
    assert kiosk.page == "welcome"
    assert len(counter.wishes) == 1


def test_whoever_mistyped_goes_back_and_is_given_a_number_of_her_own(kiosk: Kiosk, counter: KnowingCounter) -> None:
    ask_for_a_number(kiosk)
    for _ in range(4):  # summary, priority, KK, NIK
        kiosk.touch("back")
    assert kiosk.place == ("identity", "nik")
    assert MASKED[4:12] in "".join(kiosk.everything_said().split("\n"))
    kiosk.type("1871064512900004")
    kiosk.press_enter()
    kiosk.touch("second")
    kiosk.choose("none")
    kiosk.touch("action")
    kiosk.wait_for("ticket")
    assert kiosk.text("number") == "A-001"


def test_a_number_that_was_typed_to_its_end_is_masked_from_then_on(kiosk: Kiosk) -> None:
    type_nik(kiosk)
    assert kiosk.place == ("identity", "kk")
    kiosk.touch("back")
    kiosk.settle()
    boxes = "".join(kiosk.everything_said().split("\n"))
    assert boxes.count("•") == 8
    kiosk.touch("erase")
    kiosk.settle()
    assert kiosk.reception.visit.numbers["nik"] == ""
    kiosk.type("18")
    assert kiosk.reception.visit.numbers["nik"] == "18"


def test_a_visit_in_a_log_shows_nobodys_number(kiosk: Kiosk) -> None:
    type_nik(kiosk)
    assert NIK not in repr(kiosk.reception.visit)
