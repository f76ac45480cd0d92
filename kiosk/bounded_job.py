"""One job at a time in a thread that may be left behind: a look-up of a host name or a driver can hang for ever."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TypeVar

log = logging.getLogger(__name__)
Answer = TypeVar("Answer")

BUSY = "still busy with the ticket before"


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """The job did not end in time, or could not begin."""

    reason: str
    begun: bool = True


class BoundedJob:
    """While a job left behind still runs, the next one is refused."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._idle = threading.Semaphore()

    def within(self, seconds: float, job: Callable[[], Answer]) -> Answer | NoAnswer:
        """The job's answer, or why there is none."""
        if not self._idle.acquire(blocking=False):
            return NoAnswer(BUSY, begun=False)
        answer: SimpleQueue[Answer | NoAnswer] = SimpleQueue()

        def work() -> None:
            found: Answer | NoAnswer
            try:
                found = job()
            except Exception as error:
                log.exception("the printer's conversation broke")
                found = NoAnswer(f"{type(error).__name__}: {error}")
            self._idle.release()
            answer.put(found)

        threading.Thread(target=work, name=self._name, daemon=True).start()
        try:
            return answer.get(timeout=seconds)
        except Empty:
            return NoAnswer(f"no answer within {seconds:.0f} s")
