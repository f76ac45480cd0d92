"""A branch's present, open for change in one transaction: read, decide, then `record`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from counter_server.domain.calling_rule import Candidate
from counter_server.domain.refusals import AnnouncementUnknown, StaffUnknown, TicketUnknown
from counter_server.domain.staff import Member
from counter_server.domain.ticket import Ticket
from counter_server.protocol.terms import Is
from counter_server.setup import Setup

from . import journal, statements
from .database import Line
from .event import Event
from .payload import told
from .present import FOR_ONE_PERSON, Present, last_number
from .rows import birth_of, changes, ticket_of, values_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What makes a repeated issue recognisable, and a person recognisable to nobody else."""

    request: str
    body: str
    nik_hash: str = ""
    kk_hash: str = ""
    page_hash: str = ""


Mark = tuple[Present, int]
MOST_COUNTED = 500
"""People. Nobody needs to know more exactly how many are ahead, and counting must have an end."""
KEYS = range(1, 2**63)
"""What a database can hold as a ticket's id or a line's seq."""


class Day:
    """Belongs to the writer; an operation gets it, and must not keep it."""

    def __init__(self, line: Line, setup: Setup, present: Present, now: int) -> None:
        """`now`: milliseconds since 1970 UTC, one moment for the whole transaction."""
        self.line, self.setup, self.now = line, setup, now
        self.branch = setup.key
        self.before = self.present = present
        self.events: list[Event] = []
        self._journal: list[dict[str, object]] = []

    @cached_property
    def moment(self) -> datetime:
        """`now` on the branch's own wall."""
        return self.setup.moment(self.now)

    @cached_property
    def is_open(self) -> bool:
        """Whether the branch takes tickets now."""
        return self.setup.hours.is_open(self.moment)

    @property
    def members(self) -> Mapping[str, Member]:
        """All staff by key."""
        return self.present.members

    def member(self, staff: str) -> Member:
        """A member of staff, or refuses."""
        found = self.present.members.get(staff)
        if found is None:
            raise StaffUnknown(staff=staff)
        return found

    def ticket(self, ticket: int) -> Ticket:
        """A ticket of today, or refuses."""
        found = self.present.tickets.get(ticket)
        if found is None and ticket in KEYS:
            row = self.line.one(statements.ticket, branch=self.branch, id=ticket)
            found = ticket_of(row) if row else None
        if found is None or found.day != self.present.day:
            raise TicketUnknown(ticket=ticket)
        return found

    def ticket_of_request(self, request: str) -> tuple[Ticket, str] | None:
        """The ticket this request made, with the digest of its body."""
        row = self.line.one(statements.ticket_of_request, branch=self.branch, request=request)
        return (ticket_of(row), row[TICKET_BODY]) if row else None

    def has_number(self, of_day: str, letter: str, series: str, n: int) -> bool:
        """Whether a number of this business day is taken."""
        values = {"day": of_day, "letter": letter, "series": series, "n": n}
        return self.line.one(statements.ticket_of_number, branch=self.branch, **values) is not None

    def waiting_before(self, queue: str, klass: int, arrived_at: int) -> int:
        """How many of a class waited in a queue before this moment; counted no further than MOST_COUNTED."""
        values = {"queue": queue, "klass": klass, "arrived_at": arrived_at, "most": MOST_COUNTED}
        row = self.line.one(statements.ahead_in, branch=self.branch, **values)
        return int(row[0]) if row else 0

    def heads(self, queues: frozenset[str]) -> list[Candidate]:
        """The first callable ticket of each class of each of these queues that is not empty."""
        found = []
        for (queue, klass), n in self.present.waiting.items():
            if n > 0 and queue in queues and klass != FOR_ONE_PERSON:
                row = self.line.one(
                    statements.head_of_queue, branch=self.branch, queue=queue, klass=klass, now=self.now
                )
                if row is not None:
                    found.append(Candidate(row[0], queue, bool(klass), row[1]))
        return found

    def waiting_for(self, staff: str) -> list[Ticket]:
        """Tickets transferred to this person."""
        rows = [
            row
            for klass in (0, 1)
            if self.present.waiting.get((f"@{staff}", klass))
            for row in self.line.all(
                statements.waiting_in, branch=self.branch, queue=f"@{staff}", klass=klass, most=1_000_000
            )
        ]
        return [ticket_of(row) for row in rows]

    def tickets_in(self, states: Iterable[str]) -> list[Ticket]:
        """Every open ticket in one of these states."""
        return [
            ticket_of(row)
            for state in states
            for row in self.line.all(statements.in_state, branch=self.branch, status=str(state), most=1_000_000)
        ]

    def next_number(self, letter: str) -> int:
        """The next number of a letter today; given when the ticket is recorded."""
        n = self.present.series.get(letter)
        if n is None:
            n = last_number(self.line, self.branch, self.present.day, letter)
        return n + 1

    def next_seq(self) -> int:
        """The seq of the line that will be recorded next; a new ticket's id."""
        return self.present.seq + 1

    def record(
        self,
        action: str,
        *,
        who: str,
        before: Ticket | None = None,
        ticket: Ticket | None = None,
        request: Request | None = None,
        member: Member | None = None,
        subject: str = "",
        payload: Mapping[str, Any] | None = None,
        remark: str = "",
        service: str = "",
        ended_session: str = "",
    ) -> int:
        """Writes the effect of a command: the new states, and its line of the journal. Returns the line's seq."""
        seq = self.present.seq + 1
        if ticket is not None:
            self._save(ticket, before, request)
            subject = subject or f"ticket:{ticket.id}"
        counter = ""
        if member is not None:
            counter = member.counter or self.present.members[member.staff].counter
            subject = subject or f"staff:{member.staff}"
        row_hash = self._chain(seq, who, action, subject, {**told(ticket, member), **(payload or {})})
        self.present = self.present.after(seq, row_hash, before=before, ticket=ticket, member=member)
        left_the_call = ticket is not None and (ticket.status is not Is.CALLED or action in ("recall", "renumber"))
        if ticket is not None and before is not None and before.status is Is.CALLED and left_the_call:
            self.line.do(statements.supersede, branch=self.branch, ticket=ticket.id)
        if action in ("call", "recall") and ticket is not None:
            self._announce(seq, action, ticket)
        if remark:
            self.line.do(statements.add_remark, branch=self.branch, seq=seq, text=remark)
        self.events.append(
            Event(
                seq=seq, at=self.now, action=action, present=self.present,
                ticket=ticket, member=member, counter=counter, service=service, ended_session=ended_session,
            )
        )  # fmt: skip
        return seq

    def settle(self, announcement: int, outcome: str) -> None:
        """What became of an announcement, or refuses."""
        values = {"branch": self.branch, "seq": announcement}
        if self.line.do(statements.save_announcement, **values, outcome=outcome) == 0:
            raise AnnouncementUnknown(announcement=announcement)

    def announcement_outcome(self, announcement: int) -> str:
        """An announcement's outcome so far, or refuses."""
        values = {"branch": self.branch, "seq": announcement}
        row = self.line.one(statements.announcement, **values) if announcement in KEYS else None
        if row is None:
            raise AnnouncementUnknown(announcement=announcement)
        return str(row[8])

    def mark(self) -> Mark:
        """The point `restore` goes back to, together with the database's savepoint."""
        return self.present, len(self._journal)

    def restore(self, mark: Mark) -> None:
        """As if the operation had not begun."""
        self.present = mark[0]
        self.present.tickets.clear()
        del self._journal[mark[1] :]
        del self.events[mark[1] :]

    def flush(self) -> None:
        """Writes the journal's lines of this transaction, all at once."""
        if self._journal:
            self.line.many(statements.add_journal, self._journal)

    def _save(self, ticket: Ticket, before: Ticket | None, request: Request | None) -> None:
        self.present.remember(ticket)
        if before is not None:
            changed = changes(before, ticket)
            if changed:
                self.line.do(statements.save_ticket(*changed), branch=self.branch, id=ticket.id, **changed)
            return
        asked = request or Request(request=f"seq:{ticket.id}", body="")
        values = values_of(ticket)
        values.update(
            birth_of(ticket), branch=self.branch, request=asked.request, body=asked.body,
            nik_hash=asked.nik_hash, kk_hash=asked.kk_hash, page_hash=asked.page_hash,
        )  # fmt: skip
        self.line.put(statements.add_ticket, values)

    def _chain(self, seq: int, who: str, action: str, subject: str, payload: Mapping[str, Any]) -> str:
        text = journal.payload_text(payload)
        payload_digest = journal.digest(text)
        row_hash = journal.chained(self.present.hash, seq, self.now, who, action, subject, payload_digest)
        self._journal.append(
            {
                "branch": self.branch, "seq": seq, "at": self.now, "who": who, "action": action, "subject": subject,
                "digest": payload_digest, "payload": text, "hash": row_hash,
            }
        )  # fmt: skip
        return row_hash

    def _announce(self, seq: int, kind: str, ticket: Ticket) -> None:
        self.line.do(
            statements.add_announcement,
            branch=self.branch, seq=seq, day=ticket.day, ticket=ticket.id, number=ticket.number,
            counter=ticket.counter, at=self.now, kind=kind, outcome="", texts="",
        )  # fmt: skip


TICKET_BODY = statements.TICKET.columns.keys().index("body")
