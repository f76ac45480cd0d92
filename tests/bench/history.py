"""A long past, made quickly: days of tickets that were issued, called, spoken, served and finished, one line of the
journal for each, chained as the server chains them (`--verify-journal` passes), and on request a
hall full of people who wait.

States, payloads and hashes come from the product's own functions; only the way into the tables is short.
"""

import sqlite3
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Table

from counter_server.command_line import parse
from counter_server.domain.staff import Member
from counter_server.domain.ticket import Ticket
from counter_server.office import open_store
from counter_server.operations.callers import token_hash
from counter_server.protocol.terms import Channel, Outcome, PrintStatus, Role, StaffState
from counter_server.setup import Setup
from counter_server.storage import journal, statements
from counter_server.storage.payload import told
from counter_server.storage.present import Present
from counter_server.storage.rows import birth_of, values_of

from .programs import ROOT
from .rates import PAPERS

A_DAY = 2000
"""Tickets a day in the past: five times the counter's own, so that five million fit into ten years."""
VERIFIERS = 16
WAITS, SERVED = 20, 12
"""How many others come between one's ticket and one's call, and between the call and the end: fewer than serve."""
OPENS, OPEN_FOR = timedelta(hours=7, minutes=30), 8 * 60 * 60 * 1000
LINES_AT_ONCE = 100_000
LETTERS = "AAAAAAKKKK"
STEP = "verification"
KIOSK, WALL = "kiosk-1", "display-1"
DOCUMENTS = {paper: tuple(forms) for paper, forms in PAPERS.items()}
FORETOLD = {"estimate": {"low": 25, "high": 45, "method": "forecast", "naive": 31.9, "last_to_enter": 28.4}}
OPEN_ALL_DAY = {"services": "AKLS", "closed": ""}
ANSWERS = {"for": "self", "insurance": "none", "residence": "city"}


@dataclass
class Built:
    """What stands, and how long it took."""

    tickets: int
    lines: int
    seconds: float


@dataclass
class Past:
    """The journal's head while it grows, and the rows not yet written."""

    connection: sqlite3.Connection
    setup: Setup
    seq: int
    hash: str
    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=lambda: defaultdict(list))

    def line(self, at: int, who: str, action: str, subject: str, payload: Mapping[str, Any]) -> int:
        """One line of the journal."""
        self.seq += 1
        text = journal.payload_text(payload)
        digest = journal.digest(text)
        self.hash = journal.chained(self.hash, self.seq, at, who, action, subject, digest)
        self.rows["journal"].append((self.setup.key, self.seq, at, who, action, subject, digest, text, self.hash))
        return self.seq

    def put(self, table: Table, **values: object) -> None:
        """A row of any other table; what is not named is as the table has it."""
        told = {"branch": self.setup.key, **values}
        self.rows[table.name].append(tuple(told.get(column.name, "") for column in table.columns))

    def write(self, *, all_of_it: bool = False) -> None:
        """What has gathered, in one transaction."""
        if not all_of_it and len(self.rows["journal"]) < LINES_AT_ONCE:
            return
        self.connection.execute("BEGIN")
        for name, rows in self.rows.items():
            if rows:
                places = ", ".join("?" * len(rows[0]))
                self.connection.executemany(f"INSERT INTO {name} VALUES ({places})", rows)
            rows.clear()
        self.connection.execute("COMMIT")


def build(data: Path, tickets: int, *, waiting: int = 0, a_day: int = A_DAY) -> Built:
    """A branch's database in `data`: so many tickets that are over, `a_day` each, and so many of today that wait. Made
    by a process of its own, which holds the folder until it ends."""
    words = [sys.executable, "-m", "tests.bench.history", *map(str, (data, tickets, waiting, a_day))]
    done = subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True)
    lines, seconds = done.stdout.split()
    return Built(tickets + waiting, int(lines), float(seconds))


def _build(data: Path, tickets: int, waiting: int, a_day: int) -> None:
    began = time.monotonic()
    past = _opened(data)
    today = date.fromisoformat(_head(past, "day"))
    for day, n in _days(today, tickets, a_day):
        _one_day(past, day, n)
    began_at = past.line(_morning(past, today), "calendar", "day-open", f"day:{today}", OPEN_ALL_DAY)
    past.put(statements.DAY, seq=began_at, day=today.isoformat())
    if waiting:
        _hall(past, today, waiting)
    past.write(all_of_it=True)
    values = {"seq": past.seq, "hash": past.hash, "branch": past.setup.key}
    past.connection.execute("UPDATE branch SET seq = :seq, hash = :hash WHERE branch = :branch", values)
    past.connection.execute("PRAGMA journal_mode=WAL")
    past.connection.close()
    print(past.seq, f"{time.monotonic() - began:.1f}")


def _opened(data: Path) -> Past:
    _, options = parse(["--demo", "--data", str(data)])
    store = open_store(options)
    setup: Setup = store.read_now(lambda line, present, setup: setup)
    present: Present = store.read_now(lambda line, present, setup: present)
    store.close()
    connection = sqlite3.connect(data / "lalopa.db", isolation_level=None)
    for pragma in ("locking_mode=EXCLUSIVE", "journal_mode=OFF", "synchronous=OFF", "cache_size=-262144"):
        connection.execute(f"PRAGMA {pragma}")
    return Past(connection, setup, present.seq, present.hash)


