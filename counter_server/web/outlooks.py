"""Keeps what is foreseen up to date, beside the running server: a thread that reads and a process that reckons, so that
neither the writer nor the event loop does either."""

import logging
import threading
import time
from datetime import datetime
from typing import TYPE_CHECKING

from counter_server.domain.forecast.accuracy import Outcome, Outcomes
from counter_server.domain.forecast.foresight import LASTS
from counter_server.domain.forecast.history import History
from counter_server.forecaster.jobs import Job
from counter_server.forecaster.process import Forecaster, ForecasterGone
from counter_server.operations.expected_wait import serving_by_queue
from counter_server.setup import MINUTE, Setup
from counter_server.storage.database import Line
from counter_server.storage.hall_reading import AT_ONCE, entries, hall_now, lines_to_learn_from, steps_of
from counter_server.storage.present import Present

if TYPE_CHECKING:
    from counter_server.domain.forecast.hall import Hall

    from .counter import Counter

log = logging.getLogger(__name__)
BETWEEN_SECONDS = 3.0
"""From one outlook to the next, at least, and longer where reckoning takes long."""
REST = 4
"""Times as long as an outlook took, nothing is reckoned: at most a fifth of one processor, and that at low priority."""
ANYWAY_SECONDS = 20.0
"""Time passes also while nothing happens."""
BETWEEN_HANDFULS = 0.02
"""Seconds for whoever asks something of the server while the journal is read after a start."""
LISTED = 5000
"""Tickets whose outcome is remembered for the figures: some weeks."""


class Outlooks:
    """`nudge` from the event loop; everything else happens in a thread of its own."""

    def __init__(self, counter: "Counter") -> None:
        self._counter = counter
        self.foresight = counter.store.conduct.foresight
        self.history = History(self._local)
        self.learning = threading.Lock()
        """Held by whoever reads or writes `history`."""
        self._outcomes = Outcomes(LISTED)
        self._seq: int | None = None
        self._forecaster = Forecaster()
        self._due, self._ended = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self.seconds = 0.0
        """The last outlook took so long."""

    def begin(self) -> None:
        """The server runs."""
        self._thread = threading.Thread(target=self._run, name="outlooks", daemon=True)
        self._thread.start()
        self._due.set()

    def nudge(self) -> None:
        """Something has happened."""
        self._due.set()

    def end(self) -> None:
        """The server ends. Blocks for as long as a reading takes."""
        self._ended.set()
        self._due.set()
        self._forecaster.end()
        if self._thread is not None:
            self._thread.join()
        self._forecaster.end()

    @property
    def outcomes(self) -> list[Outcome]:
        """What visitors were told and what happened, the last ones."""
        with self.learning:
            return self._outcomes.found()

    def _run(self) -> None:
        while not self._ended.is_set():
            self._due.wait(ANYWAY_SECONDS)
            self._due.clear()
            if self._ended.is_set():
                return
            try:
                self.look()
            except ForecasterGone:
                if not self._ended.is_set():
                    log.warning("the forecaster has ended; another is started")
            except Exception:
                log.exception("nothing could be foreseen; it will be tried again")
            self._ended.wait(max(BETWEEN_SECONDS, REST * self.seconds))

    def look(self) -> None:
        """Reads what is new, and looks ahead from now. Raises ForecasterGone."""
        began = time.monotonic()
        while self._learn() and not self._ended.wait(BETWEEN_HANDFULS):
            began = time.monotonic()
        hall, serving = self._counter.store.read_now(self._hall)
        self._measure(hall)
        if not any(serving.values()):
            self.foresight.forget()
            return
        for answer in self._forecaster.ask(Job(hall=hall)):
            if answer.outlook is not None:
                took = time.monotonic() - began
                lasts = round((LASTS + (REST + 2) * took * 1000) * max(self._counter.clock.speed, 1.0))
                self.foresight.foresaw(answer.outlook, serving, lasts=lasts)
        self.seconds = time.monotonic() - began

    def _learn(self) -> bool:
        """The next handful of the journal; whether there may be more."""

        def read(line: Line, present: Present, setup: Setup) -> int:
            if self._seq is None:
                self._seq = lines_to_learn_from(line, present, setup)
            found = entries(line, setup.key, self._seq)
            with self.learning:
                for entry in found:
                    self.history.take(entry)
                    self._outcomes.take(entry)
                    self._seq = entry.seq
            return len(found)

        return self._counter.store.read_now(read) == AT_ONCE

    def _hall(self, line: Line, present: Present, setup: Setup) -> "tuple[Hall, dict[str, int]]":
        hall = hall_now(line, present, setup, self.history, self._counter.clock.now())
        return hall, serving_by_queue(present, setup)

    def _measure(self, hall: "Hall") -> None:
        self.foresight.last_waits = dict(self.history.last_waits)
        self.foresight.mean_minutes = {step: known.mean / MINUTE for step, known in hall.pace.steps.items()}
        self.foresight.per_hour = {(queue, priority): n for queue, priority, n in hall.pace.arrivals}

    def measured(self) -> dict[str, int]:
        """How many visits of each step are known."""
        with self.learning:
            return {step: self.history.measured(step) for step in steps_of(self._counter.setup)}

    def _local(self, at: int) -> datetime:
        return self._counter.setup.moment(at)
