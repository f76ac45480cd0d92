"""The wall display: `python -m display --server URL --key KEY`."""

import logging
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from counter_server.protocol.branch_file import BranchFile, PresetBroken, load_branch
from counter_server.protocol.client import CounterClient
from counter_server.protocol.event_stream import EventStream
from counter_server.protocol.locale import Locale

from .announcements import Report
from .arguments import read_arguments
from .hall import Hall
from .pictures import QML, paint_pictures
from .report_delivery import ReportDelivery
from .screen.ending import QuitOnSignal, log_exceptions
from .screen.engine import ASSETS, QmlBroken, start_engine, stop_engine
from .screen.stream import StreamAdapter
from .speech.speaker import Speaker
from .trace import Trace
from .voice import MakeSpeaker, Voice

PICTURE_SIZE = QSize(1920, 1080)


def main(given: Sequence[str] | None = None) -> int:
    """Run the display; 0 when it was asked to end, 2 when it could not begin."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s display %(levelname)s %(message)s")
    wanted = read_arguments(given, Locale.load(ASSETS / "locale", "id"))
    try:
        branch = load_branch(wanted.assets / "branch.toml")
        language = wanted.language or str(branch.branch.languages[0])
        if wanted.pictures:
            size = wanted.window or PICTURE_SIZE
            paint_pictures(wanted.pictures, size, assets=wanted.assets, branch=branch.branch, language=language)
            return 0
        return run(wanted, branch, Locale.load(wanted.assets / "locale", language))
    except (PresetBroken, QmlBroken) as broken:
        print(broken, file=sys.stderr)
        return 2


def run(wanted: Namespace, branch: BranchFile, locale: Locale) -> int:
    """Run until asked to end."""
    log_exceptions()
    application = QGuiApplication(["lalopa-display"])
    asked_to_end = QuitOnSignal(application)
    with assembled(wanted, branch, locale):
        code = application.exec()
    asked_to_end.stop()
    return code


@contextmanager
def assembled(wanted: Namespace, branch: BranchFile, locale: Locale) -> Iterator[QQmlApplicationEngine]:
    """Every part started and joined, on an application that is there; ended in the reverse order."""
    hall = hall_of(branch, locale)
    engine = start_engine(
        QML / "Main.qml", properties={"view": hall.view, "fullScreen": wanted.window is None}, assets=wanted.assets
    )
    stream = StreamAdapter(EventStream(wanted.server, wanted.key))
    voice = voice_of(branch, wanted.assets, speaker_of(branch, wanted))
    delivery = ReportDelivery(partial(tell, CounterClient(wanted.server, wanted.key)))
    trace = Trace(wanted.trace) if wanted.trace else None

    arrange(window_of(engine), wanted.window)
    if trace:
        trace.watch(window_of(engine), stream, voice)
    join(stream, hall, voice, delivery)
    stream.start()
    try:
        yield engine
    finally:
        stream.stop()
        voice.stop()
        hall.stop()
        delivery.close()
        stop_engine(engine)


def join(stream: StreamAdapter, hall: Hall, voice: Voice, delivery: ReportDelivery) -> None:
    """What is heard goes to the hall; what the hall wants spoken or reported goes out."""
    stream.board.connect(hall.take_board)
    stream.change.connect(hall.take_change)
    stream.heartbeat.connect(hall.take_heartbeat)
    stream.away.connect(hall.take_away)
    hall.speak.connect(voice.say)
    voice.ended.connect(hall.voice_ended)
    hall.report.connect(delivery.deliver)


def hall_of(branch: BranchFile, locale: Locale) -> Hall:
    """The hall as the branch sets it."""
    return Hall(locale, branch.branch, passed=branch.display.last_calls)


def voice_of(branch: BranchFile, assets: Path, make_speaker: MakeSpeaker) -> Voice:
    """The voice as the branch sets it: its languages, each once, the main one first."""
    languages = dict.fromkeys(filter(None, (str(branch.voice.language), branch.voice.second)))
    return Voice(make_speaker, branch.voice, [Locale.load(assets / "locale", language) for language in languages])


def speaker_of(branch: BranchFile, wanted: Namespace) -> MakeSpeaker:
    """What speaks: with the player of the command line, or else the branch's."""

    def make_speaker(on_sound: Callable[[], None]) -> Speaker:
        chime = wanted.assets / "sounds" / "chime.wav"
        return Speaker(data=wanted.data, chime=chime, player=wanted.player or branch.voice.player, on_sound=on_sound)

    return make_speaker


def tell(client: CounterClient, report: Report) -> None:
    """One try to deliver a report."""
    client.spoken(report.seq, ok=report.ok, reason=report.reason)


def window_of(engine: QQmlApplicationEngine) -> QQuickWindow:
    """The display's one window."""
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow)
    return window


def arrange(window: QQuickWindow, size: QSize | None) -> None:
    """In a window of this size, or without a pointer over the full screen."""
    if size is not None:
        window.resize(size)
    else:
        window.setCursor(Qt.CursorShape.BlankCursor)


if __name__ == "__main__":
    sys.exit(main())
