"""One part alone, `./run kiosk` or `./run display`, where the machine has no screen: how large it is over VNC."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from counter_server.launcher.__main__ import ROOT

SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@contextmanager
def shown_over_vnc(part: str, assets: Path, data: Path) -> Iterator[int]:
    """The port on which it can be looked at, once it has said so; its server is away."""
    unseen = {name: value for name, value in os.environ.items() if name not in SCREENS}
    words = [str(ROOT / "run"), part, "--server", "http://127.0.0.1:9", "--assets", str(assets), "--data", str(data)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=unseen) as program:
        assert program.stdout is not None
        said = re.search(r"vncviewer 127\.0\.0\.1::(\d+)", program.stdout.readline())
        assert said
        try:
            yield int(said[1])
        finally:
            program.terminate()


def size_seen(port: int) -> tuple[int, int]:
    """Width and height as a viewer is told them (RFC 6143)."""
    with viewer_of(port) as viewer, viewer.makefile("rwb") as stream:
        stream.write(stream.read(12))  # the version
        stream.flush()
        stream.read(4)  # no authentication
        stream.write(b"\x01")
        stream.flush()
        return int.from_bytes(stream.read(2), "big"), int.from_bytes(stream.read(2), "big")
