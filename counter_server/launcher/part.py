"""One program of the demonstration as a child process: started, listened to, ended, and asked why it died."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

LAST_WORDS = 6
"""Lines of a part's log that are shown when it died."""

PR_SET_PDEATHSIG = 1  # linux/prctl.h
_libc = ctypes.CDLL(None)


def _die_with_the_launcher() -> None:
    """In the child: SIGTERM when the launcher is gone, even where it was killed outright."""
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass(kw_only=True)
class Part:
    """A program, how it is started, and the process it is at this moment."""

    key: str
    """Its name in the locale's `[launcher.part]` and of its log."""
    module: str
    arguments: Sequence[str]
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    proven: bool = True
    """Whether it has worked before: one that never did is not worth another try."""
    process: subprocess.Popen[bytes] | None = None
    _heard: bytes = b""
    _log_start: int = 0

    @property
    def running(self) -> bool:
        """Whether its process has been started and not been collected yet."""
        return self.process is not None

    def start(self) -> int:
        """Start it, in a process group of its own, so that Ctrl-C reaches the launcher alone. Returns the descriptor
        its standard output can be read from, without blocking."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self._heard = b""
        with self.log.open("ab") as log:
            self._log_start = log.tell()
            self.process = subprocess.Popen(
                [sys.executable, "-m", self.module, *self.arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                env={**os.environ, **self.environment},
                start_new_session=True,
                preexec_fn=_die_with_the_launcher,  # noqa: PLW1509 - the launcher has one thread
            )
        assert self.process.stdout is not None
        os.set_blocking(self.process.stdout.fileno(), False)
        return self.process.stdout.fileno()

    def hear(self) -> list[str]:
        """The whole lines it said on standard output since last asked; they go into its log too."""
        if self.process is None or self.process.stdout is None:
            return []
        *lines, self._heard = (self._heard + (self.process.stdout.read() or b"")).split(b"\n")
        if lines:
            with self.log.open("ab") as log:  # whole lines only: what it says on standard error goes there as well
                log.writelines(line + b"\n" for line in lines)
        return [line.decode(errors="replace") for line in lines]

    def ended(self) -> int | None:
        """Its exit code once it has ended by itself, negative for a signal; None while it runs."""
        return None if self.process is None else self.process.poll()

    def ask_to_end(self) -> None:
        """SIGTERM."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def bury(self) -> None:
        """Kill what is left of it, with everything it has started, and let go of it."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()
        self.process = None

    def last_words(self) -> list[str]:
        """The last lines of its log since it was started."""
        with self.log.open("rb") as log:
            log.seek(self._log_start)
            lines = log.read().decode(errors="replace").splitlines()
        return [line for line in lines if line.strip()][-LAST_WORDS:]


def reason_of(code: int) -> str:
    """An exit code in words a technician can search for: `exit code 1`, `SIGSEGV`."""
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"
