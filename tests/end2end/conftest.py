"""The hall's screens without a screen, and its ears."""

import os

import pytest
from PySide6.QtGui import QGuiApplication

from tests.sound import null_sink

__all__ = ["null_sink", "qapp_cls"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    """The application the programs have: without widgets."""
    return QGuiApplication
