"""How the paired machines are, and when each was last heard: by a report, or by its open stream. Kept in memory: a
server that has just started knows it again with their next report."""

import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from counter_server.domain.alerts import Health, Part
from counter_server.protocol.device_state import PartState
from counter_server.protocol.terms import Device, PartIs

AWAY_AFTER = 30.0
"""Seconds without a stream and a report after which a machine is away. Reports come every 30 s, streams stay open."""

HANGS_AFTER = 100.0
"""Seconds without a report after which a machine that reports is away though its stream is open: its program hangs, and
only its system still answers. Three reports were due."""

MOST_LINES_A_MINUTE = 60
"""In the journal, of one machine; what it says beyond is remembered and shown all the same."""


@dataclass(slots=True)
class _Known:
    name: str
    kind: Device
    last_at: int
    """When it was heard last, milliseconds since 1970 UTC; 0: not yet."""
    last: float
    """The same on the monotonic clock; at first, when the server came to know of it."""
    expected: bool = False
    """Whether anybody would miss it."""
    met: bool = False
    """Whether it has been heard since the server started."""
    streams: int = 0
    reported: float | None = None
    """When it reported last, or opened a stream since, on the monotonic clock; None: it never reported."""
    away: bool = False
    parts: dict[str, Part] = field(default_factory=dict)
    version: str = ""
    recorded: dict[str, tuple[str, str]] = field(default_factory=dict)
    lines: deque[float] = field(default_factory=deque)
    """When it was recorded in the last minute."""


def _states(parts: Mapping[str, Part]) -> dict[str, tuple[str, str]]:
    return {name: (str(part.state), part.code) for name, part in parts.items()}


class Devices:
    """Lives in the event loop."""

    def __init__(self, now: Callable[[], int], monotonic: Callable[[], float] = time.monotonic) -> None:
        """`now`: milliseconds since 1970 UTC; `monotonic`: seconds, whatever the clock on the wall does."""
        self._now, self._monotonic = now, monotonic
        self._known: dict[str, _Known] = {}
        self._names: dict[str, str] = {}
        self._seen: dict[str, int] = {}

    def paired(self, rows: Mapping[str, tuple[Device, int]]) -> None:
        """The machines whose keys count, each with when it was seen last; what is known of others is forgotten, but
        for a demonstration's own."""
        for name in [name for name in self._known if name not in rows and not name.startswith("demo-")]:
            del self._known[name]
        for name, (kind, last_seen) in rows.items():
            known = self._known.setdefault(name, _Known(name, kind, last_seen, self._monotonic()))
            known.kind, known.expected = kind, known.expected or known.last_at > 0

    def meets(self, credential: str, name: str, kind: Device) -> None:
        """Whose credential (a hash) it is that is about to open a stream."""
        self._known.setdefault(name, _Known(name, kind, 0, self._monotonic()))
        self._names[credential] = name

    def stream(self, credential: str, opened: bool) -> None:
        """A stream of this credential has opened or closed."""
        name = self._names.get(credential, "")
        known = self._known.get(name)
        if known is not None:
            known.streams = max(0, known.streams + (1 if opened else -1))
            known.expected = known.expected or not name.startswith("demo-")
            known.reported = self._monotonic() if opened and known.reported is not None else known.reported
            self._heard(known)

    def report(self, name: str, kind: Device, parts: Mapping[str, PartState], version: str) -> bool:
        """What it says of itself replaces what it said before. Whether anything is different now."""
        known = self._known.setdefault(name, _Known(name, kind, 0, self._monotonic()))
        before, known.version, known.expected = known.parts, version, True
        known.reported = self._monotonic()
        known.parts = {part: self._part(told, before.get(part)) for part, told in parts.items()}
        self._heard(known)
        return known.parts != before

    def unrecorded(self, name: str) -> dict[str, Part]:
        """The parts in another state than the journal says; a part that is told no more is unknown now. Nothing for a
        machine that has changed its mind too often in the last minute: its next report will do."""
        known, horizon = self._known[name], self._monotonic() - 60
        while known.lines and known.lines[0] < horizon:
            known.lines.popleft()
        if len(known.lines) >= MOST_LINES_A_MINUTE:
            return {}
        now = _states(known.parts)
        changed = {part: known.parts[part] for part, state in now.items() if known.recorded.get(part) != state}
        gone = {part: Part(state=PartIs.UNKNOWN) for part in known.recorded if part not in now}
        return changed | gone

    def recorded(self, name: str) -> None:
        """The journal says it all."""
        if name in self._known:
            self._known[name].recorded = _states(self._known[name].parts)
            self._known[name].lines.append(self._monotonic())

    def turn(self) -> dict[str, bool]:
        """Who has gone since last asked (False), and who is back (True)."""
        told: dict[str, bool] = {}
        for known in self._known.values():
            away = known.expected and not self._is_here(known)
            if away != known.away:
                known.away = away
                told[known.name] = not away
        return told

    def unsaved(self) -> dict[str, int]:
        """When each was heard last, where that is later than at the last time this was asked."""
        seen = {known.name: self.last_seen(known.name) for known in self._known.values()}
        fresh = {name: at for name, at in seen.items() if at > self._seen.get(name, 0)}
        self._seen |= fresh
        return fresh

    def last_seen(self, name: str) -> int:
        """Milliseconds since 1970 UTC; 0: not since the server started."""
        known = self._known.get(name)
        if known is None:
            return 0
        return self._now() if known.streams and self._is_here(known) else known.last_at

    def heard(self, name: str) -> bool:
        """Whether it has been heard just now."""
        known = self._known.get(name)
        return known is not None and known.met and self._is_here(known)

    def walls_heard(self) -> bool:
        """Whether any display is."""
        return any(known.kind is Device.DISPLAY and self.heard(known.name) for known in self._known.values())

    def version(self, name: str) -> str:
        """Its program's."""
        known = self._known.get(name)
        return known.version if known else ""

    def health(self) -> list[Health]:
        """Every machine as it is known now."""
        return [
            Health(device=one.name, kind=one.kind, parts=one.parts, away_since=(one.last_at or 1) if one.away else 0)
            for one in self._known.values()
        ]

    def _is_here(self, known: _Known) -> bool:
        now = self._monotonic()
        if known.streams:
            return known.reported is None or now - known.reported < HANGS_AFTER
        return now - known.last <= AWAY_AFTER

    def _heard(self, known: _Known) -> None:
        known.last, known.last_at, known.met = self._monotonic(), self._now(), True

    def _part(self, told: PartState, before: Part | None) -> Part:
        same = before is not None and (before.state, before.code) == (told.state, told.code)
        since = before.since if before is not None and same else self._now()
        return Part(
            state=told.state, code=told.code, since=since, count=told.count, percent=told.percent, numbers=told.numbers
        )
