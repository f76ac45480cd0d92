"""Keeps the parts of the demonstration alive, names the one that dies with its reason, and ends them all together."""

import time
from collections import defaultdict, deque
from collections.abc import Callable

from .part import Part, reason_of
from .wake_up import WakeUp
from .words import Words, write

REST_BEFORE_RESTART = 1.0
DEATHS_BORNE = 3
"""A part that dies this often within DEATH_WINDOW seconds is not started again."""
DEATH_WINDOW = 60.0
PATIENCE_AT_THE_END = 5.0


class GivenUp(Exception):
    """The server keeps dying: without it there is no demonstration."""


class Crew:
    """The running parts."""

    def __init__(self, words: Words, wake_up: WakeUp, on_line: Callable[[Part, str], None]) -> None:
        self._words = words
        self._wake_up = wake_up
        self._on_line = on_line
        self._parts: list[Part] = []
        self._deaths: dict[str, deque[float]] = defaultdict(deque)
        self._restarts: list[tuple[float, Part]] = []

    def start(self, part: Part) -> None:
        """Start a part and watch over it."""
        if part not in self._parts:
            self._parts.append(part)
        self._wake_up.watch(part.start())

    def watch_until_asked_to_end(self) -> None:
        """Return when Ctrl-C, SIGTERM or a closed terminal says so. Raises GivenUp when the server keeps dying."""
        while not self._wake_up.asked_to_end:
            self.turn()

    def turn(self) -> None:
        """Wait for the next happening and answer it."""
        now = time.monotonic()
        due = [part for at, part in self._restarts if at <= now]
        self._restarts = [(at, part) for at, part in self._restarts if at > now]
        for part in due:
            self.start(part)
        self._wake_up.wait(min((at - now for at, _ in self._restarts), default=None))
        for part in self._parts:
            for line in part.hear():
                self._on_line(part, line)
            code = part.ended()
            if code is not None and not self._wake_up.asked_to_end:
                self._dead(part, code)

    def end(self) -> None:
        """End all: the server last, so that the others can still report. A second Ctrl-C makes it short."""
        server = self._parts[:1]
        for group in (self._parts[1:], server):
            for part in group:
                part.ask_to_end()
            deadline = time.monotonic() + PATIENCE_AT_THE_END
            for part in group:
                while part.ended() is None and part.running and time.monotonic() < deadline:
                    if self._wake_up.asked_to_end > 1:
                        deadline = 0.0
                    self._wake_up.wait(max(0.0, min(0.2, deadline - time.monotonic())))
                    part.hear()
                self._bury(part)

    def _dead(self, part: Part, code: int) -> None:
        self._bury(part)
        if code == 0 and part is not self._parts[0]:
            self._words.tell("closed", part=part.key)
            return
        deaths = self._deaths[part.key]
        deaths.append(time.monotonic())
        while deaths[0] < deaths[-1] - DEATH_WINDOW:
            deaths.popleft()
        again = part.proven and len(deaths) < DEATHS_BORNE
        self._words.tell(
            "died_again" if again else "died_for_good", part=part.key, reason=reason_of(code), log=part.log
        )
        write(f"    {line}" for line in part.last_words())
        if again:
            self._restarts.append((time.monotonic() + REST_BEFORE_RESTART, part))
        elif part is self._parts[0]:
            raise GivenUp

    def _bury(self, part: Part) -> None:
        if part.process is not None and part.process.stdout is not None:
            self._wake_up.forget(part.process.stdout.fileno())
        part.bury()
