"""Keeps Qt's VNC platform on loopback: it knows no such option, and listens on every address without a password."""

import logging
import os
import re
import socket
import stat
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

DEFAULT_PORT = 5900
FREE_AFTER_SECONDS = 3.0

log = logging.getLogger(__name__)


def keep_to_loopback() -> None:
    """Where the application is shown over VNC, let it be reached from this machine only.

    Qt listens in the first turn of the event loop and accepts nobody before the next; the timer lies between.
    """
    if QGuiApplication.platformName() == "vnc":
        QTimer.singleShot(0, _move_to_loopback)


def _move_to_loopback() -> None:
    option = re.search(r"port=(\d+)", os.environ.get("QT_QPA_PLATFORM", ""))
    port = int(option[1]) if option else DEFAULT_PORT
    descriptor = listener(port)
    if descriptor is None:
        log.error("nobody can look: Qt does not listen on VNC port %d", port)
        return
    with socket.socket() as silent:
        os.dup2(silent.fileno(), descriptor)  # closes Qt's listener, and with it whoever had knocked
    ours = _listening(port)
    if ours is None:
        log.error("nobody can look: VNC port %d is another program's now", port)
        return
    with ours:
        ours.setblocking(False)
        os.dup2(ours.fileno(), descriptor)


def _listening(port: int) -> socket.socket | None:
    """A program that this one is just starting holds Qt's listener too, until it runs. Waited for without a turn of the
    event loop, in which Qt would look at a socket that listens to nobody."""
    until = time.monotonic() + FREE_AFTER_SECONDS
    while time.monotonic() < until:
        try:
            return socket.create_server(("127.0.0.1", port))
        except OSError:
            time.sleep(0.01)
    return None


def listener(port: int) -> int | None:
    """The descriptor of this process's TCP listener on `port`."""
    for entry in Path("/proc/self/fd").iterdir():
        descriptor = int(entry.name)
        try:
            if not stat.S_ISSOCK(os.fstat(descriptor).st_mode):
                continue
        except OSError:
            continue  # the folder's own descriptor, closed meanwhile
        with socket.socket(fileno=os.dup(descriptor)) as candidate:
            if (
                candidate.family in {socket.AF_INET, socket.AF_INET6}
                and candidate.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)
                and candidate.getsockname()[1] == port
            ):
                return descriptor
    return None
