"""How long the kiosk waits for a visitor who does nothing, then starts over."""

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

WARN_SECONDS = 20
"""The countdown is shown for the last part of the wait: time to hear it, find a key and press it (WCAG 2.2.1)."""


class Patience(QObject):
    """Counts down from `wait` to `over`; every sign of life starts it again."""

    left = Signal(int)
    """Seconds left, told once a second while the countdown is shown; 0 hides it."""
    over = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seconds = 0.0
        self._warn = 0.0
        self._since = QElapsedTimer()
        self._tick = QTimer(self, interval=200)
        self._tick.timeout.connect(self._look)
        self._told = 0

    def wait(self, seconds: float, *, warn: bool) -> None:
        """Start counting anew. Without `warn` nothing is shown before the end."""
        self._seconds, self._warn = seconds, min(WARN_SECONDS, seconds / 2) if warn else 0.0
        self._since.start()
        self._tick.start()
        self._tell(0)

    def stop(self) -> None:
        """Nobody is here to wait for."""
        self._tick.stop()
        self._tell(0)

    def _look(self) -> None:
        left = self._seconds - self._since.elapsed() / 1000
        if left <= 0:
            self.stop()
            self.over.emit()
        elif left <= self._warn:
            self._tell(int(left) + 1)

    def _tell(self, seconds: int) -> None:
        if seconds != self._told:
            self._told = seconds
            self.left.emit(seconds)
