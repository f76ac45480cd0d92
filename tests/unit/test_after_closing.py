"""Where the counters may close before a visitor's turn, that is told in the place of a number of minutes."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from counter_server.domain.estimate import Estimate
from counter_server.protocol.locale import Locale
from counter_server.protocol.terms import Is
from counter_server.web import phone_words
from counter_server.web.phone_state import Follower
from kiosk.paper_words import estimate_words
from kiosk.printed_matter import PaperTicket
from tests.server import ROOT

WORDS = Locale.load(ROOT / "assets" / "locale", "id")
FOLLOWER = Follower(
    number="A-012", status=Is.WAITING, step="verification", language="id", counter="", calls=0, ahead=7, more=False,
    wait=Estimate(120, 150),
)  # fmt: skip
PAPER = PaperTicket(
    office="", branch="", service="", number="A-012", issued_at=datetime(2026, 11, 23, tzinfo=UTC), estimate=(120, 150)
)


def test_a_phone_is_told() -> None:
    late = replace(FOLLOWER, wait=Estimate(120, 150, after_closing=True))
    assert "120–150 menit" in phone_words.wait(FOLLOWER, WORDS)
    assert phone_words.wait(late, WORDS) == WORDS.say("phone.after_closing")


@pytest.mark.parametrize("table", ["wait", "short"])
def test_the_paper_says_it(table: str) -> None:
    assert "120–150 menit" in estimate_words(PAPER, WORDS, table)
    assert estimate_words(replace(PAPER, after_closing=True), WORDS, table) == WORDS.say(f"paper.{table}.after_closing")
