"""Screens are tested without a screen, by the renderer the weakest PC has."""

import os
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    """The application the programs have: without widgets."""
    return QGuiApplication


@pytest.fixture(autouse=True)
def qml_without_complaint(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Qt tells of a binding loop, a property that is not there, an error in a script; the screen goes on, and is wrong.
    It was told to the log by `start_engine`."""
    yield
    records = [*caplog.get_records("setup"), *caplog.get_records("call"), *caplog.get_records("teardown")]
    said = [record.getMessage() for record in records]
    complaints = [line for line in said if line.startswith("QML: ")]
    assert not complaints, "\n".join(complaints)
