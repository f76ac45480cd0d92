"""What the server itself has met and the person in charge should know. May be raised and cleared from any thread."""

import threading
from collections.abc import Callable

from counter_server.domain.alerts import SERVER, Alert, Level


class Alerts:
    """Alerts by code and subject. Raising what is raised already keeps its `since`."""

    def __init__(self, now: Callable[[], int], changed: Callable[[], None]) -> None:
        """`now`: milliseconds since 1970 UTC. `changed` is called in the thread that raised or cleared."""
        self._now, self._changed = now, changed
        self._raised: dict[tuple[str, str], Alert] = {}
        self._guard = threading.Lock()

    def raise_(self, code: str, subject: str = "", *, level: Level = Level.FAILED, **facts: object) -> None:
        """It is so from now on. Its words are the locale's `[console.alert.server]`."""
        with self._guard:
            known = self._raised.get((code, subject))
            since = known.since if known else self._now()
            alert = Alert(code=code, subject=subject, since=since, level=level, part=SERVER, facts=facts)
            self._raised[code, subject] = alert
        if alert != known:
            self._changed()

    def clear(self, code: str, subject: str = "") -> None:
        """It is so no more; nothing happens where it was not."""
        with self._guard:
            known = self._raised.pop((code, subject), None)
        if known is not None:
            self._changed()

    def present(self) -> list[Alert]:
        """What is raised now."""
        with self._guard:
            return list(self._raised.values())
