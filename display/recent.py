"""The calls of the last moments: a visitor who hears nothing must find her number when she looks up. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

JUST_CALLED_SECONDS = 20.0
"""A call is large or its card marked for at least so long after it began, however many come after it."""


@dataclass(frozen=True, slots=True)
class RecentCalls:
    """Which tickets were called when. Immutable: every call gives the next one."""

    begun: tuple[tuple[int, int, float], ...] = ()
    """(ticket, announcement's seq, seconds on a clock that never jumps), each ticket once."""

    def called(self, ticket: int, seq: int, at: float) -> "RecentCalls":
        """After the voice began with this announcement."""
        kept = [one for one in self.begun if one[0] != ticket and at - one[2] < JUST_CALLED_SECONDS]
        return RecentCalls((*kept, (ticket, seq, at)))

    def at(self, now: float) -> Mapping[int, int]:
        """Ticket → seq of those just called."""
        return {ticket: seq for ticket, seq, began in self.begun if now - began < JUST_CALLED_SECONDS}
