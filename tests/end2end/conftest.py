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


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A demonstration's, for one test."""
    with running(tmp_path / "server") as started:
        yield started
