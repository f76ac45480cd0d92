"""What the welcome says: open, on a break, closed until another day."""

from dataclasses import replace
from datetime import datetime

import pytest

from counter_server.protocol.locale import Locale
from display.screen.engine import ASSETS
from kiosk.office import Office
from kiosk.visit import Visit
from kiosk.welcome_page import welcome

from .kiosk_office import office

OFFICE = office()
WORDS = Locale.load(ASSETS / "locale", "id")
NEW = Visit(request_id="r", language="id")


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{text}:00+07:00")


MORNING, AFTERNOON = (at("23T07:30"), at("23T12:00")), (at("23T13:00"), at("23T15:30"))
TOMORROW = (at("24T07:30"), at("24T12:00"))


def closed(opens: datetime | None, *openings: tuple[datetime, datetime]) -> Office:
    services = tuple(replace(face, open=False, opens=opens) for face in OFFICE.services)
    return replace(OFFICE, services=services, openings=openings)


@pytest.mark.parametrize(
    "known, on_break",
    [
        (closed(AFTERNOON[0], MORNING, AFTERNOON, TOMORROW), True),
        (closed(MORNING[0], MORNING, AFTERNOON), False),  # before the first opening of the day
        (closed(TOMORROW[0], MORNING, AFTERNOON, TOMORROW), False),
        (closed(None, MORNING), False),
        (closed(AFTERNOON[0]), False),  # nothing is known of the day
        (replace(OFFICE, openings=(MORNING, AFTERNOON)), False),
    ],
)
def test_it_is_a_break_between_two_openings_of_one_day(known: Office, on_break: bool) -> None:
    assert known.on_break is on_break


def test_on_a_break_the_hour_is_told_and_when_closed_the_day_too() -> None:
    at_noon = welcome(NEW, closed(AFTERNOON[0], MORNING, AFTERNOON), WORDS)
    assert (at_noon.title, at_noon.number, at_noon.next_hint) == ("Sedang istirahat", "13.00", "")
    at_night = welcome(NEW, closed(TOMORROW[0], MORNING, AFTERNOON, TOMORROW), WORDS)
    assert (at_night.title, at_night.number) == ("Loket sedang tutup", "07.30")
    assert at_night.next_hint == "Selasa, 24 November 2026"
    assert not at_night.choices


def test_whoever_does_not_know_when_it_opens_says_no_hour() -> None:
    said = welcome(NEW, closed(None), WORDS)
    assert (said.number, said.next_title, said.next_hint) == ("", "", "")
