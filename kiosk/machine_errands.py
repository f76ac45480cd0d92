"""What the technician's corner has the machine do, in threads that may wait: a slow monitor does not hold up the
network, nor either of them the screen. What was found comes back as a change of the corner."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal

from .errands import Errands
from .kiosk_clock import KioskClock
from .log_memory import LogLine
from .machine_doors import MachineDoors
from .technician import Corner, Step, with_level

log = logging.getLogger(__name__)


class MachineErrands(QObject):
    """Asked in the thread of the screen; `brought` arrives there, too."""

    brought = Signal(object)
    """a Step"""

    def __init__(self, machine: MachineDoors, clock: KioskClock) -> None:
        super().__init__()
        self._machine, self._clock = machine, clock
        self._near, self._light, self._far = (Errands(f"technician {name}") for name in ("machine", "light", "network"))

    def do(self, errand: Callable[[], Step]) -> None:
        """Something short that may wait, such as the look at a PIN."""
        self._near.send(lambda: self.brought.emit(errand()))

    def look_around(self) -> None:
        """Everything that can be asked."""
        self.do(self._facts)
        self._light.send(self._brightness)
        self.ask_server()

    def ask_server(self) -> None:
        """Once."""
        self._far.send(self._ask_server)

    def play(self) -> None:
        """The test sound."""
        self.do(self._played)

    def turn(self, name: str, percent: int) -> None:
        """Volume or brightness."""
        errands = self._near if name == "volume" else self._light
        errands.send(lambda: self._turn(name, percent))

    def change_roll(self) -> int | None:
        """A new roll is in; what is left of it. Raises OSError where that cannot be kept."""
        self._machine.roll.changed()
        return self.roll_left()

    def roll_left(self) -> int | None:
        """Percent; None: nobody knows."""
        return self._machine.roll.left_percent

    def log_lines(self) -> Sequence[LogLine]:
        """The last lines of the log."""
        return self._machine.log_lines()

    def stop(self) -> None:
        """Ends the threads."""
        for errands in (self._near, self._light, self._far):
            errands.stop()

    def _facts(self) -> Step:
        machine = self._machine
        facts, addresses, level = machine.machine(), tuple(machine.addresses()), machine.volume.read()
        behind: float | None = None
        if self._clock.set_by_server:
            behind = (self._clock.now() - datetime.now(UTC)).total_seconds()

        def change(now: Corner) -> Corner:
            network = replace(now.network, addresses=addresses, behind=behind)
            return replace(now, machine=facts, volume=level, network=network)

        return change

    def _brightness(self) -> None:
        level = self._machine.brightness.read()
        self.brought.emit(lambda now: replace(now, brightness=level))

    def _ask_server(self) -> None:
        answer = self._machine.ask_server()
        log.info("technician's corner: the server: %s", answer.reason or f"answers in {answer.milliseconds} ms")
        self.brought.emit(lambda now: replace(now, network=replace(now.network, answer=answer)))

    def _played(self) -> Step:
        heard = self._machine.play_sound()
        log.info("technician's corner: the test sound: %s", heard)
        return lambda now: replace(now, sound=heard)

    def _turn(self, name: str, percent: int) -> None:
        door = self._machine.volume if name == "volume" else self._machine.brightness
        level = door.put(percent)
        log.info("technician's corner: %s to %d %%: %s", name, percent, level)
        self.brought.emit(lambda now: with_level(now, name, level))
