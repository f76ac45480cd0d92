"""The technician's corner between its pages, its PIN and the machine: takes touches, asks the doors, tells the page.

What may wait (the look at a PIN, a program of the machine, the network) is asked in threads of their own; what it
brought comes back as a change of the corner, made in the thread of the screen. Whoever knocked, tried, came in and did
something stands in the log; the PIN never does.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from counter_server.protocol.device_state import PartState
from counter_server.protocol.locale import Locale

from . import technician
from .exit_code import CLOSED, RESTART
from .kiosk_clock import KioskClock
from .machine_doors import Level, MachineDoors
from .machine_errands import MachineErrands
from .paper_desk import PaperDesk
from .patience import Patience
from .technician import At, Corner, Network, Step, Trial, Try
from .technician_pages import told
from .technician_pin import PinLock
from .technician_view import TechnicianView

log = logging.getLogger(__name__)

PIN_PAGE_SECONDS = 30.0
"""Whoever came upon it by chance sees the visit again."""


class TechnicianDesk(QObject):
    """Lives in the thread of the screen."""

    entered = Signal()
    """The PIN was right: whoever stood here before is gone."""
    answered = Signal()
    """A PIN was looked at."""
    leaves = Signal(int)
    """The program is to end with this exit code."""

    def __init__(
        self,
        view: TechnicianView,
        lock: PinLock,
        machine: MachineDoors,
        paper: PaperDesk,
        words: Callable[[], Locale],
        clock: KioskClock,
        *,
        server: str = "",
        seconds: float = 120.0,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`words` tells the language of the moment; untouched for so many `seconds` the corner closes itself."""
        super().__init__()
        self._view, self._lock, self.paper = view, lock, paper
        self._words, self._clock, self._seconds, self._monotonic = words, clock, seconds, monotonic
        self._corner = Corner(network=Network(server=server))
        self._knocks: tuple[float, ...] = ()
        self._errands = MachineErrands(machine, clock)
        self._patience = Patience(self)
        self._second = QTimer(self, interval=1000)
        self._join()

    @property
    def corner(self) -> Corner:
        """The corner as it is now."""
        return self._corner

    @Slot(str)
    def take_printer(self, state: str) -> None:
        """How the printer is; with it comes what is left of the roll."""
        self._show(replace(self._corner, printer=state, roll=self._errands.roll_left()))

    @Slot(str, str)
    def take_trial(self, code: str, picture: str) -> None:
        """What became of the test page."""
        log.info("technician's corner: test page: %s", code)
        self._show(replace(self._corner, trial=code))
        self.paper.ask()

    @Slot(object)
    def take_outbox(self, state: PartState) -> None:
        """What waits for the server."""
        self._show(replace(self._corner, network=replace(self._corner.network, waiting=state.count or 0)))

    def take_line(self, *, up: bool) -> None:
        """The server is heard, or is not."""
        if self._corner.network.up is not up:
            network = replace(self._corner.network, up=up, since=self._clock.now())
            self._show(replace(self._corner, network=network))

    def stop(self) -> None:
        """Ends the threads."""
        self._second.stop()
        self._patience.stop()
        self._errands.stop()

    def _join(self) -> None:
        view = self._view
        view.knocked.connect(self._knock)
        view.typed.connect(lambda digit: self._touched(technician.typed(self._corner, digit)))
        view.erased.connect(lambda: self._touched(technician.erased(self._corner)))
        view.entered.connect(self._try)
        view.acted.connect(self._act)
        view.confirmed.connect(self._leave)
        view.wentBack.connect(self._back)
        view.stayed.connect(lambda: self._touched(self._corner))
        self._errands.brought.connect(self._take)
        self.paper.printer.connect(self.take_printer)
        self.paper.tested.connect(self.take_trial)
        self._patience.over.connect(self._close)
        self._patience.left.connect(self._count_down)
        self._second.timeout.connect(self.look_at_wait)

    def _knock(self) -> None:
        self._knocks, opens = technician.knocked(self._knocks, self._monotonic())
        if opens and self._corner.at is At.AWAY:
            log.info("technician's corner: the PIN page is shown")
            self._second.start()
            self._touched(
                technician.asked(self._corner, pin_is_set=self._lock.is_set, wait=self._lock.seconds_to_wait())
            )

    def look_at_wait(self) -> None:
        """Once a second while a PIN is asked for."""
        self._show(technician.waited(self._corner, self._lock.seconds_to_wait()))

    def _try(self) -> None:
        if not technician.can_enter(self._corner):
            return
        pin = self._corner.digits
        self._touched(technician.entered(self._corner))
        self._errands.do(lambda: self._looked_at(pin))

    def _looked_at(self, pin: str) -> Step:
        if self._lock.opens(pin):
            return technician.let_in
        wait = self._lock.seconds_to_wait()
        return lambda corner: technician.refused(corner, wait=wait)

    @Slot(object)
    def _take(self, change: Step) -> None:
        before = self._corner
        self._show(change(before))
        if before.tried is Try.CHECKING:
            self.answered.emit()
        if technician.inside(self._corner) and not technician.inside(before):
            self._second.stop()
            log.info("technician's corner: entered")
            self.entered.emit()
            self._touched(self._corner)
            self.paper.ask()
            self._errands.look_around()

    def _ask_server(self) -> None:
        self._show(replace(self._corner, network=replace(self._corner.network, answer=None)))
        self._errands.ask_server()

    def _act(self, key: str) -> None:
        if not technician.inside(self._corner):
            return
        self._touched(self._corner)
        match key.split("."):
            case ["printer", "act"]:
                self._print_test()
            case ["roll", "act"]:
                self._change_roll()
            case ["volume", "act"]:
                self._play()
            case ["volume" | "brightness" as name, "less" | "more" as way]:
                self._turn(name, up=way == "more")
            case ["network" | "machine", "act"] if self._corner.at is At.DESK:
                self._show(technician.turned_to(self._corner, At.DETAILS))
            case ["network", "act"]:
                self._ask_server()
            case ["log"]:
                self._show(technician.turned_to(replace(self._corner, log=tuple(self._errands.log_lines())), At.LOG))
            case ["closing" | "restarting" as page]:
                self._show(technician.turned_to(self._corner, At(page)))

    def _print_test(self) -> None:
        if self._corner.trial != Trial.RUNNING:
            log.info("technician's corner: a test page")
            self._show(replace(self._corner, trial=Trial.RUNNING))
            self.paper.print_test(self._words().language)

    def _change_roll(self) -> None:
        try:
            left = self._errands.change_roll()
        except OSError as full:
            log.warning("technician's corner: the new roll cannot be kept: %s", full)
            self._show(replace(self._corner, roll_note="not_kept"))
            return
        log.info("technician's corner: a new roll is in")
        self._show(replace(self._corner, roll_note="kept", roll=left))
        self.paper.ask()

    def _play(self) -> None:
        if self._corner.sound != Trial.RUNNING:
            self._show(replace(self._corner, sound=Trial.RUNNING))
            self._errands.play()

    def _turn(self, name: str, *, up: bool) -> None:
        percent = technician.next_level(self._corner, name, up=up)
        if percent is not None:  # shown as asked for, until the machine has told
            self._show(technician.with_level(self._corner, name, Level(percent)))
            self._errands.turn(name, percent)

    def _leave(self) -> None:
        codes = {At.CLOSING: CLOSED, At.RESTARTING: RESTART}
        code = codes.get(self._corner.at)
        if self._corner.at is At.PIN:
            self._try()
        elif code is not None:
            log.warning("technician's corner: the program is %s", "restarted" if code else "closed")
            self.leaves.emit(code)

    def _back(self) -> None:
        self._touched(technician.went_back(self._corner))
        if self._corner.at is At.AWAY:
            self._close()

    @Slot()
    def _close(self) -> None:
        self._second.stop()
        self._patience.stop()
        log.info("technician's corner: closed")
        self._show(technician.left(self._corner))

    def _count_down(self, seconds: int) -> None:
        self._show(replace(self._corner, left=seconds))

    def _touched(self, corner: Corner) -> None:
        """Somebody is here."""
        if corner.at is not At.AWAY:
            inside = technician.inside(corner)
            self._patience.wait(self._seconds if inside else min(PIN_PAGE_SECONDS, self._seconds), warn=inside)
        self._show(replace(corner, left=0))

    def _show(self, corner: Corner) -> None:
        if corner != self._corner:
            self._corner = corner
            words = self._words()
            self._view.tell(told(corner, words), words)
