"""How far a hook has been told, and when it is tried again. Pure.

In order: a line that cannot be told holds up those behind it, for a day; then the hook is parked until somebody says
go on. What waits is in the journal and nowhere else, so nothing is lost by waiting.
"""

from dataclasses import dataclass, replace

SECOND = 1000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
LONGEST_WAIT = 30 * MINUTE
"""Between two tries."""
NOTICEABLE = 15 * MINUTE
"""So long in vain, and the person in charge is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Of one hook. Times are milliseconds since 1970 UTC; 0 where it has not happened."""

    seq: int
    """The last line of the journal it has been told, or that was not for it."""
    failing_since: int = 0
    tries: int = 0
    """In vain, of the line that is next."""
    next_at: int = 0
    """Not before."""
    parked: bool = False

    def told(self, seq: int) -> "Progress":
        """The receiver has taken this line."""
        return Progress(seq=seq)

    def failed(self, now: int) -> "Progress":
        """In vain once more. From the second try on the wait doubles, up to half an hour."""
        since, tries = self.failing_since or now, self.tries + 1
        if now - since >= DAY:
            return replace(self, failing_since=since, tries=tries, next_at=0, parked=True)
        wait = min(SECOND * 2 ** min(tries - 1, 20), LONGEST_WAIT)
        return replace(self, failing_since=since, tries=tries, next_at=now + wait)

    def gone_on(self) -> "Progress":
        """Somebody says that it may work now: at once, and for another day."""
        return replace(self, failing_since=0, tries=0, next_at=0, parked=False)

    def noticeable(self, now: int) -> bool:
        """Whether it has been in vain for long enough to tell somebody."""
        return self.failing_since > 0 and now - self.failing_since >= NOTICEABLE
