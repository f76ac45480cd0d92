"""The kiosk: `python -m kiosk --server URL --key KEY`."""

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from counter_server.protocol.branch_file import BranchFile, PresetBroken, load_branch
from counter_server.protocol.client import CounterClient
from counter_server.protocol.discretion import keep_discreet
from counter_server.protocol.event_stream import EventStream
from counter_server.protocol.locale import Locale
from counter_server.protocol.machine_settings import Kiosk as KioskSettings
from counter_server.protocol.terms import Device
from counter_server.protocol.trust import Untrustworthy, trust
from display.screen.ending import QuitOnSignal, log_exceptions
from display.screen.engine import ASSETS, QmlBroken, start_engine, stop_engine
from display.screen.paired_run import PairedRun, ends_without_key
from display.screen.state_report import StateReport
from display.screen.stream import StreamAdapter

from .arguments import printer_wanted, read_arguments
from .companions import Companions, Ends
from .connection import Connection
from .exit_code import begin_anew
from .kiosk_clock import KioskClock
from .kiosk_face import KioskFace
from .log_memory import remember_log
from .office import Office
from .outbox import Outbox
from .panel import Panel
from .paper_desk import PaperDesk
from .phone_invitation import PhoneInvitation
from .printer_report import CALM
from .reception import Reception
from .remembered_offer import recall, remember
from .setting_check import check_profile, warn_of_panel
from .ticket_paper import TicketPaper
from .view_model import KioskView

QML = Path(__file__).parent / "qml"
ASK_PRINTER_EVERY = 10_000
ASK_IN_TROUBLE_EVERY = 3_000
"""Whoever closes the cover or puts in a roll sees at once that all is well."""
LOOK_AT_CLOCK_EVERY = 5_000
"""Milliseconds; a kiosk that hears nobody opens and closes by itself."""
DELIVERY_SECONDS = 5.0
"""How long the server may take over something no visitor waits for."""
SETTLED_AFTER = 1_000
"""Milliseconds until what nobody needs before the first picture: the technician's corner, the voice, the first look at
the printer, which also loads what printing needs."""


def main(given: Sequence[str] | None = None) -> int:
    """Run the kiosk; 0 when it was asked to end, 2 when it could not begin."""
    keep_discreet("%(asctime)s kiosk %(levelname)s %(message)s")
    remember_log()
    wanted = read_arguments(given, Locale.load(ASSETS / "locale", "id"))
    try:
        trust(wanted.ca)
        branch = load_branch(wanted.assets / "branch.toml")
        if wanted.pictures:
            from .pictures import paint_pictures  # only here: a kiosk at work has no use for Qt's test library

            paint_pictures(wanted.assets, wanted.pictures)
            return 0
        if wanted.roll_changed:
            from .technician_commands import note_new_roll

            return note_new_roll(wanted, branch)
        if wanted.set_technician_pin:
            from .technician_commands import set_technician_pin

            return set_technician_pin(wanted, branch)
        check_profile(branch.printer, wanted.assets / "branch.toml")
        return run(wanted, branch)
    except (PresetBroken, QmlBroken, Untrustworthy) as broken:
        print(broken, file=sys.stderr)
        return 2


def run(wanted: Namespace, branch: BranchFile) -> int:
    """Run until asked to end."""
    log_exceptions()
    application = QGuiApplication(["lalopa-kiosk"])
    asked_to_end = QuitOnSignal(application)
    machine = PairedRun(application, asked_to_end, wanted, kind=Device.KIOSK, turned=branch.kiosk.orientation)
    code = machine.run(lambda with_key: assembled(with_key, branch))
    asked_to_end.stop()
    return code


@contextmanager
def assembled(wanted: Namespace, branch: BranchFile) -> Iterator[QQmlApplicationEngine]:
    """Every part started and joined, on an application that is there; ended in the reverse order."""
    face = face_of(branch, wanted)
    words = {language: Locale.load(wanted.assets / "locale", language) for language in face.languages}
    clock = KioskClock(ZoneInfo(branch.branch.zone))
    connection = line_to_server(wanted, branch, clock)
    desk = paper_desk(wanted, branch, words, lambda: reception.offer)
    reception = Reception(face, words, connection, desk)
    stream = StreamAdapter(EventStream(wanted.server, wanted.key))
    join(stream, reception, connection, wanted)
    report = reporting(wanted, desk, connection, stream)
    ends_without_key(stream, wanted)
    engine = shown(reception.view, wanted, branch.kiosk.orientation)
    arrange(engine, wanted, face.panel)
    invitation = PhoneInvitation(wanted.key, clock.now, reception.view.invite)
    connection.services.connect(lambda offer: invitation.offered(offer.phone_page))
    asks_printer = asking(desk)
    looks_at_clock = every(LOOK_AT_CLOCK_EVERY, lambda: reception.take_time(clock.now()))

    def make_companions() -> Iterator[Ends]:
        from .spoken_guidance import guidance_of
        from .technician_corner import corner_of

        yield corner_of(wanted, branch, reception, connection, desk, stream, clock)
        guidance = guidance_of(branch.kiosk.guidance, wanted, reception, face, words, report)
        if guidance:
            yield guidance
        desk.ask()

    companions = Companions(SETTLED_AFTER, make_companions)
    report.start()
    stream.start()
    parts: Sequence[Ends] = (companions, asks_printer, looks_at_clock, invitation, stream, report, connection, desk)
    try:
        yield engine
    finally:
        for part in parts:
            part.stop()
        stop_engine(engine)


