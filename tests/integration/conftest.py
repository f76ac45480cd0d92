"""A real server for whoever asks for one."""

from tests.server import floor, server, wire

__all__ = ["floor", "server", "wire"]
