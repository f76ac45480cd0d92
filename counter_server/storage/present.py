"""The small state of a branch that every operation needs: copied before each operation, put back when it fails, and
kept between transactions for as long as the head of the journal has not moved."""

from dataclasses import dataclass, field
from types import MappingProxyType

from counter_server.domain.replaced import replace
from counter_server.domain.rulings import Rulings, moved
from counter_server.domain.staff import Member
from counter_server.domain.ticket import OWNED, Ticket
from counter_server.protocol.terms import OPEN, Is

from . import statements
from .database import Line
from .rows import member_of, state_of
from .ruling_rows import load_rulings

REGULAR, PRIORITY, FOR_ONE_PERSON = 0, 1, 2
"""Classes of a queue. Who waits for one person is counted here too, at the step it belongs to, but called from hers."""

MOST_REMEMBERED = 4_000
"""Open tickets, some 6 MB: ten times what a counter issues in a day. Beyond it those that wait are read when called."""

Queue = tuple[str, int]


@dataclass(frozen=True)
class Present:
    """Immutable as a whole: `replace` one of its parts."""

    seq: int
    hash: str
    day: str
    setup: int
    closed: str
    """Letters of the services that take no tickets now."""
    waiting: MappingProxyType[Queue, int]
    members: MappingProxyType[str, Member]
    series: MappingProxyType[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """Letter → last number of this day, as far as it was asked for."""
    tickets: dict[int, Ticket] = field(default_factory=dict, compare=False)
    """Open tickets as this writer has last written them, by id, so that the next command need not read them. Not a part
    of the state but a memory of it, shared by all that follow from one reading, and emptied when an operation fails."""
    rulings: Rulings = field(default_factory=lambda: MappingProxyType({}))
    """What the person in charge has decided for this day."""

    def after(
        self, seq: int, line_hash: str, *, before: Ticket | None, ticket: Ticket | None, member: Member | None
    ) -> "Present":
        """Once a line of the journal has been recorded: its head, the counts, the number, the member of staff."""
        waiting = self._waiting_after(before, ticket) if ticket is not None else self.waiting
        members = self.members if member is None else self._with(member)
        series = self.series
        if ticket is not None and before is None and not ticket.series:
            series = MappingProxyType({**series, ticket.letter: ticket.n})
        return Present(
            seq, line_hash, self.day, self.setup, self.closed, waiting, members, series, self.tickets, self.rulings
        )

    def remember(self, ticket: Ticket) -> None:
        """As it has just been written."""
        self.tickets.pop(ticket.id, None)
        if ticket.status in OWNED or (ticket.status in OPEN and len(self.tickets) < MOST_REMEMBERED):
            self.tickets[ticket.id] = ticket

    def with_member(self, member: Member) -> "Present":
        """One member of staff replaced."""
        return replace(self, members=self._with(member))

    def _with(self, member: Member) -> MappingProxyType[str, Member]:
        return MappingProxyType({**self.members, member.staff: member})

    def _waiting_after(self, before: Ticket | None, after: Ticket) -> MappingProxyType[Queue, int]:
        if after.status is not Is.WAITING and (before is None or before.status is not Is.WAITING):
            return self.waiting
        waiting = dict(self.waiting)
        for ticket, step in ((before, -1), (after, 1)):
            if ticket is not None and ticket.status is Is.WAITING:
                for queue in places(ticket):
                    waiting[queue] = waiting.get(queue, 0) + step
        return MappingProxyType(waiting)


def places(ticket: Ticket) -> list[Queue]:
    """Where a waiting ticket is counted."""
    own = (ticket.queue, PRIORITY if ticket.in_priority else REGULAR)
    return [own, (f"{ticket.service}/{ticket.step}", FOR_ONE_PERSON)] if ticket.person else [own]


def load(line: Line, branch: str, known: Present | None, *, write: bool) -> Present:
    """The branch as the database has it; `known` again where nothing has been written since. To `write`, its head is
    locked first: SQLite's transaction has excluded other writers already."""
    locked = write and line.kind != "sqlite"
    row = line.one(statements.lock_head if locked else statements.head, branch=branch)
    if row is None:
        raise LookupError(f"no branch {branch!r} in this database")
    _, seq, head_hash, day, setup, closed, _ = row
    if known is not None and (known.seq, known.hash, known.setup) == (seq, head_hash, setup):
        return known
    counts = {(queue, klass): n for _, queue, klass, n in line.all(statements.waiting, branch=branch)}
    rulings = load_rulings(line, branch)
    roster = map(member_of, line.all(statements.staff, branch=branch))
    members = MappingProxyType({member.staff: moved(member, rulings) for member in roster})
    return Present(seq, head_hash, day, setup, closed, MappingProxyType(counts), members, rulings=rulings)


def store(line: Line, branch: str, before: Present, after: Present) -> None:
    """Writes what differs."""
    if after is before:
        return
    for queue, n in after.waiting.items():
        if queue not in before.waiting:
            line.do(statements.add_waiting, branch=branch, queue=queue[0], klass=queue[1], n=n)
        elif before.waiting[queue] != n:
            line.do(statements.save_waiting, branch=branch, queue=queue[0], klass=queue[1], n=n)
    for key, member in after.members.items():
        if before.members.get(key) is not member:
            line.do(statements.save_staff_state, branch=branch, **state_of(member))
    for letter, n in after.series.items():
        if before.series.get(letter) != n or after.day != before.day:
            line.do(statements.save_series, branch=branch, day=after.day, letter=letter, n=n)
    head = {"seq": after.seq, "hash": after.hash, "day": after.day, "setup": after.setup, "closed": after.closed}
    line.do(statements.save_head, branch=branch, **head)


def last_number(line: Line, branch: str, day: str, letter: str) -> int:
    """The last number given of a letter on a day; makes its row where there is none yet."""
    row = line.one(statements.series, branch=branch, day=day, letter=letter)
    if row is not None:
        return int(row[3])
    line.do(statements.add_series, branch=branch, day=day, letter=letter, n=0)
    return 0
