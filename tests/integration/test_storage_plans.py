"""No statement's cost grows with the history or with how many wait: each is a probe of an index, or a walk along one
that has an end."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from counter_server.storage import statements
from counter_server.storage.database import Statement
from tests.bench.history import build
from tests.store import database_of

PROBES = {
    name: getattr(statements, name)
    for name in (
        "head", "session", "device", "ticket", "ticket_of_request", "ticket_of_number", "ticket_of_page", "ahead_in",
        "arrivals_in", "head_of_queue", "waiting_in", "in_state", "series", "unspoken", "announcement", "supersede",
        "last_called", "journal_after", "open_ticket_of_nik",
    )
}  # fmt: skip
PROBES["save_ticket"] = statements.save_ticket("status", "staff", "counter", "called_at")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """With a past."""
    data: Path = tmp_path_factory.mktemp("planned") / "data"
    build(data, 4100, waiting=5)
    with closing(sqlite3.connect(database_of(data))) as connection:
        yield connection


class Anything(dict[str, object]):
    """A value for every name; a plan does not depend on it."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> str:
        return name


def plan(database: sqlite3.Connection, statement: Statement) -> list[str]:
    sql, bind = statement.prepared("sqlite")
    given = bind(Anything())
    values = given if isinstance(given, (list, tuple)) else (given,)
    return [str(row[3]) for row in database.execute(f"EXPLAIN QUERY PLAN {sql}", values)]


@pytest.mark.parametrize("name", PROBES)
def test_nothing_is_looked_through_or_sorted(database: sqlite3.Connection, name: str) -> None:
    steps = plan(database, PROBES[name])
    searched = [step for step in steps if not step.startswith("CO-ROUTINE") and "subquery" not in step.lower()]
    assert any(step.startswith("SEARCH") for step in searched), steps
    assert not [step for step in searched if step.startswith("SCAN") and not step.startswith("SCAN anon")], steps
    if name != "last_called":  # sorts the hundred calls it looks at
        assert not [step for step in steps if "TEMP B-TREE" in step], steps


def test_a_morning_without_a_call_does_not_look_through_the_calls_of_all_the_years(
    database: sqlite3.Connection,
) -> None:
    steps = 0

    def counted() -> None:
        nonlocal steps
        steps += 1

    sql, bind = statements.last_called.prepared("sqlite")
    (today,) = database.execute("SELECT day FROM branch").fetchone()
    database.set_progress_handler(counted, 100)
    assert database.execute(sql, bind({"branch": "p2km", "day": today, "most": 12})).fetchall() == []
    database.set_progress_handler(None, 0)
    assert steps < 50, f"{steps} hundreds of the machine's steps for nothing"
