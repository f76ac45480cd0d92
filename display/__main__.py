"""The wall display: `python -m display --server URL --key KEY`."""

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from counter_server.protocol.branch_file import BranchFile, Mistake, PresetBroken, load_branch
from counter_server.protocol.client import CounterClient
from counter_server.protocol.discretion import keep_discreet
from counter_server.protocol.event_stream import EventStream
from counter_server.protocol.hall_settings import hall_named
from counter_server.protocol.locale import Locale
from counter_server.protocol.settings import Wrong
from counter_server.protocol.terms import Device
from counter_server.protocol.trust import Untrustworthy, trust

from .announcements import Report
from .arguments import read_arguments
from .hall import Hall
from .information import OfferWatch, information_of
from .pictures import QML, paint_scenes
from .place import place_of
from .report_delivery import ReportDelivery
from .screen.ending import QuitOnSignal, log_exceptions
from .screen.engine import ASSETS, QmlBroken, start_engine, stop_engine
from .screen.paired_run import PairedRun, ends_without_key
from .screen.state_report import StateReport
from .screen.stream import StreamAdapter
from .sound_report import PART
from .sound_watch import SoundWatch
from .speech.announcers import announcers_of
from .speech.speaker import Speaker
from .trace import Trace
from .voice import MakeSpeaker, Voice
from .wall import Manner

A_SENTENCE = 30.0
"""Seconds no sentence takes: its pauses, the one after it and the slowest rate included."""


def main(given: Sequence[str] | None = None) -> int:
    """Run the display; 0 when it was asked to end, 2 when it could not begin."""
    keep_discreet("%(asctime)s display %(levelname)s %(message)s")
    wanted = read_arguments(given, Locale.load(ASSETS / "locale", "id"))
    try:
        trust(wanted.ca)
        branch = as_wanted(load_branch(wanted.assets / "branch.toml"), wanted)
        announcers_of(branch, wanted.assets)  # what is wrong with them is told before anything is shown
        if wanted.pictures:
            paint_scenes(wanted, branch)
            return 0
        language = wanted.language or str(branch.branch.languages[0])
        return run(wanted, branch, Locale.load(wanted.assets / "locale", language))
    except (PresetBroken, QmlBroken, Untrustworthy) as broken:
        print(broken, file=sys.stderr)
        return 2


def as_wanted(branch: BranchFile, wanted: Namespace) -> BranchFile:
    """The branch, with what the command line says of this one wall. PresetBroken where that hall is none of its."""
    wall = branch.display
    if wanted.hall is not None:
        try:
            hall_named(wanted.hall, branch.halls)
        except Wrong as wrong:
            raise PresetBroken([Mistake("--hall", "", wrong.code, wrong.facts, wrong.did_you_mean)]) from None
    chosen = {"hall": wanted.hall, "layout": wanted.layout, "silent": wanted.silent or None}
    return replace(
        branch, display=replace(wall, **{name: value for name, value in chosen.items() if value is not None})
    )


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
        QML / "Main.qml",
        properties={"view": hall.view, "fullScreen": wanted.window is None, "layout": branch.display.layout},
        assets=wanted.assets,
    )
    stream = StreamAdapter(EventStream(wanted.server, wanted.key))
    voice = voice_of(branch, wanted.assets, speaker_of(branch, wanted))
    delivery = ReportDelivery(partial(tell, CounterClient(wanted.server, wanted.key)))
    report = StateReport(CounterClient(wanted.server, wanted.key).report_state)
    offer = OfferWatch(CounterClient(wanted.server, wanted.key).services)
    slides = information_of(hall.slides, branch, locale, offer, assets=wanted.assets, data=wanted.data)
    trace = Trace(wanted.trace) if wanted.trace else None

    arrange(window_of(engine), wanted.window)
    if trace:
        trace.watch(window_of(engine), stream, voice)
    join(stream, hall, voice)
    if not branch.display.silent:  # what a silent wall has shown is still to be spoken by the other
        hall.report.connect(delivery.deliver)
    watch = watched(voice, report, player_of(branch, wanted))
    stream.board.connect(lambda _: report.tell_again())
    ask_anew(stream, offer)
    ends_without_key(stream, wanted)
    report.start()
    slides.start()
    stream.start()
    try:
        yield engine
    finally:
        stream.stop()
        slides.stop()
        watch.stop()
        report.stop()
        voice.stop()
        hall.stop()
        delivery.close()
        stop_engine(engine)


def join(stream: StreamAdapter, hall: Hall, voice: Voice) -> None:
    """What is heard goes to the hall; what the hall wants spoken goes to the voice."""
    stream.board.connect(voice.take_time)  # first: the hall has a call of this very board spoken at once
    stream.heartbeat.connect(voice.take_time)
    stream.board.connect(hall.take_board)
    stream.change.connect(hall.take_change)
    stream.heartbeat.connect(hall.take_heartbeat)
    stream.away.connect(hall.take_away)
    hall.speak.connect(voice.say)
    voice.ended.connect(hall.voice_ended)


def ask_anew(stream: StreamAdapter, offer: OfferWatch) -> None:
    """What is offered, whenever it may be something else."""
    stream.board.connect(lambda _: offer.ask())
    stream.change.connect(lambda change: offer.ask() if change.action == "configure" else None)


def watched(voice: Voice, report: StateReport, player: str) -> SoundWatch:
    """How the sound is, between the calls and after each, goes into the report."""
    watch = SoundWatch(voice.speaker, voice.wants, player, partial(report.part, PART))
    voice.ended.connect(watch.call_ended)
    watch.start()
    return watch


def hall_of(branch: BranchFile, locale: Locale) -> Hall:
    """The hall as the branch sets it."""
    wall = branch.display
    place = place_of(branch, wall.hall, locale.language)
    manner = Manner(passed=wall.last_calls, place=place, call_seconds=wall.call_seconds)
    return Hall(locale, branch.branch, manner, longest=A_SENTENCE * (branch.voice.repeat + 2))


def voice_of(branch: BranchFile, assets: Path, make_speaker: MakeSpeaker) -> Voice:
    """The voice as the branch sets it. Raises PresetBroken where its announcers are not there."""
    return Voice(make_speaker, branch.voice, announcers_of(branch, assets), branch.branch.zone)


def player_of(branch: BranchFile, wanted: Namespace) -> str:
    """The command line's, or else the branch's; a silent wall has none."""
    player: str = wanted.player or branch.voice.player
    return "none" if branch.display.silent else player


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
