"""Copies of a database: taken while it is being written, put back in its place. Whole or not at all, whatever fails."""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from .examination import DATABASE, LOG, SECRET, UNFINISHED, Damage, Head, examine_file
from .witness import NAME as WITNESS

BESIDE = ".secret"
"""Ending of the file that holds the secret, beside the copy of the database."""
OWN = (DATABASE, LOG, f"{DATABASE}-shm", SECRET, WITNESS)
"""What belongs to one state of a data folder."""


def secret_beside(file: Path) -> Path:
    """Where a copy's secret is."""
    return file.with_name(file.name + BESIDE)


def take(folder: Path, file: Path) -> Damage | Head:
    """Copies the database of a data folder into `file`, and the secret beside it, each readable by its owner only.

    Nobody waits: it reads one moment of the database, and the server goes on. The copy has every page and every line
    of its journal checked before it gets its name; a damaged one gets none. Raises OSError and sqlite3.Error.
    """
    fresh = file.with_name(f".{file.name}.unfinished")
    fresh.unlink(missing_ok=True)
    os.close(os.open(fresh, os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with (
            closing(sqlite3.connect(f"file:{quote(str(folder / DATABASE))}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(fresh)) as copy,
        ):
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file: a log of its own is for who writes
        found = examine_file(fresh)
        if not isinstance(found, Head):
            return found or Damage("nothing_yet")
        if (folder / SECRET).exists():
            _copy(folder / SECRET, secret_beside(file))
        _flush(fresh)
        fresh.replace(file)
        _flush(file.parent)
        return found
    finally:
        fresh.unlink(missing_ok=True)


def put_back(file: Path, folder: Path, *, now: datetime) -> Path | None:
    """Puts a copy in the place of a data folder's database. What was there is kept aside, in the folder returned.

    Stopped half way, it leaves a file that keeps the server from starting on nothing; doing it again ends it. Raises
    OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / UNFINISHED
    _copy(file, fresh)
    aside = _put_aside(folder, now)
    if secret_beside(file).exists():
        _copy(secret_beside(file), folder / SECRET)
    elif aside is not None and (aside / SECRET).exists():
        _copy(aside / SECRET, folder / SECRET)
    fresh.replace(folder / DATABASE)
    _flush(folder)
    return aside


def _put_aside(folder: Path, now: datetime) -> Path | None:
    present = [folder / name for name in OWN if (folder / name).exists()]
    if not present:
        return None
    aside = folder / f"before-restore-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    aside.mkdir(mode=0o700)
    # the log before its database: a database without its log is older than it was, and would be taken for whole
    for path in sorted(present, key=lambda path: path.name == DATABASE):
        path.rename(aside / path.name)
    _flush(aside)
    _flush(folder)
    return aside


def _copy(source: Path, target: Path) -> None:
    """Flushed, and readable by its owner only."""
    fresh = target.with_name(f".{target.name}.copying")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
        with source.open("rb") as content:
            shutil.copyfileobj(content, written)
        written.flush()
        os.fsync(written.fileno())
    fresh.replace(target)
    _flush(target.parent)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
