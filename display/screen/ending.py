"""Ends a Qt program cleanly on SIGTERM and SIGINT, and logs what Qt would print and swallow."""

import logging
import signal
import socket
import sys
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier

log = logging.getLogger(__name__)


def log_exceptions() -> None:
    """Log exceptions nobody caught, those inside slots among them."""

    def hook(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        log.error("an exception nobody caught", exc_info=(kind, fault, trace))

    sys.excepthook = hook


class QuitOnSignal(QObject):
    """While it lives, SIGTERM and SIGINT end the event loop of `application`.

    Qt's loop runs no Python, so Python's own handler would wait; the wake-up socket brings the loop back to Python.
    """

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        self.asked = False
        self._application = application
        self._near, self._far = socket.socketpair()
        for end in (self._near, self._far):
            end.setblocking(False)
        signal.set_wakeup_fd(self._far.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT):
            # not quit(): that asks the windows first, and the kiosk's does not let itself be closed
            signal.signal(number, self._end)
        self._notifier = QSocketNotifier(self._near.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._drain)

    def _end(self, *_: object) -> None:
        self.asked = True
        self._application.exit()

    def _drain(self) -> None:
        self._near.recv(64)

    def stop(self) -> None:
        """Give the signals back to Python."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        self._near.close()
        self._far.close()
