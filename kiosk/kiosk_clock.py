"""What time it is, for a kiosk that may have to know without the server.

The server's word counts: while it was heard since the machine was switched on, the time since then is measured on a
clock nobody sets. Only a kiosk that has not heard the server yet believes the clock of its own machine.
"""

import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
SHORTEST_STEP = timedelta(seconds=2)
"""News take their time on the way, and only make the server seem slower: a later word always counts, an earlier one
when it differs by more than this, and is said twice."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment as this machine saw it. `since` counts seconds on the steady clock of `boot`."""

    at: datetime
    boot: str
    since: float


def _boot() -> str:
    try:
        return BOOT_ID.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return str(uuid.uuid4())  # a steady clock of this process alone


def _since_boot() -> float:
    """Seconds that no setting of the clock changes, a sleeping machine's included where it can be told."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


class KioskClock:
    """May be asked and told from any thread."""

    def __init__(
        self,
        zone: ZoneInfo,
        *,
        wall: Callable[[], datetime] = lambda: datetime.now(UTC),
        since_boot: Callable[[], float] = _since_boot,
    ) -> None:
        self.zone = zone
        self._wall, self._since_boot, self._boot = wall, since_boot, _boot()
        self._began: datetime | None = None
        self._doubted = False
        self._guard = threading.Lock()

    @property
    def set_by_server(self) -> bool:
        """Whether the server has been heard."""
        return self._began is not None

    def hear(self, at: datetime) -> None:
        """The server says it is now `at` (aware)."""
        began = at - timedelta(seconds=self._since_boot())
        with self._guard:
            if self._began is None or began > self._began or (began < self._began - SHORTEST_STEP and self._doubted):
                self._began, self._doubted = began, False
            else:
                self._doubted = began < self._began - SHORTEST_STEP

    def now(self) -> datetime:
        """This moment, aware, in the branch's zone."""
        return self.when(self.stamp())

    def stamp(self) -> Stamp:
        """This moment, to be understood better later."""
        since = self._since_boot()
        at = self._began + timedelta(seconds=since) if self._began else self._wall()
        return Stamp(at.astimezone(self.zone), self._boot, since)

    def when(self, stamp: Stamp) -> datetime:
        """The moment of a stamp, as well as is known by now."""
        if self._began and stamp.boot == self._boot:
            return (self._began + timedelta(seconds=stamp.since)).astimezone(self.zone)
        return stamp.at

    def day(self) -> str:
        """The business day, ISO."""
        return self.now().date().isoformat()
