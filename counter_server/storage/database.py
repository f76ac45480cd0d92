"""The door to the database: where it is, how it must behave, and one connection with statements prepared once.

Tables and statements are written in SQLModel and SQLAlchemy; each statement is compiled once per kind of database and
then runs on the driver's own cursor, for an ORM session a request costs ten times as much (docs/performance.md).
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.sql import ClauseElement

from counter_server.domain.refusals import StorageFull

Row = Sequence[Any]
BUSY_TIMEOUT = 10_000
"""Milliseconds another process (a backup, a check) may hold the database before we give up."""

FOLDING_WAITS = 20
"""Milliseconds the log's folding may wait for a reader; the writer waits with it."""


Values = Mapping[str, object]
Bind = Callable[[Values], Any]
"""Puts values into the form, and the order, the driver wants them in."""


@dataclass(eq=False)
class Statement:
    """A statement, compiled for a kind of database the first time it runs there."""

    clause: ClauseElement
    _compiled: dict[str, tuple[str, Bind]] = field(default_factory=dict)

    def prepared(self, kind: str) -> tuple[str, Bind]:
        """The text in the driver's style, and how its values are given."""
        known = self._compiled.get(kind)
        if known is None:
            compiled: Any = self.clause.compile(dialect=_dialect(kind))
            added = {name: value for name, value in compiled.params.items() if value is not None}
            known = self._compiled[kind] = (str(compiled), _binding(compiled.positiontup, added))
        return known


def _binding(order: Sequence[str] | None, added: Values) -> Bind:
    """`order`: of a driver that takes positions (SQLite looks each name up again, for each of a ticket's 37 columns);
    `added`: values that the compiler itself put in."""
    if order is None:
        return lambda values: {**added, **values}
    if added:
        return lambda values: [values[name] if name in values else added[name] for name in order]
    if len(order) < 2:
        return lambda values: [values[name] for name in order]
    return itemgetter(*order)


def _dialect(kind: str) -> Any:
    if kind == "sqlite":
        return sqlite.dialect(paramstyle="qmark")
    from sqlalchemy.dialects import postgresql  # 3 MiB and 40 ms that SQLite need not pay

    return postgresql.psycopg.dialect()  # type: ignore[no-untyped-call]


def open_engine(address: str | URL) -> Engine:
    """An engine with the settings a queue can be trusted on."""
    url = make_url(address)
    engine = create_engine(url, pool_size=4, max_overflow=4)
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _durable)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _durable(connection: Any, _record: object) -> None:
    # pysqlite would open transactions late, after the first read: 96 duplicate numbers in 240, without an error
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",  # what is forgotten leaves no bytes behind
        f"busy_timeout={BUSY_TIMEOUT}",
        "cache_size=-16000",
    ):
        connection.execute(f"PRAGMA {pragma}")


class Line:
    """One connection. Not shared between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection = engine.raw_connection()
        self.kind = engine.dialect.name
        self._cursor = self._connection.cursor()

    def begin(self, *, write: bool) -> None:
        """A transaction; a writing one excludes other writers from its first moment."""
        if self.kind == "sqlite":
            self._cursor.execute("BEGIN IMMEDIATE" if write else "BEGIN")
        elif not write:
            self._cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def commit(self) -> None:
        """Durable when it returns. Raises StorageFull."""
        try:
            self._finish("COMMIT")
        except sqlite3.OperationalError as error:
            raise storage_refusal(error) from error

    def rollback(self) -> None:
        """As if nothing had been written."""
        if self.kind != "sqlite":
            self._connection.rollback()
        elif self._connection.driver_connection.in_transaction:  # type: ignore[union-attr]
            self._cursor.execute("ROLLBACK")

    def savepoint(self) -> None:
        """The point `back` returns to."""
        self._cursor.execute("SAVEPOINT operation")

    def release(self) -> None:
        """Keeps what was written since the savepoint."""
        self._cursor.execute("RELEASE operation")

    def back(self) -> None:
        """Undoes what was written since the savepoint."""
        self._cursor.execute("ROLLBACK TO operation")
        self._cursor.execute("RELEASE operation")

    def one(self, statement: Statement, **values: object) -> Row | None:
        """The first row."""
        found: Row | None = self._run(statement, values).fetchone()
        return found

    def all(self, statement: Statement, **values: object) -> list[Row]:
        """Every row."""
        return list(self._run(statement, values).fetchall())

    def do(self, statement: Statement, **values: object) -> int:
        """How many rows it touched."""
        return int(self._run(statement, values).rowcount)

    def put(self, statement: Statement, values: Values) -> None:
        """The same for a row of many columns."""
        self._run(statement, values)

    def many(self, statement: Statement, rows: Iterable[Values]) -> None:
        """The same statement for each row."""
        sql, bind = statement.prepared(self.kind)
        self._cursor.executemany(sql, [bind(row) for row in rows])

    def works(self) -> bool:
        """Whether the connection still answers."""
        try:
            self._cursor.execute("SELECT 1")
            self.rollback()
        except Exception:
            return False
        return True

    def renewed(self) -> "Line":
        """Another connection in place of this one, which is thrown away."""
        self._connection.invalidate()
        return Line(self._engine)

    def close(self) -> None:
        """Gives the connection back."""
        self.rollback()
        self._connection.close()

    def _run(self, statement: Statement, values: Values) -> Any:
        sql, bind = statement.prepared(self.kind)
        self._cursor.execute(sql, bind(values))
        return self._cursor

    def _finish(self, word: str) -> None:
        if self.kind == "sqlite":
            self._cursor.execute(word)
        else:
            self._connection.commit()


def fold_log(engine: Engine) -> bool:
    """Brings what was written into SQLite's file and empties its log, where what has been forgotten still stands. False
    while a reader needs the log, or the disk is full: ask again."""
    if engine.dialect.name != "sqlite":
        return True
    connection = engine.raw_connection()
    cursor = connection.cursor()
    try:
        cursor.execute(f"PRAGMA busy_timeout={FOLDING_WAITS}")
        (busy, *_) = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy
    except sqlite3.OperationalError:
        return False
    finally:
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT}")
        connection.close()


def storage_refusal(error: Exception) -> Exception:
    """`storage_full` where the database could not write, else the error itself."""
    full = getattr(error, "sqlite_errorcode", None) in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
    no_room = getattr(error, "sqlstate", None) == "53100"
    return StorageFull() if full or no_room or "disk I/O error" in str(error) else error
