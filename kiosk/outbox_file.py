"""The outbox's file: opened, mended, and written so that what was said to be kept survives a power cut."""

import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

log = logging.getLogger(__name__)

VERSION = 1
TABLES = """
CREATE TABLE entry (
    place INTEGER PRIMARY KEY AUTOINCREMENT,
    request TEXT NOT NULL UNIQUE, step TEXT NOT NULL, wish TEXT NOT NULL, number TEXT NOT NULL,
    at TEXT NOT NULL, boot TEXT NOT NULL, since REAL NOT NULL, ticket INTEGER NOT NULL, paper TEXT NOT NULL
) STRICT;
CREATE TABLE series (service TEXT, letter TEXT, n INTEGER NOT NULL, PRIMARY KEY (service, letter)) STRICT;
CREATE TABLE kept (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""
# A rollback journal cut to nothing at each commit, and the cut itself flushed: no second file keeps what was deleted.
PRAGMAS = (
    "PRAGMA locking_mode = EXCLUSIVE",  # a second kiosk on the same folder would print the same numbers
    "PRAGMA journal_mode = TRUNCATE",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
)
BROKEN = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
DAMAGED, UNWRITABLE = "damaged", "unwritable"


class OutboxShut(Exception):
    """The outbox cannot keep anything at this moment: nothing may be promised that rests on it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class OutboxFile:
    """One SQLite file, used by one kiosk, from any of its threads. `tomorrow` is the first business day on which a
    number of the kiosk's own cannot have been given yet."""

    def __init__(self, path: Path, tomorrow: Callable[[], str]) -> None:
        self.trouble = ""
        """`unwritable`, or empty."""
        self.alone_from = ""
        """The day (ISO) from which numbers may be given again after the file was damaged; empty where it was not."""
        self._path, self._tomorrow = path, tomorrow
        self._closed = False
        self._line: sqlite3.Connection | None = None
        self._guard = threading.RLock()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of it on the disk at the end, or nothing. Raises OutboxShut."""
        with self.reading() as line:
            line.execute("BEGIN IMMEDIATE")
            try:
                yield line
                line.execute("COMMIT")
            finally:
                if line.in_transaction:
                    line.rollback()
            self.trouble = ""

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """What is there. Raises OutboxShut."""
        with self._guard:
            if self._closed:
                raise OutboxShut("closed")
            try:
                if self._line is None:
                    self._line = self._open()
                    self.alone_from = _alone_from(self._line)
                yield self._line
            except (sqlite3.Error, OSError) as error:
                self._complain(error)
                raise OutboxShut(str(error)) from error

    def close(self) -> None:
        """Lets the file go, for good."""
        with self._guard:
            self._closed = True
            self._let_go()

    def _let_go(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    def _complain(self, error: Exception) -> None:
        if is_broken(error):
            self._let_go()  # opened again by the next who asks, and put aside then
        if self.trouble != UNWRITABLE:
            log.error("the outbox %s cannot be used: %s. Numbers come from the server alone.", self._path, error)
        self.trouble = UNWRITABLE

    def _open(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _opened(self._path)
        except sqlite3.Error as error:
            if not is_broken(error):
                raise
            log.error("the outbox %s is damaged: %s", self._path, error)
        return self._begin_anew()

    def _begin_anew(self) -> sqlite3.Connection:
        """What can be read of the damaged file goes into a new one; no number is given alone before tomorrow, for
        today's may not all be known."""
        aside = self._path.with_name(f"{self._path.name}.damaged")
        self._path.replace(aside)
        self._path.with_name(f"{self._path.name}-journal").unlink(missing_ok=True)
        line = _opened(self._path)
        line.execute("BEGIN IMMEDIATE")
        saved = sum(_saved(line, row) for row in _readable(aside))
        line.execute("INSERT INTO kept VALUES ('alone_from', ?)", (self._tomorrow(),))
        line.execute("COMMIT")
        log.error("a new outbox was begun with %d entries of the damaged one, which is kept as %s", saved, aside)
        return line


def is_broken(error: Exception) -> bool:
    """Whether the file itself is no good, and not only the disk it lies on."""
    return str(getattr(error, "sqlite_errorname", "")).startswith(BROKEN)


def _opened(path: Path) -> sqlite3.Connection:
    line = sqlite3.connect(path, timeout=0.5, isolation_level=None, check_same_thread=False)
    try:
        path.chmod(0o600)
        line.row_factory = sqlite3.Row
        for pragma in PRAGMAS:
            line.execute(pragma)
        version = line.execute("PRAGMA user_version").fetchone()[0]
        if version == 0:
            line.executescript(f"BEGIN IMMEDIATE; {TABLES} PRAGMA user_version = {VERSION}; COMMIT")
        elif version != VERSION:
            raise sqlite3.OperationalError(f"made by another version of this program ({version})")
        said = line.execute("PRAGMA quick_check").fetchone()[0]
        if said != "ok":
            raise _Damaged(said)
    except BaseException:
        line.close()
        raise
    return line


class _Damaged(sqlite3.DatabaseError):
    sqlite_errorname = "SQLITE_CORRUPT"


def _alone_from(line: sqlite3.Connection) -> str:
    kept = line.execute("SELECT value FROM kept WHERE key = 'alone_from'").fetchone()
    return str(kept["value"]) if kept else ""


def _readable(file: Path) -> Iterator[sqlite3.Row]:
    try:
        line = sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)
    except sqlite3.Error:
        return
    line.row_factory = sqlite3.Row
    try:
        yield from line.execute("SELECT * FROM entry ORDER BY place")
    except sqlite3.Error as error:
        log.error("the rest of the damaged outbox cannot be read: %s", error)
    finally:
        line.close()


def _saved(line: sqlite3.Connection, row: sqlite3.Row) -> bool:
    try:
        line.execute("INSERT INTO entry VALUES (?,?,?,?,?,?,?,?,?,?)", tuple(row))
    except sqlite3.Error as error:
        log.error("an entry of the damaged outbox is of no use: %s", error)
        return False
    return True
