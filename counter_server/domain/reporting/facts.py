"""What a business day was, as a report needs it: its visits, every turn at a counter, staff, machines, alerts.

Facts come from lines of the journal alone and hold nothing of who somebody is. They are NamedTuples, for a year has a
hundred thousand of each and a day is kept as a sheet of plain lists. Times are milliseconds since 1970 UTC, 0 where it
has not happened; lengths are milliseconds.
"""

from typing import NamedTuple

from counter_server.domain.forecast.accuracy import Outcome
from counter_server.protocol.terms import REMOTE_CHANNELS

CONCLUDES = frozenset({"finish", "forward", "transfer"})
"""How a turn ends that has done its step. Held, returned, not shown up, cancelled and lapsed have not."""

NEVER_CAME, NO_SHOW, CANCELLED, UNFINISHED, LAPSED = "never_came", "no_show", "cancelled", "unfinished", "lapsed"
UNSERVED = frozenset({NEVER_CAME, NO_SHOW, CANCELLED, UNFINISHED, LAPSED})
"""Registered and never checked in; called, did not come and did not come back; given up; called, and not done when the
day closed (held, or waiting for another step); never called."""


class Visit(NamedTuple):
    """One visitor's number, from issue to its end."""

    id: int
    """The ticket's: a seq of the journal."""
    service: str
    """The letter the number was taken for, whatever it was transferred to."""
    channel: str
    priority: str
    """As staff last confirmed it."""
    hospital: str
    issued: int
    arrived: int
    """What the wait counts from: the issue, or the check-in of whoever was booked; 0: never came."""
    called: int
    """The first call."""
    ended: int
    ending: str
    """The outcome of the last step, or how it ended without one: one of UNSERVED; empty while it is open."""
    lacked: tuple[str, ...]
    """Forms the visitor did not hold when the number was taken: `kk/copy`."""
    missing: tuple[str, ...]
    """Forms for whose lack the visit ended."""
    no_shows: int
    """How often it was called and nobody came."""

    @property
    def was_booked(self) -> bool:
        """Whether the number was taken by somebody who was not here yet."""
        return self.channel in REMOTE_CHANNELS

    @property
    def wait(self) -> int | None:
        """Until the first call; None where there was none."""
        return max(0, self.called - self.arrived) if self.called and self.arrived else None


class Turn(NamedTuple):
    """A ticket at a counter, from the call until it left."""

    visit: int
    service: str
    step: str
    standard: int
    """Minutes the step is promised to take, in the version of the service the ticket has; 0: none is known."""
    staff: str
    counter: str
    queued: int
    """Since when it waited at this step; 0 where it did not wait (called back from hold)."""
    called: int
    started: int
    ended: int
    worked: int
    """Time at the counter for this step, earlier sittings before a hold included; 0 unless the step is done."""
    end: str
    """The verb that ended it; empty while it lasts."""
    outcome: str

    @property
    def is_done(self) -> bool:
        """Whether it has a service time: the visitor was served, and the step was concluded."""
        return bool(self.started) and self.end in CONCLUDES

    @property
    def kept_promise(self) -> bool | None:
        """Whether it took no longer than the standard time; None where that is not asked."""
        return self.worked <= self.standard * 60_000 if self.is_done and self.standard else None


class Attendance(NamedTuple):
    """A member of staff on one day. Ready and paused count within opening hours only: lunch is no pause."""

    staff: str
    ready: int
    busy: int
    paused: int


class Machine(NamedTuple):
    """A paired machine on one day: for how much of the opening time it was to be heard, and for how much it was."""

    device: str
    watched: int
    heard: int


class Alarm(NamedTuple):
    """An alert of one day: how often it began, and how long it lasted in all."""

    code: str
    part: str
    subject: str
    times: int
    lasted: int


Foretold = Outcome
"""What somebody was told of her wait, and what happened."""


class DayFacts(NamedTuple):
    """A business day. `opened`: how long tickets were taken; -1 where the journal does not say. `untold`: numbers whose
    lines have been forgotten."""

    day: str
    opened: int
    visits: tuple[Visit, ...] = ()
    turns: tuple[Turn, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    machines: tuple[Machine, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    untold: int = 0
    foretold: tuple[Foretold, ...] = ()
    """Whoever was told how long she would wait, and was called."""


class Carried(NamedTuple):
    """What lasts over midnight, for the fold of the next day."""

    heard: tuple[tuple[str, bool], ...] = ()
    """Machine → whether it is heard."""
    alarms: tuple[tuple[str, str, str], ...] = ()
    """Code, part and subject of alerts not yet cleared."""
