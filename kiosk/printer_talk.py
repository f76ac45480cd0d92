"""One connection to a printer, from the first question to the last: asking, drained and one question at a time."""

import time
from dataclasses import dataclass

from .print_outcome import PrinterState, fault
from .printer_doors import Door
from .printer_status import (
    ASK_ERROR_CAUSE,
    ASK_OFFLINE_CAUSE,
    ASK_PAPER,
    ASK_PRINTER,
    BUFFER_CLEARED,
    CLEAR_BUFFER,
    ERROR,
    PAPER_SENSOR_QUESTION,
    Replies,
    completed,
    completion_question,
    paper_sensor_answered,
    question,
    reply,
    state,
)
from .ticket_bytes import Completion

DRAIN_SECONDS = 0.002
MOST_DRAINED = 65536
"""A device that never stops talking must not keep us."""
MOST_IN_AN_ANSWER = 64
MOST_REMEMBERED = 256


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds we wait: for the connection and for the data to be taken; for an answer to one question; for paper to end
    late, after the data."""

    exchange: float = 3.0
    answer: float = 0.5
    settle: float = 3.0
    between: float = 0.3

    @property
    def bound(self) -> float:
        """The longest that a print may take: connect, ask, send, settle, ask."""
        return 2 * self.exchange + self.settle + 8 * self.answer + 0.5


class Talk:
    """The conversation. Every method may raise DoorShut."""

    def __init__(self, door: Door, patience: Patience) -> None:
        self._door, self._patience = door, patience
        self._heard = b""

    def round(self, *, first_answer: float = 0.0) -> PrinterState:
        """Ask for the printer's state. A printer that does not answer the first question is not asked the others: late
        answers would be taken for answers to them."""
        if not self._door.answers:
            return PrinterState.UNKNOWN
        printer = self._ask(ASK_PRINTER, max(first_answer, self._patience.answer))
        if printer is None:
            return PrinterState.UNKNOWN
        cause = self._ask(ASK_OFFLINE_CAUSE, self._patience.answer)
        error = self._ask(ASK_ERROR_CAUSE, self._patience.answer) if cause is not None and cause & ERROR else None
        paper = self._ask(ASK_PAPER, self._patience.answer) if cause is not None else None
        return state(Replies(printer, cause, error, paper))

    def say(self, outgoing: bytes) -> None:
        """Hand over the ticket."""
        limit = self._patience.exchange + self._door.seconds_for(len(outgoing))
        self._door.send(outgoing, time.monotonic() + limit)

    def finished(self, how: Completion, mark: bytes, end: float) -> bool:
        """Ask whether the ticket is done, and wait until `end` for the answer, unless a fault shows meanwhile."""
        if how is Completion.NONE:
            return False
        self._drain()
        self._heard = b""
        asked = completion_question(mark) if how is Completion.PROCESS_ID else PAPER_SENSOR_QUESTION
        self._door.send(asked, end)
        while time.monotonic() < end:
            self._listen(min(end, time.monotonic() + self._patience.answer))
            if self._answered(how, mark):
                return True
            if fault(self.round()):
                return False
            if self._answered(how, mark):
                return True
        return False

    def forget(self) -> bool:
        """Have the printer drop what it has not printed, and wait until it says so."""
        self._drain()
        self._heard = b""
        end = time.monotonic() + self._patience.answer
        self._door.send(CLEAR_BUFFER, end)
        while BUFFER_CLEARED not in self._heard and time.monotonic() < end:
            self._listen(end)
        return BUFFER_CLEARED in self._heard

    def _answered(self, how: Completion, mark: bytes) -> bool:
        return completed(self._heard, mark) if how is Completion.PROCESS_ID else paper_sensor_answered(self._heard)

    def _ask(self, n: int, seconds: float) -> int | None:
        self._drain()
        end = time.monotonic() + seconds
        self._door.send(question(n), end)
        received = b""
        while time.monotonic() < end and len(received) <= MOST_IN_AN_ANSWER:
            news = self._listen(end)
            received += news
            if news and (answer := reply(received)) is not None:
                return answer
        return None

    def _drain(self) -> None:
        drained = 0
        while (news := self._listen(time.monotonic() + DRAIN_SECONDS)) and drained < MOST_DRAINED:
            drained += len(news)

    def _listen(self, until: float) -> bytes:
        news = self._door.listen(until)
        self._heard = (self._heard + news)[-MOST_REMEMBERED:]
        return news