def _head(past: Past, column: str) -> str:
    return str(past.connection.execute(f"SELECT {column} FROM branch").fetchone()[0])


def _days(today: date, tickets: int, a_day: int) -> Iterator[tuple[date, int]]:
    """The days before today, oldest first, each with its number of tickets."""
    days = -(-tickets // a_day)
    for ago in range(days, 0, -1):
        yield today - timedelta(days=ago), min(a_day, tickets - (days - ago) * a_day)


def _morning(past: Past, day: date) -> int:
    return round((datetime.combine(day, datetime.min.time(), past.setup.zone) + OPENS).timestamp() * 1000)


def _one_day(past: Past, day: date, tickets: int) -> None:
    """Whoever takes a ticket is called twenty tickets later, and gone when twelve more have been called."""
    opens, slot = _morning(past, day), OPEN_FOR // (tickets + WAITS + SERVED)
    staff = [
        Member(staff=f"verifier-{n}", name="", role=Role.VERIFIER, state=StaffState.READY, counter=f"loket-{n}")
        for n in range(1, VERIFIERS + 1)
    ]
    here: dict[int, Ticket] = {}
    last: dict[str, int] = defaultdict(int)
    began_at = past.line(opens, "calendar", "day-open", f"day:{day}", OPEN_ALL_DAY)
    past.put(statements.DAY, seq=began_at, day=day.isoformat())
    for n in range(tickets + WAITS + SERVED):
        at = opens + n * slot
        gone, comes = n - WAITS - SERVED, n - WAITS
        if gone >= 0:
            seat = gone % VERIFIERS
            staff[seat] = _finish(past, here.pop(gone), staff[seat], at)
        if n < tickets:
            letter = LETTERS[n % len(LETTERS)]
            last[letter] += 1
            here[n] = _issue(past, day, letter, last[letter], at)
        if 0 <= comes < tickets:
            seat = comes % VERIFIERS
            here[comes], staff[seat] = _call(past, here[comes], staff[seat], at)
        past.write()
    _close(past, day, last, opens + OPEN_FOR)


def _close(past: Past, day: date, last: Mapping[str, int], at: int) -> None:
    for letter, n in last.items():
        past.put(statements.SERIES, day=day.isoformat(), letter=letter, n=n)
    past.line(at, "calendar", "day-close", f"day:{day}", {"lapsed": 0})
    past.line(at, "calendar", "purge", f"day:{day}", {"identities": 0})


def _issue(past: Past, day: date, letter: str, n: int, at: int) -> Ticket:
    ticket = Ticket(
        id=past.seq + 1, day=day.isoformat(), letter=letter, n=n, service=letter, step=STEP, channel=Channel.KIOSK,
        issued_at=at, arrived_at=at, print_status=PrintStatus.PRINTED, device=KIOSK, documents=DOCUMENTS,
        answers=ANSWERS,
    )  # fmt: skip
    past.line(at, KIOSK, "issue", f"ticket:{ticket.id}", told(ticket, None) | FORETOLD)
    return ticket


def _call(past: Past, ticket: Ticket, member: Member, at: int) -> tuple[Ticket, Member]:
    called = ticket.called(staff=member.staff, counter=member.counter, at=at)
    busy = member.busy(ticket.id, at=at)
    seq = past.line(at, "push", "call", f"ticket:{ticket.id}", told(called, busy))
    past.put(
        statements.ANNOUNCEMENT, seq=seq, day=ticket.day, ticket=ticket.id, number=ticket.number,
        counter=member.counter, at=at, kind="call", outcome="spoken",
    )  # fmt: skip
    past.line(at + 6000, WALL, "spoken", f"announcement:{seq}", {"outcome": "spoken", "reason": ""})
    served = called.started(at=at + 8000)
    past.line(at + 8000, member.staff, "start", f"ticket:{ticket.id}", told(served, None))
    return served, busy


def _finish(past: Past, ticket: Ticket, member: Member, at: int) -> Member:
    done = ticket.finished(Outcome.COMPLETE, next_step="", at=at)
    free = member.freed(at=at, wrap_up=0)
    ended = {
        "step": ticket.step, "staff": ticket.staff, "counter": ticket.counter, "called_at": ticket.called_at,
        "started_at": ticket.started_at, "outcome": "complete",
    }  # fmt: skip
    past.line(at, member.staff, "finish", f"ticket:{ticket.id}", {**told(done, free), "ended": ended})
    _keep(past, done, page="")
    return free


def _keep(past: Past, ticket: Ticket, *, page: str) -> None:
    request = {"request": f"history-{ticket.id:012d}", "body": "", "nik_hash": "", "kk_hash": "", "page_hash": page}
    past.put(statements.TICKET, **values_of(ticket), **birth_of(ticket), **request)


def _hall(past: Past, today: date, waiting: int) -> None:
    """All of them at one step, since this morning; nobody serves."""
    opens = round(time.time() * 1000) - waiting
    for n in range(1, waiting + 1):
        ticket = _issue(past, today, "A", n, opens + n)
        _keep(past, ticket, page=token_hash(f"waiting-{n}"))
        past.write()
    past.put(statements.SERIES, day=today.isoformat(), letter="A", n=waiting)
    past.put(statements.WAITING, queue=f"A/{STEP}", klass=0, n=waiting)


if __name__ == "__main__":
    _build(Path(sys.argv[1]), *map(int, sys.argv[2:]))
