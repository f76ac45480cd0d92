"""What is inside the stand-in printer: a roll of paper, a head, a cutter, and everything that can go wrong with them.

Pure but for the picture it grows: bytes go in with the time, answers and cut tickets come out.
"""

import random
from collections import deque
from dataclasses import dataclass
from enum import StrEnum

from PIL import Image

from .esc_pos_commands import AskPaperSensor, AskProcessId, Command, Cut, DrawnCode, Feed, Picture, Text
from .esc_pos_reader import EscPosReader, RealTimeReader
from .printer_status import BUFFER_CLEARED
from .stand_in_letters import code_drawn, line_drawn
from .stand_in_moments import Moment, TicketSteps

MM = 8
"""Dots in a millimetre at 203 dpi."""
ROWS_BEFORE_PAPER_ENDS = 500


class Fail(StrEnum):
    """What the stand-in pretends."""

    NONE = "none"
    OFFLINE = "offline"
    UNREACHABLE = "unreachable"
    DROPS = "drops"
    PAPER_OUT = "paper_out"
    PAPER_OUT_MID_TICKET = "paper_out_mid_ticket"
    NEAR_END = "near_end"
    COVER_OPEN = "cover_open"
    CUTTER_ERROR = "cutter_error"
    SWALLOW = "swallow"
    """Takes everything, prints nothing, says nothing."""
    HANGS = "hangs"
    """Takes nothing more, and says nothing."""
    RESTARTS = "restarts"
    """Switched off and on: everything it was told is forgotten, then it is well."""
    RUBBISH = "rubbish"
    SLOW = "slow"


SILENT = frozenset({Fail.SWALLOW, Fail.HANGS, Fail.UNREACHABLE})
STOPPING = SILENT | {Fail.OFFLINE, Fail.PAPER_OUT, Fail.COVER_OPEN}


@dataclass(frozen=True, slots=True)
class Answer:
    """Bytes for whoever spoke last."""

    outgoing: bytes


@dataclass(frozen=True, slots=True)
class Ticket:
    """A cut piece of paper: mode "1", as wide as the roll's dots."""

    image: Image.Image


