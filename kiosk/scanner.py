"""A scanner that types like a keyboard: sixteen digits in one go, then Enter."""

import time
from collections.abc import Callable

from .visit import NUMBER_LENGTH

GAP_SECONDS = 0.5
"""A scanner types faster; whoever types slower types by hand."""


class Scanner:
    """Joins keys that come in one go."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last = float("-inf")
        self._scanned = ""

    def key(self, text: str, digits: str) -> str:
        """The digits that now stand there: a whole number in one go takes the place of what stood there before."""
        now = self._clock()
        self._scanned = (self._scanned if now - self._last < GAP_SECONDS else "") + text
        self._last = now
        whole = len(self._scanned) >= NUMBER_LENGTH
        return self._scanned[-NUMBER_LENGTH:] if whole else digits + text

    def end(self) -> None:
        """The line is over."""
        self._scanned = ""
