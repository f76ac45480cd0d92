"""`python -m counter_server.forecaster`: plays the hall forward for a server, in a process of its own, so that the
server answers meanwhile. Reads jobs, writes answers, and ends when nobody is there to ask."""

import contextlib
import os
import signal
import sys

from counter_server.domain.forecast.foresee import foresee
from counter_server.domain.forecast.plan import plan
from counter_server.protocol.decoding import decoded

from .jobs import Answer, Job, line_of

NICE = 10
"""Whoever stands at the kiosk comes first."""


def main() -> int:
    """One job after another."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then closes our door
    with contextlib.suppress(AttributeError, OSError):
        os.nice(NICE)
    out = sys.stdout.buffer

    def tell(answer: Answer) -> None:
        out.write(line_of(answer))
        out.flush()

    with contextlib.suppress(BrokenPipeError):
        for line in sys.stdin.buffer:
            job = decoded(line, Job)
            if job.hall is not None:
                tell(Answer(outlook=foresee(job.hall, seed=job.hall.at)))
            if job.plan is not None:
                tell(Answer(plan=plan(job.plan, lambda done, of: tell(Answer(done=done, of=of)))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
