"""The kiosk: `python -m kiosk --server URL --key KEY`."""

import logging
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from counter_server.protocol.branch_file import BranchFile, PresetBroken, load_branch
from counter_server.protocol.client import CounterClient
from counter_server.protocol.event_stream import EventStream
from counter_server.protocol.locale import Locale
from display.screen.ending import QuitOnSignal, log_exceptions
from display.screen.engine import ASSETS, QmlBroken, start_engine, stop_engine
from display.screen.stream import StreamAdapter

from .arguments import printer_wanted, read_arguments
from .connection import Connection
from .paper_desk import PaperDesk
from .reception import KioskFace, Reception
from .remembered_offer import recall, remember
from .setting_check import check_profile, warn_of_small_keys
from .ticket_paper import TicketPaper

QML = Path(__file__).parent / "qml"
ASK_PRINTER_EVERY = 20_000
SETTLED_AFTER = 1_000
"""Milliseconds until the first look at the printer, which also loads what printing needs."""


def main(given: Sequence[str] | None = None) -> int:
    """Run the kiosk; 0 when it was asked to end, 2 when it could not begin."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s kiosk %(levelname)s %(message)s")
    wanted = read_arguments(given, Locale.load(ASSETS / "locale", "id"))
    try:
        branch = load_branch(wanted.assets / "branch.toml")
        if wanted.pictures:
            from .pictures import paint_pictures  # only here: a kiosk at work has no use for Qt's test library

            paint_pictures(wanted.assets, wanted.pictures)
            return 0
        check_profile(branch.printer, wanted.assets / "branch.toml")
        return run(wanted, branch)
    except (PresetBroken, QmlBroken) as broken:
        print(broken, file=sys.stderr)
        return 2


def run(wanted: Namespace, branch: BranchFile) -> int:
    """Run until asked to end."""
    log_exceptions()
    application = QGuiApplication(["lalopa-kiosk"])
    asked_to_end = QuitOnSignal(application)
    with assembled(wanted, branch):
        code = application.exec()
    asked_to_end.stop()
    return code


@contextmanager
def assembled(wanted: Namespace, branch: BranchFile) -> Iterator[QQmlApplicationEngine]:
    """Every part started and joined, on an application that is there; ended in the reverse order."""
    face = face_of(branch, wanted)
    words = {language: Locale.load(wanted.assets / "locale", language) for language in face.languages}
    connection = Connection(CounterClient(wanted.server, wanted.key))
    paper = TicketPaper(
        branch,
        printer_wanted(branch.printer, wanted.printer),
        words,
        lambda: reception.offer,
        assets=wanted.assets,
        data=wanted.data,
    )
    desk = PaperDesk(paper)
    reception = Reception(face, words, connection, desk)
    stream = StreamAdapter(EventStream(wanted.server, wanted.key))
    join(stream, reception, connection, wanted)
    properties = {"view": reception.view, "fullScreen": wanted.window is None, "orientation": branch.kiosk.orientation}
    engine = start_engine(QML / "Main.qml", properties=properties, assets=wanted.assets)
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow)
    arrange(window, wanted, branch.kiosk.panel_diagonal_inch)
    asks_printer = QTimer(interval=ASK_PRINTER_EVERY)
    asks_printer.timeout.connect(desk.ask)
    asks_printer.start()
    QTimer.singleShot(SETTLED_AFTER, desk.ask)
    stream.start()
    try:
        yield engine
    finally:
        asks_printer.stop()
        stream.stop()
        connection.stop()
        desk.stop()
        stop_engine(engine)


def join(stream: StreamAdapter, reception: Reception, connection: Connection, wanted: Namespace) -> None:
    """What is heard goes to the reception; the last offer is shown before the first answer, and kept for next time."""
    stream.board.connect(reception.take_board)
    stream.change.connect(reception.take_change)
    stream.heartbeat.connect(reception.take_heartbeat)
    stream.away.connect(reception.take_away)
    kept = wanted.data / "kiosk" / "services.json"
    offer = recall(kept)
    if offer is not None:
        reception.take_services(offer)
    connection.services.connect(partial(remember, file=kept))
    connection.ask_services()


def face_of(branch: BranchFile, wanted: Namespace) -> KioskFace:
    """What the branch and the command line set."""
    offered = [str(language) for language in branch.branch.languages]
    languages = dict.fromkeys([wanted.language, *offered] if wanted.language else offered)
    return KioskFace(
        name=branch.branch.name,
        office=branch.branch.office,
        languages=tuple(languages),
        idle=branch.kiosk.idle_seconds,
    )


def arrange(window: QQuickWindow, wanted: Namespace, diagonal_inch: float) -> None:
    """In a window of this size, or without a pointer over the full screen."""
    if wanted.window is not None:
        window.resize(wanted.window)
    else:
        window.setCursor(Qt.CursorShape.BlankCursor)
        warn_of_small_keys(window.screen().geometry().size().toSizeF(), diagonal_inch)


if __name__ == "__main__":
    sys.exit(main())