def line_to_server(wanted: Namespace, branch: BranchFile, clock: KioskClock) -> Connection:
    """With the outbox behind it."""
    client = CounterClient(wanted.server, wanted.key, timeout=DELIVERY_SECONDS)
    outbox = Outbox(wanted.data / "kiosk" / "outbox.db", clock)
    return Connection(client, outbox, clock, patience=branch.kiosk.answer_seconds)


def stay_lit() -> None:
    """No screensaver over the kiosk."""
    from .screen_wake import keep_awake

    keep_awake()


def paper_desk(
    wanted: Namespace, branch: BranchFile, words: Mapping[str, Locale], offer: Callable[[], Office]
) -> PaperDesk:
    """The printer of the branch, or of the command line."""
    printer = printer_wanted(branch.printer, wanted.printer)
    return PaperDesk(TicketPaper(branch, printer, words, offer, assets=wanted.assets, data=wanted.data))


def reporting(wanted: Namespace, desk: PaperDesk, connection: Connection, stream: StreamAdapter) -> StateReport:
    """Tells the person in charge how printer, paper and outbox are."""
    report = StateReport(CounterClient(wanted.server, wanted.key).report_state)
    desk.parts.connect(report.parts)
    connection.outbox_state.connect(partial(report.part, "outbox"))
    stream.board.connect(lambda _: report.tell_again())
    return report


def asking(desk: PaperDesk) -> QTimer:
    """Asks the printer how it is again and again; oftener while something is wrong."""
    asks = every(ASK_PRINTER_EVERY, desk.ask)
    desk.printer.connect(lambda state: asks.setInterval(ASK_PRINTER_EVERY if state in CALM else ASK_IN_TROUBLE_EVERY))
    return asks


def every(milliseconds: int, deed: Callable[[], object]) -> QTimer:
    """Does it again and again."""
    timer = QTimer(interval=milliseconds)
    timer.timeout.connect(deed)
    timer.start()
    return timer


def join(stream: StreamAdapter, reception: Reception, connection: Connection, wanted: Namespace) -> None:
    """What is heard goes to the reception; the last offer is shown before the first answer, and kept for next time."""
    stream.board.connect(lambda board: connection.heard(board.at, back=True))
    stream.board.connect(reception.take_board)
    stream.change.connect(lambda change: connection.heard(change.at))
    stream.change.connect(reception.take_change)
    stream.heartbeat.connect(lambda heartbeat: connection.heard(heartbeat.at))
    stream.heartbeat.connect(reception.take_heartbeat)
    stream.away.connect(connection.lost)
    stream.away.connect(reception.take_away)
    kept = wanted.data / "kiosk" / "services.json"
    offer = recall(kept)
    if offer is not None:
        offer = replace(offer, series=getattr(wanted, "letter", "") or offer.series)  # the key may be a newer one
        connection.letter = offer.series
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
        spoken=branch.kiosk.guidance.offered,
        panel=panel_of(branch.kiosk),
    )


def panel_of(settings: KioskSettings) -> Panel:
    """The panel as it hangs."""
    return Panel(
        width=settings.panel_width_mm, height=settings.panel_height_mm, lower_edge=settings.panel_lower_edge_mm
    )


def shown(view: KioskView, wanted: Namespace, orientation: str) -> QQmlApplicationEngine:
    """The screen, painted with the first turn of the event loop."""
    properties = {"view": view, "fullScreen": wanted.window is None, "orientation": orientation}
    return start_engine(QML / "Main.qml", properties=properties, assets=wanted.assets)


def arrange(engine: QQmlApplicationEngine, wanted: Namespace, panel: Panel) -> None:
    """In a window of this size, or without a pointer over the full screen."""
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow)
    if wanted.window is not None:
        window.resize(wanted.window)
    else:
        window.setCursor(Qt.CursorShape.BlankCursor)
        QTimer.singleShot(SETTLED_AFTER, window, stay_lit)
        warn_of_panel(panel)


if __name__ == "__main__":
    sys.exit(begin_anew(main()))
