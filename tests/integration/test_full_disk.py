"""The disk is full, or takes only a part of a write: nothing is acknowledged that is not kept, and it goes on when it
can. A full disk is a small one of memory, where this machine lets us mount it."""

import ctypes
import resource
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from shutil import copytree
from typing import Any
from uuid import uuid4

import pytest

from counter_server.domain.refusals import StorageFull
from counter_server.protocol.client import ServerRefused
from counter_server.protocol.messages import Change, IssuedTicket, Ticket
from counter_server.storage import journal
from tests.server import COMPLETE, ROOT, Server, Wire, command, listening, running
from tests.store import a_store, issue
from tests.under_load import journal_of

DISK = "24m"
UNLIMITED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
_libc = ctypes.CDLL(None, use_errno=True)


@contextmanager
def small_disk() -> Iterator[Path | None]:
    """A disk of memory; None where mounting is refused."""
    with tempfile.TemporaryDirectory() as folder:
        if _libc.mount(b"tmpfs", folder.encode(), b"tmpfs", 0, f"size={DISK}".encode()):
            yield None
            return
        try:
            yield Path(folder)
        finally:
            _libc.umount2(folder.encode(), 2)


def can_mount() -> bool:
    with small_disk() as disk:
        return disk is not None


@contextmanager
def filled(server: Server) -> Iterator[None]:
    """Not a byte is left, for the log and for what the server says neither."""
    filler = server.data.parent / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (2**20, 2**12):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue
    try:
        yield
    finally:
        filler.unlink()


@contextmanager
def cut_short(server: Server) -> Iterator[None]:
    """Of each write only what lies before the end of the log reaches the disk, and a little more. Somebody reads
    meanwhile, or the log might begin anew, where there is room."""
    assert server.process
    reader = sqlite3.connect(server.data / "lalopa.db")
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM branch").fetchall()
    end = (server.data / "lalopa.db-wal").stat().st_size + 2000
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (end, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, UNLIMITED)
        reader.close()


FAULTS: dict[str, Callable[[Server], AbstractContextManager[None]]] = {"a write is cut short": cut_short}
if can_mount():
    FAULTS["the disk is full"] = filled


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk() as mounted:
        yield mounted or tmp_path


def alerts(server: Server, token: str) -> set[str]:
    listing = Wire(server.url).send("GET", "/devices", token=token).json
    return {alert["code"] for alert in listing["alerts"]}


def hears(heard: Iterator[object], action: str) -> None:
    """Waits for a change of this kind; the stream itself says when it has been silent for too long."""
    for happening in heard:
        if isinstance(happening, Change) and happening.action == action:
            return
    raise AssertionError


@pytest.mark.parametrize("fault", FAULTS)
def test_a_disk_that_takes_no_more_is_told_and_nothing_is_lost_and_it_goes_on_when_there_is_room(
    disk: Path, fault: str
) -> None:
    with running(disk / "data", "--demo", "--assignment", "pull") as server:
        kiosk, verifier, supervisor = server.kiosk, server.verifier(), server.supervisor()
        health = Wire(server.url)
        told = {server.issue().number for _ in range(5)}
        serving = verifier.call_next("loket-1")
        assert serving is not None
        request = str(uuid4())
        with listening(server, supervisor.token) as heard:
            next(heard)
            with FAULTS[fault](server):
                commands: tuple[Callable[[], Ticket | IssuedTicket], ...] = (
                    lambda: kiosk.issue(request_id=request, service="A", documents=COMPLETE),
                    lambda: verifier.start(serving.id),
                )
                for command in commands:
                    with pytest.raises(ServerRefused) as refused:
                        command()
                    assert (refused.value.status, refused.value.code) == (507, "storage_full")
                while "storage_full" not in alerts(server, supervisor.token):
                    hears(heard, "alert")
                assert health.send("GET", "/healthz", root="").status == 507
                assert verifier.ticket(serving.id).status == "called"
                said = server.log.read_text().count("\n")
                for _ in range(100):
                    with pytest.raises(ServerRefused):
                        verifier.start(serving.id)
                assert server.log.read_text().count("\n") - said <= 1
            back = kiosk.issue(request_id=request, service="A", documents=COMPLETE)
            while "storage_full" in alerts(server, supervisor.token):
                hears(heard, "alert")
        assert health.send("GET", "/healthz", root="").status == 200
        assert back.number not in told
        assert verifier.start(serving.id).status == "serving"
        server.kill()
        server.start()
        numbers = {server.kiosk.ticket(n).number for n in tickets(server)}
        assert numbers == told | {back.number}
        assert isinstance(journal_of(server), journal.Verified)


def tickets(server: Server) -> list[int]:
    with closing(sqlite3.connect(server.data / "lalopa.db")) as database:
        return [row[0] for row in database.execute("SELECT id FROM ticket")]


def test_a_database_that_may_not_grow_refuses_and_goes_on(tmp_path: Path) -> None:
    """SQLite's own word for a full disk, where no disk can be made full."""
    with a_store(tmp_path, demo=True) as store:
        before = store.writer.perform_now(issue).number

        def may_grow(pages: int) -> Callable[[Any], object]:
            return lambda day: day.line._cursor.execute(f"PRAGMA max_page_count={pages}").fetchone()

        store.writer.perform_now(may_grow(1))
        with pytest.raises(StorageFull):
            for _ in range(500):
                store.writer.perform_now(issue)
        store.writer.perform_now(may_grow(10**6))
        after = store.writer.perform_now(issue).number
        assert before < after


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    server = Server(tmp_path / "data")
    (tmp_path / "data.log").symlink_to("/dev/full")
    server.start()
    try:
        wire = Wire(server.url)
        for _ in range(20):
            assert wire.send("POST", "/tickets", {}, token="demo-kiosk").status == 422
        assert server.issue().number == "A-001"
    finally:
        server.stop()


def test_a_disk_that_will_soon_be_full_is_told_before_it_is(tmp_path: Path) -> None:
    copytree(ROOT / "assets", tmp_path / "assets", ignore=lambda *_: ["fonts", "sounds", "images", "qml"])
    with (tmp_path / "assets" / "branch.toml").open("a") as file:
        file.write("\n[storage]\nlow_megabytes = 10_000_000\n")
    with running(tmp_path / "data", "--demo", "--assets", str(tmp_path / "assets")) as server:
        supervisor = server.supervisor()
        with listening(server, supervisor.token) as heard:
            next(heard)
            while "disk_low" not in alerts(server, supervisor.token):
                hears(heard, "alert")
        assert server.issue().number == "A-001"


def test_a_start_that_has_to_write_and_cannot_says_so_in_plain_words(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with running(data, "--demo", "--clock-start", "2026-11-23T15:00:00+07:00") as server:
        server.issue()
    started = subprocess.run(
        command(data, "--demo", "--port", "0", "--clock-start", "2026-11-24T07:00:00+07:00"), cwd=ROOT,
        capture_output=True, text=True, timeout=20, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)),
    )  # fmt: skip
    assert started.returncode == 2
    assert "Cakramnya penuh" in started.stderr
    assert "The disk is full" in started.stderr
    assert "Traceback" not in started.stderr
    with running(data, "--demo", "--clock-start", "2026-11-24T07:00:00+07:00") as server:
        assert server.issue().number == "A-001"
