"""Work that must not hold up the screen, done one after the other in a thread of its own."""

import logging
import threading
from collections.abc import Callable
from queue import SimpleQueue

log = logging.getLogger(__name__)


class Errands:
    """A queue and its thread. An errand that fails is logged; the next one is done all the same."""

    def __init__(self, name: str) -> None:
        self.stopping = threading.Event()
        self._queue: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def send(self, errand: Callable[[], None]) -> None:
        """Do this after what was sent before."""
        self._queue.put(errand)

    def stop(self, seconds: float = 1.0) -> None:
        """Do what is already sent, no longer than `seconds`; an errand that waits should watch `stopping`."""
        self.stopping.set()
        self._queue.put(None)
        self._thread.join(seconds)

    def _work(self) -> None:
        while (errand := self._queue.get()) is not None:
            try:
                errand()
            except Exception:
                log.exception("%s: an errand failed", self._thread.name)
