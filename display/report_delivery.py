"""Tells the server what became of each announcement, and does not give up while the server is away."""

import logging
from collections import deque
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Event, Thread
from time import monotonic

from counter_server.protocol.client import ServerAway, ServerRefused

from .announcements import Report

SETTLED = frozenset({400, 404, 409, 422})
"""Refusals that no repetition changes: the server has an outcome already, or never knew the announcement."""
BROKEN = 500
"""The status of a fault of the server's own, with this one report perhaps."""

log = logging.getLogger(__name__)


class ReportDelivery:
    """Delivers reports in order, in a thread of its own. One at which the server breaks keeps no other waiting: it is
    tried again when its time has come and no new one waits. `tell(report)` is one try: it raises ServerAway or
    ServerRefused."""

    def __init__(self, tell: Callable[[Report], None], *, first_wait: float = 0.3, longest_wait: float = 5.0) -> None:
        """`first_wait`, doubled up to `longest_wait`: seconds between two tries, of one report or of those the server
        broke at, of which one at a time is tried."""
        self._tell = tell
        self._first_wait, self._longest_wait = first_wait, longest_wait
        self._reports: SimpleQueue[Report | None] = SimpleQueue()
        self._broken: deque[Report] = deque()
        self._again_at, self._again_wait = 0.0, first_wait
        self._closed = Event()
        self._thread = Thread(target=self._deliver_all, name="report delivery", daemon=True)
        self._thread.start()

    def deliver(self, report: Report) -> None:
        """Returns at once."""
        self._reports.put(report)

    def close(self, seconds: float = 1.0) -> None:
        """Give up what is not delivered by now; the server lists those announcements again."""
        self._closed.set()
        self._reports.put(None)
        self._thread.join(seconds)

    @property
    def alive(self) -> bool:
        """Whether it still delivers."""
        return self._thread.is_alive()

    def _deliver_all(self) -> None:
        while (report := self._next()) is not None:
            wait = self._first_wait
            while not self._answered(report):
                if self._closed.wait(wait):
                    return
                wait = min(wait * 2, self._longest_wait)

    def _next(self) -> Report | None:
        if not self._broken:
            return self._reports.get()
        try:
            return self._reports.get(timeout=max(0.0, self._again_at - monotonic()))
        except Empty:
            return self._broken[0]

    def _answered(self, report: Report) -> bool:
        """Whether the next may be tried."""
        try:
            self._tell(report)
        except ServerAway as away:
            log.info("report on announcement %s waits: %s", report.seq, away.reason)
            return False
        except ServerRefused as refused:
            if refused.status == BROKEN:
                self._set_aside(report)
                return True
            log.warning("report on announcement %s was refused: %s", report.seq, refused.code)
            if refused.status not in SETTLED:
                return False
        if report in self._broken:
            self._broken.remove(report)
            self._again_wait = self._first_wait
        return True

    def _set_aside(self, report: Report) -> None:
        if report in self._broken:
            self._broken.remove(report)
            self._again_wait = min(self._again_wait * 2, self._longest_wait)
        else:
            log.error("the server broke at the report on announcement %s", report.seq)
        self._broken.append(report)
        self._again_at = monotonic() + self._again_wait
