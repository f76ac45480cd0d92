"""The technician's corner by touch, on the real QML: the hidden place, the PIN, and everything that is done inside."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QObject, QPoint, QRectF, QSize
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counter_server.protocol.device_state import PartState
from counter_server.protocol.locale import Locale
from counter_server.protocol.terms import Language, PartIs
from display.screen.engine import ASSETS
from kiosk.example_corners import EXAMPLE_CORNERS, LOG
from kiosk.exit_code import CLOSED, RESTART
from kiosk.kiosk_clock import KioskClock
from kiosk.machine_doors import Level, NoLevel, QuietMachine, RememberingLevel, RememberingRoll, ServerAnswer
from kiosk.panel import Panel
from kiosk.paper_desk import PaperDesk
from kiosk.technician import At
from kiosk.technician_desk import TechnicianDesk
from kiosk.technician_pages import told
from kiosk.technician_pin import PinLock, pin_lock
from tests.screens.kiosk_on_screen import (
    FACE,
    LANDSCAPE,
    PATIENCE,
    PORTRAIT,
    TOUCHSCREEN,
    Kiosk,
    RememberingPaper,
    kiosk_on_screen,
    on_screen,
)

PIN, OTHER = "193847", "748291"
HIDDEN = QPoint(60, 50)
MORNING = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)


@dataclass
class Technician:
    """Somebody who knows the place, before a kiosk with quiet twins at its doors."""

    kiosk: Kiosk
    desk: TechnicianDesk
    lock: PinLock
    machine: QuietMachine
    paper: RememberingPaper
    codes: list[int] = field(default_factory=list)
    now: datetime = MORNING

    def at(self) -> At:
        return self.desk.corner.at

    def knock(self, times: int = 5, place: QPoint = HIDDEN) -> None:
        for _ in range(times):
            self.kiosk.touch_at(place)

    def touch(self, name: str) -> None:
        with self.kiosk.qtbot.waitSignal(self.kiosk.window.frameSwapped, timeout=PATIENCE):
            self.kiosk.window.update()
        self.kiosk.touch_at(self.kiosk.middle(name))

    def type(self, digits: str) -> None:
        for digit in digits:
            self.touch(f"digit-{digit}")

    def try_pin(self, pin: str) -> None:
        """And waits until it was looked at."""
        self.type(pin)
        with self.kiosk.qtbot.waitSignal(self.desk.answered, timeout=PATIENCE):
            self.touch("corner-enter")

    def enter(self) -> None:
        self.knock()
        self.try_pin(PIN)
        self.wait(lambda: self.desk.corner.volume is not None and self.desk.corner.network.answer is not None)

    def wait(self, so: Callable[[], bool]) -> None:
        self.kiosk.qtbot.waitUntil(so, timeout=PATIENCE)

    def said(self, key: str) -> str:
        return self.kiosk.text(f"said-{key}")

    def go_on(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.desk.look_at_wait()


@pytest.fixture
def seconds() -> float:
    return 120.0


@pytest.fixture
def technician(qtbot: QtBot, tmp_path: Path, seconds: float) -> Iterator[Technician]:
    with kiosk_on_screen(qtbot) as kiosk:
        qtbot.waitUntil(lambda: bool(kiosk.items("choice-id")))
        view, machine, paper = kiosk.reception.view, QuietMachine(lines=LOG), RememberingPaper()
        lock = pin_lock(tmp_path, lambda: somebody.now)
        lock.set_pin(PIN)
        printer = PaperDesk(paper)
        clock = KioskClock(ZoneInfo("Asia/Jakarta"))
        desk = TechnicianDesk(
            view.corner, lock, machine, printer, lambda: view.words, clock,
            server="http://127.0.0.1:9", seconds=seconds, monotonic=lambda: 0.0,
        )  # fmt: skip
        somebody = Technician(kiosk, desk, lock, machine, paper)
        desk.entered.connect(kiosk.reception.start_over)
        desk.leaves.connect(somebody.codes.append)
        yield somebody
        desk.stop()
        printer.stop()


def test_five_touches_in_the_hidden_place_ask_for_the_pin_and_it_lets_in(technician: Technician) -> None:
    technician.knock(4)
    assert technician.at() is At.AWAY
    technician.knock(1)
    assert technician.at() is At.PIN
    technician.try_pin(PIN)
    assert technician.at() is At.DESK
    assert "Pojok teknisi" in technician.kiosk.text("corner-title")
    technician.touch("corner-leave")
    assert technician.at() is At.AWAY
    technician.kiosk.choose("id")  # and the next visitor finds everything as it was
    technician.kiosk.wait_for("service")


@pytest.mark.parametrize("place", [QPoint(400, 50), QPoint(60, 300), QPoint(1020, 1880), QPoint(540, 960)])
def test_nowhere_else_do_touches_lead_there(technician: Technician, place: QPoint) -> None:
    technician.knock(12, place)
    assert technician.at() is At.AWAY


def test_whoever_came_upon_it_by_chance_goes_on_with_her_visit(technician: Technician) -> None:
    technician.kiosk.choose("id", "A", "family")
    before = technician.kiosk.reception.visit
    technician.knock()
    technician.touch("corner-leave")
    assert technician.kiosk.reception.visit == before
    technician.kiosk.choose("none")
    assert technician.kiosk.place == ("question", "residence")


def test_whoever_comes_in_finds_no_visit_behind(technician: Technician) -> None:
    technician.kiosk.choose("id", "A", "family")
    technician.enter()
    technician.touch("corner-leave")
    assert technician.kiosk.page == "welcome"


def test_a_visitor_who_listens_does_not_meet_it(technician: Technician) -> None:
    technician.kiosk.reception.view.arranged.emit("spoken")
    technician.knock(20)
    assert technician.at() is At.AWAY


def test_the_pin_is_not_shown_and_can_be_corrected(technician: Technician) -> None:
    technician.knock()
    technician.type("1234")
    assert "1234" not in technician.kiosk.everything_said()
    assert technician.kiosk.item("dots").property("count") == 4
    technician.touch("erase")
    assert technician.kiosk.item("dots").property("count") == 3
    assert not technician.kiosk.item("corner-enter").isEnabled()  # too short to be one
    technician.touch("corner-enter")
    assert technician.at() is At.PIN


def test_wrong_pins_make_one_wait_and_say_how_long(technician: Technician, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    technician.knock()
    technician.try_pin(OTHER)
    assert "PIN salah. Silakan coba lagi." in technician.kiosk.everything_said()
    technician.try_pin(OTHER)
    technician.try_pin(OTHER)
    assert "Tunggu 2 detik" in technician.kiosk.everything_said()
    assert not technician.kiosk.item("digit-1").isEnabled()
    technician.touch("digit-1")
    assert technician.kiosk.item("dots").property("count") == 0
    technician.go_on(2)
    technician.try_pin(OTHER)
    assert "Tunggu 4 detik" in technician.kiosk.everything_said()
    technician.touch("corner-leave")
    technician.knock()
    assert "Tunggu 4 detik" in technician.kiosk.everything_said()  # going away and coming back forgives nothing
    technician.go_on(4)
    technician.try_pin(PIN)
    assert technician.at() is At.DESK
    said = [record.getMessage() for record in caplog.records]
    assert "technician's corner: a wrong PIN, the 4. in a row" in said
    assert "technician's corner: entered" in said
    assert not [line for line in said if PIN in line or OTHER in line]


def test_without_a_pin_the_page_says_how_one_is_set(technician: Technician, tmp_path: Path) -> None:
    (tmp_path / "kiosk" / "technician.json").unlink()
    technician.knock()
    assert "\n./run kiosk --set-technician-pin" in technician.kiosk.everything_said()
    assert technician.kiosk.items("digit-1") == []
    technician.touch("corner-leave")
    assert technician.at() is At.AWAY


def test_a_scanner_and_a_finger_that_stays_reach_no_visit_through_it(technician: Technician) -> None:
    view, qtbot = technician.kiosk.reception.view, technician.kiosk.qtbot
    hold = technician.kiosk.window.findChild(QObject, "hold")
    assert hold is not None
    technician.knock()
    with qtbot.assertNotEmitted(view.keyed), qtbot.assertNotEmitted(view.entered):
        technician.kiosk.type("1871")
        technician.kiosk.press_enter()
    QTest.touchEvent(technician.kiosk.window, TOUCHSCREEN[0]).press(1, QPoint(540, 1700), technician.kiosk.window)
    assert hold.property("running") is False
    QTest.touchEvent(technician.kiosk.window, TOUCHSCREEN[0]).release(1, QPoint(540, 1700), technician.kiosk.window)
    technician.touch("corner-leave")
    with qtbot.waitSignal(view.keyed, timeout=PATIENCE):
        technician.kiosk.type("1")


def test_the_test_page_and_what_became_of_it(technician: Technician) -> None:
    technician.enter()
    technician.wait(lambda: technician.said("printer") == "Siap mencetak")
    technician.touch("printer.act")
    technician.wait(lambda: technician.said("printer") == "Halaman uji tercetak")
    technician.paper.outcome = "paper_out"
    technician.touch("printer.act")
    technician.wait(lambda: technician.said("printer") == "Tidak tercetak: kertas habis")
    assert technician.paper.tests == ["id", "id"]


def test_a_new_roll_is_noted_and_the_printer_asked(technician: Technician) -> None:
    technician.enter()
    technician.wait(lambda: "62" in technician.said("roll"))
    with technician.kiosk.qtbot.waitSignal(technician.desk.paper.parts, timeout=PATIENCE):
        technician.touch("roll.act")
    assert technician.said("roll") == "Tercatat: gulungan baru"
    assert technician.machine.roll.left_percent == 100


def test_a_roll_that_cannot_be_noted_says_so(technician: Technician) -> None:
    technician.machine.roll = RememberingRoll(full_disk=True)
    technician.enter()
    technician.touch("roll.act")
    assert "Tidak dapat dicatat" in technician.said("roll")


@pytest.mark.parametrize("name", ["volume", "brightness"])
def test_volume_and_brightness_are_turned_by_touch(technician: Technician, name: str) -> None:
    technician.enter()
    door = technician.machine.volume if name == "volume" else technician.machine.brightness
    technician.wait(lambda: "50 %" in technician.said(name))
    technician.touch(f"{name}.more")
    technician.wait(lambda: door.asked == [55] and "55 %" in technician.said(name))
    technician.touch(f"{name}.less")
    technician.touch(f"{name}.less")
    technician.wait(lambda: door.asked == [55, 50, 45] and "45 %" in technician.said(name))


def test_what_the_machine_made_of_it_is_shown(technician: Technician) -> None:
    technician.enter()
    technician.machine.volume.now = NoLevel("no_answer")  # its cable was pulled
    technician.touch("volume.more")
    technician.wait(lambda: technician.said("volume") == "Perangkat suara tidak menjawab")
    assert technician.kiosk.items("volume.more") == []


def test_at_its_end_a_key_does_nothing(technician: Technician) -> None:
    technician.machine.brightness = RememberingLevel(Level(10))
    technician.enter()
    technician.wait(lambda: "10 %" in technician.said("brightness"))
    assert not technician.kiosk.item("brightness.less").isEnabled()
    technician.touch("brightness.less")
    assert technician.machine.brightness.asked == []


def test_the_test_sound_says_whether_it_was_played(technician: Technician) -> None:
    technician.enter()
    technician.touch("volume.act")
    technician.wait(lambda: "Bunyi uji sudah diputar" in technician.said("volume"))
    technician.machine.sound = "no_device"
    technician.touch("volume.act")
    technician.wait(lambda: "Tidak ada perangkat suara" in technician.said("volume"))
    assert technician.machine.played == 2


def test_network_and_machine_in_full(technician: Technician) -> None:
    technician.desk.take_line(up=True)
    technician.desk.take_outbox(PartState(PartIs.WARNING, "waiting", count=3))
    technician.enter()
    assert technician.said("network").splitlines() == ["Server menjawab: 12 md", "3 nomor belum terkirim"]
    technician.touch("network.act")
    said = technician.kiosk.text("facts-network")
    assert said.startswith("http://127.0.0.1:9\nServer menjawab: 12 md\nTersambung sejak ")
    assert said.endswith("Alamat mesin ini: 192.168.1.20\n3 nomor belum terkirim")
    assert "Lalopa 0.1.0\nPython 3.11.2 · Qt 6.12.0" in technician.kiosk.text("facts-machine")
    technician.machine.answer = ServerAnswer(reason="no_listener")
    technician.touch("network.again")
    technician.wait(lambda: "programnya tidak berjalan" in technician.kiosk.text("facts-network"))
    assert technician.machine.asked == 2
    technician.touch("corner-leave")
    technician.desk.take_line(up=False)
    assert technician.said("network").startswith("Terputus sejak ")
    technician.touch("machine.act")
    assert technician.at() is At.DETAILS


def test_the_log_is_turned_by_big_keys(technician: Technician) -> None:
    technician.enter()
    technician.touch("corner-log")
    assert "technician's corner: entered" in technician.kiosk.everything_said()
    pane = technician.kiosk.item("log-lines")
    foot = float(pane.property("contentY"))
    assert foot > 0  # the newest lines are shown first
    technician.touch("log-up")
    assert float(pane.property("contentY")) < foot
    technician.touch("log-down")
    assert float(pane.property("contentY")) == pytest.approx(foot, abs=1)
    for _ in range(12):
        technician.touch("log-up")
    assert float(pane.property("contentY")) == pytest.approx(float(pane.property("originY")), abs=1)
    technician.touch("corner-leave")
    assert technician.at() is At.DESK


@pytest.mark.parametrize("page, code", [("closing", CLOSED), ("restarting", RESTART)])
def test_the_program_ends_only_after_it_was_asked_again(technician: Technician, page: str, code: int) -> None:
    technician.enter()
    technician.touch(f"corner-{page}")
    technician.touch("corner-leave")
    assert technician.at() is At.DESK
    technician.kiosk.reception.view.corner.confirmed.emit()  # a second finger that is late
    assert technician.codes == []
    technician.touch(f"corner-{page}")
    technician.touch("corner-confirm")
    assert technician.codes == [code]


@pytest.mark.parametrize("seconds", [0.4])
def test_untouched_the_corner_closes_itself_and_says_so_before(technician: Technician) -> None:
    technician.enter()
    technician.wait(lambda: "Tertutup sendiri dalam 1 detik" in technician.kiosk.text("corner-hint"))
    technician.wait(lambda: technician.at() is At.AWAY)


@pytest.mark.parametrize("seconds", [0.4])
def test_an_unanswered_question_for_the_pin_closes_itself(technician: Technician) -> None:
    technician.knock()
    technician.type("193")
    technician.wait(lambda: technician.at() is At.AWAY)
    technician.knock()
    assert technician.kiosk.item("dots").property("count") == 0


def test_nothing_of_the_visit_behind_is_touched_through_it(technician: Technician) -> None:
    technician.enter()
    for x in range(40, 1080, 130):
        for y in range(400, 1900, 130):
            technician.desk._back() if technician.at() is At.LOG else None
            technician.kiosk.touch_at(QPoint(x, y))
    assert technician.kiosk.page == "welcome"
    assert technician.kiosk.reception.visit.language == "id"


@pytest.mark.parametrize("short", [268.0, 205.0], ids=["21.5 inch", "16 inch"])
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_every_page_has_room_for_its_words_and_keys_for_fingers(
    qtbot: QtBot, size: QSize, language: str, short: float
) -> None:
    window = QRectF(0, 0, size.width(), size.height())
    words = Locale.load(ASSETS / "locale", language)
    upright = Panel(width=short, height=short * 16 / 9)
    face = replace(FACE, panel=upright if size == PORTRAIT else upright.turned())
    with kiosk_on_screen(qtbot, size=size, face=face) as kiosk:
        view = kiosk.reception.view
        larger = float(view.property("textScale"))
        assert (larger > 1.29) is (short < 268)
        for name, corner in EXAMPLE_CORNERS.items():
            view.corner.tell(told(corner, words), words)
            with qtbot.waitSignal(kiosk.window.frameSwapped, timeout=PATIENCE):
                kiosk.window.update()
            page = kiosk.item("corner")
            for pane in (one for one in on_screen(page) if one.inherits("QQuickFlickable")):
                fits = pane.property("contentHeight") <= pane.height() + 1
                assert fits or "log" in name or ("trouble" in name and larger > 1), name
            rolls = [one for one in on_screen(page) if one.inherits("QQuickFlickable") and scrolls(one)]
            for item in on_screen(page):
                if not any(within(item, pane) for pane in rolls):
                    has_room(item, name, window, larger)


def has_room(item: QQuickItem, name: str, window: QRectF, larger: float) -> None:
    box = item.mapRectToScene(item.boundingRect())
    if item.inherits("QQuickText") and item.property("text"):
        where = (name, str(item.property("text")), box)
        assert not item.property("truncated"), where
        assert item.property("contentWidth") <= item.width() + 1, where
        assert of_the_pad(item) or item.property("font").pixelSize() >= int(38 * larger), where
        assert window.contains(box), where
    if item.inherits("QQuickMouseArea"):
        assert min(box.width(), box.height()) >= 84, (name, item.parentItem().objectName(), box)
        assert window.contains(box), (name, item.parentItem().objectName(), box)


def scrolls(pane: QQuickItem) -> bool:
    return float(pane.property("contentHeight")) > pane.height() + 1


def within(item: QQuickItem, pane: QQuickItem) -> bool:
    above: QQuickItem | None = item
    while above is not None and above != pane:
        above = above.parentItem()
    return above == pane


def of_the_pad(item: QQuickItem) -> bool:
    """The number pad's own words are held to their size where visitors type."""
    above: QQuickItem | None = item
    while above is not None and not above.objectName():
        above = above.parentItem()
    return above is not None and above.objectName().startswith(("digit-", "erase"))
