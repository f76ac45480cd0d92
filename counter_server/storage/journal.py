"""The line of truth: each row's hash covers the row before it, so that no line can be changed, taken out or put in.

The payload stands beside the chain, which holds only its digest: a purge empties the payload and breaks nothing.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from . import statements
from .database import Line, Row

FIRST_HASH = "0" * 64
PURGED = ""
_canonical = msgspec.json.Encoder(order="deterministic")


def digest(payload: str) -> str:
    """SHA-256 of a payload's text, hexadecimal."""
    return hashlib.sha256(payload.encode()).hexdigest()


def chained(previous: str, seq: int, at: int, who: str, action: str, subject: str, payload_digest: str) -> str:
    """SHA-256 over the canonical JSON list of the previous hash and the row, hexadecimal."""
    row = [previous, seq, at, who, action, subject, payload_digest]
    return hashlib.sha256(_canonical.encode(row)).hexdigest()


def payload_text(payload: Mapping[str, Any]) -> str:
    """Canonical JSON of a payload."""
    return _canonical.encode(payload).decode()


@dataclass(frozen=True, slots=True)
class Verified:
    """Every line is what it was."""

    lines: int
    purged: int


@dataclass(frozen=True, slots=True)
class Broken:
    """The first line that is not what it was."""

    seq: int
    why: str
    """`missing`, `hash`, `payload` or `head`."""


def verify(
    line: Line, branch: str, *, after: int = 0, previous: str = FIRST_HASH, at_once: int = 5000
) -> Verified | Broken:
    """Walks the chain of a branch up to its head; the whole of it, or only what follows a line and its hash."""
    lines, purged = after, 0
    while rows := line.all(statements.journal_after, branch=branch, seq=lines, most=at_once):
        for row in rows:
            fault = _fault(row, previous, lines + 1)
            if fault:
                return fault
            previous, lines, purged = row[8], lines + 1, purged + (row[7] == PURGED)
    head = line.one(statements.head, branch=branch)
    if head is None or (head[1], head[2]) != (lines, previous):
        return Broken(seq=lines, why="head")
    return Verified(lines=lines, purged=purged)


def _fault(row: Row, previous: str, expected_seq: int) -> Broken | None:
    _, seq, at, who, action, subject, payload_digest, payload, found = row
    if seq != expected_seq:
        return Broken(seq=expected_seq, why="missing")
    if chained(previous, seq, at, who, action, subject, payload_digest) != found:
        return Broken(seq=seq, why="hash")
    if payload != PURGED and digest(payload) != payload_digest:
        return Broken(seq=seq, why="payload")
    return None
