"""A kiosk that is touched: `python -m tests.bench.touching SERVER TIMES FOLDER`.

The kiosk as its program assembles it, in this process; a printer on TCP in another one. Says of each ticket how many
seconds it took from the finger on the last key to the last byte at the printer.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from PySide6.QtCore import QEventLoop, QObject, QSocketNotifier
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import kiosk.__main__ as kiosk_program
from counter_server.protocol.branch_file import load_branch
from counter_server.protocol.locale import Locale
from display.screen.engine import ASSETS
from kiosk.arguments import read_arguments
from kiosk.reception import Reception
from tests.screens.kiosk_on_screen import Kiosk

VISIT = ("id", "A", "family", "none", "city", "both", "both", "none")
PATIENCE = 20.0
LOOK_EVERY = 5
"""Milliseconds between two looks at the screen."""


class Visitor(Kiosk):
    """Looks before she touches, without a test around her."""

    def settle(self) -> None:
        until(lambda: bool(self.frame.property("settled")))

    def touch(self, name: str) -> None:
        until(lambda: len(self.items(name)) == 1)
        super().touch(name)

    def has_left(self) -> bool:
        """Whether the welcome is there again; until then she says that she is done."""
        if len(self.items("action")) == 1:
            self.touch_at(self.middle("action"))
        return bool(self.items("choice-id"))


def until(happened: Callable[[], bool]) -> None:
    """Lets the kiosk go on until it has."""
    give_up = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > give_up:
            raise TimeoutError("the kiosk does not go on")
        QTest.qWait(LOOK_EVERY)


def line_of(said: IO[str]) -> str:
    """The printer's next line; the kiosk goes on meanwhile."""
    waiting = QEventLoop()
    notifier = QSocketNotifier(said.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(waiting.quit)
    waiting.exec()
    notifier.setEnabled(False)
    return said.readline()


@contextmanager
def printer(folder: Path) -> Iterator[tuple[int, IO[str]]]:
    """Its port, and what it says."""
    words = [sys.executable, "-m", "tests.bench.timed_printer", str(folder)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield int(process.stdout.readline().split()[1]), process.stdout
        process.terminate()


def visitor_at(engine: QQmlApplicationEngine) -> Visitor:
    """In front of this kiosk."""
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow)
    frame = window.findChild(QObject, "frame")
    assert frame is not None
    frame.setProperty("settling", 20)
    return Visitor(cast("QtBot", None), window, cast("Reception", None), frame)


def main(server: str, times: int, folder: Path) -> None:
    """Takes so many tickets."""
    application = QGuiApplication(["lalopa-kiosk"])
    with printer(folder / "paper") as (port, said):
        words = Locale.load(ASSETS / "locale", "id")
        wanted = ["--server", server, "--key", "demo-kiosk", "--data", str(folder), "--window", "1080x1920"]
        arguments = read_arguments([*wanted, "--printer", f"tcp:127.0.0.1:{port}"], words)
        with kiosk_program.assembled(arguments, load_branch(ASSETS / "branch.toml")) as engine:
            visitor = visitor_at(engine)
            for _ in range(times):
                visitor.choose(*VISIT)
                until(lambda: len(visitor.items("action")) == 1)
                visitor.settle()
                place = visitor.middle("action")
                touched = time.monotonic()
                visitor.touch_at(place)
                print(float(line_of(said)) - touched, flush=True)
                until(lambda: bool(visitor.items("number")))
                until(visitor.has_left)
    del application


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
