"""Tells the server what became of each announcement, and does not give up while the server is away."""

import logging
from collections.abc import Callable
from queue import SimpleQueue
from threading import Event, Thread

from counter_server.protocol.client import ServerAway, ServerRefused

from .announcements import Report

SETTLED = frozenset({400, 404, 409, 422})
"""Refusals that no repetition changes: the server has an outcome already, or never knew the announcement."""

log = logging.getLogger(__name__)


class ReportDelivery:
    """Delivers reports in order, in a thread of its own. `tell(report)` is one try: it raises ServerAway or
    ServerRefused."""

    def __init__(self, tell: Callable[[Report], None], *, first_wait: float = 0.3, longest_wait: float = 5.0) -> None:
        """`first_wait`, doubled up to `longest_wait`: seconds between two tries."""
        self._tell = tell
        self._first_wait, self._longest_wait = first_wait, longest_wait
        self._reports: SimpleQueue[Report | None] = SimpleQueue()
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
        while (report := self._reports.get()) is not None:
            wait = self._first_wait
            while not self._delivered(report):
                if self._closed.wait(wait):
                    return
                wait = min(wait * 2, self._longest_wait)

    def _delivered(self, report: Report) -> bool:
        try:
            self._tell(report)
        except ServerAway as away:
            log.info("report on announcement %s waits: %s", report.seq, away.reason)
            return False
        except ServerRefused as refused:
            log.warning("report on announcement %s was refused: %s", report.seq, refused.code)
            return refused.status in SETTLED
        return True
