"""The door to time. A demonstration may begin at another moment and run faster; nothing else asks the machine."""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """Wall time in milliseconds since 1970 UTC; with `speed`, seconds a second."""

    start: datetime | None = None
    speed: float = 1.0
    _began: float = field(default_factory=time.monotonic)

    def now(self) -> int:
        """This moment. Follows the machine's clock unless a start or a speed was asked for."""
        if self.start is None and self.speed == 1.0:
            return time.time_ns() // 1_000_000
        elapsed = (time.monotonic() - self._began) * self.speed
        start = self.start.timestamp() if self.start else time.time() - (time.monotonic() - self._began)
        return round((start + elapsed) * 1000)

    def moment(self) -> datetime:
        """This moment, aware, UTC."""
        return datetime.fromtimestamp(self.now() / 1000, UTC)
