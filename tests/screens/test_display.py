"""The wall as it is seen: the real QML, driven by real happenings through the stream adapter's signals."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QColor
from PySide6.QtQuick import QQuickItem, QQuickWindow
from pytestqt.qtbot import QtBot

from counter_server.protocol.branch_file import load_branch
from counter_server.protocol.locale import Locale
from counter_server.protocol.messages import Announcement, Change, Heartbeat, Ticket
from counter_server.protocol.terms import Is
from display.announcements import SUPERSEDED, Report
from display.examples import board, ticket
from display.hall import Hall
from display.pictures import QML
from display.screen.engine import ASSETS, QmlBroken, start_engine, stop_engine

BRANCH = load_branch(ASSETS / "branch.toml").branch
AMBER = QColor("#FFB81C")


@dataclass
class Screen:
    """A wall on the screen, its hall, and what it asked for."""

    hall: Hall
    window: QQuickWindow
    asked: list[tuple[Announcement, int]] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    seq: int = 1000

    def call(self, id: int, counter: str, action: str = "call", status: Is = Is.CALLED) -> Ticket:
        self.seq += 1
        one = ticket(id, f"A-{id:03d}", counter, status, datetime.now(UTC))
        waiting = {"A": {"verification": 5}}
        self.hall.take_change(Change(seq=self.seq, at=datetime.now(UTC), action=action, ticket=one, waiting=waiting))
        return one

    def items(self, name: str) -> list[QQuickItem]:
        """Every item of this name, delegates among them, that is visible."""
        found, open_ = [], [self.window.contentItem()]
        while open_:
            item = open_.pop()
            open_ += item.childItems()
            if item.objectName() == name and item.isVisible():
                found.append(item)
        return found

    def text(self, name: str) -> str:
        (item,) = self.items(name)
        return str(item.property("text"))

    def cards(self) -> dict[str, tuple[str, str]]:
        return {
            str(card.property("number")): (str(card.property("place")), str(card.property("kind")))
            for card in self.items("card")
        }


def place_of(item: QQuickItem) -> QRectF:
    """Where it is in the window."""
    return item.mapRectToScene(item.boundingRect())


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[Screen]:
    yield from shown(qtbot, "id")


@pytest.fixture
def english(qtbot: QtBot) -> Iterator[Screen]:
    yield from shown(qtbot, "en")


def shown(qtbot: QtBot, language: str) -> Iterator[Screen]:
    hall = Hall(Locale.load(ASSETS / "locale", language), BRANCH, pause=0.0, unspoken=0.3, longest=20.0)
    engine = start_engine(QML / "Main.qml", properties={"view": hall.view, "fullScreen": False})
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow)
    window.resize(1920, 1080)
    screen = Screen(hall, window)
    hall.speak.connect(lambda one, queued: screen.asked.append((one, queued)))
    hall.report.connect(screen.reports.append)
    qtbot.waitUntil(lambda: window.contentItem().height() == 1080)
    yield screen
    hall.stop()
    stop_engine(engine)


def test_before_the_server_is_heard_the_wall_greets_and_says_that_it_connects(screen: Screen) -> None:
    assert screen.items("connecting")
    assert not screen.items("largeCall")


def test_a_call_is_shown_large_with_its_counter_and_asked_for_at_once(screen: Screen) -> None:
    screen.hall.take_board(board(datetime.now(UTC)))
    screen.call(1, "loket-7")
    assert (screen.text("number"), screen.text("place")) == ("A-001", "Loket 7")
    assert [(one.number, one.counter, queued) for one, queued in screen.asked] == [("A-001", "loket-7", 0)]


@pytest.mark.parametrize("id", [8, 1000])
def test_the_large_number_can_be_read_across_the_hall(screen: Screen, id: int) -> None:
    screen.hall.take_board(board(datetime.now(UTC)))
    screen.call(id, "bantuan-2")
    (number,) = screen.items("number")
    area = number.mapRectToScene(number.boundingRect()).toRect()
    picture = screen.window.grabWindow()
    middle = area.center().y()
    row = {
        y
        for y in range(1080)
        if any(picture.pixelColor(x, y).lightness() < 60 for x in range(area.left(), area.right(), 3))
    }
    top = next(y for y in range(middle, 0, -1) if y not in row)
    bottom = next(y for y in range(middle, 1080) if y not in row)
    assert bottom - top >= 0.18 * 1080
    assert float(number.property("contentWidth")) <= number.width()


def test_several_calls_stand_side_by_side_and_the_large_card_follows_the_voice(qtbot: QtBot, screen: Screen) -> None:
    screen.hall.take_board(board(datetime.now(UTC)))
    for id in (1, 2, 3):
        screen.call(id, f"loket-{id}")
    assert screen.cards() == {
        "A-001": ("Loket 1", "voiced"),
        "A-002": ("Loket 2", "called"),
        "A-003": ("Loket 3", "called"),
    }
    screen.hall.voice_ended(1001, True, "")
    qtbot.waitUntil(lambda: screen.text("number") == "A-002")
    assert screen.cards()["A-002"] == ("Loket 2", "voiced")
    assert [one.seq for one, _ in screen.asked] == [1001, 1002]
    assert screen.reports == [Report(1001, True, None)]


def test_eighteen_calls_at_once_all_fit_above_the_waiting_panel_without_touching(screen: Screen) -> None:
    screen.hall.take_board(board(datetime.now(UTC), called=18, waiting=63))
    screen.window.grabWindow()  # lays the cards out
    cards = [place_of(card) for card in screen.items("card")]
    (area,), (panel,) = screen.items("cards"), screen.items("waitingPanel")
    room = place_of(area)
    assert len(cards) == 18
    assert QRectF(0, 0, 1920, 1080).contains(room)
    assert room.bottom() < place_of(panel).top()
    assert [card for card in cards if not room.contains(card)] == []
    assert not any(one.intersects(other) for place, one in enumerate(cards) for other in cards[:place])
    assert len(screen.cards()) == 18


def test_a_call_that_cannot_be_spoken_is_shown_for_its_time_and_mutes_nobody(qtbot: QtBot, screen: Screen) -> None:
    screen.hall.take_board(board(datetime.now(UTC)))
    screen.call(1, "loket-1")
    screen.call(2, "loket-2")
    screen.hall.voice_ended(1001, False, "no_device")
    screen.call(3, "loket-3")
    assert screen.text("number") == "A-001"
    with qtbot.waitSignal(screen.hall.speak):
        pass
    assert screen.text("number") == "A-002"
    assert screen.reports == [Report(1001, False, "no_device")]


def test_a_voice_that_never_answers_is_given_up(qtbot: QtBot, screen: Screen) -> None:
    screen.hall.take_board(board(datetime.now(UTC)))
    screen.hall._patience.setInterval(50)
    screen.call(1, "loket-1")
    screen.call(2, "loket-2")
    qtbot.waitUntil(lambda: len(screen.asked) == 2)
    assert screen.reports[0] == Report(1001, False, "no_answer")


def test_a_late_answer_of_the_voice_does_not_end_the_next_announcement(qtbot: QtBot, screen: Screen) -> None:
    screen.hall.take_board(board(datetime.now(UTC)))
    screen.call(1, "loket-1")
    screen.call(2, "loket-2")
    screen.hall.voice_ended(1001, True, "")
    qtbot.waitUntil(lambda: len(screen.asked) == 2)
    screen.hall.voice_ended(1001, True, "")
    assert [report.seq for report in screen.reports] == [1001]


def test_a_ticket_served_before_its_announcement_is_not_spoken_and_the_server_is_told(screen: Screen) -> None:
    screen.hall.take_board(board(datetime.now(UTC)))
    screen.call(1, "loket-1")
    screen.call(2, "loket-2")
    screen.call(2, "loket-2", "start", Is.SERVING)
    assert screen.reports == [Report(1002, False, SUPERSEDED)]
    assert screen.cards()["A-002"] == ("Loket 2", "serving")


def test_the_call_flashes_calmly_and_comes_to_rest_in_amber(qtbot: QtBot, screen: Screen) -> None:
    screen.hall.take_board(board(datetime.now(UTC)))
    screen.call(1, "loket-1")
    (large,) = screen.items("largeCall")
    colours: list[str] = [QColor(large.property("color")).name()]
    changed = large.findChild(QObject, "flash")
    assert changed is not None
    changed.litChanged.connect(lambda: colours.append("flash"))  # type: ignore[attr-defined]
    assert QColor(large.property("color")) == AMBER
    assert changed.property("interval") >= 1000 / 6  # two steps are one flash: at most three a second
    changed.setProperty("interval", 5)
    qtbot.waitUntil(lambda: not changed.property("running"))
    assert colours.count("flash") >= 4
    assert QColor(large.property("color")) == AMBER


def test_a_recall_flashes_again_and_is_spoken_again(qtbot: QtBot, screen: Screen) -> None:
    screen.hall.take_board(board(datetime.now(UTC)))
    screen.call(1, "loket-1")
    screen.hall.voice_ended(1001, True, "")
    (large,) = screen.items("largeCall")
    flash = large.findChild(QObject, "flash")
    assert flash is not None
    flash.setProperty("interval", 5)
    qtbot.waitUntil(lambda: not flash.property("running"))
    screen.call(1, "loket-1", "recall")
    qtbot.waitUntil(lambda: len(screen.asked) == 2)
    assert flash.property("running")


def test_nobody_called_shows_the_welcome_and_no_amber_at_all(screen: Screen) -> None:
    screen.hall.take_board(board(datetime.now(UTC), serving=4, passed=8, waiting=12))
    assert screen.items("welcome")
    assert not screen.items("largeCall")
    picture = screen.window.grabWindow()
    colours = {picture.pixelColor(x, y).name() for x in range(0, 1920, 5) for y in range(0, 1080, 5)}
    assert AMBER.name() not in colours


def test_waiting_counts_and_the_clock_are_shown(screen: Screen) -> None:
    now = datetime.now(UTC)
    screen.hall.take_board(replace(board(now), waiting={"A": {"help": 2, "verification": 9}}))
    assert screen.text("waiting") == "11"
    here = now.astimezone(ZoneInfo("Asia/Jakarta"))
    assert screen.text("clock") in {f"{at:%H.%M}" for at in (here, here + timedelta(seconds=30))}


def test_the_clock_follows_the_server_when_the_machines_own_is_wrong(screen: Screen) -> None:
    there = datetime(2026, 11, 23, 1, 5, 30, tzinfo=UTC)
    screen.hall.take_board(board(there))
    assert screen.text("clock") == "08.05"
    screen.hall.take_heartbeat(Heartbeat(seq=1, at=there + timedelta(hours=2)))
    screen.hall.take_away("silent")
    assert screen.text("awayBanner").startswith("Data pukul 10.05")


def test_a_server_that_is_away_is_said_and_the_old_board_is_veiled_until_it_is_back(screen: Screen) -> None:
    screen.hall.take_board(board(datetime.now(UTC), called=2, serving=3, passed=4))
    assert not screen.items("awayBanner")
    assert not screen.items("stale")
    screen.hall.take_away("silent")
    assert "menyambung kembali" in screen.text("awayBanner")
    assert screen.items("stale")
    assert screen.items("card")
    screen.hall.take_board(board(datetime.now(UTC)))
    assert not screen.items("awayBanner")
    assert not screen.items("stale")
    assert not screen.items("card")


def test_a_text_that_fits_stands_still_and_a_long_one_runs(qtbot: QtBot, screen: Screen) -> None:
    usual = board(datetime.now(UTC))
    screen.hall.take_board(usual)
    (strip,) = screen.items("runningText")
    assert strip.property("runs") is False
    texts = {"id": "Warga Kota Bandar Lampung yang belum memiliki jaminan kesehatan dapat memakai P2KM. " * 3}
    screen.hall.take_board(replace(usual, branch=replace(usual.branch, running_text=texts)))
    assert strip.property("runs") is True
    text = strip.childItems()[0]
    qtbot.waitUntil(lambda: text.x() < -10)


def test_a_long_place_stays_inside_its_card(screen: Screen) -> None:
    screen.hall.take_board(board(datetime.now(UTC), called=18))
    for card in screen.items("card"):
        for text in (item for item in card.childItems() if item.inherits("QQuickText")):
            assert text.x() + float(text.property("contentWidth")) <= card.width()


@pytest.mark.parametrize("called, serving", [(0, 1), (0, 0), (1, 0), (1, 2)])
def test_every_tip_fits_where_it_stands(screen: Screen, english: Screen, called: int, serving: int) -> None:
    for wall in (screen, english):
        for turn in range(4):
            at = datetime(2026, 11, 23, 3, 0, tzinfo=UTC) + timedelta(seconds=12 * turn)
            wall.hall.take_board(board(at, called=called, serving=serving))
            for tip in wall.items("tip"):
                assert tip.property("text")
                assert float(tip.property("contentHeight")) <= tip.height()
                assert float(tip.property("contentWidth")) <= tip.width()


def test_steps_of_the_welcome_do_not_run_into_the_tip(english: Screen, screen: Screen) -> None:
    for wall in (screen, english):
        wall.hall.take_board(board(datetime.now(UTC), serving=3))
        wall.window.grabWindow()
        (tip,) = [tip for tip in wall.items("tip") if tip.property("color") == QColor("#E1EFEC")]
        steps = wall.items("step")
        assert len(steps) == 3
        top = tip.mapRectToScene(tip.boundingRect()).top()
        assert all(step.mapRectToScene(step.boundingRect()).bottom() < top for step in steps)


@pytest.mark.parametrize("width, height", [(1366, 768), (1280, 720), (3840, 2160), (1920, 1200)])
def test_the_wall_fills_other_screens_by_scaling(qtbot: QtBot, screen: Screen, width: int, height: int) -> None:
    screen.hall.take_board(board(datetime.now(UTC), called=18))
    screen.window.resize(width, height)
    qtbot.waitUntil(lambda: screen.window.contentItem().size().toSize() == screen.window.size())
    (wall,) = screen.window.contentItem().childItems()
    seen = wall.mapRectToScene(wall.boundingRect())
    assert seen.width() == pytest.approx(min(width, height * 16 / 9), abs=1)
    assert seen.center().x() == pytest.approx(width / 2, abs=1)


def test_the_wall_speaks_english_where_the_branch_wants_it(english: Screen) -> None:
    english.hall.take_board(board(datetime.now(UTC)))
    english.call(3, "bantuan-1")
    assert english.text("place") == english.hall._locale.counter("bantuan-1") != "Meja Bantuan 1"


def test_broken_qml_is_an_error_that_names_file_and_line(
    qapp: object, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    broken = tmp_path / "Broken.qml"
    broken.write_text("import QtQuick\nItem { widht: 3 }\n")
    with pytest.raises(QmlBroken, match=r"Broken\.qml:2.*widht"):
        start_engine(broken, properties={})
    caplog.clear()  # this complaint is wanted
