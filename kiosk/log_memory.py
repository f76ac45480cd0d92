"""The last lines of the program's own log, kept in memory for the technician; nobody's NIK or KK number in them."""

import logging
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from counter_server.protocol.discretion import Discreet

MOST_LINES = 200
LONGEST = 600
"""Characters of one entry: a failure's whole trace is in the log itself."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the program's log. `key` counts the lines; `at` is the time of day; `level` is logging's name."""

    key: int
    at: str
    level: str
    said: str


class LogMemory(logging.Handler):
    """Put it beside the log's other handlers. May be read from any thread."""

    def __init__(self, most: int = MOST_LINES) -> None:
        super().__init__()
        self.setFormatter(Discreet("%(message)s"))
        self._lines: deque[LogLine] = deque(maxlen=most)
        self._count = 0

    def emit(self, record: logging.LogRecord) -> None:
        try:
            said = self.format(record)
        except (TypeError, ValueError):  # an entry whose facts do not fit its words
            said = str(record.msg)
        self._count += 1
        at = time.strftime("%H:%M:%S", time.localtime(record.created))
        self._lines.append(LogLine(self._count, at, record.levelname, said[:LONGEST]))

    def lines(self) -> Sequence[LogLine]:
        """The oldest first."""
        self.acquire()
        try:
            return tuple(self._lines)
        finally:
            self.release()


def remember_log() -> LogMemory:
    """This program's log is kept in memory from the first call on."""
    root = logging.getLogger()
    known = next((handler for handler in root.handlers if isinstance(handler, LogMemory)), None)
    if known is None:
        known = LogMemory()
        root.addHandler(known)
    return known
