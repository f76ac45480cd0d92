"""Screens are tested without a screen, by the renderer the weakest PC has."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    """The application the programs have: without widgets."""
    return QGuiApplication


PATIENCE = 20_000
"""Milliseconds: a machine that stands still for some seconds is no fault of the screen's."""


class PatientBot(QtBot):
    """Waits for what must come as long as the other tests do."""

    def waitUntil(self, *given: Any, timeout: int = PATIENCE, **more: Any) -> None:
        super().waitUntil(*given, timeout=max(timeout, PATIENCE), **more)

    def waitSignal(self, *given: Any, timeout: int = PATIENCE, raising: bool | None = None, **more: Any) -> Any:
        patience = timeout if raising is False else max(timeout, PATIENCE)  # False: it must not come
        return super().waitSignal(*given, timeout=patience, raising=raising, **more)

    def waitSignals(self, *given: Any, timeout: int = PATIENCE, **more: Any) -> Any:
        return super().waitSignals(*given, timeout=max(timeout, PATIENCE), **more)


@pytest.fixture
def qtbot(qapp: QGuiApplication, request: pytest.FixtureRequest) -> QtBot:
    """The one of pytest-qt, with more patience."""
    return PatientBot(request)


@pytest.fixture(autouse=True)
def qml_without_complaint(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Qt tells of a binding loop, a property that is not there, an error in a script; the screen goes on, and is wrong.
    It was told to the log by `start_engine`."""
    yield
    records = [*caplog.get_records("setup"), *caplog.get_records("call"), *caplog.get_records("teardown")]
    said = [record.getMessage() for record in records]
    complaints = [line for line in said if line.startswith("QML: ")]
    assert not complaints, "\n".join(complaints)
