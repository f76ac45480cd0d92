"""A copy taken while the server works, and put back."""

import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest

from counter_server.storage.examination import Head, examine, examine_file
from tests.server import COMPLETE, ROOT, Server, run, running


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with running(tmp_path / "data") as started:
        yield started


def numbers(file: Path) -> list[str]:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        return [row[0] for row in database.execute("SELECT printf('A-%03d', n) FROM ticket ORDER BY n")]


def seq_of(found: object) -> int:
    assert isinstance(found, Head), found
    return found.seq


def test_a_backup_beside_the_working_server_holds_all_that_was_answered_before_it_and_delays_nobody(
    server: Server, tmp_path: Path
) -> None:
    told: list[str] = []
    stop, some = threading.Event(), threading.Event()

    def take_tickets() -> None:
        kiosk = server.kiosk
        while not stop.is_set():
            told.append(kiosk.issue(request_id=str(uuid4()), service="A", documents=COMPLETE).number)
            if len(told) >= 50:
                some.set()

    with ThreadPoolExecutor(4) as many:
        kiosks = [many.submit(take_tickets) for _ in range(4)]
        try:
            assert some.wait(20)
            before = set(told)
            done = run(server.data, "--backup", str(tmp_path / "monday.db"))
            during = len(told) - len(before)
        finally:
            stop.set()
        for kiosk in kiosks:
            kiosk.result()
    assert (done.returncode, done.stderr) == (0, "")
    assert during > 0
    assert before <= set(numbers(tmp_path / "monday.db"))
    assert seq_of(examine_file(tmp_path / "monday.db")) >= len(before)
    secret = tmp_path / "monday.db.secret"
    assert secret.read_bytes() == (server.data / "secret").read_bytes()
    assert {stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "monday.db", secret)} == {0o600}
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []


def test_a_restore_brings_the_moment_of_the_backup_back_and_keeps_what_was_there(
    server: Server, tmp_path: Path
) -> None:
    file = tmp_path / "monday.db"
    server.issue()
    assert run(server.data, "--backup", str(file)).returncode == 0
    server.issue()
    refused = run(server.data, "--restore", str(file))
    assert refused.returncode == 2
    assert "sedang berjalan" in refused.stderr
    assert "is running" in refused.stderr
    server.stop()
    present = numbers(server.data / "lalopa.db")
    refused = run(server.data, "--restore", str(file))
    assert refused.returncode == 2
    assert "--accept-loss" in refused.stderr
    assert numbers(server.data / "lalopa.db") == present == ["A-001", "A-002"]
    assert run(server.data, "--restore", str(file), "--accept-loss").returncode == 0
    assert numbers(server.data / "lalopa.db") == ["A-001"]
    (aside,) = server.data.glob("before-restore-*")
    assert numbers(aside / "lalopa.db") == present
    server.start()
    assert server.issue().number == "A-002"
    server.stop()
    assert run(server.data, "--verify-journal").returncode == 0


def test_a_backup_is_put_back_on_a_machine_that_has_nothing(server: Server, tmp_path: Path) -> None:
    server.issue()
    assert run(server.data, "--backup", str(tmp_path / "monday.db")).returncode == 0
    assert run(tmp_path / "new machine", "--restore", str(tmp_path / "monday.db")).returncode == 0
    assert (tmp_path / "new machine" / "secret").read_bytes() == (server.data / "secret").read_bytes()
    with running(tmp_path / "new machine") as there:
        assert there.issue().number == "A-002"


def test_a_restore_that_was_stopped_half_way_does_not_let_the_server_start_on_nothing(
    server: Server, tmp_path: Path
) -> None:
    file = tmp_path / "monday.db"
    server.issue()
    assert run(server.data, "--backup", str(file)).returncode == 0
    server.stop()
    (server.data / "lalopa.db").rename(server.data / "lalopa.db.restoring")
    refused = run(server.data, "--demo", "--port", "0")
    assert refused.returncode == 2
    assert "./run restore" in refused.stderr
    assert run(server.data, "--restore", str(file)).returncode == 0
    assert seq_of(examine(server.data)) == seq_of(examine_file(file))


def test_a_file_that_is_no_backup_is_neither_written_over_nor_restored(server: Server, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Kepada Yth.")
    for file in (letter, server.data / "lalopa.db"):
        assert run(server.data, "--backup", str(file)).returncode == 2
    server.stop()
    refused = run(server.data, "--restore", str(letter))
    assert refused.returncode == 2
    assert "bukan berkas basis data" in refused.stderr
    assert letter.read_text() == "Kepada Yth."
    assert isinstance(examine(server.data), Head)


def test_an_earlier_backup_is_replaced_only_by_a_whole_one(server: Server, tmp_path: Path) -> None:
    file = tmp_path / "today.db"
    server.issue()
    assert run(server.data, "--backup", str(file)).returncode == 0
    server.issue()
    assert run(server.data, "--backup", str(file)).returncode == 0
    assert numbers(file) == ["A-001", "A-002"]
    server.stop()
    good = file.read_bytes()
    with closing(sqlite3.connect(server.data / "lalopa.db")) as database, database:
        database.execute("UPDATE journal SET who = 'nobody' WHERE seq = 1")
    refused = run(server.data, "--backup", str(file))
    assert refused.returncode == 2
    assert "jurnal tidak utuh pada baris 1" in refused.stderr
    assert file.read_bytes() == good


def test_the_short_words_of_run_do_the_same(server: Server, tmp_path: Path) -> None:
    def launched(*words: str) -> int:
        command = [sys.executable, "-m", "counter_server.launcher", *words]
        return subprocess.run(command, cwd=ROOT, capture_output=True, timeout=20, check=False).returncode

    server.issue()
    assert launched("backup", str(tmp_path / "monday.db"), "--data", str(server.data)) == 0
    assert launched("restore", str(tmp_path / "monday.db"), "--data", str(tmp_path / "there")) == 0
    assert numbers(tmp_path / "there" / "lalopa.db") == ["A-001"]
