"""A kiosk that goes on by itself, and one that is touched twice: what the visitor sees, and what comes of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from display.screen.engine import ASSETS
from kiosk.example_office import example_services
from kiosk.wish import Wish

from .kiosk_on_screen import (
    FACE,
    LANDSCAPE,
    PATIENCE,
    PORTRAIT,
    TOUCHSCREEN,
    Kiosk,
    QuietCounter,
    RememberingPaper,
    kiosk_on_screen,
)

COMPLETE = ("id", "A", "family", "none", "city", "both", "both", "none")
SCARY = ("Sambungan", "terputus", "sistem", "server", "gangguan")
NOW = datetime.fromisoformat("2026-11-23T10:00:00+07:00")
TODAY = (NOW - timedelta(hours=2), NOW + timedelta(hours=2))
TOMORROW = (NOW + timedelta(hours=22), NOW + timedelta(hours=26))


@pytest.fixture
def counter() -> QuietCounter:
    return QuietCounter(offer=replace(example_services(ASSETS), series="X", openings=[TODAY, TOMORROW]))


@pytest.fixture
def paper() -> RememberingPaper:
    return RememberingPaper()


@pytest.fixture(params=[PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def kiosk(
    qtbot: QtBot, counter: QuietCounter, paper: RememberingPaper, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Kiosk]:
    size: QSize = request.param
    with kiosk_on_screen(qtbot, counter, paper, size=size, data=tmp_path) as shown:
        qtbot.waitUntil(lambda: bool(shown.items("choice-id")))
        yield shown


def leaves(kiosk: Kiosk, counter: QuietCounter) -> None:
    """The server goes away, and the kiosk is told."""
    counter.away = True
    kiosk.reception._connection.lost("unreachable")
    kiosk.reception.take_away("unreachable")


def test_while_the_server_is_away_a_visitor_sees_a_number_and_nothing_to_be_afraid_of(
    kiosk: Kiosk, counter: QuietCounter, paper: RememberingPaper
) -> None:
    leaves(kiosk, counter)
    said = kiosk.everything_said()
    for key in COMPLETE:
        kiosk.choose(key)
        said += kiosk.everything_said()
    kiosk.touch("action")
    kiosk.qtbot.waitUntil(lambda: bool(kiosk.items("paper")) and "ambil tiket" in kiosk.text("paper"))
    assert kiosk.text("number") == "A-X01"
    page = kiosk.everything_said()
    assert "Silakan duduk" in page
    assert "di depan Anda" not in page  # who waits before her is not known
    assert "Giliran Anda" not in page
    assert not [word for word in SCARY if word in said + page]
    assert [number for number, _ in paper.printed] == ["A-X01"]
    counter.away = False
    kiosk.qtbot.waitUntil(lambda: [ticket.number for ticket in counter.tickets.values()] == ["A-X01"])


@pytest.mark.parametrize("status, code", [(507, "storage_full"), (500, "internal"), (429, "too_many_requests")])
def test_a_server_that_cannot_take_a_ticket_just_now_keeps_nobody_waiting(
    kiosk: Kiosk, counter: QuietCounter, status: int, code: str
) -> None:
    counter.status, counter.no = status, (code, {})
    kiosk.choose(*COMPLETE)
    kiosk.touch("action")
    kiosk.wait_for("ticket")
    assert kiosk.text("number") == "A-X01"
    counter.no = None
    kiosk.qtbot.waitUntil(lambda: [ticket.number for ticket in counter.tickets.values()] == ["A-X01"])


def test_without_a_letter_of_its_own_the_kiosk_says_so_kindly(kiosk: Kiosk, counter: QuietCounter) -> None:
    counter.offer = replace(counter.offer, series="")
    kiosk.reception._connection.ask_services()
    kiosk.qtbot.waitUntil(lambda: not kiosk.reception.offer.series)
    leaves(kiosk, counter)
    kiosk.choose(*COMPLETE)
    kiosk.touch("action")
    kiosk.qtbot.waitUntil(lambda: kiosk.page == "taking" and kiosk.reception.visit.waits_for_server)
    assert "petugas bantuan" in kiosk.everything_said()


def test_a_kiosk_that_hears_nobody_closes_and_opens_by_the_hours_it_was_told(
    kiosk: Kiosk, counter: QuietCounter
) -> None:
    kiosk.reception.take_time(TODAY[1])
    assert kiosk.reception.offer.open  # while the server is there, the server says so
    leaves(kiosk, counter)
    for moment, is_open in ((NOW, True), (TODAY[1], False), (TOMORROW[0], True), (TOMORROW[1], False)):
        kiosk.reception.take_time(moment)
        assert kiosk.reception.offer.open is is_open
    kiosk.reception.take_time(TODAY[1])
    assert {"Selasa, 24 November 2026", "08.00"} <= set(kiosk.everything_said().split("\n"))


def test_a_visitor_who_was_inside_before_the_hours_ended_still_gets_her_number(
    kiosk: Kiosk, counter: QuietCounter
) -> None:
    leaves(kiosk, counter)
    kiosk.reception.take_time(NOW)
    kiosk.choose(*COMPLETE)
    kiosk.reception.take_time(TODAY[1])
    kiosk.touch("action")
    kiosk.wait_for("ticket")
    assert kiosk.text("number") == "A-X01"


def test_a_ticket_the_server_breaks_at_keeps_no_other_from_being_delivered(kiosk: Kiosk, counter: QuietCounter) -> None:
    leaves(kiosk, counter)
    for request in ("first", "second"):
        with kiosk.qtbot.waitSignal(kiosk.reception._connection.issued):
            kiosk.reception._connection.issue(Wish(request_id=request, service="A", language="id"))
    counter.breaks_at, counter.away = "A-X01", False
    kiosk.qtbot.waitUntil(lambda: [ticket.number for ticket in counter.tickets.values()] == ["A-X02"])
    counter.breaks_at = ""
    kiosk.qtbot.waitUntil(lambda: [ticket.number for ticket in counter.tickets.values()] == ["A-X02", "A-X01"])


def click_twice(kiosk: Kiosk, name: str) -> None:
    """As a hurried hand does with a mouse: two whole clicks and a double click, faster than a page can change."""
    kiosk.settle()
    place = kiosk.middle(name)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(kiosk.window, left, none, place)
    QTest.mouseDClick(kiosk.window, left, none, place)
    QTest.mouseClick(kiosk.window, left, none, place)


@pytest.mark.parametrize("away", [False, True])
def test_every_key_clicked_twice_is_one_step_one_ticket_and_one_paper(
    kiosk: Kiosk, counter: QuietCounter, paper: RememberingPaper, away: bool
) -> None:
    kiosk.frame.setProperty("settling", 320)
    if away:
        leaves(kiosk, counter)
    came = [kiosk.place]
    for key in COMPLETE:
        click_twice(kiosk, f"choice-{key}")
        kiosk.settle()
        came.append(kiosk.place)
    assert [page for page, _ in came] == [
        "welcome", "service", "question", "question", "question", "paper", "paper", "priority", "summary",
    ]  # fmt: skip
    assert len(set(came)) == len(came)
    click_twice(kiosk, "action")
    kiosk.qtbot.waitUntil(lambda: bool(kiosk.items("paper")) and "ambil tiket" in kiosk.text("paper"))
    click_twice(kiosk, "action")
    kiosk.settle()
    assert kiosk.page == "welcome"
    counter.away = False
    kiosk.qtbot.waitUntil(lambda: len(counter.tickets) == 1)
    assert len({wish["request_id"] for wish in counter.wishes}) == 1
    assert len(paper.printed) == 1


@pytest.mark.parametrize("key, page", [("back", "service"), ("cancel", "welcome"), ("help", "help")])
def test_the_keys_below_clicked_twice_do_what_one_click_does(kiosk: Kiosk, key: str, page: str) -> None:
    kiosk.frame.setProperty("settling", 320)
    kiosk.choose("id", "A")
    click_twice(kiosk, key)
    kiosk.settle()
    assert kiosk.page == page


def test_where_nothing_is_read_out_a_key_may_be_pressed_as_long_as_one_likes(qtbot: QtBot) -> None:
    with kiosk_on_screen(qtbot, face=replace(FACE, spoken=False)) as kiosk:
        qtbot.waitUntil(lambda: bool(kiosk.items("choice-id")))
        kiosk.settle()
        hold = kiosk.window.findChild(QObject, "hold")
        assert hold is not None
        hold.setProperty("interval", 100)
        place, touch = kiosk.middle("choice-id"), QTest.touchEvent
        if not TOUCHSCREEN:
            TOUCHSCREEN.append(QTest.createTouchDevice())
        with qtbot.waitSignal(kiosk.reception.view.held, timeout=PATIENCE):
            touch(kiosk.window, TOUCHSCREEN[0]).press(1, place, kiosk.window).commit()
        touch(kiosk.window, TOUCHSCREEN[0]).release(1, place, kiosk.window).commit()
        assert kiosk.page == "service"


def test_a_comfort_touched_twice_is_on(kiosk: Kiosk) -> None:
    kiosk.frame.setProperty("settling", 320)
    click_twice(kiosk, "comfort-large")
    assert kiosk.reception.visit.comfort.large
