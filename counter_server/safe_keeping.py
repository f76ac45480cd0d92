"""What the server command does for the day on which something breaks: `--backup`, `--restore`, and the words for a
database it does not dare to open."""

import argparse
import sqlite3
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from counter_server.office_folder import held_alone
from counter_server.protocol.locale import Locale
from counter_server.storage import journal, statements
from counter_server.storage.backup import put_back, secret_beside, take
from counter_server.storage.database import Line, open_engine
from counter_server.storage.examination import DATABASE, MAGIC, Damage, Head, examine, examine_file, looked_into

LANGUAGES = ("id", "en")
FORGIVABLE = {"behind", "exchanged", "missing"}
"""What is whole in itself, and only older than it should be."""
OWN_ADVICE = {"newer", "secret_missing", "restore_unfinished", "unreadable", "nothing_yet", "no_room"}


def words(assets: Path, key: str, **facts: object) -> str:
    """A sentence of the locale's `[server]`, in each language."""
    return "\n".join(Locale.load(assets, language).say(f"server.{key}", **facts) for language in LANGUAGES)


def trouble(options: argparse.Namespace, *, but: Collection[str] = ()) -> str:
    """What is wrong with the database of the data folder and what to do, empty where nothing is. Changes nothing."""
    found = examine(options.data)
    forgiven = {*but, *(FORGIVABLE if options.accept_loss else ()), *(["secret_missing"] if options.new_secret else [])}
    if not isinstance(found, Damage) or found.code in forgiven:
        return ""
    return _told(options, options.data / DATABASE, found)


def lacks_secret(options: argparse.Namespace) -> str:
    """The same for a database elsewhere, which is there while its secret is not here."""
    return _told(options, options.data / "secret", Damage("secret_missing"))


def _told(options: argparse.Namespace, file: Path, damage: Damage) -> str:
    locale = options.assets / "locale"
    return "\n\n".join(
        [
            words(locale, f"damage.{damage.code}", file=file, **damage.facts),
            words(locale, f"advice.{_advice(damage.code)}", folder=options.data),
        ]
    )


def _advice(code: str) -> str:
    if code in FORGIVABLE:
        return "older"
    return code if code in OWN_ADVICE else "damaged"


def verify_journal(options: argparse.Namespace) -> int:
    """Walks the whole chain, beside the server or alone. Changes nothing."""
    alone = not options.database and held_alone(options.data)
    if alone and (told := trouble(options, but={"chain", "secret_missing"})):
        return _no(told)
    if alone and examine(options.data) is None:
        print("no branch in this database yet / belum ada data")
        return 1
    with looking(options, alone=alone) as line:
        line.begin(write=False)
        (branch, *_) = line.one(statements.branches) or ("",)
        found = journal.verify(line, branch)
    if isinstance(found, journal.Broken):
        print(f"journal BROKEN at line {found.seq}: {found.why} / jurnal RUSAK pada baris {found.seq}: {found.why}")
        return 1
    print(f"journal whole: {found.lines} lines, {found.purged} purged / jurnal utuh: {found.lines} baris")
    return 0


@contextmanager
def looking(options: argparse.Namespace, *, alone: bool) -> Iterator[Line]:
    """The database of these options, to read; `alone`: no server has it open."""
    if not options.database:
        with looked_into(options.data, alone=alone) as line:
            yield line
        return
    engine = open_engine(options.database)
    line = Line(engine)
    try:
        yield line
    finally:
        line.close()
        engine.dispose()


def looked_after(options: argparse.Namespace) -> int:
    """A backup, one put back, or the journal walked: whichever is asked for."""
    if options.backup:
        return backup(options)
    return restore(options) if options.restore else verify_journal(options)


def backup(options: argparse.Namespace) -> int:
    """Copies the database beside the running server."""
    locale, source, target = options.assets / "locale", options.data / DATABASE, options.backup
    if options.database:
        return _no(words(locale, "backup.postgresql"))
    if not source.exists():
        return _no(words(locale, "backup.nothing", file=source))
    if target.exists() and (target.samefile(source) or not _is_database(target)):
        return _no(words(locale, "backup.not_over", file=target))
    try:
        found = take(options.data, target)
    except (OSError, sqlite3.Error) as error:
        return _no(words(locale, "backup.failed", file=target, why=error))
    if isinstance(found, Damage):
        return _no(_told(options, source, found))
    print(words(locale, "backup.done", file=target, secret=secret_beside(target), lines=found.seq))
    return 0


def restore(options: argparse.Namespace) -> int:
    """Puts a backup in the place of the database; the server must not be running. What was there is kept aside."""
    locale, file = options.assets / "locale", options.restore
    if options.database:
        return _no(words(locale, "backup.postgresql"))
    found = examine_file(file)
    if not isinstance(found, Head):
        return _no(_told(options, file, found or Damage("nothing_yet")))
    if not held_alone(options.data):
        return _no(words(locale, "restore.running", folder=options.data))
    present = examine(options.data)
    if isinstance(present, Head) and present.seq > found.seq and not options.accept_loss:
        return _no(
            words(locale, "restore.newer", lines=present.seq - found.seq, at=_moment(present), then=_moment(found))
        )
    try:
        aside = put_back(file, options.data, now=datetime.now(UTC))
    except OSError as error:
        return _no(words(locale, "restore.failed", file=file, why=error))
    print(words(locale, "restore.done", file=options.data / DATABASE, lines=found.seq, at=_moment(found)))
    if aside is not None:
        print(words(locale, "restore.aside", folder=aside))
    return 0


def _moment(head: Head) -> str:
    return datetime.fromtimestamp(head.at / 1000, UTC).astimezone().strftime("%Y-%m-%d %H:%M")


def no_room(options: argparse.Namespace) -> int:
    """The start itself had to write, and could not."""
    return _no(_told(options, options.data / DATABASE, Damage("no_room")))


def _is_database(file: Path) -> bool:
    with file.open("rb") as content:
        return content.read(len(MAGIC)) == MAGIC


def _no(said: str) -> int:
    print(said, file=sys.stderr)
    return 2
