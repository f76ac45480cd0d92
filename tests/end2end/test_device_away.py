"""A machine that dies is missed, and is back when it is back: the real display beside the real server."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from counter_server.protocol.client import CounterClient
from counter_server.protocol.device_messages import AlertNow
from counter_server.web.devices import AWAY_AFTER
from tests.server import DEMO_DISPLAY, PATIENCE, ROOT, listening, running

OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}


@contextmanager
def a_display(url: str, data: Path) -> Iterator["subprocess.Popen[bytes]"]:
    told = ["--server", url, "--key", DEMO_DISPLAY, "--data", str(data), "--window", "640x360", "--player", "none"]
    program = subprocess.Popen(
        [sys.executable, "-m", "display", *told], cwd=ROOT, env=os.environ | OFFSCREEN, stderr=subprocess.DEVNULL
    )
    try:
        yield program
    finally:
        program.kill()
        program.wait()


def about_the_display(supervisor: CounterClient) -> list[AlertNow]:
    return [alert for alert in supervisor.devices().alerts if alert.subject == "demo-display" and alert.code == "away"]


def is_heard(supervisor: CounterClient) -> bool:
    devices = {one.device: one for one in supervisor.devices().devices}
    return "demo-display" in devices and devices["demo-display"].heard and devices["demo-display"].version != ""


@pytest.mark.slow
def test_a_display_that_is_killed_is_told_within_the_half_minute_it_has_and_not_after_it_is_back(
    tmp_path: Path,
) -> None:
    with running(tmp_path / "server") as server:
        supervisor = server.supervisor()
        with listening(server, supervisor.token) as heard:

            def wait_for(condition: Callable[[], object], seconds: float) -> float:
                """Asks again with whatever comes down the stream: a heartbeat every 4 s at the latest."""
                began = time.monotonic()
                while not condition():
                    assert time.monotonic() - began < seconds, "it was waited for in vain"
                    next(heard)
                return time.monotonic() - began

            with a_display(server.url, tmp_path / "display") as display:
                wait_for(lambda: is_heard(supervisor), PATIENCE)
                assert about_the_display(supervisor) == []
                display.send_signal(signal.SIGKILL)
                missed = wait_for(lambda: about_the_display(supervisor), AWAY_AFTER + 10)
                assert missed > AWAY_AFTER - 5  # a blink is no alarm
            (alert,) = about_the_display(supervisor)
            assert (alert.part, alert.level, alert.facts) == ("device", "failed", {"kind": "display"})
            with a_display(server.url, tmp_path / "display"):
                wait_for(lambda: not about_the_display(supervisor), PATIENCE)
