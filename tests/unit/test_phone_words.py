"""What a ticket's page says before the first word of its stream."""

from dataclasses import replace
from pathlib import Path

import pytest

from counter_server.domain.estimate import Estimate
from counter_server.protocol.locale import Locale
from counter_server.protocol.terms import Is
from counter_server.web.phone_state import MOST_AHEAD, Follower, Place, follower
from counter_server.web.phone_words import ahead, title, wait

from .counter_tickets import a_ticket

WORDS = Locale.load(Path(__file__).parents[2] / "assets" / "locale", "id")
RANGE = Estimate(20, 35)
WAITS = Follower(
    number="A-001", status=Is.WAITING, step="help", language="id", counter="", calls=0, ahead=3, more=False, wait=RANGE
)


@pytest.mark.parametrize(
    "people, more, said",
    [
        (0, False, "Giliran Anda berikutnya"),
        (1, False, "1 orang di depan Anda"),
        (2, False, "2 orang di depan Anda"),
        (100, True, "Lebih dari 100 orang di depan Anda"),
    ],
)
def test_people_ahead(people: int, more: bool, said: str) -> None:
    assert ahead(replace(WAITS, ahead=people, more=more), WORDS) == said


@pytest.mark.parametrize(
    "shown, said",
    [
        (WAITS, "Kira-kira 20–35 menit lagi"),
        (replace(WAITS, wait=Estimate(0, 10)), "Kurang dari 10 menit lagi"),
        (replace(WAITS, wait=Estimate(85, 105), more=True), "Lebih dari 85 menit lagi"),
        (replace(WAITS, wait=None), ""),
    ],
)
def test_minutes_are_a_range_or_what_can_honestly_be_said(shown: Follower, said: str) -> None:
    assert wait(shown, WORDS) == said


def test_whoever_does_not_wait_has_nobody_ahead() -> None:
    assert ahead(replace(WAITS, status=Is.CALLED), WORDS) == ""


def test_the_tab_says_what_matters_now() -> None:
    assert title(WAITS, WORDS) == "A-001 · 3 orang di depan Anda"
    called = replace(WAITS, status=Is.CALLED, counter="loket-3", calls=1)
    assert title(called, WORDS) == "A-001 · Giliran Anda! Silakan menuju Loket 3"


@pytest.mark.parametrize("status", list(Is))
def test_people_and_minutes_are_told_of_whoever_waits_and_of_nobody_else(status: Is) -> None:
    shown = follower(replace(a_ticket(), status=status, counter="loket-3"), Place(5, RANGE))
    waits = status is Is.WAITING
    assert (shown.ahead, shown.wait) == ((5, RANGE) if waits else (0, None))
    assert bool(shown.counter) == (status in (Is.CALLED, Is.SERVING))
    assert bool(shown.calls) == (status is Is.CALLED)
    assert bool(shown.step) == waits


def test_beyond_a_hundred_nobody_is_counted() -> None:
    shown = follower(replace(a_ticket(), status=Is.WAITING), Place(MOST_AHEAD + 1))
    assert (shown.ahead, shown.more) == (MOST_AHEAD, True)
