"""The door to time. A demonstration may begin at another moment and run faster; nothing else asks the machine.

A machine's clock may be put back while people wait. Whoever came later would then have come earlier, so time here
never goes back among people: it runs on at its own pace, and follows the machine again once nobody is there.
"""

import logging
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime

log = logging.getLogger(__name__)
NOTICEABLE = 2_000
"""Milliseconds. Less is the ordinary work of whatever keeps the machine's clock right."""
DAY = 86_400_000
"""Milliseconds. A clock that was more than this ahead was plainly wrong, and is not kept up with."""


def _wall() -> int:
    return time.time_ns() // 1_000_000


def _steady() -> int:
    return time.monotonic_ns() // 1_000_000


@dataclass(slots=True)
class Clock:
    """Wall time in milliseconds since 1970 UTC; with `speed`, seconds a second. May be asked from any thread."""

    start: datetime | None = None
    speed: float = 1.0
    ahead: int = 0
    """Milliseconds this clock is ahead of the machine's, which has been put back."""
    _began: float = field(default_factory=time.monotonic)
    _wall: int = field(default_factory=_wall)
    _steady: int = field(default_factory=_steady)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def now(self) -> int:
        """This moment. Follows the machine's clock, forward, unless a start or a speed was asked for."""
        if self._is_ours:
            elapsed = (time.monotonic() - self._began) * self.speed
            start = self.start.timestamp() if self.start else time.time() - (time.monotonic() - self._began)
            return round((start + elapsed) * 1000)
        with self._guard:
            wall, steady = _wall(), _steady()
            moved = (wall - self._wall) - (steady - self._steady)
            self._wall, self._steady = wall, steady
            if moved < -NOTICEABLE:
                log.warning("the machine's clock was put back by %d s; ours runs on", -moved // 1000)
                self.ahead -= moved
            elif moved > NOTICEABLE:
                self.ahead = max(0, self.ahead - moved)
            return wall + self.ahead

    def not_before(self, moment: int) -> None:
        """Something happened at this moment: it is later now, whatever the machine says."""
        if not self._is_ours and 0 < moment - self.now() < DAY:
            log.warning("the machine's clock is behind what has happened already; ours goes on from there")
            self.ahead += moment - self.now()

    def follow(self) -> None:
        """Nobody is there who could be hurt: as the machine has it."""
        if self.ahead:
            log.warning("nobody waits: the clock goes back by %d s to the machine's", self.ahead // 1000)
            self.ahead = 0

    @property
    def _is_ours(self) -> bool:
        return self.start is not None or self.speed != 1.0

    def moment(self) -> datetime:
        """This moment, aware, UTC."""
        return datetime.fromtimestamp(self.now() / 1000, UTC)
