"""The server the hunted one is; screens without a screen."""

import os

from tests.server import floor, server, wire

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

__all__ = ["floor", "server", "wire"]
