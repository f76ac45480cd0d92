"""The kiosk's frames in the software renderer: `python -m tests.bench.kiosk_frames ROUNDS`.

Says as JSON, in seconds: from a finger on the glass to the frame that shows it, from a change of the page to its first
frame, and for each animation how long its frames took to paint.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QGuiApplication, QPointingDevice
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from counter_server.protocol.client import CounterClient
from counter_server.protocol.locale import Locale
from display.screen.engine import ASSETS, start_engine, stop_engine
from kiosk.comfort import Comfort
from kiosk.connection import Connection
from kiosk.kiosk_clock import KioskClock
from kiosk.kiosk_face import KioskFace
from kiosk.outbox import Outbox
from kiosk.paper_desk import PaperDesk
from kiosk.pictures import NAME, OFFICE, QML, NoPaper, scenes, show
from kiosk.reception import Reception
from tests.screens.kiosk_on_screen import on_screen

from .programs import ROOT, SOFTWARE

REST = 400
"""Milliseconds in which what a page set going has died away."""
WATCHED = 1200
"""Milliseconds an animation is watched."""
PATIENCE = 5.0
ANIMATED = {"page comes in": "residence", "waiting dots": "taking", "countdown": "idle", "welcome": "welcome"}


@dataclass
class Frames:
    """When frames were begun and shown."""

    begun: list[float] = field(default_factory=list)
    shown: list[float] = field(default_factory=list)

    def watch(self, window: QQuickWindow) -> None:
        window.afterAnimating.connect(lambda: self.begun.append(time.perf_counter()))
        window.frameSwapped.connect(lambda: self.shown.append(time.perf_counter()))

    def next_after(self, did: Callable[[], object]) -> float:
        """Seconds from the deed to the first frame begun after it."""
        count = len(self.shown)
        began = time.perf_counter()
        did()
        while len(self.shown) == count:
            if time.perf_counter() - began > PATIENCE:
                raise TimeoutError("nothing was painted")
            QGuiApplication.processEvents()
        return self.shown[count] - began

    def during(self, milliseconds: int) -> list[float]:
        """How long each frame of this time took."""
        self.begun.clear()
        self.shown.clear()
        QTest.qWait(milliseconds)
        count = min(len(self.begun), len(self.shown))
        return [shown - begun for begun, shown in zip(self.begun[:count], self.shown[:count], strict=True)]


def come_to_rest(window: QQuickWindow) -> None:
    """A page that still comes in takes no touch."""
    frame, page = window.findChild(QObject, "frame"), window.findChild(QObject, "page")
    assert frame is not None
    assert page is not None
    QTest.qWait(REST)
    while not (frame.property("settled") and page.property("entered")):
        QTest.qWait(REST // 10)


def slide_off(window: QQuickWindow, finger: QPointingDevice) -> None:
    """The finger leaves the key before it is lifted, and so means nothing."""
    QTest.touchEvent(window, finger).move(1, QPoint(2, 2), window).commit()
    QTest.touchEvent(window, finger).release(1, QPoint(2, 2), window).commit()


def item(window: QQuickWindow, name: str) -> QQuickItem:
    """The one of this name that can be seen."""
    return next(one for one in on_screen(window.contentItem()) if one.objectName() == name)


def middle(thing: QQuickItem) -> QPoint:
    return thing.mapToScene(thing.boundingRect().center()).toPoint()


def measure(rounds: int) -> dict[str, list[float]]:
    """By what was measured."""
    words = {language: Locale.load(ASSETS / "locale", language) for language in ("id", "en")}
    clock = KioskClock(ZoneInfo("Asia/Jakarta"))
    found: dict[str, list[float]] = {"touch → pressed key": [], "another page → its first frame": []}
    with tempfile.TemporaryDirectory() as folder:
        connection = Connection(CounterClient("http://127.0.0.1:9"), Outbox(Path(folder) / "outbox.db", clock), clock)
        desk = PaperDesk(NoPaper())
        reception = Reception(KioskFace(name=NAME, office=OFFICE), words, connection, desk)
        engine = start_engine(QML / "Main.qml", properties={"view": reception.view, "fullScreen": False})
        window = engine.rootObjects()[0]
        assert isinstance(window, QQuickWindow)
        frames = Frames()
        frames.watch(window)
        finger = QTest.createTouchDevice()
        QTest.qWait(REST)
        every = {name: (visit, services) for name, visit, services in scenes(ASSETS, "id")}
        for _ in range(rounds):
            for name, (visit, services) in every.items():
                if name == "residence" or services is not every["residence"][1]:
                    continue
                show(reception, "residence", *every["residence"])
                QTest.qWait(REST // 4)
                if visit.at != reception.visit.at:
                    took = frames.next_after(partial(reception.show, visit))
                    found["another page → its first frame"].append(took)
            show(reception, "residence", *every["residence"])
            come_to_rest(window)
            for key in ("choice-city", "help", "comfort-large"):
                place = middle(item(window, key))
                touch = QTest.touchEvent(window, finger)
                found["touch → pressed key"].append(frames.next_after(touch.press(1, place, window).commit))
                slide_off(window, finger)
                QTest.qWait(REST // 4)
        for what, name in ANIMATED.items():
            show(reception, name, *every[name])
            found[f"a frame: {what}"] = frames.during(WATCHED)
        show(reception, "residence", *every["residence"])
        large = every["residence"][0]
        found["larger words → first frame"] = [
            frames.next_after(partial(reception.show, replace(large, comfort=Comfort(large=wanted))))
            for wanted in [True, False] * rounds
        ]
        stop_engine(engine)
        connection.stop()
        desk.stop()
    return found


def measure_kiosk(rounds: int) -> dict[str, list[float]]:
    """In a process of its own, which has no other screen."""
    command = [sys.executable, "-m", "tests.bench.kiosk_frames", str(rounds)]
    said = subprocess.run(command, check=False, cwd=ROOT, env=os.environ | SOFTWARE, capture_output=True, text=True)
    if said.returncode:
        raise RuntimeError(f"the kiosk stopped:\n{said.stderr[-2000:]}")
    found: dict[str, list[float]] = json.loads(said.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    application = QGuiApplication(["lalopa-kiosk"])
    print(json.dumps(measure(int(sys.argv[1]))))
