"""What the programs hold when nothing happens, and how long they take to stand."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from .figures import Spread
from .programs import SOFTWARE, Memory, children_of, memory_of, server, started

SETTLED = 5.0
"""Seconds after which a program has loaded what it loads late."""


@dataclass(frozen=True, slots=True)
class Starts:
    """From the start of the process."""

    ready: Spread
    """The server, on a database that is there, until it can answer."""
    kiosk: Spread
    display: Spread
    """Until the first frame is painted."""


def measure_starts(folder: Path, times: int) -> Starts:
    """Each so many times, after a first start that does not count."""
    data = folder / "starts"
    ready = [_ready(data) for _ in range(times + 1)][1:]
    with server(data) as program:
        frames = {name: _frames(name, program.address, folder, times) for name in ("kiosk", "display")}
    return Starts(Spread.of(ready), Spread.of(frames["kiosk"]), Spread.of(frames["display"]))


def _ready(data: Path) -> float:
    with server(data) as program:
        return program.ready - program.began


def _frames(name: str, address: str, folder: Path, times: int) -> list[float]:
    took = []
    for _ in range(times + 1):
        words = ("tests.bench.first_frame", name, address, str(folder / name))
        with started(*words, log=folder / f"{name}.log", environment=SOFTWARE) as program:
            assert program.process.stdout
            took.append(float(program.process.stdout.readline()) - program.began)
    return took[1:]


def measure_memory(folder: Path) -> dict[str, Memory]:
    """Of each program, all of them running and idle, in the software renderer."""
    with ExitStack() as stack:
        counter = stack.enter_context(server(folder / "idle"))
        screens = {
            name: stack.enter_context(
                started(
                    name, "--server", counter.address, "--key", f"demo-{name}", "--data", str(folder / f"idle-{name}"),
                    "--window", size, *more, log=folder / f"idle-{name}.log", environment=SOFTWARE,
                )
            )
            for name, size, more in (
                ("kiosk", "1080x1920", ("--printer", "stand-in")),
                ("display", "1920x1080", ("--player", "none")),
            )
        }  # fmt: skip
        _wait_for(lambda: bool(children_of(screens["display"].pid)))
        time.sleep(SETTLED)
        (worker,) = children_of(screens["display"].pid)
        return {
            "server": counter.memory(),
            "kiosk": screens["kiosk"].memory(),
            "display": screens["display"].memory(),
            "speech worker": memory_of(worker),
        }


def _wait_for(there: Callable[[], bool]) -> None:
    give_up = time.monotonic() + 20
    while not there() and time.monotonic() < give_up:
        time.sleep(0.05)
