"""The programs as they are shipped, each in a process of its own, and what the kernel says of them."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[2]
TICKS = os.sysconf("SC_CLK_TCK")
MIB = 1024
DEADLINE = 30.0
SOFTWARE = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}


@dataclass(frozen=True, slots=True)
class Memory:
    """MiB: resident, and the same with each shared page divided among those who share it."""

    rss: float
    pss: float


@dataclass(frozen=True, slots=True)
class Program:
    """A running process; `began` and `ready` on the monotonic clock."""

    process: "subprocess.Popen[str]"
    began: float
    ready: float = 0.0
    address: str = ""

    @property
    def pid(self) -> int:
        """Its process id."""
        return self.process.pid

    def processor_seconds(self) -> float:
        """What it has used so far, both cores together, in user and kernel."""
        return processor_seconds(self.pid)

    def memory(self) -> Memory:
        """What it holds now."""
        return memory_of(self.pid)


def processor_seconds(pid: int) -> float:
    """User and kernel time of a process, all threads."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory_of(pid: int) -> Memory:
    """From smaps_rollup."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    kilobytes = {name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines)}
    return Memory(kilobytes["Rss"] / MIB, kilobytes["Pss"] / MIB)


def children_of(pid: int) -> list[int]:
    """Its living children."""
    threads = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for thread in threads for child in thread.read_text().split()]


@contextmanager
def started(*words: str, log: Path, environment: Mapping[str, str] | None = None) -> Iterator[Program]:
    """`python -m …` from the repository; ended, at the latest killed, when done."""
    with log.open("a") as said:
        began = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "-m", *words],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=said, text=True, env={**os.environ, **(environment or {})},
        )  # fmt: skip
        try:
            yield Program(process, began)
        finally:
            process.terminate()
            try:
                process.wait(DEADLINE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            if process.stdout:
                process.stdout.close()


@contextmanager
def server(data: Path, *words: str) -> Iterator[Program]:
    """The shipped server command on a free port, ready."""
    log = data.with_suffix(".log")
    command = ("counter_server", "--demo", "--port", "0", "--data", str(data), *words)
    with started(*command, log=log) as program:
        line = first_line(program.process.stdout, log)
        yield Program(program.process, program.began, time.monotonic(), line.removeprefix("ready ").strip())


def first_line(said: IO[str] | None, log: Path) -> str:
    """What a program says when it can answer."""
    line = said.readline() if said else ""
    if not line.startswith("ready "):
        raise RuntimeError(f"it did not start:\n{log.read_text()}")
    return line
