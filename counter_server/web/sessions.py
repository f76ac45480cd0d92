"""Which sessions are used: kept in memory from command to command, written once a minute, and ended when left lying."""

import logging
import time
from typing import TYPE_CHECKING

from counter_server.operations import sessions

if TYPE_CHECKING:
    from .counter import Counter

log = logging.getLogger(__name__)
WRITTEN_SECONDS = 60.0
"""A crash forgets no more than this of when a session was used last."""


class Sessions:
    """Lives in the event loop. Off in a demonstration, whose clock may run at any speed."""

    def __init__(self, counter: "Counter") -> None:
        self._counter = counter
        self._used: set[str] = set()
        self._written = float("-inf")
        self.used = self._used.add
        """A command of this credential (a hash) has succeeded."""

    async def turn(self) -> None:
        """Writes what was used, then ends what was not."""
        if self._counter.setup.demo or time.monotonic() - self._written < WRITTEN_SECONDS:
            return
        self._written = time.monotonic()
        await self.write()
        for staff in await self._counter.perform_unasked(sessions.end_idle):
            log.info("session ended, unused: %s", staff)

    async def write(self) -> None:
        """What was used since the last time."""
        now, used = self._counter.clock.now(), list(self._used)
        self._used.clear()
        if used:
            await self._counter.perform_unasked(sessions.use, used=dict.fromkeys(used, now))