class Mechanism:
    """Obeys real-time commands on receipt and the rest in order, at the speed of its motor."""

    def __init__(self, dots: int, *, mm_per_second: float = 0.0, seed: int = 1) -> None:
        """`mm_per_second` 0: prints in no time."""
        self._dots, self._speed = dots, mm_per_second * MM
        self._random = random.Random(seed)
        self._reader, self._real_time = EscPosReader(), RealTimeReader()
        self._waiting: deque[Command] = deque()
        self._paper: list[Image.Image] = []
        self._rows = 0
        self._busy_until = 0.0
        self._jammed = False
        self.fail = Fail.NONE
        self._planned: tuple[Fail, TicketSteps] | None = None
        self.restarted = 0
        """How often it was switched off and on."""

    def pretend(self, fail: Fail, moment: Moment = Moment.NOW) -> None:
        """Fail like this from `moment` on. Who repairs a stopped printer tears off what hangs out; the rest goes on."""
        self._planned = None
        if moment is not Moment.NOW:
            self._planned = (fail, TicketSteps(moment))
            return
        switched_off = fail in (Fail.RESTARTS, Fail.UNREACHABLE)
        if self._stopped() or switched_off:
            self._paper, self._rows = [], 0
        if switched_off:
            self._waiting.clear()
            self.hang_up()
        self.restarted += fail is Fail.RESTARTS
        self.fail, self._jammed = Fail.NONE if fail is Fail.RESTARTS else fail, False

    def take(self, received: bytes) -> list[Answer]:
        """Bytes arrive: what is answered at once."""
        if not self._planned:
            return self._take(received)
        fail, steps = self._planned
        answers: list[Answer] = []
        for piece in steps.pieces(received):
            if steps.comes_before(piece):
                self.pretend(fail)
            answers += self._take(piece)
            if steps.comes_after(piece):
                self.pretend(fail)
                if fail is Fail.RESTARTS:
                    break  # what came with it meets a printer that is off
        return answers

    def _take(self, received: bytes) -> list[Answer]:
        if self.fail in SILENT:
            return []
        answers = [self._obey(found.command) for found in self._real_time.take(received)]
        self._waiting += self._reader.take(received)
        return [answer for answer in answers if answer.outgoing]

    def hang_up(self) -> None:
        """The connection is over; half a command is forgotten."""
        self._reader, self._real_time = EscPosReader(), RealTimeReader()

    def run(self, now: float) -> list[Answer | Ticket]:
        """Print what can be printed by `now` (seconds)."""
        done: list[Answer | Ticket] = []
        while self._waiting and self._busy_until <= now and not self._stopped():
            done += self._do(self._waiting.popleft(), now)
        return done

    def due(self) -> float | None:
        """When `run` has something to do again."""
        return self._busy_until if self._waiting and not self._stopped() else None

    def _stopped(self) -> bool:
        return self.fail in STOPPING or self._jammed

    def _do(self, command: Command, now: float) -> list[Answer | Ticket]:
        match command:
            case Picture(image):
                self._move(image, now)
            case Text():
                self._move(line_drawn(command, self._dots), now)
            case DrawnCode():
                self._move(code_drawn(command, self._dots), now)
            case Feed(dots):
                self._move(Image.new("1", (self._dots, dots), 1), now)
            case AskPaperSensor():
                return [self._answer(0x03 if self.fail is Fail.NEAR_END else 0x00)]
            case AskProcessId(mark):
                return [Answer(b"\x37\x22" + mark + b"\x00") if self.fail is not Fail.RUBBISH else self._rubbish()]
            case Cut():
                return self._cut()
        return []

    def _move(self, image: Image.Image, now: float) -> None:
        self._busy_until = now + image.height / self._speed if self._speed else now
        if self.fail is Fail.PAPER_OUT_MID_TICKET and self._rows + image.height > ROWS_BEFORE_PAPER_ENDS:
            self.fail = Fail.PAPER_OUT
            fits = ROWS_BEFORE_PAPER_ENDS - self._rows
            self._waiting.appendleft(Picture(image.crop((0, fits, image.width, image.height))))
            image = image.crop((0, 0, image.width, fits))
        self._paper.append(image)
        self._rows += image.height

    def _cut(self) -> list[Answer | Ticket]:
        if self.fail is Fail.CUTTER_ERROR:
            self._jammed = True
            return []
        ticket = Image.new("1", (self._dots, max(self._rows, 1)), 1)
        at = 0
        for piece in self._paper:
            ticket.paste(piece, (0, at))
            at += piece.height
        self._paper, self._rows = [], 0
        return [Ticket(ticket)]

    def _obey(self, command: bytes) -> Answer:
        if command[:2] == b"\x10\x04":
            return self._status(command[2])
        if command[:3] == b"\x10\x14\x08" or command[:3] == b"\x10\x05\x02":
            self._waiting.clear()
            self._reader = EscPosReader()
            return Answer(BUFFER_CLEARED if command[1] == 0x14 else b"")
        return Answer(b"")

    def _status(self, n: int) -> Answer:
        bits = {
            1: 0x08 * self._stopped(),
            2: 0x04 * (self.fail is Fail.COVER_OPEN) | 0x20 * (self.fail is Fail.PAPER_OUT) | 0x40 * self._jammed,
            3: 0x08 * self._jammed,
            4: 0x6C * (self.fail is Fail.PAPER_OUT) | 0x0C * (self.fail is Fail.NEAR_END),
        }
        return self._answer(0x12 | bits[n])

    def _answer(self, byte: int) -> Answer:
        return self._rubbish() if self.fail is Fail.RUBBISH else Answer(bytes([byte]))

    def _rubbish(self) -> Answer:
        return Answer(self._random.randbytes(self._random.randint(1, 12)))
