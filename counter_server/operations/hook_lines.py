"""Lines of the journal as a hook is told them: what happened to a ticket, as a wall may see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from counter_server.protocol.decoding import decoded
from counter_server.protocol.hook_messages import TRIAL, HookMessage
from counter_server.protocol.messages import WallTicket
from counter_server.protocol.terms import Do, Is
from counter_server.setup import Setup
from counter_server.storage import statements
from counter_server.storage.database import Line as DatabaseLine
from counter_server.storage.database import Row
from counter_server.storage.journal import PURGED
from counter_server.storage.present import Present

RENUMBER, NOT_PRINTED = "renumber", "not-printed"
"""A ticket's number is another from now on (the paper wins): told to whoever is told of `issue`. And: where its visitor
left before the paper came, the ticket is cancelled by it, and told so."""
VERBS = frozenset(map(str, Do)) | {RENUMBER}
LOOKED_AT = VERBS | {NOT_PRINTED}
AT_ONCE = 100
"""Lines read in one transaction."""
_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `at`: milliseconds since 1970 UTC; 0 for a trial, which is made at the moment it is sent."""

    seq: int
    at: int
    action: str
    ticket: Mapping[str, Any] = field(default_factory=dict)
    """As the journal keeps it."""

    @property
    def number(self) -> str:
        """The ticket's."""
        return str(self.ticket.get("number", ""))

    def content(self, hook: str, setup: Setup, now: int) -> bytes:
        """The message as it crosses the wire, byte for byte the same each time; a trial's says `now`."""
        message = HookMessage(
            hook=hook, branch=setup.key, seq=self.seq, at=setup.moment(self.at or now), action=self.action,
            ticket=_face(self.ticket, setup) if self.ticket else None,
        )  # fmt: skip
        return _encode(message)


def trial() -> Line:
    """A line that nothing happened for."""
    return Line(0, 0, TRIAL)


def next_lines(
    line: DatabaseLine, present: Present, setup: Setup, *, after: int, events: Sequence[str]
) -> tuple[list[Line], int]:
    """The next lines that are for whoever is told of these verbs (none named: all), and how far was looked."""
    rows = line.all(statements.journal_after, branch=setup.key, seq=after, most=AT_ONCE)
    wanted = {*events, *({RENUMBER} if Do.ISSUE in events else ())} if events else VERBS
    about_tickets = (_told(row) for row in rows if row[4] in LOOKED_AT)
    found = [told for told in about_tickets if told is not None and told.action in wanted]
    return found, int(rows[-1][1]) if rows else after


def line_of(line: DatabaseLine, setup: Setup, seq: int) -> Line | None:
    """This very line; None where it is none about a ticket, or was purged."""
    row = line.one(statements.journal_line, branch=setup.key, seq=seq) if seq else None
    return _told(row) if row is not None else None


def _told(row: Row) -> Line | None:
    if row[7] == PURGED:
        return None
    ticket, action = decoded(row[7], dict).get("ticket"), str(row[4])
    if not ticket or action not in LOOKED_AT:
        return None
    if action == NOT_PRINTED:
        if ticket["status"] != Is.CANCELLED:
            return None
        action = str(Do.CANCEL)
    return Line(int(row[1]), int(row[2]), action, ticket)


def _face(ticket: Mapping[str, Any], setup: Setup) -> WallTicket:
    called = int(ticket.get("called_at", 0))
    return WallTicket(
        id=int(ticket["id"]), number=str(ticket["number"]), service=str(ticket["service"]), step=str(ticket["step"]),
        status=Is(ticket["status"]), counter=str(ticket["counter"]) or None,
        called_at=setup.moment(called) if called else None, recalls=int(ticket.get("recalls", 0)),
    )  # fmt: skip
