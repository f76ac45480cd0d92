"""Small promises about safety and size, each kept by one line somewhere."""

import hashlib
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from counter_server.setup import Setup
from counter_server.storage.database import Line
from counter_server.storage.picture import take
from counter_server.storage.present import Present
from tests.server import COMPLETE, ROOT, Server, Wire, run, running
from tests.store import a_store, issue

NIK, KK = "1871064512900003", "1871012304150007"


def test_a_pin_is_kept_with_argon2_at_the_strength_promised(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert run(data, "--set-pin", "verifier-1", stdin="135790\n").returncode == 0
    with closing(sqlite3.connect(data / "lalopa.db")) as database:
        (kept,) = database.execute("SELECT pin_hash FROM staff WHERE staff = 'verifier-1'").fetchone()
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def hashes(server: Server) -> tuple[str, str]:
    server.kiosk.issue(request_id="with-numbers", service="A", documents=COMPLETE, nik=NIK, kk=KK)
    with closing(sqlite3.connect(server.data / "lalopa.db")) as database:
        nik, kk = database.execute("SELECT nik_hash, kk_hash FROM ticket WHERE request = 'with-numbers'").fetchone()
    return nik, kk


def test_the_same_numbers_leave_another_trace_in_every_office(tmp_path: Path) -> None:
    traces: list[str] = []
    for office in ("one", "two"):
        with running(tmp_path / office, "--demo") as server:
            traces += hashes(server)
    plain = {hashlib.sha256(text.encode()).hexdigest() for text in (NIK, KK, f"nik:{NIK}", f"kk:{KK}")}
    assert len(set(traces)) == 4
    assert not plain & set(traces)


def test_health_says_that_nothing_can_be_written(tmp_path: Path) -> None:
    with running(tmp_path / "data", "--demo") as server:
        assert Wire(server.url).send("GET", "/healthz", root="").status == 200
        server.stop()
        with closing(sqlite3.connect(server.data / "lalopa.db")) as database:
            database.execute("CREATE TRIGGER full BEFORE UPDATE OF beat ON branch BEGIN SELECT RAISE(ABORT, 'no'); END")
        server.start()
        assert Wire(server.url).send("GET", "/healthz", root="").status == 500


@pytest.mark.parametrize("waiting", [199, 203])
def test_a_waiting_list_ends_after_two_hundred(tmp_path: Path, waiting: int) -> None:
    with a_store(tmp_path) as store:
        for _ in range(waiting):
            store.writer.perform_now(issue)

        def listed(line: Line, present: Present, setup: Setup) -> int:
            return len(take(line, "p2km", present, queues=frozenset({"A/verification"})).waiting)

        assert store.read_now(listed) == min(waiting, 200)


def test_a_second_server_on_one_folder_is_refused_in_words(tmp_path: Path) -> None:
    with running(tmp_path / "data", "--demo") as server:
        second = run(server.data, "--demo", "--port", "0")
        assert (second.returncode, "another server" in second.stderr) == (2, True)
        assert server.issue().number == "A-001"


@pytest.mark.parametrize("file, content", [("lalopa.db", b"not a database" * 99), ("secret", b"")])
def test_what_the_office_stands_on_is_refused_by_name_and_left_as_it_is(
    tmp_path: Path, file: str, content: bytes
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / file).write_bytes(content)
    done = run(data, "--demo", "--port", "0")
    assert (done.returncode, file in done.stderr, "Traceback" in done.stderr) == (2, True, False)
    assert (data / file).read_bytes() == content


def test_words_that_cannot_be_read_stop_the_start_by_file(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "assets", tmp_path / "assets")
    (tmp_path / "assets" / "locale" / "en.toml").write_text("x = ")
    done = run(tmp_path / "data", "--demo", "--port", "0", "--assets", str(tmp_path / "assets"))
    assert (done.returncode, "locale/en.toml" in done.stderr, "Traceback" in done.stderr) == (2, True, False)
