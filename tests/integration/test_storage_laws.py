"""What must hold whatever the code does: the database's own laws, and one failing operation that takes nobody along."""

import asyncio
import importlib
import inspect
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy import create_engine
from sqlmodel import SQLModel

from counter_server.domain.refusals import CoveredElsewhere, Refusal, StorageFull
from counter_server.domain.ticket import Ticket
from counter_server.operations import serving
from counter_server.storage import journal, statements
from counter_server.storage.database import Line
from counter_server.storage.day import Day
from counter_server.storage.migrate import HEAD, MIGRATIONS, migrate, upgrade, version_of
from counter_server.storage.store import Store
from tests.store import VERIFIER, a_store, database_of, issue, sign_in


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    with a_store(data) as opened:
        yield opened


@pytest.fixture
def database(data: Path, store: Store) -> Iterator[sqlite3.Connection]:
    """The same file, for whoever goes round the program."""
    with closing(sqlite3.connect(database_of(data), isolation_level=None)) as connection:
        yield connection


def two_tickets(store: Store) -> tuple[Ticket, Ticket]:
    return store.writer.perform_now(issue), store.writer.perform_now(issue)


@pytest.mark.parametrize(
    "change, law",
    [
        ("n = (SELECT n FROM ticket WHERE id = :other)", "ticket.branch, ticket.day, ticket.letter"),
        ("request = (SELECT request FROM ticket WHERE id = :other)", "ticket.branch, ticket.request"),
        ("id = :other", "ticket.branch, ticket.id"),
    ],
    ids=["number", "request", "id"],
)
def test_the_database_itself_refuses_a_second(
    store: Store, database: sqlite3.Connection, change: str, law: str
) -> None:
    first, second = two_tickets(store)
    with pytest.raises(sqlite3.IntegrityError, match=law):
        database.execute(f"UPDATE ticket SET {change} WHERE id = :id", {"id": second.id, "other": first.id})


@pytest.mark.parametrize("states", [("called", "called"), ("called", "serving"), ("serving", "serving")])
def test_an_owner_has_one_open_ticket_even_where_the_code_is_wrong(
    store: Store, database: sqlite3.Connection, states: tuple[str, str]
) -> None:
    mine = "UPDATE ticket SET status = ?, staff = 'verifier-1' WHERE id = ?"
    first, second = two_tickets(store)
    database.execute(mine, (states[0], first.id))
    with pytest.raises(sqlite3.IntegrityError, match=r"ticket\.branch, ticket\.staff"):
        database.execute(mine, (states[1], second.id))
    database.execute(mine, ("on_hold", second.id))  # held ones she may have many


def test_a_letter_may_share_its_number_with_another_day_series_or_letter(
    store: Store, database: sqlite3.Connection
) -> None:
    first, second = two_tickets(store)
    for other in ("day = '2026-11-22'", "series = 'X'", "letter = 'K'"):
        database.execute(f"UPDATE ticket SET n = {first.n}, {other} WHERE id = {second.id}")


def at_once(store: Store, operations: list[Callable[[Day], Any]]) -> list[Any]:
    """Results and failures, all of one transaction: they queue up behind an operation that waits for them."""
    queued = Event()

    async def release() -> None:
        queued.set()

    async def perform() -> list[Any]:
        first = store.writer.perform(lambda day: queued.wait(10))
        others = [store.writer.perform(operation) for operation in operations]
        return await asyncio.gather(first, *others, release(), return_exceptions=True)

    return asyncio.run(perform())[1:-1]


def broken(day: Day) -> None:
    """Writes half of what it means to, and falls."""
    issue(day)
    issue(day, service="K")
    raise ZeroDivisionError


def refused(day: Day) -> None:
    issue(day)
    issue(day, answers={"insurance": "jkn"})


def against_the_law(day: Day) -> None:
    issue(day)
    day.line.do(statements.add_branch, branch=day.branch, seq=0, hash="", day="", setup=1, closed="", beat=0)


def test_one_failing_operation_takes_no_neighbour_along(store: Store) -> None:
    told: list[list[int]] = []
    store.publish = lambda events, after: told.append([event.seq for event in events])
    answers = at_once(store, [issue, broken, issue, refused, against_the_law, issue])
    failures = [type(answer) for answer in answers if isinstance(answer, Exception)]
    assert failures == [ZeroDivisionError, CoveredElsewhere, sqlite3.IntegrityError]
    numbers = [answer.number for answer in answers if isinstance(answer, Ticket)]
    assert numbers == ["A-001", "A-002", "A-003"]  # no gap where one failed
    [batch] = [seqs for seqs in told if seqs]
    assert batch == [1, 2, 3]  # one transaction, in order, without the failed
    assert store.read_now(lambda line, present, setup: (present.seq, dict(present.waiting))) == (
        3, {("A/verification", 0): 3},
    )  # fmt: skip
    found = store.read_now(lambda line, present, setup: journal.verify(line, setup.key))
    assert found == journal.Verified(lines=3, purged=0)


def test_what_failed_can_be_asked_again(store: Store) -> None:
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            store.writer.perform_now(broken)
    assert store.writer.perform_now(issue).number == "A-001"


