"""`./run` as somebody types it who has just cloned the project; only the screen is not there."""

import os
import re
import select
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from counter_server.launcher.screens import free_port

ROOT = Path(__file__).resolve().parents[2]
DEADLINE = 30.0


@contextmanager
def typed(*arguments: object) -> Iterator[subprocess.Popen[str]]:
    """`./run` with these arguments; killed at the end should it still be there."""
    with subprocess.Popen(
        [str(ROOT / "run"), *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as run:
        try:
            yield run
        finally:
            if run.poll() is None:
                run.kill()


def said_until(run: subprocess.Popen[str], last: str) -> str:
    """Everything it says, up to the line that holds `last`."""
    assert run.stdout is not None
    said = ""
    for line in run.stdout:
        said += line
        if last in line:
            return said
    raise AssertionError(f"it never said {last!r}, but:\n{said}")


def family(pid: int) -> set[int]:
    """The living children of a process, and theirs."""
    children = {int(stat.parent.name) for stat in Path("/proc").glob("[0-9]*/stat") if parent_of(stat) == pid}
    return children.union(*(family(child) for child in children))


def parent_of(stat: Path) -> int | None:
    try:
        return int(stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return None


def grips_on(pids: set[int]) -> list[int]:
    """A descriptor each, by which the end of just this process is seen; who is gone already is left out."""
    grips = []
    for pid in pids:
        with suppress(ProcessLookupError):
            grips.append(os.pidfd_open(pid))
    return grips


def all_end(pidfds: list[int]) -> bool:
    return all(select.select([pidfd], [], [], DEADLINE)[0] for pidfd in pidfds)


@pytest.fixture
def port() -> int:
    """One of this worker's own: another could take the same before it is used."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    return free_port(18_400 + 100 * worker)


@pytest.mark.parametrize("ask", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_run_opens_the_demonstration_and_one_signal_ends_all_of_it(
    port: int, tmp_path: Path, ask: signal.Signals
) -> None:
    with typed("--port", port, "--data", tmp_path) as run:
        said = said_until(run, "Ctrl-C ends everything")
        assert f"http://127.0.0.1:{port}" in said
        assert re.search(r"verifier-1 · PIN 246810 · loket-1", said)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=DEADLINE) as answer:
            assert answer.status == 200
        parts = grips_on(family(run.pid))
        assert len(parts) >= 3
        run.send_signal(ask)
        assert "Everything has been ended." in said_until(run, "Everything has been ended.")
        assert run.wait(DEADLINE) == 0
        assert all_end(parts)


def test_nothing_is_left_behind_where_run_itself_is_killed(port: int, tmp_path: Path) -> None:
    with typed("--port", port, "--data", tmp_path) as run:
        said_until(run, "Ctrl-C ends everything")
        parts = grips_on(family(run.pid))
        run.kill()
        assert all_end(parts)


def test_a_port_that_is_taken_is_said_plainly_with_one_that_is_free(port: int, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", port)), typed("--port", port, "--data", tmp_path) as run:
        assert run.wait(DEADLINE) == 1
        assert run.stdout is not None
        assert re.search(rf"Port {port} is used by another program\. .*--port \d+", run.stdout.read())


@pytest.mark.parametrize("part", ["server", "kiosk", "display"])
def test_each_part_explains_itself(part: str) -> None:
    with typed(part, "--help") as run:
        assert run.stdout is not None
        assert "--help" in run.stdout.read()
        assert run.wait(DEADLINE) == 0
