"""Is this database whole? Found out before anything opens it for writing, without changing a byte of it.

Always looked at: the file's header and length, its version, the last lines of the journal, and whether it has come as
far as the note beside it says. Every page is looked at only while the file is small: the rest is for each backup.
"""

import errno
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from . import journal, statements
from .database import Line
from .migrate import HEAD
from .witness import noted_in

DATABASE, LOG = "lalopa.db", "lalopa.db-wal"
SECRET = "secret"  # noqa: S105 - a file's name
UNFINISHED = "lalopa.db.restoring"
MAGIC = b"SQLite format 3\x00"
EVERY_PAGE_BELOW = 64 * 2**20
"""Bytes. Looking at every page of so many took 0.4 s on a busy machine."""
LAST_LINES = 2000


@dataclass(frozen=True, slots=True)
class Damage:
    """What is wrong. `code` is a key of the locale's `[server.damage]`."""

    code: str
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Head:
    """Where a sound database's journal stands. `at`: of its last line, milliseconds since 1970 UTC."""

    branch: str
    seq: int
    hash: str
    at: int


class _Found(Exception):
    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.damage = Damage(code, facts)


class _NoRoom(Exception):
    """There was no room even to look."""


def examine(folder: Path) -> Damage | Head | None:
    """The database of a data folder; None where there is none yet, and none is missed. Changes nothing."""
    file, log = folder / DATABASE, folder / LOG
    try:
        if not file.exists():
            _not_missed(folder)
            return None
        has_log = log.exists() and log.stat().st_size > 0
        if file.stat().st_size == 0 and not has_log:
            _not_missed(folder)
            return None
        if not has_log:
            check_file(file)
        with _looked_at(folder, has_log) as copy:
            head = look(copy, immutable=not has_log, everything=file.stat().st_size <= EVERY_PAGE_BELOW)
            if head is not None:
                _as_noted(folder, copy, head, immutable=not has_log)
        if head is not None and not (folder / SECRET).exists():
            raise _Found("secret_missing")
    except _Found as found:
        return found.damage
    except _NoRoom:
        return None  # a full disk is no damage; nobody is helped by a server that stays down because of it
    except OSError as error:
        return Damage("unreadable", {"why": error.strerror or str(error)})
    return head


@contextmanager
def looked_into(folder: Path, *, alone: bool) -> Iterator[Line]:
    """The database of a data folder, to read and not to touch; `alone`: nobody has it open."""
    has_log = (folder / LOG).exists() and (folder / LOG).stat().st_size > 0
    if not alone:
        with reading(folder / DATABASE, immutable=False) as line:
            yield line
        return
    with _looked_at(folder, has_log) as copy, reading(copy, immutable=not has_log) as line:
        yield line


def examine_file(file: Path) -> Damage | Head | None:
    """A database that stands alone, every page and every line of it; None: an empty one."""
    try:
        check_file(file)
        return look(file, immutable=True, everything=True, lines=None)
    except _Found as found:
        return found.damage
    except OSError as error:
        return Damage("unreadable", {"why": error.strerror or str(error)})


def check_file(file: Path) -> None:
    """Header and length."""
    size = file.stat().st_size
    with file.open("rb") as content:
        header = content.read(100)
    if not header.startswith(MAGIC):
        raise _Found("not_a_database")
    page = int.from_bytes(header[16:18], "big")
    page = 65536 if page == 1 else page
    told = int.from_bytes(header[28:32], "big") * page if header[24:28] == header[92:96] else 0
    if page < 512 or size % page or size < told:
        raise _Found("truncated", found=size, expected=max(told, size + page - size % page if page else 0))


def look(file: Path, *, immutable: bool, everything: bool, lines: int | None = LAST_LINES) -> Head | None:
    """Through SQLite, read only. `lines`: how many of the journal's last, None for all."""
    try:
        with reading(file, immutable=immutable) as line:
            with closing(line.cursor()) as cursor:
                if not _version(cursor):
                    return None
                if everything:
                    said = [row[0] for row in cursor.execute("PRAGMA quick_check(1)")]
                    if said != ["ok"]:
                        raise _Found("malformed", why=said[0].splitlines()[-1])
            return _head(line, lines)
    except sqlite3.DatabaseError as error:
        raise _Found("malformed", why=str(error)) from error


class _Reading(Line):
    """A line that can only read."""

    def cursor(self) -> Any:
        return self._connection.cursor()


@contextmanager
def reading(file: Path, *, immutable: bool) -> Iterator[_Reading]:
    """`immutable`: nobody writes it and it has no log, so that SQLite needs no files of its own beside it."""
    address = f"file:{quote(str(file))}?mode=ro{'&immutable=1' if immutable else ''}"
    engine = create_engine(
        "sqlite://", creator=lambda: sqlite3.connect(address, uri=True, isolation_level=None), poolclass=NullPool
    )
    line = _Reading(engine)
    try:
        yield line
    finally:
        line.close()
        engine.dispose()


def _version(cursor: Any) -> str:
    tables = {row[0] for row in cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return ""
    if not {"alembic_version", "journal", "branch"} <= tables:
        raise _Found("not_ours")
    row = cursor.execute("SELECT version_num FROM alembic_version").fetchone()
    found = str(row[0]) if row else ""
    if found > HEAD:
        raise _Found("newer", found=found, known=HEAD)
    return found


def _head(line: Line, lines: int | None) -> Head | None:
    branch = line.one(statements.branches)
    if branch is None:
        return None
    head = line.one(statements.head, branch=branch[0])
    assert head is not None
    after = max(0, head[1] - lines) if lines else 0
    before = line.one(statements.journal_line, branch=branch[0], seq=after) if after else None
    found = journal.verify(line, branch[0], after=after, previous=before[8] if before else journal.FIRST_HASH)
    if isinstance(found, journal.Broken):
        raise _Found("chain", line=found.seq, why=found.why)
    last = line.one(statements.journal_line, branch=branch[0], seq=head[1])
    return Head(branch[0], head[1], head[2], last[2] if last else 0)


def _as_noted(folder: Path, copy: Path, head: Head, *, immutable: bool) -> None:
    noted = noted_in(folder)
    if noted is None or noted.seq == 0:
        return
    if noted.seq > head.seq:
        raise _Found("behind", found=head.seq, noted=noted.seq)
    with reading(copy, immutable=immutable) as line:
        row = line.one(statements.journal_line, branch=head.branch, seq=noted.seq)
    if row is None or row[8] != noted.hash:
        raise _Found("exchanged", line=noted.seq)


def _not_missed(folder: Path) -> None:
    if (folder / UNFINISHED).exists():
        raise _Found("restore_unfinished")
    noted = noted_in(folder)
    if noted is not None:
        raise _Found("missing", noted=noted.seq)
    if (folder / LOG).exists() and (folder / LOG).stat().st_size > 0:
        raise _Found("log_alone")


@contextmanager
def _looked_at(folder: Path, has_log: bool) -> Iterator[Path]:
    """Where SQLite may look. With a log it makes an index beside the file: then a second name of the file is given to
    it, with a copy of the log, for a log as it was found is evidence."""
    if not has_log:
        yield folder / DATABASE
        return
    beside = Path(tempfile.mkdtemp(dir=folder, prefix=".looking-"))
    try:
        (beside / DATABASE).hardlink_to(folder / DATABASE)
        shutil.copyfile(folder / LOG, beside / LOG)
        yield beside / DATABASE
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        raise _NoRoom from error
    finally:
        shutil.rmtree(beside)
