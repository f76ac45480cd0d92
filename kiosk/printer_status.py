"""Reads what an ESC/POS printer answers. Any bytes give a state, never an exception.

A printer is asked with `DLE EOT n` (10 04 n) and answers one byte of the form `0xx1xx10`. Other bytes may come
unasked: flow control, and four-byte automatic status blocks whose first byte has the form `0xx1xx00`. Whatever
remains unexplained makes the answer worthless.
"""

import re
from dataclasses import dataclass

from .print_outcome import PrinterState

DLE_EOT = b"\x10\x04"
ASK_PRINTER, ASK_OFFLINE_CAUSE, ASK_ERROR_CAUSE, ASK_PAPER = 1, 2, 3, 4

FIXED_BITS = 0x93
XON_XOFF = b"\x11\x13"
NO_FIXED_BITS = rb"[\x00-\x0f\x20-\x2f\x40-\x4f\x60-\x6f]"

OFFLINE = 0x08
COVER = 0x04
STOPPED_BY_PAPER_END = 0x20
ERROR = 0x40
CUTTER = 0x08
PAPER_NEAR_END = 0x0C
PAPER_END = 0x60


@dataclass(frozen=True, slots=True)
class Replies:
    """One round of answers to `DLE EOT` 1, 2, 3 and 4; None where no valid answer came."""

    printer: int | None = None
    offline_cause: int | None = None
    error_cause: int | None = None
    paper: int | None = None


def question(n: int) -> bytes:
    """`DLE EOT n`."""
    return DLE_EOT + bytes([n])


def reply(received: bytes) -> int | None:
    """The one status byte among what was received; None when there is none, several, or anything unexplained."""
    rest = _asked_for(received)
    if len(rest) == 1 and rest[0] & FIXED_BITS == 0x12:
        return rest[0]
    return None


def state(replies: Replies) -> PrinterState:
    """The gravest thing one round of answers says. A fault that was reported counts even where other answers are
    missing; READY needs the answers to 1, 2 and 4."""
    for answer, bits, found in (
        (replies.paper, PAPER_END, PrinterState.PAPER_OUT),
        (replies.offline_cause, STOPPED_BY_PAPER_END, PrinterState.PAPER_OUT),
        (replies.offline_cause, COVER, PrinterState.COVER_OPEN),
        (replies.error_cause, CUTTER, PrinterState.CUTTER_ERROR),
        (replies.offline_cause, ERROR, PrinterState.FAULT),
        (replies.printer, OFFLINE, PrinterState.OFFLINE),
    ):
        if answer is not None and answer & bits:
            return found
    if None in (replies.printer, replies.offline_cause, replies.paper):
        return PrinterState.UNKNOWN
    assert replies.paper is not None
    return PrinterState.NEAR_END if replies.paper & PAPER_NEAR_END else PrinterState.READY


PROCESS_ID = re.compile(rb"\x37\x22([\x20-\x7e]{4})\x00")
AUTOMATIC_STATUS = re.compile(
    rb"[\x10\x14\x18\x1c\x30\x34\x38\x3c\x50\x54\x58\x5c\x70\x74\x78\x7c]" + NO_FIXED_BITS * 3
)
CLEAR_BUFFER = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""`DLE DC4` 8: forget what is not printed yet, or the rest of a ticket comes out when the roll is changed."""
BUFFER_CLEARED = b"\x37\x25\x00"


def completion_question(mark: bytes) -> bytes:
    """`GS ( H` function 48: the printer sends `mark` (four printable bytes) back once all before it is printed."""
    return b"\x1d(H\x06\x0000" + mark


def completed(received: bytes, mark: bytes) -> bool:
    """Whether the answer to `completion_question(mark)` is in what was received."""
    return mark in PROCESS_ID.findall(received)


PAPER_SENSOR_QUESTION = b"\x1dr\x01"


def paper_sensor_answered(received: bytes) -> bool:
    """Whether the answer to `GS r 1`, one byte of the form `0xx0xxxx` that comes in print order, was received."""
    rest = _asked_for(received)
    return len(rest) == 1 and rest[0] & 0x90 == 0


def _asked_for(received: bytes) -> bytes:
    """Without what comes unasked or late: automatic status, process ids, flow control."""
    rest = PROCESS_ID.sub(b"", received).replace(BUFFER_CLEARED, b"")
    return AUTOMATIC_STATUS.sub(b"", rest).translate(None, XON_XOFF)
