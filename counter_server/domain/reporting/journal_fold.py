"""A business day out of its lines of the journal."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from counter_server.domain.forecast.accuracy import TELLS, Outcomes
from counter_server.domain.forecast.history import Entry

from .attendance_fold import AttendanceFold
from .facts import Carried, DayFacts
from .lines import JournalLine
from .machine_fold import MachineFold
from .stretches import Stretch, lasted, while_true
from .visit_fold import Standard, VisitFold

OPENS, CLOSES = "day-open", "day-close"
LATE_TO_CLOSE = 5 * 60_000
"""Milliseconds. A day closed so long after midnight was closed by a server that had been away: when, the last line
before it says best."""


NOTHING_CARRIED = Carried()


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFrame:
    """Which day it is. `ends`: the midnight after it, milliseconds since 1970 UTC; `is_first`: the journal begins with
    it, and every service takes tickets until a line says otherwise."""

    day: str
    ends: int
    is_first: bool = False
    carried: Carried = NOTHING_CARRIED


@dataclass(slots=True)
class _Hours:
    """What the day's lines say of the services that take tickets."""

    services: frozenset[str] | None = None
    closed: frozenset[str] = frozenset()
    changes: list[tuple[int, str, bool]] = field(default_factory=list)


class JournalFold:
    """Reads a day's lines in order; its facts may be asked at any time, and more lines fed afterwards."""

    def __init__(self, frame: DayFrame, standard: Standard) -> None:
        self._frame, self._hours = frame, _Hours()
        self._visits, self._attendance = VisitFold(standard), AttendanceFold()
        self._machines, self._foretold = MachineFold(frame.carried), Outcomes()
        self._first = self._last = self._closed_at = 0

    def feed(self, lines: Iterable[JournalLine]) -> None:
        """More lines."""
        for line in lines:
            self._first = self._first or line.at
            if line.action == CLOSES:
                self._closed_at = line.at
            elif line.action == OPENS:
                self._open(line)
            elif line.action in ("open", "close") and line.subject.startswith("service:"):
                self._hours.changes.append((line.at, line.subject.partition(":")[2], line.action == "open"))
            self._visits.feed(line)
            self._attendance.feed(line)
            self._machines.feed(line)
            if line.action in TELLS:
                self._foretold.take(Entry(seq=line.seq, at=line.at, action=line.action, payload=line.payload or {}))
            if not self._closed_at:
                self._last = max(self._last, line.at) if line.who != "calendar" else self._last

    def facts(self, now: int) -> DayFacts:
        """As far as it has come. `now`: milliseconds since 1970 UTC."""
        until = self._until(now)
        bounds = [(self._first, until)] if self._first < until else []
        opening = self._opening(until)
        open_in = bounds if opening is None else opening
        return DayFacts(
            day=self._frame.day,
            opened=-1 if opening is None else lasted(opening),
            visits=self._visits.visits(),
            turns=self._visits.turns(),
            attendance=self._attendance.attendance(bounds, open_in),
            machines=() if opening is None else self._machines.machines(bounds, opening),
            alarms=self._machines.alarms(bounds),
            untold=self._visits.untold,
            foretold=tuple(self._foretold.found()),
        )

    def carried(self) -> Carried:
        """For the fold of the next day."""
        return self._machines.carried()

    def _open(self, line: JournalLine) -> None:
        told = line.payload or {}
        if "services" in told:
            self._hours.services, self._hours.closed = frozenset(told["services"]), frozenset(told["closed"])

    def _until(self, now: int) -> int:
        ends = self._frame.ends
        if self._closed_at > ends + LATE_TO_CLOSE:
            return min(self._last or self._first, ends)
        return min(self._closed_at or now, ends)

    def _opening(self, until: int) -> list[Stretch] | None:
        """When at least one service took tickets; None where an old journal does not say."""
        hours = self._hours
        letters = (hours.services or frozenset()) | {letter for _, letter, _ in hours.changes}
        if hours.services is not None:
            takes = {letter: letter not in hours.closed for letter in letters}
        elif self._frame.is_first:
            takes = dict.fromkeys(letters, True) or {"": True}
        elif letters:  # before the day's beginning was told: what is opened first was closed
            takes = dict.fromkeys(letters, False)
            for _, letter, opens in reversed(hours.changes):
                takes[letter] = not opens
        else:
            return None
        changes, begins = [], any(takes.values())
        for at, letter, opens in hours.changes:
            takes[letter] = opens
            changes.append((at, any(takes.values())))
        return while_true(changes, self._first, until, begins=begins)
