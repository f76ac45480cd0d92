"""One visitor's ticket as the outbox keeps it."""

import sqlite3
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from counter_server.protocol.decoding import decoded
from counter_server.protocol.messages import IssuedTicket
from counter_server.protocol.terms import Channel, Is, Language, PrintStatus, Priority

from .kiosk_clock import Stamp
from .wish import Wish


class Step(StrEnum):
    """How far a visitor's ticket has come."""

    ASKED = "asked"
    """The server is being asked; the visitor has no number."""
    LEFT = "left"
    """The visitor went, or the kiosk ended, before there was a number: a ticket made meanwhile is to be withdrawn."""
    SHOWN = "shown"
    """The server's number is before her eyes, and its paper is under way."""
    OWN = "own"
    """She has a number of the kiosk's own series."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One visitor's ticket. `ticket` is the server's id, 0 while it is not known; `paper` how the print ended."""

    wish: Wish
    stamp: Stamp
    step: Step = Step.ASKED
    number: str = ""
    ticket: int = 0
    paper: str = ""
    place: int = 0
    """In the order they came; 0 for a new one."""

    def as_ticket(self) -> IssuedTicket:
        """Shown and printed like one of the server's. Its id, until the server gives it one, is a negative number."""
        wish = self.wish
        return IssuedTicket(
            id=-self.place, number=self.number, service=wish.service, step="", status=Is.WAITING,
            priority=Priority(wish.priority), issued_at=self.stamp.at, print_status=PrintStatus.TO_PRINT,
            channel=Channel.KIOSK, language=Language(wish.language), documents=wish.documents, answers=wish.answers,
        )  # fmt: skip


def wish_of_row(row: sqlite3.Row) -> Wish:
    """As it was kept; of one that cannot be read, what its number says, and staff will ask."""
    try:
        return decoded(row["wish"], Wish)
    except msgspec.MsgspecError:
        return Wish(request_id=row["request"], service=row["number"].partition("-")[0], language=str(Language.ID))
