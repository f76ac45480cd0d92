"""The line of truth: whole when nobody touched it, and every way of touching it is found."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from counter_server.domain.identity import Kk, Nik
from counter_server.operations import serving, staffing
from counter_server.protocol.terms import Priority
from counter_server.storage import journal
from counter_server.storage.journal import Broken, Verified
from counter_server.storage.store import Store
from tests.server import run
from tests.store import SUPERVISOR, VERIFIER, a_store, database_of, issue, sign_in

LINES = 9


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    with a_store(data) as opened:
        write = opened.writer.perform_now
        ticket = write(lambda day: issue(day, nik=Nik.parse("1871014501900001"), kk=Kk.parse("1871010101900001")))
        other = write(lambda day: issue(day, channel="staff"))
        write(sign_in)
        write(lambda day: staffing.pause(day, VERIFIER, reason="Rahasia: ke dokter"))
        write(lambda day: serving.call_next(day, VERIFIER, counter="loket-1"))
        write(lambda day: serving.return_(day, VERIFIER, ticket=other.id, reason="Bu Rahasia pulang"))
        write(lambda day: serving.cancel(day, SUPERVISOR, ticket=ticket.id, reason="Pak Rahasia pindah"))
        write(
            lambda day: serving.priority(day, SUPERVISOR, ticket=other.id, priority=Priority.ELDERLY, reason="Rahasia")
        )
        yield opened


def verified(store: Store) -> Verified | Broken:
    return store.read_now(lambda line, present, setup: journal.verify(line, setup.key))


def tamper(data: Path, sql: str) -> None:
    with closing(sqlite3.connect(database_of(data), isolation_level=None)) as connection:
        assert connection.execute(sql).rowcount == 1


def test_untouched_it_is_whole(store: Store) -> None:
    assert verified(store) == Verified(lines=LINES, purged=0)


@pytest.mark.parametrize(
    "sql, found",
    [
        ("UPDATE journal SET payload = replace(payload, 'A-001', 'A-002') WHERE seq = 1", Broken(1, "payload")),
        ("UPDATE journal SET payload = ' ' || payload WHERE seq = 3", Broken(3, "payload")),
        ("UPDATE journal SET digest = hash WHERE seq = 4", Broken(4, "hash")),
        ("UPDATE journal SET hash = digest WHERE seq = 5", Broken(5, "hash")),
        ("UPDATE journal SET who = 'verifier-2' WHERE seq = 4", Broken(4, "hash")),
        ("UPDATE journal SET action = 'start' WHERE seq = 6", Broken(6, "hash")),
        ("UPDATE journal SET subject = 'ticket:9' WHERE seq = 6", Broken(6, "hash")),
        ("UPDATE journal SET at = at + 1 WHERE seq = 2", Broken(2, "hash")),
        ("DELETE FROM journal WHERE seq = 5", Broken(5, "missing")),
        ("DELETE FROM journal WHERE seq = 1", Broken(1, "missing")),
        (f"DELETE FROM journal WHERE seq = {LINES}", Broken(LINES - 1, "head")),
        (f"UPDATE journal SET seq = 99 WHERE seq = {LINES}", Broken(LINES, "missing")),
        ("UPDATE branch SET hash = 'x' || substr(hash, 2)", Broken(LINES, "head")),
        ("UPDATE branch SET seq = seq + 1", Broken(LINES, "head")),
        ("UPDATE branch SET seq = seq - 1", Broken(LINES, "head")),
    ],
)
def test_what_was_changed_is_found_where_it_was_changed(store: Store, data: Path, sql: str, found: Broken) -> None:
    tamper(data, sql)
    assert verified(store) == found


def test_two_lines_that_changed_places_are_found(store: Store, data: Path) -> None:
    for old, new in ((3, -1), (4, 3), (-1, 4)):
        tamper(data, f"UPDATE journal SET seq = {new} WHERE seq = {old}")
    assert verified(store) == Broken(3, "hash")


def test_a_line_put_in_is_found(store: Store, data: Path) -> None:
    tamper(
        data,
        "INSERT INTO journal SELECT branch, seq + 1, at, who, action, subject, digest, payload, hash FROM journal "
        f"WHERE seq = {LINES}",
    )
    assert verified(store) == Broken(LINES + 1, "hash")


def test_a_purged_payload_breaks_nothing(store: Store, data: Path) -> None:
    for seq in (1, 4):
        tamper(data, f"UPDATE journal SET payload = '' WHERE seq = {seq}")
    assert verified(store) == Verified(lines=LINES, purged=2)


def test_it_holds_neither_an_identity_nor_free_text_about_anybody(store: Store, data: Path) -> None:
    with closing(sqlite3.connect(database_of(data))) as connection:
        lines = connection.execute("SELECT who, action, subject, payload FROM journal").fetchall()
        remarks = [text for (text,) in connection.execute("SELECT text FROM remark ORDER BY seq")]
    text = json.dumps(lines)
    for secret in ("Rahasia", "1871014501900001", "1871010101900001"):
        assert secret not in text
    assert remarks == ["Rahasia: ke dokter", "Bu Rahasia pulang", "Pak Rahasia pindah", "Rahasia"]


def test_every_line_says_who_did_what_to_what(store: Store, data: Path) -> None:
    with closing(sqlite3.connect(database_of(data))) as connection:
        lines = connection.execute("SELECT seq, who, action, subject FROM journal ORDER BY seq").fetchall()
    assert lines == [
        (1, "kiosk-1", "issue", "ticket:1"),
        (2, "verifier-1", "issue", "ticket:2"),
        (3, "verifier-1", "sign-in", "staff:verifier-1"),
        (4, "verifier-1", "pause", "staff:verifier-1"),
        (5, "verifier-1", "ready", "staff:verifier-1"),
        (6, "verifier-1", "call", "ticket:2"),
        (7, "verifier-1", "return", "ticket:2"),
        (8, "supervisor-1", "cancel", "ticket:1"),
        (9, "supervisor-1", "priority", "ticket:2"),
    ]


def test_the_command_says_whether_it_is_whole(store: Store, data: Path) -> None:
    whole = run(data, "--verify-journal")
    assert (whole.returncode, whole.stdout.split(":")[0]) == (0, "journal whole")
    tamper(data, "UPDATE journal SET at = at + 1 WHERE seq = 2")
    broken = run(data, "--verify-journal")
    assert (broken.returncode, broken.stdout.split(":")[0]) == (1, "journal BROKEN at line 2")


def test_of_nothing_the_command_says_that_there_is_nothing(tmp_path: Path) -> None:
    assert run(tmp_path / "nothing", "--verify-journal").returncode == 1
