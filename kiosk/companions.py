"""What joins the kiosk once its first picture stands, for nobody needs it before."""

from collections.abc import Callable, Iterable
from typing import Protocol

from PySide6.QtCore import QTimer


class Ends(Protocol):
    """A part that can be ended."""

    def stop(self) -> None: ...


class Companions:
    """`make` is asked for them after so many milliseconds. End them with `stop`, also before they came."""

    def __init__(self, milliseconds: int, make: Callable[[], Iterable[Ends]]) -> None:
        self._there: list[Ends] = []
        self._timer = QTimer(singleShot=True, interval=milliseconds)
        self._timer.timeout.connect(lambda: self._there.extend(make()))
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        for part in self._there:
            part.stop()
