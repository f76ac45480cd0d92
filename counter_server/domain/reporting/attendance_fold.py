"""Staff out of the journal's lines: when each was ready, busy and paused."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from counter_server.protocol.terms import StaffState

from .facts import Attendance
from .lines import JournalLine
from .stretches import Stretch, lasted, within

ARRIVED = "arrived"
"""Signed in and not yet ready: neither work nor a pause."""
COUNTED = (StaffState.READY, StaffState.BUSY, StaffState.PAUSED)


@dataclass(slots=True)
class AttendanceFold:
    """Reads lines in order. Everybody is away when the day begins, for the day before signed them out."""

    _now: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Member → state, and since when."""
    _stretches: dict[tuple[str, str], list[Stretch]] = field(default_factory=dict)

    def feed(self, line: JournalLine) -> None:
        """One more line."""
        told = (line.payload or {}).get("staff")
        if told is None:
            return
        state = ARRIVED if line.action == "sign-in" and told["state"] == StaffState.PAUSED else told["state"]
        before, since = self._now.get(told["key"], (str(StaffState.AWAY), line.at))
        if state != before:
            self._stretches.setdefault((told["key"], before), []).append((since, line.at))
            self._now[told["key"]] = state, line.at

    def attendance(self, bounds: Sequence[Stretch], open_in: Sequence[Stretch]) -> tuple[Attendance, ...]:
        """By member. `bounds`: the day as far as it has come; `open_in`: when tickets were taken."""
        until = bounds[-1][1] if bounds else 0
        stretches = {key: list(known) for key, known in self._stretches.items()}
        for staff, (state, since) in self._now.items():
            stretches.setdefault((staff, state), []).append((since, until))
        found = []
        for staff in sorted(self._now):
            ready, busy, paused = (
                lasted(within(stretches.get((staff, state), ()), bounds if state is StaffState.BUSY else open_in))
                for state in COUNTED
            )
            found.append(Attendance(staff, ready, busy, paused))
        return tuple(found)
