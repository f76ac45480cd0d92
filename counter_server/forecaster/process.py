"""The server's hand on a forecaster: started when it is first needed, started again when it has died."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from counter_server.protocol.decoding import decoded

from .jobs import Answer, Job, line_of

PACKAGE = Path(__file__).resolve().parents[2]


class ForecasterGone(Exception):
    """It ended before it had answered, or was ended."""


class Forecaster:
    """A process. Asked by one thread at a time; `end` may be called by any."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, job: Job) -> Iterator[Answer]:
        """Its answers, the last of them with what was asked for. Raises ForecasterGone."""
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(line_of(job))
            process.stdin.flush()
            while (line := process.stdout.readline()).endswith(b"\n"):
                answer = decoded(line, Answer)
                yield answer
                if answer.outlook is not None or answer.plan is not None:
                    return
        except (OSError, ValueError) as error:
            raise ForecasterGone from error
        finally:
            if process.poll() is not None:
                self.end()
        raise ForecasterGone

    def end(self) -> None:
        """Ends it, whatever it is at."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for door in (process.stdin, process.stdout):
            if door is not None:
                door.close()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.end()
            path = os.pathsep.join(filter(None, (str(PACKAGE), os.environ.get("PYTHONPATH", ""))))
            self._process = subprocess.Popen(
                [sys.executable, "-m", "counter_server.forecaster"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path},
            )  # fmt: skip
        return self._process
