"""The welcome's code for phones: another one each minute, as long as the server offers the page behind it."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Slot

from .phone_code import address, changes_in

SOON = 50
"""Milliseconds after the turn of the minute."""


class PhoneInvitation(QObject):
    """Told of the page by `offered`; tells `show` what the code holds, an empty text where there is none."""

    def __init__(self, key: str, now: Callable[[], datetime], show: Callable[[str], None]) -> None:
        """`now`: the kiosk's clock, which follows the server's."""
        super().__init__()
        self._key, self._now, self._show = key, now, show
        self._page = ""
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._tell)

    @Slot(str)
    def offered(self, page: str) -> None:
        """`page` of the server's offer; empty: phones take no numbers here."""
        if page != self._page:
            self._page = page
            self._tell()

    def stop(self) -> None:
        """No more codes."""
        self._next.stop()

    def _tell(self) -> None:
        now = self._now()
        self._show(address(self._page, self._key, now))
        if self._page:
            self._next.start(int(1000 * changes_in(now)) + SOON)
