"""How often requests of one source fail: a leaking bucket a source. Who fails seldom never meets it; who fails all the
time is asked to wait until enough has leaked out. Successes pour nothing in."""

from collections.abc import Hashable
from dataclasses import dataclass, field

MOST_SOURCES = 10_000
"""Beyond it the quietest are forgotten: whoever owns that many addresses must not fill our memory either."""


@dataclass(slots=True)
class FailureRates:
    """`a_minute`: failures a source may collect at once, and that leak out in a minute. Times: seconds of one clock."""

    a_minute: int
    _levels: dict[Hashable, tuple[float, float]] = field(default_factory=dict)
    full: dict[Hashable, float] = field(default_factory=dict)
    """Source → until when it waits. Empty in an ordinary life, so that asking costs next to nothing."""

    def failed(self, source: Hashable, now: float) -> bool:
        """Pours one in. Whether the source has to wait from now on."""
        level = self._level(source, now) + 1.0
        self._levels[source] = (level, now)
        if len(self._levels) > MOST_SOURCES:
            self._forget(now)
        if level <= self.a_minute:
            return False
        begins = source not in self.full
        self.full[source] = now + max((level - self.a_minute) * 60.0 / self.a_minute, 1.0)
        return begins

    def seconds_left(self, source: Hashable, now: float) -> int:
        """How long the source waits yet, in whole seconds, rounded up; 0: it may go on."""
        first = next(iter(self.full), None)
        if first is not None and self.full[first] <= now:  # who never comes back is forgotten by whoever does
            del self.full[first]
        until = self.full.get(source)
        if until is None:
            return 0
        if until <= now:
            del self.full[source]
            return 0
        return int(until - now) + 1

    def _level(self, source: Hashable, now: float) -> float:
        level, at = self._levels.get(source, (0.0, now))
        return max(level - (now - at) * self.a_minute / 60.0, 0.0)

    def _forget(self, now: float) -> None:
        left = {source: self._level(source, now) for source in self._levels}
        kept = sorted((source for source, level in left.items() if level > 0.0), key=lambda source: -left[source])
        self._levels = {source: (left[source], now) for source in kept[: MOST_SOURCES // 2]}
        self.full = {source: until for source, until in self.full.items() if until > now}
