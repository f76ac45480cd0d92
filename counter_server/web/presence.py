"""Which consoles are heard: by their open stream, or by a word from a hidden tab."""

import time
from dataclasses import dataclass, field

GONE_AFTER = 60.0
"""Seconds without a stream after which the console's owner is away."""


@dataclass(slots=True)
class _Heard:
    staff: str
    streams: int = 0
    last: float = field(default_factory=time.monotonic)
    told: bool = False


class Presence:
    """Sessions of browsers; a program's session is exempt, and unknown here."""

    def __init__(self) -> None:
        self._heard: dict[str, _Heard] = {}
        self._back: list[str] = []

    def expect(self, sessions: dict[str, str]) -> None:
        """Sessions (hash → staff) that should be heard from now on."""
        for session, staff in sessions.items():
            self._heard = {known: heard for known, heard in self._heard.items() if heard.staff != staff}
            self._heard[session] = _Heard(staff)

    def seen(self, session: str) -> None:
        """A word from it."""
        heard = self._heard.get(session)
        if heard is not None:
            if heard.told:
                self._back.append(heard.staff)
            heard.last, heard.told = time.monotonic(), False

    def forget(self, session: str) -> None:
        """It is over."""
        self._heard.pop(session, None)

    def stream(self, session: str, opened: bool) -> None:
        """Its stream opened or closed."""
        heard = self._heard.get(session)
        if heard is not None:
            heard.streams += 1 if opened else -1
            self.seen(session)

    def back(self) -> list[str]:
        """Staff told gone who have been heard again since, each told once."""
        back, self._back = self._back, []
        return back

    def gone(self) -> list[str]:
        """Staff not heard for too long, each told once until she is heard again."""
        late = time.monotonic() - GONE_AFTER
        gone = [heard for heard in self._heard.values() if not heard.streams and heard.last < late and not heard.told]
        for heard in gone:
            heard.told = True
        return [heard.staff for heard in gone]
