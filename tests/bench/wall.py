"""From the call to the painted wall and to the first sound: the display program and its trace, a verifier who calls."""

import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from counter_server.protocol.client import CounterClient
from counter_server.protocol.messages import Ticket

from .figures import Spread
from .programs import ROOT, SOFTWARE, server, started
from .rates import PAPERS, PIN

LASTS_AS_LONG = """sh -c 'n=$(($(stat -c %s "$0") / 490)); sleep $((n / 100)).$((n % 100 / 10))'"""
"""A player for a machine without sound: takes nine tenths of the WAV's length (44,100 bytes a second)."""
PATIENCE = 60.0
LOOK_EVERY = 0.01
REST = 0.7
"""Seconds; the wall itself pauses half a second between two calls."""


@dataclass
class TraceFile:
    """What the display has noted so far."""

    path: Path
    lines: list[dict[str, Any]] = field(default_factory=list)
    _read: int = 0

    def when(self, event: str, **facts: object) -> dict[str, Any]:
        """The first such line, waited for."""
        return until(lambda: self._find(event, facts))

    def _find(self, event: str, facts: dict[str, object]) -> dict[str, Any] | None:
        if self.path.exists():
            *whole, _ = self.path.read_text().split("\n")
            self.lines += map(json.loads, whole[self._read :])
            self._read = len(whole)
        wanted = {"event": event, **facts}
        return next((line for line in self.lines if wanted.items() <= line.items()), None)


def until(look: Callable[[], dict[str, Any] | None]) -> dict[str, Any]:
    """What it finds, as soon as it finds it."""
    give_up = time.monotonic() + PATIENCE
    while (found := look()) is None:
        if time.monotonic() > give_up:
            raise TimeoutError("the wall does not go on")
        time.sleep(LOOK_EVERY)
    return found


def measure_wall(folder: Path, times: int) -> tuple[Spread, Spread]:
    """(call to painted wall, call to first sound). One call at a time: the voice is silent when the next one comes."""
    painted, sounding = [], []
    with server(folder / "wall", "--assignment", "pull") as program, a_display(program.address, folder) as trace:
        verifier = CounterClient(program.address)
        verifier.sign_in("verifier-1", PIN, "loket-1")
        for _ in range(times + 1):
            answers = {"for": "self", "insurance": "none", "residence": "city"}
            verifier.issue(
                request_id=str(uuid4()), service="A", documents=PAPERS, answers=answers, channel="staff"
            )  # fmt: skip
        for _ in range(times + 1):
            began = time.monotonic()
            ticket = verifier.call_next("loket-1")
            assert ticket is not None
            seen = trace.when("painted", action="call", number=ticket.number)
            heard = trace.when("sound", seq=seen["seq"])
            painted.append(seen["monotonic"] - began)
            sounding.append(heard["monotonic"] - began)
            _end(verifier, ticket)
    return Spread.of(painted[1:]), Spread.of(sounding[1:])


def _end(verifier: CounterClient, ticket: Ticket) -> None:
    """Once it has been spoken; a moment later the wall is at rest."""
    until(lambda: None if verifier.board().announcements else {"spoken": True})
    verifier.no_show(ticket.id)
    time.sleep(REST)


@contextmanager
def a_display(address: str, folder: Path) -> Iterator[TraceFile]:
    """The program, connected and painted; each call is said once, so that many can be measured."""
    assets = folder / "assets"
    shutil.copytree(ROOT / "assets", assets)
    branch = assets / "branch.toml"
    branch.write_text(branch.read_text().replace("repeat = 2", "repeat = 1"))
    trace = folder / "trace.jsonl"
    words = ("--server", address, "--key", "demo-display", "--assets", str(assets), "--data", str(folder / "display"))
    more = ("--window", "1920x1080", "--player", LASTS_AS_LONG, "--trace", str(trace))
    with started("display", *words, *more, log=folder / "display.log", environment=SOFTWARE):
        file = TraceFile(trace)
        file.when("received")
        yield file
