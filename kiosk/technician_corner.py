"""Joins the technician's corner to the kiosk it belongs to."""

from argparse import Namespace

from PySide6.QtGui import QGuiApplication

from counter_server.protocol.branch_file import BranchFile
from display.screen.stream import StreamAdapter

from .arguments import printer_wanted
from .connection import Connection
from .kiosk_clock import KioskClock
from .log_memory import remember_log
from .paper_desk import PaperDesk
from .reception import Reception
from .technician_desk import TechnicianDesk
from .technician_pin import pin_lock
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
    """The corner of this kiosk, hearing what the kiosk hears and knowing what it has heard. End it with its `stop`."""
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
    if stream.up is not None:
        desk.take_line(up=stream.up)
    connection.outbox_state.connect(desk.take_outbox)
    desk.take_outbox(connection.state)
    desk.entered.connect(reception.start_over)
    # not quit(): that asks the window first, and it does not let itself be closed
    desk.leaves.connect(QGuiApplication.exit)
    return desk
