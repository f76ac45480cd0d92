"""When a stand-in printer's failure strikes: at once, or between two steps of the next ticket."""

import re
from collections.abc import Iterator
from enum import StrEnum

STEP = re.compile(rb"\x10\x04[\x01-\x04]|\x1dVB.", re.DOTALL)
"""A status question, or the cut that ends a ticket."""
LAST_QUESTION_BEFORE = b"\x10\x04\x04"
AT_ONCE, AT_ONCE_IN_TEXT = 2048, 32
MID_TICKET_BYTES = 12_000
"""A quarter of a ticket 58 mm wide."""
MID_TEXT_BYTES = 150


class Moment(StrEnum):
    """Where in a ticket's way a failure begins."""

    NOW = "now"
    BEFORE_DATA = "before_data"
    """The printer has said how it is; the ticket's first byte has not come."""
    MID_DATA = "mid_data"
    MID_TEXT = "mid_text"
    """In the middle of a ticket in the printer's own letters."""
    AFTER_DATA = "after_data"
    """The cut was taken in; nothing has been asked since."""
    LAST_QUESTION = "last_question"
    """The status after the ticket is asked, and not yet answered."""


class TicketSteps:
    """Follows a ticket through the bytes a printer takes in, and says once when `moment` has come."""

    def __init__(self, moment: Moment) -> None:
        self._moment = moment
        self._taken = 0
        self._cut = self._over = False

    def pieces(self, received: bytes) -> Iterator[bytes]:
        """The bytes, parted at each step. A step that arrives in two parts is not seen."""
        at = 0
        for step in [*STEP.finditer(received), None]:
            start = step.start() if step else len(received)
            is_cut = step is not None and received[start : start + 1] == b"\x1d"
            end = step.end() if step else start
            before_step = end if is_cut else start
            size = AT_ONCE_IN_TEXT if self._moment is Moment.MID_TEXT else AT_ONCE
            for place in range(at, before_step, size):
                yield received[place : min(place + size, before_step)]
            if step and not is_cut:
                yield step.group()
            at = end

    def comes_before(self, piece: bytes) -> bool:
        """Whether the moment is just before the printer takes this."""
        return self._once(self._moment is Moment.LAST_QUESTION and self._cut and STEP.match(piece) is not None)

    def comes_after(self, piece: bytes) -> bool:
        """Whether the moment is just after the printer took this."""
        if piece[:2] == b"\x10\x04":
            before = self._moment is Moment.BEFORE_DATA and not self._taken and piece == LAST_QUESTION_BEFORE
            return self._once(before)
        self._taken += len(piece)
        self._cut = self._cut or STEP.search(piece) is not None
        middle = self._moment is Moment.MID_DATA and self._taken >= MID_TICKET_BYTES
        middle = middle or (self._moment is Moment.MID_TEXT and self._taken >= MID_TEXT_BYTES)
        return self._once(middle or (self._moment is Moment.AFTER_DATA and self._cut))

    def _once(self, now: bool) -> bool:
        comes, self._over = now and not self._over, self._over or now
        return comes
