"""A kiosk's life that ends in the middle: `python -m tests.kiosk_that_dies URL KEY DATA PRINTER_PORT --die-at N`.

The program's own parts, joined as the program joins them, but for the screen: visitors touch through the view model.
It says `ready` when the first visitor may come. Before and after each thing that reaches the outbox, the printer or
the server a step is counted, and at step N the process kills itself as a power cut would. Without --die-at it ends by
itself when its visitors have been served and the outbox is empty.
"""

import argparse
import os
import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

import kiosk.__main__ as program
from counter_server.protocol.branch_file import load_branch
from counter_server.protocol.client import CounterClient
from counter_server.protocol.event_stream import EventStream
from counter_server.protocol.locale import Locale
from display.screen.engine import ASSETS
from display.screen.stream import StreamAdapter
from kiosk.arguments import printer_wanted
from kiosk.connection import Connection
from kiosk.kiosk_clock import KioskClock
from kiosk.outbox import Outbox
from kiosk.paper_desk import PaperDesk
from kiosk.reception import Reception
from kiosk.ticket_paper import TicketPaper
from kiosk.visit import OnPaper, Page

TOUCHES = ("id", "A", "family", "none", "city", "both", "both", "none")
OUTBOX = frozenset({"ask", "give_number", "shown", "left", "paper", "arrived", "done"})
SERVER = frozenset({"issue", "printed", "not_printed"})
PRINTER = frozenset({"print_one"})
LOOKS_EVERY = 10
"""Milliseconds."""


class Steps:
    """Counts, and ends the life at the one asked for."""

    def __init__(self, die_at: int) -> None:
        self._left = die_at
        self._guard = threading.Lock()

    def step(self) -> None:
        with self._guard:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def around(self, thing: Any, names: frozenset[str]) -> None:
        """Count one step before and one after each of these."""
        for name in names:
            setattr(thing, name, self._counted(getattr(thing, name)))

    def _counted(self, deed: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any, **named: Any) -> Any:
            self.step()
            done = deed(*given, **named)
            self.step()
            return done

        return counted


def main() -> int:
    """One life."""
    wanted = read()
    application = QCoreApplication([])  # noqa: F841  lives as long as its name
    branch = load_branch(ASSETS / "branch.toml")
    words = {language: Locale.load(ASSETS / "locale", language) for language in ("id", "en")}
    clock = KioskClock(ZoneInfo(branch.branch.zone))
    outbox = Outbox(wanted.data / "kiosk" / "outbox.db", clock)
    client = CounterClient(wanted.server, wanted.key, timeout=2.0)
    printer = printer_wanted(branch.printer, f"tcp:127.0.0.1:{wanted.printer}")
    paper = TicketPaper(branch, printer, words, lambda: reception.offer, assets=ASSETS, data=wanted.data)
    steps = Steps(wanted.die_at)
    for thing, names in ((outbox, OUTBOX), (client, SERVER), (paper, PRINTER)):
        steps.around(thing, names)
    connection = Connection(client, outbox, clock, again_after=0.05, patience=1.0)
    desk = PaperDesk(paper)
    reception = Reception(program.face_of(branch, Namespace(language=None)), words, connection, desk)
    stream = StreamAdapter(EventStream(wanted.server, wanted.key))
    offers: list[object] = []
    connection.services.connect(offers.append, Qt.ConnectionType.DirectConnection)
    program.join(stream, reception, connection, wanted)
    stream.start()
    wait(lambda: reception.offer.known and (offers or reception.offer.away))
    looked: list[str] = []
    desk.printer.connect(looked.append)
    desk.ask()
    wait(lambda: looked)
    print("ready", flush=True)
    for _ in range(wanted.visitors):
        visit(reception)
    if not wanted.die_at:
        wait(lambda: not reception.offer.away and not outbox.to_tell())
    stream.stop()
    connection.stop()
    desk.stop()
    return 0


def read() -> Namespace:
    reader = argparse.ArgumentParser()
    for name, kind in (("server", str), ("key", str), ("data", Path), ("printer", int)):
        reader.add_argument(name, type=kind)
    reader.add_argument("--die-at", type=int, default=0)
    reader.add_argument("--visitors", type=int, default=1)
    return reader.parse_args()


def visit(reception: Reception) -> None:
    """From the first touch to the paper, and away."""
    for touch in TOUCHES:
        reception.view.chosen.emit(touch)
    reception.view.acted.emit()
    wait(lambda: reception.visit.at.page is Page.TICKET)
    wait(lambda: reception.visit.on_paper is not OnPaper.PRINTING)
    reception.view.acted.emit()


def wait(until: Callable[[], object]) -> None:
    """Until it is so."""
    while not until():
        QTest.qWait(LOOKS_EVERY)


if __name__ == "__main__":
    sys.exit(main())
