"""Where kiosk and wall display are shown: on this machine's screen, or over VNC on loopback where there is none."""

import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field

LOOPBACK = "127.0.0.1"
FIRST_VNC_PORT = 5901
PORTS_TRIED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """Where one program is shown."""

    environment: Mapping[str, str] = field(default_factory=dict)
    vnc_port: int | None = None
    """None: a window on this machine's own screen."""


def has_screen(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether this machine shows windows, or the way to show them was chosen by hand."""
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def screen_for(size: str, taken: frozenset[int] = frozenset()) -> Screen:
    """A screen of `size` (`1920x1080`): the machine's own, or a free VNC port that is not in `taken`."""
    if has_screen():
        return Screen()
    port = free_port(FIRST_VNC_PORT, taken)
    return Screen(
        environment={"QT_QPA_PLATFORM": f"vnc:port={port}:size={size}", "QT_QUICK_BACKEND": "software"},
        vnc_port=port,
    )


def is_free(port: int) -> bool:
    """Whether nobody listens on this port of the loopback address."""
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def free_port(first: int, taken: frozenset[int] = frozenset()) -> int:
    """The first free port from `first` on. Raises OSError where a hundred are taken."""
    for port in range(first, first + PORTS_TRIED):
        if port not in taken and is_free(port):
            return port
    raise OSError(f"no free port from {first} on")
