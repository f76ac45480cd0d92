"""A real server for whoever asks for one."""

from tests.kiosk_without_screen import kiosk, line, own_server
from tests.server import floor, server, wire

__all__ = ["floor", "kiosk", "line", "own_server", "server", "wire"]
