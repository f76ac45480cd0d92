"""The worker as a child of this process: started, written to, listened to, ended."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue

import msgspec

from .lines import Order, Report, line, read_report

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Ended:
    """The worker closed its side: it died or was ended."""


@dataclass(frozen=True, slots=True)
class Interrupt:
    """The owner of the worker wants silence."""

    order: int


Happening = Report | Ended | Interrupt


class WorkerProcess:
    """One run of `python -m display.speech.worker`. In a session of its own, so that the player dies with it."""

    def __init__(self, cache: Path, chime: Path) -> None:
        """Raises OSError when it cannot be started."""
        path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
        self._child = subprocess.Popen(
            [sys.executable, "-m", "display.speech.worker", "--cache", str(cache), "--chime", str(chime)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": path},
            start_new_session=True,
            bufsize=0,
        )
        self._happenings: SimpleQueue[Happening] = SimpleQueue()
        self._listener = threading.Thread(target=self._listen, name="speech worker", daemon=True)
        self._listener.start()

    @property
    def pid(self) -> int:
        return self._child.pid

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._child.poll() is None

    def send(self, order: Order) -> None:
        """A worker that is gone says so by `Ended`, not here."""
        assert self._child.stdin is not None
        with contextlib.suppress(OSError, ValueError):
            self._child.stdin.write(line(order))

    def put(self, happening: Happening) -> None:
        """Something to be met by the one who waits in `next`."""
        self._happenings.put(happening)

    def next(self, until: float) -> Happening | None:
        """What happens next; None when nothing does until then, on the monotonic clock."""
        try:
            return self._happenings.get(timeout=max(0.0, until - time.monotonic()))
        except Empty:
            return None

    def end(self, patience: float = 0.0) -> None:
        """Let it leave by itself for so many seconds, then end it with all it started."""
        assert self._child.stdin is not None
        with contextlib.suppress(OSError):
            self._child.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._child.wait(patience)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._child.pid, signal.SIGKILL)
        self._child.wait()
        self._listener.join()
        assert self._child.stdout is not None
        self._child.stdout.close()

    def _listen(self) -> None:
        assert self._child.stdout is not None
        buffered = b""
        while chunk := self._child.stdout.read(65536):
            *whole, buffered = (buffered + chunk).split(b"\n")
            for text in whole:
                with contextlib.suppress(msgspec.DecodeError):
                    self._happenings.put(read_report(text))
        self._happenings.put(Ended())
