"""Nobody leaves the kiosk's full screen but the technician: no key, no window manager, no gesture, no menu."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counter_server.protocol.branch_file import load_branch
from counter_server.protocol.locale import Locale
from display.screen.engine import ASSETS
from kiosk.__main__ import assembled
from kiosk.arguments import read_arguments
from kiosk.exit_code import CLOSED, RESTART, begin_anew
from kiosk.pictures import QML
from tests.screens.kiosk_on_screen import PATIENCE, TOUCHSCREEN, Kiosk, kiosk_on_screen, on_screen
from tests.screens.test_kiosk_technician import HIDDEN
from tests.server import DEMO_KIOSK, DEMO_PIN, ROOT, Server, running

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
META = Qt.KeyboardModifier.MetaModifier
WAYS_OUT = [
    (Qt.Key.Key_Escape, NONE),
    (Qt.Key.Key_F4, ALT),
    (Qt.Key.Key_Tab, ALT),
    (Qt.Key.Key_Tab, NONE),
    (Qt.Key.Key_Q, CTRL),
    (Qt.Key.Key_W, CTRL),
    (Qt.Key.Key_C, CTRL),
    (Qt.Key.Key_A, CTRL),
    (Qt.Key.Key_Delete, CTRL | ALT),
    (Qt.Key.Key_D, META),
    (Qt.Key.Key_Super_L, META),
    (Qt.Key.Key_F11, NONE),
    (Qt.Key.Key_F5, NONE),
    (Qt.Key.Key_F10, SHIFT),
    (Qt.Key.Key_Menu, NONE),
    (Qt.Key.Key_Back, NONE),
    (Qt.Key.Key_Print, NONE),
    (Qt.Key.Key_PowerOff, NONE),
]
FORBIDDEN = re.compile(
    r"\b(TextInput|TextEdit|TextField|TextArea|Shortcut|Menu|MenuBar|ContextMenu|PinchArea|PinchHandler|WheelHandler"
    r"|DragHandler|RightButton|AllButtons|selectByMouse|Qt\.quit|openUrlExternally)\b"
)


@pytest.fixture
def locked(qtbot: QtBot) -> Iterator[Kiosk]:
    with kiosk_on_screen(qtbot) as kiosk:
        qtbot.waitUntil(lambda: bool(kiosk.items("choice-id")))
        kiosk.window.setProperty("fullScreen", True)
        qtbot.waitUntil(lambda: whole(kiosk.window), timeout=PATIENCE)
        kiosk.choose("id")
        kiosk.settle()
        yield kiosk
        kiosk.window.setProperty("fullScreen", False)  # or the test's own end could not close it


def whole(window: QQuickWindow) -> bool:
    return window.isVisible() and window.visibility() is QQuickWindow.Visibility.FullScreen


def test_no_key_leads_out_and_none_is_left_to_anybody_else(locked: Kiosk) -> None:
    before = locked.reception.visit
    for key, held in WAYS_OUT:
        struck = QKeyEvent(QEvent.Type.KeyPress, key, held, "")
        QCoreApplication.sendEvent(locked.window, struck)
        assert struck.isAccepted(), (key, held)
        QCoreApplication.sendEvent(locked.window, QKeyEvent(QEvent.Type.KeyRelease, key, held, ""))
        assert locked.reception.visit == before, (key, held)
        assert whole(locked.window), (key, held)


def test_a_window_manager_that_closes_it_is_refused(locked: Kiosk) -> None:
    assert locked.window.close() is False
    assert whole(locked.window)


def test_ending_the_application_by_its_windows_is_refused(locked: Kiosk) -> None:
    QTimer.singleShot(0, QGuiApplication.quit)  # asks each window
    QTimer.singleShot(0, lambda: QGuiApplication.exit(7))
    assert QGuiApplication.exec() == 7
    assert whole(locked.window)


@pytest.mark.parametrize("state", ["showMinimized", "showNormal", "showMaximized"])
def test_a_window_manager_that_makes_it_smaller_gets_it_back_whole(locked: Kiosk, state: str) -> None:
    getattr(locked.window, state)()
    locked.qtbot.waitUntil(lambda: whole(locked.window), timeout=PATIENCE)


def test_it_lies_above_all_others_and_has_no_frame(locked: Kiosk) -> None:
    flags = locked.window.flags()
    assert flags & Qt.WindowType.FramelessWindowHint
    assert flags & Qt.WindowType.WindowStaysOnTopHint


@pytest.mark.parametrize("button", [Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton])
def test_other_buttons_of_a_mouse_do_nothing(locked: Kiosk, button: Qt.MouseButton) -> None:
    before = locked.reception.visit
    QTest.mouseClick(locked.window, button, NONE, locked.middle("choice-A"))
    QTest.mouseDClick(locked.window, button, NONE, locked.middle("choice-A"))
    assert locked.reception.visit == before


@pytest.mark.parametrize("apart", [10, 60])
def test_fingers_that_pinch_or_wipe_move_and_enlarge_nothing(locked: Kiosk, apart: int) -> None:
    frame = locked.item("frame")
    before = (frame.scale(), frame.x(), frame.y(), locked.window.size())
    steps = len(locked.reception.visit.came)
    if not TOUCHSCREEN:
        TOUCHSCREEN.append(QTest.createTouchDevice())
    middle = locked.middle("page")
    for step, part in enumerate(["press", "move", "move", "move", "release"]):
        touch = QTest.touchEvent(locked.window, TOUCHSCREEN[0])
        for finger in range(3):
            place = middle + QPoint((finger - 1) * (30 + apart * step), (finger - 1) * apart * step)
            getattr(touch, part)(finger + 1, place, locked.window)
        touch.commit()
    assert (frame.scale(), frame.x(), frame.y(), locked.window.size()) == before
    assert len(locked.reception.visit.came) - steps in (0, 1)  # one of the fingers may have touched a key


def test_nothing_on_any_page_can_be_written_into_selected_or_called_by_a_shortcut() -> None:
    pages = sorted(QML.glob("*.qml"))
    assert len(pages) > 40
    found = [f"{page.name}: {word}" for page in pages for word in FORBIDDEN.findall(page.read_text(encoding="utf-8"))]
    assert found == []


@pytest.mark.parametrize("page, code", [("closing", CLOSED), ("restarting", RESTART)])
def test_by_the_corner_of_the_real_program_it_ends_with_its_code(
    qtbot: QtBot, tmp_path: Path, page: str, code: int
) -> None:
    branch = load_branch(ASSETS / "branch.toml")
    quiet = replace(branch, kiosk=replace(branch.kiosk, guidance=replace(branch.kiosk.guidance, offered=False)))
    options = ["--server", "http://127.0.0.1:9", "--data", str(tmp_path), "--demo"]
    with assembled(read_arguments(options, Locale.load(ASSETS / "locale", "id")), quiet) as engine:
        window = engine.rootObjects()[0]
        assert isinstance(window, QQuickWindow)
        qtbot.waitExposed(window)
        assert whole(window)
        hand = Hand(qtbot, window)

        def technician() -> None:
            hidden = QPoint(HIDDEN.x() * window.width() // 1080, HIDDEN.y() * window.width() // 1080)
            hand.touch_until("digit-1", hidden)  # the corner joins a moment after the first picture
            for digit in DEMO_PIN:
                hand.touch(f"digit-{digit}")
            hand.touch("corner-enter")
            hand.touch(f"corner-{page}")
            hand.touch("corner-confirm")

        QTimer.singleShot(0, technician)
        in_vain = QTimer(singleShot=True, interval=4 * PATIENCE)
        in_vain.timeout.connect(lambda: QGuiApplication.exit(-1))
        in_vain.start()
        ended = QGuiApplication.exec()
        in_vain.stop()  # an exit that nobody waits for would end every event loop after it
        assert ended == code
        window.setProperty("fullScreen", False)
    assert (
        not (tmp_path / "kiosk" / "technician.json").exists()
        or "argon2" not in (tmp_path / "kiosk" / "technician.json").read_text()
    )


def test_the_real_program_keeps_its_screen_lit(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    xset, asked = tmp_path / "xset", tmp_path / "xset.asked"
    xset.write_text('#!/bin/sh\necho "$@" > "$0.asked"\n')
    xset.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setenv("DISPLAY", ":99")
    branch = load_branch(ASSETS / "branch.toml")
    options = ["--server", "http://127.0.0.1:9", "--data", str(tmp_path), "--demo"]
    with assembled(read_arguments(options, Locale.load(ASSETS / "locale", "id")), branch):
        qtbot.waitUntil(lambda: asked.exists() and asked.read_text() == "s off s noblank -dpms\n", timeout=PATIENCE)


class Hand:
    """Touches what it sees by its name, as soon as it is there."""

    def __init__(self, qtbot: QtBot, window: QQuickWindow) -> None:
        self._qtbot, self._window = qtbot, window

    def touch(self, name: str) -> None:
        self._qtbot.waitUntil(lambda: self._sees(name), timeout=PATIENCE)
        item = next(item for item in on_screen(self._window.contentItem()) if item.objectName() == name)
        self.touch_at(item.mapToScene(item.boundingRect().center()).toPoint())

    def touch_until(self, name: str, place: QPoint) -> None:
        def there() -> bool:
            if not self._sees(name):
                self.touch_at(place)
            return self._sees(name)

        self._qtbot.waitUntil(there, timeout=PATIENCE)

    def _sees(self, name: str) -> bool:
        return any(item.objectName() == name and item.isEnabled() for item in on_screen(self._window.contentItem()))

    def touch_at(self, place: QPoint) -> None:
        if not TOUCHSCREEN:
            TOUCHSCREEN.append(QTest.createTouchDevice())
        for part in ("press", "release"):
            touch = QTest.touchEvent(self._window, TOUCHSCREEN[0])
            getattr(touch, part)(1, place, self._window)
            touch.commit()


def test_whoever_may_on_the_machine_ends_it_by_a_signal(qtbot: QtBot, tmp_path: Path) -> None:
    with running(tmp_path / "server") as server:
        ended_by_signal(server, qtbot, tmp_path)


def ended_by_signal(server: Server, qtbot: QtBot, tmp_path: Path) -> None:
    words = [sys.executable, "-m", "kiosk", "--server", server.url, "--key", DEMO_KIOSK, "--data", str(tmp_path)]
    quiet = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    with subprocess.Popen(words, cwd=ROOT, env=quiet, stderr=subprocess.PIPE, text=True) as program:
        try:
            qtbot.waitUntil((tmp_path / "kiosk" / "services.json").exists, timeout=20_000)
            program.terminate()
            _, said = program.communicate(timeout=20)
        finally:
            program.kill()
    assert program.returncode == 0, said


ANEW = """
import os, sys
from kiosk.exit_code import begin_anew
if "AGAIN" in os.environ:
    print("anew", os.getpid(), sys.argv[1:])
    sys.exit(3)
print("first", os.getpid(), flush=True)
os.environ["AGAIN"] = "yes"
sys.exit(begin_anew(int(sys.argv[1])))
"""


def test_a_program_begun_anew_is_the_same_process_with_the_same_words() -> None:
    words = [sys.executable, "-c", ANEW, str(RESTART), "--data", "x y"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)
    first, anew = done.stdout.splitlines()
    assert anew == f"anew {first.split()[1]} ['{RESTART}', '--data', 'x y']"
    assert done.returncode == 3


def test_any_other_end_is_an_end() -> None:
    assert [begin_anew(code) for code in (0, 2, 96)] == [0, 2, 96]
