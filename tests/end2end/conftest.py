"""The hall's screens without a screen, and its ears."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from PySide6.QtGui import QGuiApplication

from tests.browser import running_chromium
from tests.server import Server, running
from tests.sound import null_sink

__all__ = ["null_sink", "qapp_cls"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    """The application the programs have: without widgets."""
    return QGuiApplication


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for a module's tests; each console in it has a context, and so cookies, of its own."""
    with running_chromium() as chromium:
        yield chromium


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A demonstration's, for a module's tests."""
    with running(tmp_path_factory.mktemp("server") / "data") as server:
        yield server


@pytest.fixture
def server(started: Server) -> Server:
    """The same, with nobody waiting and nobody signed in."""
    started.sweep()
    return started


@pytest.fixture
def new_server(tmp_path: Path) -> Iterator[Server]:
    """One of its own, at its first day's first number."""
    with running(tmp_path / "server") as server:
        yield server