def test_a_full_disk_refuses_and_nothing_is_half_done(store: Store, data: Path) -> None:
    pages = store.writer.perform_now(lambda day: day.line._cursor.execute("PRAGMA page_count").fetchone()[0])
    store.writer.perform_now(lambda day: day.line._cursor.execute(f"PRAGMA max_page_count={pages}").fetchone())
    issued = 0
    with pytest.raises(StorageFull):
        while issued < 10_000:
            store.writer.perform_now(issue)
            issued += 1
    seq = store.read_now(lambda line, present, setup: present.seq)
    assert seq == issued
    store.writer.perform_now(lambda day: day.line._cursor.execute("PRAGMA max_page_count=1000000").fetchone())
    assert store.writer.perform_now(issue).n == issued + 1
    found = store.read_now(lambda line, present, setup: journal.verify(line, setup.key))
    assert found == journal.Verified(lines=issued + 1, purged=0)


def test_what_another_process_wrote_is_seen_before_anything_is_decided(store: Store, data: Path) -> None:
    store.writer.perform_now(issue)
    with a_store(data) as other:
        assert other.writer.perform_now(issue).number == "A-002"
        assert store.writer.perform_now(issue).number == "A-003"
        assert other.writer.perform_now(issue).number == "A-004"
    assert store.read_now(lambda line, present, setup: present.waiting["A/verification", 0]) == 4


def test_waiting_counts_are_what_counting_would_find(store: Store, database: sqlite3.Connection) -> None:
    tickets = [store.writer.perform_now(issue) for _ in range(5)]
    store.writer.perform_now(sign_in)
    for ticket in tickets:
        store.writer.perform_now(lambda day, ticket=ticket: day.record(  # type: ignore[misc]
            "printed", who="test", before=day.ticket(ticket.id), ticket=_callable(day.ticket(ticket.id))))  # fmt: skip
    called = store.writer.perform_now(lambda day: serving.call_next(day, VERIFIER, counter="loket-1"))
    store.writer.perform_now(lambda day: serving.start(day, VERIFIER, ticket=called.id))
    store.writer.perform_now(lambda day: serving.transfer(day, VERIFIER, ticket=called.id, staff="verifier-1"))
    counted = database.execute(
        "SELECT queue, klass, count(*) FROM ticket WHERE status = 'waiting' GROUP BY queue, klass ORDER BY queue"
    ).fetchall()
    known = database.execute("SELECT queue, klass, n FROM waiting WHERE n > 0 AND klass < 2 ORDER BY queue").fetchall()
    assert known == counted


def _callable(ticket: Ticket) -> Ticket:
    return replace(ticket, callable_at=0)


def test_the_migrations_lead_to_the_models(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    engine = create_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []
    assert version_of(engine) == HEAD
    migrate(engine)  # nothing to do
    engine.dispose()


def test_a_fresh_database_has_the_very_schema_the_migrations_lead_to(tmp_path: Path) -> None:
    schemas = []
    for bring in (migrate, upgrade):
        engine = create_engine(f"sqlite:///{tmp_path / bring.__name__}.db")
        bring(engine)
        with closing(sqlite3.connect(str(engine.url.database))) as connection:
            schemas.append(schema_of(connection))
        assert version_of(engine) == HEAD
        engine.dispose()
    assert schemas[0] == schemas[1]


def schema_of(connection: sqlite3.Connection) -> dict[str, tuple[object, ...]]:
    """Tables by their columns, in whatever order they came; indexes by what they hold, partial ones by their text."""
    schema: dict[str, tuple[object, ...]] = {}
    for kind, name, table, text in connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"):
        if kind == "table":
            columns = connection.execute("SELECT name, type, [notnull], pk FROM pragma_table_info(?)", [name])
            unique = connection.execute("SELECT name FROM pragma_index_list(?) WHERE [unique]", [name]).fetchall()
            keys = (connection.execute("SELECT name FROM pragma_index_info(?)", key).fetchall() for key in unique)
            schema[name] = (*sorted(columns), *sorted(tuple(key) for key in keys))
        elif text:
            schema[name] = (table, " ".join(text.split()))
    return schema


@pytest.mark.parametrize(
    "pragma, value", [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)]
)
def test_the_database_is_opened_as_a_queue_needs_it(store: Store, pragma: str, value: object) -> None:
    def ask(line: Line, *_: object) -> Any:
        return line._cursor.execute(f"PRAGMA {pragma}").fetchone()[0]

    assert store.read_now(ask) == value
    assert store.writer.perform_now(lambda day: ask(day.line)) == value


def test_a_refusal_leaves_no_line_in_the_journal(store: Store) -> None:
    with pytest.raises(Refusal):
        store.writer.perform_now(refused)
    assert store.read_now(lambda line, present, setup: present.seq) == 0


def test_the_migrations_make_every_partial_index_partial_on_postgresql_too() -> None:
    names = sorted(step.stem for step in (MIGRATIONS / "versions").glob("v*.py"))
    steps = [importlib.import_module(f"counter_server.storage.migrations.versions.{name}") for name in names]
    told = [index for step in steps for index in inspect.getsource(step).split("op.create_index(")[1:]]
    made = {index.partition('"')[2].partition('"')[0]: index for index in told}
    indexes = [index for table in SQLModel.metadata.tables.values() for index in table.indexes]
    partial = {str(index.name) for index in indexes if index.dialect_options["sqlite"]["where"] is not None}
    assert partial == {name for name, told in made.items() if "postgresql_where" in told.partition("op.create")[0]}
    assert "one_ticket_an_owner" in partial
