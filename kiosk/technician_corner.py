"""Joins the technician's corner to the kiosk it belongs to, and does what the technician wants on the command line:
sets the PIN, notes a new roll; begins the program anew."""

import os
import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtGui import QGuiApplication

from counter_server.protocol.branch_file import BranchFile
from counter_server.protocol.locale import Locale
from display.screen.stream import StreamAdapter

from .arguments import printer_wanted
from .connection import Connection
from .kiosk_clock import KioskClock
from .log_memory import remember_log
from .paper_desk import PaperDesk
from .reception import Reception
from .technician_desk import RESTART, TechnicianDesk
from .technician_pin import pin_lock, unfit
from .this_machine import ThisMachine
from .ticket_paper import paper_roll


def corner_of(
    wanted: Namespace,
    branch: BranchFile,
    reception: Reception,
    connection: Connection,
    paper: PaperDesk,
    stream: StreamAdapter,
    clock: KioskClock,
) -> TechnicianDesk:
    """The corner of this kiosk, hearing what the kiosk hears. End it with its `stop`."""
    roll = paper_roll(printer_wanted(branch.printer, wanted.printer), wanted.data)
    machine = ThisMachine(
        server=wanted.server, assets=wanted.assets, data=wanted.data, roll=roll, log=remember_log()
    )  # fmt: skip
    view, lock = reception.view, pin_lock(wanted.data, clock.now, demonstration=wanted.demo)
    desk = TechnicianDesk(
        view.corner, lock, machine, paper, lambda: view.words, clock,
        server=wanted.server, seconds=branch.kiosk.technician_seconds,
    )  # fmt: skip
    stream.board.connect(lambda _: desk.take_line(up=True))
    stream.heartbeat.connect(lambda _: desk.take_line(up=True))
    stream.away.connect(lambda _: desk.take_line(up=False))
    connection.outbox_state.connect(desk.take_outbox)
    desk.entered.connect(reception.start_over)
    # not quit(): that asks the window first, and it does not let itself be closed
    desk.leaves.connect(QGuiApplication.exit)
    return desk


def set_technician_pin(wanted: Namespace, branch: BranchFile) -> int:
    """Asks for a new PIN, twice and without an echo, and keeps its hash; the program's exit code."""
    import getpass

    words = _words(wanted, branch)
    ask: Callable[[str], str] = getpass.getpass if sys.stdin.isatty() else lambda _: sys.stdin.readline().strip()
    pin = ask(words.say("kiosk.program.pin_first") + " ")
    said = ""
    if unfit(pin):
        said = words.say("kiosk.program.pin_unfit")
    elif ask(words.say("kiosk.program.pin_again") + " ") != pin:
        said = words.say("kiosk.program.pin_differs")
    else:
        try:
            pin_lock(wanted.data, lambda: datetime.now(UTC)).set_pin(pin)
        except OSError as full:
            said = words.say("kiosk.program.pin_not_kept", reason=str(full))
    if said:
        print(said, file=sys.stderr)
        return 2
    print(words.say("kiosk.program.pin_kept"))
    return 0


def note_new_roll(wanted: Namespace, branch: BranchFile) -> int:
    """Whoever changed the roll tells; a kiosk that runs meanwhile takes it up with its next look at the printer."""
    words = _words(wanted, branch)
    try:
        paper_roll(printer_wanted(branch.printer, wanted.printer), wanted.data).changed()
    except OSError as full:
        print(words.say("kiosk.program.roll_not_kept", reason=str(full)), file=sys.stderr)
        return 2
    print(words.say("kiosk.program.roll_kept"))
    return 0


def begin_anew(code: int) -> int:
    """The exit code; where the technician asked for it, the program begins anew in this very process instead, so that
    whoever started it (a service manager, the demonstration) need not know."""
    if code == RESTART:
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
    return code


def _words(wanted: Namespace, branch: BranchFile) -> Locale:
    return Locale.load(wanted.assets / "locale", str(branch.branch.languages[0]))
