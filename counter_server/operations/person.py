"""What one person may ask for (UU 27/2022): everything that is kept of her, and that it be forgotten."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from counter_server.domain.identity import Kk, Nik
from counter_server.domain.ticket import Ticket
from counter_server.protocol.decoding import decoded
from counter_server.protocol.terms import OPEN
from counter_server.setup import Setup
from counter_server.storage import person
from counter_server.storage.database import Line
from counter_server.storage.day import Day
from counter_server.storage.journal import PURGED
from counter_server.storage.person import Held
from counter_server.storage.rows import ticket_of

from .keyed import keyed

COMMAND = "command"
"""Who did it: somebody at the server itself."""


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever asks, as the database knows her."""

    nik_hash: str
    kk_hash: str

    @classmethod
    def of(cls, secret: bytes, nik: Nik | None, kk: Kk | None) -> "Person":
        """By one number or both."""
        return cls(keyed(secret, "nik", str(nik)) if nik else "", keyed(secret, "kk", str(kk)) if kk else "")


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Numbers of the tickets that were forgotten, and of those still open, which were not."""

    numbers: tuple[str, ...]
    still_open: tuple[str, ...]


def export(line: Line, setup: Setup, asks: Person) -> list[dict[str, Any]]:
    """Everything that is kept of her, ticket by ticket, in plain words of the wire."""
    rows = person.tickets_of(line, setup.key, nik_hash=asks.nik_hash, kk_hash=asks.kk_hash)
    return [_told(person.held(line, setup.key, row), setup) for row in rows]


def forget(day: Day, asks: Person) -> Forgotten:
    """Forgets her closed tickets but for service, times and outcome. An open one she still needs: it comes first."""
    numbers, still_open, counted = [], [], Counter[str]()
    for row in person.tickets_of(day.line, day.branch, nik_hash=asks.nik_hash, kk_hash=asks.kk_hash):
        ticket = ticket_of(row)
        if ticket.status in OPEN:
            still_open.append(ticket.number)
            continue
        numbers.append(ticket.number)
        counted.update(person.forget(day.line, day.branch, person.held(day.line, day.branch, row)))
    if numbers:
        told = {kind: rows for kind, rows in counted.items() if rows}
        day.record("purge", who=COMMAND, subject="person", payload=told)
    return Forgotten(tuple(numbers), tuple(still_open))


def _told(held: Held, setup: Setup) -> dict[str, Any]:
    ticket = ticket_of(held.ticket)
    remarks: Mapping[int, str] = {row[1]: row[2] for row in held.remarks}
    return {
        **_facts(ticket, setup),
        "calls": [
            {"at": _when(row[6], setup), "counter": row[5], "kind": row[7], "outcome": row[8]}
            for row in held.announcements
        ],
        "journal": [
            {
                "seq": row[1], "at": _when(row[2], setup), "who": row[3], "action": row[4],
                "says": decoded(row[7], dict) if row[7] != PURGED else None,
                "remark": remarks.get(row[1]),
            }
            for row in held.lines
        ],
    }  # fmt: skip


def _facts(ticket: Ticket, setup: Setup) -> dict[str, Any]:
    return {
        "number": ticket.number, "day": ticket.day, "service": ticket.service, "step": ticket.step,
        "status": ticket.status, "outcome": ticket.outcome, "priority": ticket.priority, "channel": ticket.channel,
        "language": ticket.language, "device": ticket.device, "staff": ticket.staff, "counter": ticket.counter,
        "documents": ticket.documents, "missing": ticket.missing, "answers": ticket.answers,
        "warnings": ticket.warnings, "told_by_numbers": asdict(ticket.desk.told), "checked": ticket.desk.checked,
        "expected_at": _when(ticket.desk.expected_at, setup),
        "print_status": ticket.print_status, "recalls": ticket.recalls,
        "issued_at": _when(ticket.issued_at, setup), "called_at": _when(ticket.called_at, setup),
        "started_at": _when(ticket.started_at, setup), "ended_at": _when(ticket.ended_at, setup),
    }  # fmt: skip


def _when(at: int, setup: Setup) -> str | None:
    return setup.moment(at).isoformat() if at else None
