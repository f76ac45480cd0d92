"""What one request costs the database: statements and commits, seen by SQLite itself.

In this process, one operation a transaction: what shares a commit with others shares `BEGIN`, `COMMIT` and the four
statements that keep the small state, too.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import event

from counter_server.command_line import parse
from counter_server.office import open_store
from counter_server.operations import issuing, serving, staffing
from counter_server.operations.callers import caller_of, token_hash
from counter_server.protocol.terms import Channel, Outcome
from counter_server.setup import Setup
from counter_server.storage.database import Line, open_engine
from counter_server.storage.day import Day
from counter_server.storage.picture import Picture, take
from counter_server.storage.present import Present
from counter_server.storage.store import Store

from .figures import Table
from .rates import PAPERS

SECRET = b"bench" * 8
TOKEN = token_hash("bench")
FRAME = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


@dataclass
class Watched:
    """A store, and every statement SQLite has been given."""

    store: Store
    seen: list[str]

    def cost(self, do: Callable[[], Any]) -> tuple[Any, Counter[str]]:
        """What it gives, and the statements it took by their first word."""
        del self.seen[:]
        found = do()
        return found, Counter(statement.split()[0].upper() for statement in self.seen)

    def perform(self, operation: Callable[..., Any], **command: Any) -> tuple[Any, Counter[str]]:
        """One of the verbs, through the writer, for the verifier of this bench."""

        def run(day: Day) -> Any:
            return operation(day, caller_of(day, TOKEN), **command)

        return self.cost(lambda: self.store.writer.perform_now(run))


def count_statements(folder: Path) -> Table:
    """Statements and commits of the requests a counter lives on."""
    _, options = parse(["--demo", "--data", str(folder / "counted"), "--assignment", "pull"])
    first = open_store(options)
    first.close()
    seen: list[str] = []
    engine = open_engine(first.engine.url)
    event.listen(engine, "connect", lambda connection, _: connection.set_trace_callback(seen.append))
    store = Store(engine, first.branch, first.clock, first.conduct)
    try:
        return _table(_watched(store, seen))
    finally:
        store.close()


def _watched(store: Store, seen: list[str]) -> Watched:
    """With a verifier signed in, and the day's first number given."""
    signing = {"staff": "verifier-1", "counter": "loket-1", "hashed": TOKEN, "kind": "program"}
    store.writer.perform_now(lambda day: staffing.sign_in(day, **signing))
    watched = Watched(store, seen)
    watched.perform(issuing.issue, asked=_asked(0), secret=SECRET)
    return watched


def _table(watched: Watched) -> Table:
    watched.perform(issuing.issue, asked=_asked(1), secret=SECRET)
    _, issue = watched.perform(issuing.issue, asked=_asked(2), secret=SECRET)
    first, _ = watched.perform(serving.call_next, counter="loket-1")
    _, no_show = watched.perform(serving.no_show, ticket=first.id)
    called, call = watched.perform(serving.call_next, counter="loket-1")
    _, start = watched.perform(serving.start, ticket=called.id)
    _, finish = watched.perform(serving.finish, ticket=called.id, outcome=Outcome.COMPLETE)
    watched.perform(serving.call_next, counter="loket-1")

    def snapshot(line: Line, present: Present, setup: Setup) -> Picture:
        return take(line, setup.key, present, queues=None)

    _, board = watched.cost(lambda: watched.store.read_now(snapshot))
    costs = {
        "issue": issue, "call-next": call, "no-show": no_show, "start": start, "finish": finish,
        "snapshot for a wall": board,
    }  # fmt: skip
    return Table(
        "What one request costs the database",
        ("request, alone in its transaction", "reads", "writes", "frame", "commits"),
        tuple(_row(name, cost) for name, cost in costs.items()),
        note="Frame: BEGIN, SAVEPOINT, RELEASE, COMMIT.",
    )


def _row(name: str, cost: Counter[str]) -> tuple[str, ...]:
    reads = cost["SELECT"]
    frame = sum(cost[word] for word in FRAME)
    return name, str(reads), str(cost.total() - reads - frame), str(frame), str(cost["COMMIT"])


def _asked(n: int) -> issuing.Asked:
    return issuing.Asked(
        request_id=f"statements-{n}",
        service="A",
        documents={paper: tuple(forms) for paper, forms in PAPERS.items()},
        answers={"for": "self", "insurance": "none", "residence": "city"},
        channel=Channel.STAFF,
    )
