"""The welcome's code for phones: another one each minute, and only where the server offers the page behind it."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from pytestqt.qtbot import QtBot

from counter_server.domain.phone_code import code, minute_of
from display.screen.engine import ASSETS
from kiosk.example_office import example_services
from kiosk.phone_code import phone_code
from kiosk.phone_invitation import PhoneInvitation

from .kiosk_on_screen import QuietCounter, kiosk_on_screen

PAGE = "https://antrean.example.go.id/ambil/kiosk-1/"
KEY = "key-of-this-kiosk"


def test_the_code_changes_with_the_minute_by_itself(qtbot: QtBot) -> None:
    now = datetime(2026, 11, 23, 8, 0, 59, 950_000, tzinfo=UTC)
    shown: list[str] = []

    def clock() -> datetime:
        nonlocal now
        now += timedelta(milliseconds=60 * len(shown))
        return now

    invitation = PhoneInvitation(KEY, clock, shown.append)
    invitation.offered(PAGE)
    qtbot.waitUntil(lambda: len(shown) == 2, timeout=5000)
    invitation.stop()
    first, second = (text.removeprefix(PAGE) for text in shown)
    assert first == phone_code(KEY, datetime(2026, 11, 23, 8, 0, tzinfo=UTC))
    assert second == phone_code(KEY, datetime(2026, 11, 23, 8, 1, tzinfo=UTC))
    assert first != second


def test_without_a_page_no_code_is_shown_and_none_is_made_again(qtbot: QtBot) -> None:
    shown: list[str] = []
    invitation = PhoneInvitation(KEY, lambda: datetime(2026, 11, 23, 8, 0, tzinfo=UTC), shown.append)
    invitation.offered("")
    assert shown == []
    invitation.offered(PAGE)
    invitation.offered(PAGE)
    assert len(shown) == 1
    invitation.offered("")
    assert shown[-1] == ""
    invitation.stop()


def test_the_welcome_shows_the_code_and_hides_it_while_the_server_is_away(qtbot: QtBot) -> None:
    with kiosk_on_screen(qtbot) as kiosk:
        assert not kiosk.items("phoneInvitation")
        kiosk.reception.view.invite(PAGE + "ABCDEFGHIJ234567")
        qtbot.waitUntil(lambda: bool(kiosk.items("phoneCode")), timeout=5000)
        assert "ponsel" in kiosk.everything_said()
        kiosk.choose("id")
        assert not kiosk.items("phoneInvitation")
        kiosk.touch("cancel")
        kiosk.reception.take_away("unreachable")
        assert not kiosk.items("phoneInvitation")


def test_a_kiosk_that_gives_numbers_alone_sends_nobody_to_a_page_that_is_away(qtbot: QtBot) -> None:
    with kiosk_on_screen(qtbot, QuietCounter(offer=replace(example_services(ASSETS), series="X"))) as kiosk:
        kiosk.reception.view.invite(PAGE + "ABCDEFGHIJ234567")
        qtbot.waitUntil(lambda: bool(kiosk.items("phoneCode")), timeout=5000)
        qtbot.waitUntil(lambda: bool(kiosk.reception.offer.series), timeout=5000)
        kiosk.reception.take_away("unreachable")
        assert kiosk.reception.offer.goes_on
        assert not kiosk.items("phoneInvitation")


def test_kiosk_and_server_count_the_same_code() -> None:

    moment = datetime(2026, 11, 23, 8, 15, 30, tzinfo=UTC)
    assert phone_code(KEY, moment) == code(hashlib.sha256(KEY.encode()).hexdigest(), minute_of(moment))
