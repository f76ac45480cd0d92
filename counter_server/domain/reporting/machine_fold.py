"""Machines and alerts out of the journal's lines.

A machine is to be heard from when it was paired, or first said something, until its key was revoked. It is away from
the line that says so (`device` with `heard`, or the alert `away` of part `device`) until one that says otherwise, or
until it does anything itself: after a restart of the server nobody may have noted that it is back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from counter_server.domain.alerts import AWAY, DEVICE

from .facts import Alarm, Carried, Machine
from .lines import JournalLine
from .stretches import Stretch, lasted, while_true, within

RAISED, CLEARED = "alert-raised", "alert-cleared"
Key = tuple[str, str, str]


@dataclass(slots=True)
class _Watched:
    """A machine while its day is read."""

    heard: bool
    begins: bool
    """Whether it was heard when its watch began."""
    changes: list[tuple[int, bool]] = field(default_factory=list)
    since: int = 0
    """0: since the day began."""
    until: int = 0
    """0: until the day ends."""

    def hear(self, at: int, heard: bool) -> None:
        if heard != self.heard:
            self.changes.append((at, heard))
            self.heard = heard


class MachineFold:
    """Reads lines in order."""

    def __init__(self, carried: Carried) -> None:
        self._watched = {device: _Watched(heard, heard) for device, heard in carried.heard}
        self._revoked: list[tuple[str, _Watched]] = []
        self._alarms: dict[Key, list[tuple[int, bool]]] = {alarm: [] for alarm in carried.alarms}
        self._lasting = frozenset(carried.alarms)

    def feed(self, line: JournalLine) -> None:
        """One more line."""
        if line.who in self._watched:
            self._watched[line.who].hear(line.at, True)
        kind, _, name = line.subject.partition(":")
        if line.payload is None:
            return
        if line.action in (RAISED, CLEARED):
            self._alert(line.at, line.payload, raised=line.action == RAISED)
        elif kind == "device" and line.action in ("pair", "device"):
            self._known(name, line.at).hear(line.at, bool(line.payload.get("heard", True)))
        elif line.action == "revoke" and name in self._watched:
            gone = self._watched.pop(name)
            gone.until = line.at
            self._revoked.append((name, gone))

    def machines(self, bounds: Sequence[Stretch], open_in: Sequence[Stretch]) -> tuple[Machine, ...]:
        """By name; one that was revoked and paired again on the same day is one machine."""
        low, high = (bounds[0][0], bounds[-1][1]) if bounds else (0, 0)
        found: dict[str, tuple[int, int]] = {}
        for name, one in [*self._revoked, *self._watched.items()]:
            since, until = one.since or low, one.until or high
            watched = lasted(within([(since, until)], open_in))
            heard = lasted(within(while_true(one.changes, since, until, begins=one.begins), open_in))
            before = found.get(name, (0, 0))
            found[name] = before[0] + watched, before[1] + heard
        return tuple(Machine(name, *found[name]) for name in sorted(found))

    def alarms(self, bounds: Sequence[Stretch]) -> tuple[Alarm, ...]:
        """By code, part and subject. One that lasts since yesterday did not begin today."""
        low, high = (bounds[0][0], bounds[-1][1]) if bounds else (0, 0)
        found = []
        for key, changes in sorted(self._alarms.items()):
            stretches = while_true(changes, low, high, begins=key in self._lasting)
            times = sum(raised for _, raised in changes)
            if times or stretches:
                found.append(Alarm(*key, times, lasted(stretches)))
        return tuple(found)

    def carried(self) -> Carried:
        """For the next day."""
        lasting = [
            key for key, changes in self._alarms.items() if (changes[-1][1] if changes else key in self._lasting)
        ]
        heard = tuple((name, self._watched[name].heard) for name in sorted(self._watched))
        return Carried(heard, tuple(sorted(lasting)))

    def _alert(self, at: int, told: Mapping[str, object], *, raised: bool) -> None:
        code, part, subject = (str(told.get(name, "")) for name in ("code", "part", "subject"))
        changes = self._alarms.setdefault((code, part, subject), [])
        if raised != (changes[-1][1] if changes else (code, part, subject) in self._lasting):
            changes.append((at, raised))
        if (code, part) == (AWAY, DEVICE):
            self._known(subject, at).hear(at, not raised)

    def _known(self, name: str, at: int) -> _Watched:
        return self._watched.setdefault(name, _Watched(heard=True, begins=True, since=at))
