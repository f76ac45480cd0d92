"""A scanner that types like a keyboard: a code in one go, then Enter, Tab or nothing more."""

import re
import time
from collections.abc import Callable

from .visit import NUMBER_LENGTH

GAP_SECONDS = 0.5
"""A scanner types faster; whoever types slower types by hand."""
LINE_ENDS = frozenset("\r\n\t")
"""What scanners are set to type after a code."""
SYMBOLOGY = re.compile(r"^\][A-Za-z][0-9A-Za-z]")
"""What some put before it, to say what kind of code it was: `]Q3` (ISO/IEC 15424)."""
CERTAIN = 3
"""So many characters; a single stray one may be a slip."""
BETWEEN = re.compile(r"[\s.-]")
"""How numbers are written in groups."""


class Scanner:
    """Joins keys that come in one go."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last = float("-inf")
        self._scanned = ""
        self._before = ""

    def key(self, text: str, digits: str) -> str:
        """The digits that now stand there. `digits`: those that stood there until now. A whole number in one go takes
        their place; what cannot be part of one leaves them as they were."""
        now = self._clock()
        if now - self._last >= GAP_SECONDS or not self._scanned:
            self._scanned, self._before = "", digits
        self._scanned += text
        self._last = now
        code = self._code
        if not code.isascii() or not code.isdecimal():
            return self._before
        return code[:NUMBER_LENGTH] if len(code) >= NUMBER_LENGTH else self._before + code

    def forget(self) -> None:
        """Whoever scanned is gone."""
        self._scanned = self._before = ""

    @property
    def strays(self) -> bool:
        """What comes in is certainly no number; a scanner that types no end of line is told so, too."""
        code = self._code
        return len(code) >= CERTAIN and not (code.isascii() and code.isdecimal())

    def end(self) -> str | None:
        """The line is over. None, unless what came in one go was no number: then what stood there before it."""
        code, before = self._code, self._before
        self._scanned = ""
        typed_by_hand = code.isascii() and code.isdecimal() and len(code) <= NUMBER_LENGTH
        return None if typed_by_hand or not code else before

    @property
    def _code(self) -> str:
        if self._scanned[:1] == "]" and len(self._scanned) < len("]Q3"):
            return ""
        return BETWEEN.sub("", SYMBOLOGY.sub("", self._scanned))
