"""No dead ends: from every page of the kiosk, by `next` and `choose` alone, there is a way to a number or back."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pytestqt.qtbot import QtBot

from counter_server.protocol.locale import Locale
from display.screen.engine import ASSETS
from display.speech.narrator import Narrator
from display.speech.remembering import RememberingSpeaker
from kiosk.comfort import Comfort
from kiosk.connection import Connection
from kiosk.example_office import example_services
from kiosk.example_visits import example_visits
from kiosk.guidance_keys import Keys
from kiosk.headphones import QuietHeadphones
from kiosk.kiosk_clock import KioskClock
from kiosk.outbox import Outbox
from kiosk.paper_desk import PaperDesk
from kiosk.reception import Reception
from kiosk.spoken_guidance import SpokenGuidance
from kiosk.visit import Page, Visit

from .kiosk_on_screen import FACE, QuietCounter, RememberingPaper

WORDS = {language: Locale.load(ASSETS / "locale", language) for language in ("id", "en")}
LISTENS = Comfort(spoken=True)
WANTED = {"ticket": ("welcome",), "taking": ("welcome",)}
"""Where she has her number, or waits for it, she wants to be able to leave; everywhere else she wants a number."""
Where = tuple[str, str, bool]


class Walk:
    """A reception without a screen, and whoever listens to it."""

    def __init__(self, reception: Reception) -> None:
        self.reception = reception
        self.view = reception.view
        narrator = Narrator(lambda on_sound: RememberingSpeaker())
        self.guidance = SpokenGuidance(reception, FACE, WORDS, narrator, QuietHeadphones(), Keys())

    def ways_from(self, visit: Visit) -> dict[str, Visit]:
        """Each control that next comes by, and where choosing it leads."""
        ways: dict[str, Visit] = {}
        for presses in range(1, 60):
            self.reception.show(replace(visit, comfort=Comfort()))  # she begins anew, at the beginning of the page
            self.reception.show(visit)
            for _ in range(presses):
                self.view.wentOn.emit()
            control = str(self.view.property("focus"))
            if not control or control.startswith("comfort-"):  # from there on nothing leads elsewhere
                return ways
            self.view.choseHere.emit()
            ways[control] = self.reception.visit
        raise AssertionError(f"the round of {visit.at} has no end")


@pytest.fixture
def walk(qtbot: QtBot, tmp_path: Path) -> Iterator[Walk]:
    clock = KioskClock(ZoneInfo("Asia/Jakarta"))
    connection = Connection(QuietCounter(), Outbox(tmp_path / "outbox.db", clock), clock)
    desk = PaperDesk(RememberingPaper())
    reception = Reception(FACE, WORDS, connection, desk)
    reception.take_services(example_services(ASSETS, identity=True, hospitals=True, survey=True))
    one = Walk(reception)
    yield one
    one.guidance.stop()
    connection.stop()
    desk.stop()


def where(visit: Visit) -> Where:
    page, subject = str(visit.at.page), visit.at.subject
    return page, "" if page == "guide" else subject, visit.waits_for_server


def test_from_every_page_there_is_a_way_to_a_number_or_back(walk: Walk) -> None:
    examples = [replace(visit, comfort=LISTENS) for _, visit in example_visits("id")]
    open_ = {where(visit): visit for visit in examples}
    leads: dict[Where, set[Where]] = {}
    while open_:
        here, visit = open_.popitem()
        ways = walk.ways_from(visit)
        leads[here] = {where(then) for then in ways.values()}
        for then in ways.values():
            if where(then) not in leads and then.comfort.spoken:
                open_[where(then)] = then
    assert {str(page) for page in Page} - {page for page, *_ in leads} <= {"closed"}
    lost = {
        here for here in leads if not any(then[0] in WANTED.get(here[0], ("taking",)) for then in reached(leads, here))
    }
    under_way = {("taking", "", False), ("survey_sending", "", False)}  # ticket and thanks come by themselves
    assert lost <= under_way
    assert ("survey", "requirements", False) in leads["welcome", "", False]


def reached(leads: dict[Where, set[Where]], start: Where) -> set[Where]:
    """All places a way leads to from here."""
    found: set[Where] = set()
    open_ = [start]
    while open_:
        for then in leads.get(open_.pop(), set()) - found:
            found.add(then)
            open_.append(then)
    return found


def test_a_number_may_be_left_whatever_is_typed_of_it(walk: Walk) -> None:
    nik = next(visit for name, visit in example_visits("id") if name == "identity-wrong")
    ways = walk.ways_from(replace(nik, comfort=LISTENS))
    assert ways["cancel"].at.page is Page.WELCOME
    assert ways["back"].at != nik.at
    assert ways["erase"].numbers["nik"] == nik.numbers["nik"][:-1]
