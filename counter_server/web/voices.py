"""Which walls speak. Two that speak in one hall say each call twice, and where none does, nobody hears who is called:
the person in charge is told."""

import time
from collections.abc import Callable

LAST_CALLS = 5
"""After so many that no two said, it is over."""
LOOK_SECONDS = 5.0
SILENT_SECONDS = 120.0
"""A call takes less, even said five times in two languages, slowly."""


class Voices:
    """Lives in the event loop; remembers the last calls only."""

    def __init__(self) -> None:
        self._said: dict[int, set[str]] = {}

    def said(self, announcement: int, wall: str) -> None:
        """This wall has said it aloud."""
        self._said.setdefault(announcement, set()).add(wall)
        while len(self._said) > LAST_CALLS:
            del self._said[min(self._said)]

    def too_many(self, walls: int) -> list[str]:
        """Who lately said the same call, where more did than the branch has speaking walls; else nobody."""
        return sorted(set[str]().union(*(who for who in self._said.values() if len(who) > walls)))


class Silence:
    """How long the same ticket's call has been the next to be said. Lives in the event loop; `monotonic`: seconds."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._looked = float("-inf")
        self._next, self._since = 0, 0.0

    def look_again(self) -> bool:
        """Whether it is time to."""
        if self._monotonic() - self._looked < LOOK_SECONDS:
            return False
        self._looked = self._monotonic()
        return True

    def too_long(self, ticket: int) -> bool:
        """Whether this one's call, the next to be said now, has been that for too long; 0: none is to be said."""
        if ticket != self._next:
            self._next, self._since = ticket, self._monotonic()
        return ticket != 0 and self._monotonic() - self._since > SILENT_SECONDS
