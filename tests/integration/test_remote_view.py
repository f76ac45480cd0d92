"""Qt's VNC platform, in a process of its own, looked at with the first words of the RFB protocol (RFC 6143)."""

import os
import selectors
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from counter_server.launcher.screens import free_port

ROOT = Path(__file__).resolve().parents[2]
SHOWS_NOTHING = """
import os, signal, sys
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from display.screen.remote_view import keep_to_loopback

application = QGuiApplication(sys.argv)
started = []
binds = []

def program_being_started():  # from fork to exec it holds every descriptor of ours, Qt's listener too
    child = os.fork()
    if child == 0:
        signal.alarm(60)  # not longer than a test that failed
        signal.pause()
    started.append(child)

def runs_at_the_second_bind(event, arguments):
    if event == "socket.bind" and started:
        binds.append(arguments)
        if len(binds) == 2 and "for good" not in sys.argv:
            os.kill(started[0], signal.SIGKILL)
            os.waitpid(started[0], 0)

sys.addaudithook(runs_at_the_second_bind)
QTimer.singleShot(0, program_being_started)
keep_to_loopback()

def opened():
    print("open", len(binds), flush=True)
    if "for good" in sys.argv:
        os.kill(started[0], signal.SIGKILL)
        application.quit()

QTimer.singleShot(0, lambda: QTimer.singleShot(0, opened))
sys.exit(application.exec())
"""
LISTENING = "0A"
LOOPBACK = "0100007F"


@contextmanager
def shown_over_vnc(*how: str) -> Iterator[tuple[int, bytes, subprocess.Popen[bytes]]]:
    """A running program, 1080×1920 large: its port, what it said once it was open, and itself. While it opened, it was
    starting another program."""
    port = free_port(5950)
    platform = f"vnc:port={port}:size=1080x1920"
    environment = {**os.environ, "QT_QPA_PLATFORM": platform, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", SHOWS_NOTHING, *how]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as program:
        assert program.stdout is not None
        with selectors.DefaultSelector() as selector:
            selector.register(program.stdout, selectors.EVENT_READ)
            assert selector.select(60), "the program never opened"
        yield port, program.stdout.readline(), program
        program.terminate()


@pytest.fixture
def port() -> Iterator[int]:
    with shown_over_vnc() as (port, said, _):
        assert said == b"open 2\n"  # refused once, for the listener was held
        yield port


def addresses_listening_on(port: int) -> list[str]:
    """The addresses, as the kernel writes them, on which anybody listens on `port`."""
    sockets = (
        line.split()
        for table in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{table}").read_text(encoding="ascii").splitlines()[1:]
    )
    return [
        columns[1].split(":")[0]
        for columns in sockets
        if columns[1].endswith(f":{port:04X}") and columns[3] == LISTENING
    ]


def test_a_screen_shown_over_vnc_is_reached_from_this_machine_only(port: int) -> None:
    assert addresses_listening_on(port) == [LOOPBACK]


def test_a_screen_shown_over_vnc_answers_one_viewer_after_another(port: int) -> None:
    for _ in range(2):
        with socket.create_connection(("127.0.0.1", port), timeout=20) as viewer, viewer.makefile("rwb") as stream:
            assert stream.read(12) == b"RFB 003.003\n"
            stream.write(b"RFB 003.003\n")
            stream.flush()
            assert stream.read(4) == (1).to_bytes(4, "big")  # no authentication
            stream.write(b"\x01")
            stream.flush()
            assert stream.read(4) == (1080).to_bytes(2, "big") + (1920).to_bytes(2, "big")


def test_a_port_that_is_never_free_is_told_of() -> None:
    with shown_over_vnc("for good") as (port, said, program):
        tries = int(said.split()[1])
        assert tries > 2
        assert program.stderr is not None
        assert f"nobody can look: VNC port {port} is another program's now" in program.stderr.read().decode()
