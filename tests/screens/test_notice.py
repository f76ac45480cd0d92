"""What the person in charge has to say, on the real wall: in the large call's place, in turn with the calls; and her
words at its foot."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtQuick import QQuickItem
from pytestqt.qtbot import QtBot

from counter_server.protocol.messages import NOTICE, Change
from display.examples import LONG_TEXT, board
from tests.screens.test_display import Screen, place_of, shown

WORDS = {
    "id": "Mohon perhatian. Ada gangguan sebentar. Nomor antrean Anda tetap berlaku. Terima kasih atas kesabarannya.",
    "en": "Your attention please. There is a short interruption. Your number stays valid.",
}


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[Screen]:
    yield from shown(qtbot, "id")


def announce(screen: Screen, texts: dict[str, str]) -> int:
    screen.seq += 1
    now = datetime.now(UTC)
    screen.hall.take_change(Change(seq=screen.seq, at=now, action="announce", waiting={}, notice=texts))
    return screen.seq


def hang(screen: Screen, text: dict[str, str]) -> None:
    screen.seq += 1
    now = datetime.now(UTC)
    face = replace(board(now).branch, running_text=text)
    screen.hall.take_change(Change(seq=screen.seq, at=now, action="running-text", waiting={}, branch=face))


def test_a_notice_stands_where_the_call_was_and_gives_way_to_the_next(qtbot: QtBot, screen: Screen) -> None:
    screen.hall.take_board(board(datetime.now(UTC)))
    screen.call(1, "loket-7")
    screen.hall.voice_ended(screen.seq, True, "")
    seq = announce(screen, WORDS)
    qtbot.waitUntil(lambda: bool(screen.items("notice")))
    assert screen.text("noticeText") == WORDS["id"]
    assert not screen.items("largeCall")
    assert not screen.items("information")
    assert screen.cards() == {"A-001": ("Loket 7", "voiced")}, "who is called still finds her number"
    assert (screen.asked[-1][0].kind, screen.asked[-1][0].texts) == (NOTICE, WORDS)
    screen.call(2, "loket-3")
    assert screen.items("notice"), "never over one another"
    screen.hall.voice_ended(seq, True, "")
    qtbot.waitUntil(lambda: not screen.items("notice"))
    assert screen.text("number") == "A-002"
    assert [report.seq for report in screen.reports] == [seq - 1, seq]


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)])
def test_the_longest_words_have_room(qtbot: QtBot, screen: Screen, size: tuple[int, int]) -> None:
    screen.window.resize(*size)
    screen.hall.take_board(board(datetime.now(UTC), serving=9, passed=8))
    announce(screen, {"id": " ".join(["Perhatian"] * 20)})
    qtbot.waitUntil(lambda: bool(screen.items("noticeText")))
    (words,) = screen.items("noticeText")
    assert isinstance(words, QQuickItem)
    assert float(words.property("contentHeight")) <= words.height()
    assert float(words.property("contentWidth")) <= words.width()
    (around,) = screen.items("notice")
    assert place_of(around).contains(place_of(words))


def test_words_at_the_foot_change_at_once_and_short_ones_stand_still_in_the_middle(
    qtbot: QtBot, screen: Screen
) -> None:
    screen.hall.take_board(board(datetime.now(UTC)))
    hang(screen, LONG_TEXT)
    (strip,) = screen.items("runningText")
    qtbot.waitUntil(lambda: float(strip.property("gone")) > 0)
    hang(screen, {"id": "Listrik padam sebentar."})
    assert screen.text("runningText") == "Listrik padam sebentar."
    (text,) = [item for item in strip.childItems() if item.isVisible()]
    middle = place_of(text).center().x()
    assert abs(middle - place_of(strip).center().x()) < 2
