"""Tells the server how this machine's parts are: each change at once, all of them every 20 s, the newest state first.

A server that is away is no fault of the machine: what it has not heard it is told when it is back.
"""

import logging
import threading
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from counter_server.protocol.client import ServerAway, ServerRefused
from counter_server.protocol.device_state import DeviceState, PartState

EVERY_SECONDS = 20.0
"""Well within the 30 s after which the server takes a machine for gone."""
AGAIN_SECONDS = 2.0
PROMPT_END_SECONDS = 1.0

log = logging.getLogger(__name__)


class StateReport:
    """`part` may be called from any thread. `tell` is one try to deliver: it raises ServerAway or ServerRefused."""

    def __init__(
        self, tell: Callable[[DeviceState], None], *, every: float = EVERY_SECONDS, again: float = AGAIN_SECONDS
    ) -> None:
        """`every`: seconds between two reports of an unchanged state; `again`: until an undelivered one is retried."""
        self._tell, self._every, self._again = tell, every, again
        self._parts: dict[str, PartState] = {}
        self._guard = threading.Lock()
        self._due = threading.Event()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="state report", daemon=True)

    def start(self) -> None:
        """Begin to tell."""
        self._thread.start()

    def part(self, name: str, state: PartState) -> None:
        """This part is so from now on. The same again costs nothing."""
        with self._guard:
            if self._parts.get(name) == state:
                return
            self._parts[name] = state
        self._due.set()

    def parts(self, states: Mapping[str, PartState]) -> None:
        """Several parts at a time."""
        for name, state in states.items():
            self.part(name, state)

    def tell_again(self) -> None:
        """The server may have forgotten: it has just come back."""
        self._due.set()

    def stop(self) -> None:
        """Tell nothing more."""
        self._ended.set()
        self._due.set()
        if self._thread.is_alive():
            self._thread.join(PROMPT_END_SECONDS)

    def _run(self) -> None:
        while not self._ended.is_set():
            self._due.clear()
            with self._guard:
                state = DeviceState(dict(self._parts), program_version())
            self._due.wait(self._every if self._told(state) else self._again)

    def _told(self, state: DeviceState) -> bool:
        try:
            self._tell(state)
        except ServerAway as away:
            log.debug("the state of this machine waits: %s", away.reason)
            return False
        except ServerRefused as refused:
            log.info("the state of this machine was refused: %s", refused.code)
        return True


@cache
def program_version() -> str:
    """Of the programs of this folder; empty where it does not say."""
    try:
        project = tomllib.loads((Path(__file__).resolve().parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
        return str(project["project"]["version"])
    except (OSError, KeyError, tomllib.TOMLDecodeError):
        return ""
