"""What the person in charge decides for a day, against calendar, roster and file."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from counter_server.domain.opening_hours import OpeningHours
from counter_server.domain.rulings import (
    DAY,
    MODE,
    RUNNING_TEXT,
    Ruling,
    closed_letters,
    mode_today,
    moved,
    of_service,
    of_staff,
    opens_next,
    over,
    running_text,
    takes_tickets,
)
from counter_server.domain.staff import Member
from counter_server.protocol.terms import Mode, Role, StaffState

JAKARTA = ZoneInfo("Asia/Jakarta")
HOURS = OpeningHours(weekly=dict.fromkeys(range(5), ((time(7, 30), time(15, 30)),)), zone=JAKARTA)
MONDAY, FRIDAY, SUNDAY = (datetime(2026, 11, day, 9, tzinfo=JAKARTA) for day in (23, 27, 29))
LETTERS = "AKLS"


def ruled(about: str, until: int = 0, **value: object) -> dict[str, Ruling]:
    return {about: Ruling(about=about, value=value, by="supervisor-1", at=1, until=until)}


@given(st.dictionaries(st.sampled_from(LETTERS), st.booleans()), st.booleans())
def test_a_service_is_as_ruled_and_where_nothing_is_ruled_as_the_calendar_says(
    opened: dict[str, bool], calendar: bool
) -> None:
    rulings = {of_service(letter): Ruling(about=of_service(letter), value={"open": is_open}, by="x", at=1)
               for letter, is_open in opened.items()}  # fmt: skip
    closed = closed_letters(LETTERS, rulings, calendar=calendar)
    assert set(closed) == {letter for letter in LETTERS if not opened.get(letter, calendar)}
    assert list(closed) == sorted(closed)


def test_a_closed_day_closes_what_was_opened_by_hand_too() -> None:
    rulings = ruled(of_service("A"), open=True) | ruled(DAY)
    assert not takes_tickets("A", rulings, calendar=True)


def test_what_is_closed_by_hand_opens_on_the_next_day_the_calendar_knows() -> None:
    closed = ruled(of_service("A"), open=False)
    assert opens_next("A", closed, HOURS, MONDAY) == datetime(2026, 11, 24, 7, 30, tzinfo=JAKARTA)
    assert opens_next("A", closed, HOURS, FRIDAY) == datetime(2026, 11, 30, 7, 30, tzinfo=JAKARTA)
    assert opens_next("K", closed, HOURS, SUNDAY) == datetime(2026, 11, 30, 7, 30, tzinfo=JAKARTA)
    assert opens_next("A", ruled(DAY), OpeningHours(weekly={}, zone=JAKARTA), MONDAY) is None


def test_who_is_moved_serves_as_ruled_and_stays_in_every_other_way_herself() -> None:
    siti = Member(staff="verifier-1", name="Siti", role=Role.VERIFIER, state=StaffState.BUSY, ticket=9, since=5)
    today = moved(siti, ruled(of_staff("verifier-1"), role="extra", services=["A"]))
    assert (today.role, today.services) == (Role.EXTRA, ("A",))
    assert (today.state, today.ticket, today.since) == (StaffState.BUSY, 9, 5)
    assert moved(siti, ruled(of_staff("verifier-2"), role="extra", services=[])) is siti


def test_how_visitors_are_called_and_the_line_at_the_walls_foot() -> None:
    own = {"id": "Gratis.", "en": "Free."}
    assert mode_today(Mode.PUSH, {}) is Mode.PUSH
    assert mode_today(Mode.PUSH, ruled(MODE, mode="pull")) is Mode.PULL
    assert running_text(own, {}) == own
    assert running_text(own, ruled(RUNNING_TEXT, id="Listrik padam.")) == {"id": "Listrik padam.", "en": "Free."}


@given(st.integers(1, 100), st.integers(0, 100))
def test_a_ruling_is_over_from_its_moment_on_and_one_without_a_moment_never(now: int, until: int) -> None:
    rulings = ruled(RUNNING_TEXT, until=until, id="Mohon sabar.")
    assert bool(over(rulings, now)) == (0 < until <= now)
