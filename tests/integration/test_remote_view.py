"""Qt's VNC platform, in a process of its own, looked at with the first words of the RFB protocol (RFC 6143)."""

import os
import selectors
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_server.launcher.screens import free_port

ROOT = Path(__file__).resolve().parents[2]
SHOWS_NOTHING = """
import os, sys, time
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from display.screen.remote_view import keep_to_loopback

application = QGuiApplication(sys.argv)

def program_being_started():
    if os.fork() == 0:
        time.sleep(0.3)  # as long as a busy machine takes from fork to exec, with every descriptor of ours
        os._exit(0)

QTimer.singleShot(0, program_being_started)
keep_to_loopback()
QTimer.singleShot(0, lambda: QTimer.singleShot(0, lambda: print("open", flush=True)))
sys.exit(application.exec())
"""
LISTENING = "0A"
LOOPBACK = "0100007F"


@pytest.fixture
def port() -> Iterator[int]:
    """The port of a running program that is shown over VNC, 1080×1920 large."""
    port = free_port(5950)
    platform = f"vnc:port={port}:size=1080x1920"
    environment = {**os.environ, "QT_QPA_PLATFORM": platform, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", SHOWS_NOTHING], stdout=subprocess.PIPE, env=environment) as program:
        assert program.stdout is not None
        with selectors.DefaultSelector() as selector:
            selector.register(program.stdout, selectors.EVENT_READ)
            assert selector.select(20), "the program never opened"
        assert program.stdout.readline() == b"open\n"
        yield port
        program.terminate()


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
        with socket.create_connection(("127.0.0.1", port), timeout=10) as viewer, viewer.makefile("rwb") as stream:
            assert stream.read(12) == b"RFB 003.003\n"
            stream.write(b"RFB 003.003\n")
            stream.flush()
            assert stream.read(4) == (1).to_bytes(4, "big")  # no authentication
            stream.write(b"\x01")
            stream.flush()
            assert stream.read(4) == (1080).to_bytes(2, "big") + (1920).to_bytes(2, "big")
