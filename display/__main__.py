"""The wall display: `python -m display --server URL --key KEY`."""

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
from counter_server.protocol.discretion import keep_discreet
from counter_server.protocol.event_stream import EventStream
from counter_server.protocol.locale import Locale
from counter_server.protocol.terms import Device
from counter_server.protocol.trust import Untrustworthy, trust

from .announcements import Report
from .arguments import read_arguments
from .hall import Hall
from .pictures import QML, paint_pictures
from .report_delivery import ReportDelivery
from .screen.ending import QuitOnSignal, log_exceptions
from .screen.engine import ASSETS, QmlBroken, start_engine, stop_engine
from .screen.paired_run import PairedRun, ends_without_key
from .screen.state_report import StateReport
from .screen.stream import StreamAdapter
from .sound_report import PART
from .sound_watch import SoundWatch
from .speech.speaker import Speaker
from .trace import Trace
from .voice import MakeSpeaker, Voice

PICTURE_SIZE = QSize(1920, 1080)


def main(given: Sequence[str] | None = None) -> int:
    """Run the display; 0 when it was asked to end, 2 when it could not begin."""
    keep_discreet("%(asctime)s display %(levelname)s %(message)s")
    wanted = read_arguments(given, Locale.load(ASSETS / "locale", "id"))
    try:
        trust(wanted.ca)
        branch = load_branch(wanted.assets / "branch.toml")
        language = wanted.language or str(branch.branch.languages[0])
        if wanted.pictures:
            size = wanted.window or PICTURE_SIZE
            paint_pictures(wanted.pictures, size, assets=wanted.assets, branch=branch.branch, language=language)
            return 0
        return run(wanted, branch, Locale.load(wanted.assets / "locale", language))
    except (PresetBroken, QmlBroken, Untrustworthy) as broken:
        print(broken, file=sys.stderr)
        return 2


def run(wanted: Namespace, branch: BranchFile, locale: Locale) -> int:
    """Run until asked to end."""
    log_exceptions()
    application = QGuiApplication(["lalopa-display"])
    asked_to_end = QuitOnSignal(application)
    machine = PairedRun(application, asked_to_end, wanted, kind=Device.DISPLAY, turned="auto")
    code = machine.run(lambda with_key: assembled(with_key, branch, locale))
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
    report = StateReport(CounterClient(wanted.server, wanted.key).report_state)
    trace = Trace(wanted.trace) if wanted.trace else None

    arrange(window_of(engine), wanted.window)
    if trace:
        trace.watch(window_of(engine), stream, voice)
    join(stream, hall, voice)
    if not wanted.silent:  # what a silent wall has shown is still to be spoken by the other
        hall.report.connect(delivery.deliver)
    watch = watched(voice, report, player_of(branch, wanted))
    stream.board.connect(lambda _: report.tell_again())
    ends_without_key(stream, wanted)
    report.start()
    stream.start()
    try:
        yield engine
    finally:
        stream.stop()
        watch.stop()
        report.stop()
        voice.stop()
        hall.stop()
        delivery.close()
        stop_engine(engine)


def join(stream: StreamAdapter, hall: Hall, voice: Voice) -> None:
    """What is heard goes to the hall; what the hall wants spoken goes to the voice."""
    stream.board.connect(hall.take_board)
    stream.change.connect(hall.take_change)
    stream.heartbeat.connect(hall.take_heartbeat)
    stream.away.connect(hall.take_away)
    hall.speak.connect(voice.say)
    voice.ended.connect(hall.voice_ended)


def watched(voice: Voice, report: StateReport, player: str) -> SoundWatch:
    """How the sound is, between the calls and after each, goes into the report."""
    watch = SoundWatch(voice.speaker, voice.languages, player, partial(report.part, PART))
    voice.ended.connect(watch.call_ended)
    watch.start()
    return watch


def hall_of(branch: BranchFile, locale: Locale) -> Hall:
    """The hall as the branch sets it."""
    return Hall(locale, branch.branch, passed=branch.display.last_calls)


def voice_of(branch: BranchFile, assets: Path, make_speaker: MakeSpeaker) -> Voice:
    """The voice as the branch sets it: its languages, each once, the main one first."""
    languages = dict.fromkeys(filter(None, (str(branch.voice.language), branch.voice.second)))
    return Voice(make_speaker, branch.voice, [Locale.load(assets / "locale", language) for language in languages])


def player_of(branch: BranchFile, wanted: Namespace) -> str:
    """The command line's, or else the branch's; a silent wall has none."""
    player: str = wanted.player or branch.voice.player
    return "none" if wanted.silent else player


def speaker_of(branch: BranchFile, wanted: Namespace) -> MakeSpeaker:
    """What speaks."""

    def make_speaker(on_sound: Callable[[], None]) -> Speaker:
        chime = wanted.assets / "sounds" / "chime.wav"
        return Speaker(data=wanted.data, chime=chime, player=player_of(branch, wanted), on_sound=on_sound)

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
