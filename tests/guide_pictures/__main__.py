"""Takes them all, or those of some parts: `python -m tests.guide_pictures docs/guides/images [PART …]`."""

import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from playwright.sync_api import Browser
from PySide6.QtGui import QGuiApplication

from tests.browser import running_chromium

from . import PICTURES, at_the_counter, in_charge, machines
from .camera import Camera

PARTS: Mapping[str, Callable[[Camera, Browser, Path], None]] = {
    "counter": at_the_counter.pictures,
    "in-charge": in_charge.pictures,
    "figures": in_charge.figures,
    "machines": machines.pictures,
}


def main() -> int:
    """Says which it has taken, and how large they are."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    camera, parts = Camera(Path(sys.argv[1])), sys.argv[2:] or [*PARTS]
    camera.folder.mkdir(parents=True, exist_ok=True)
    application = QGuiApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder, running_chromium() as browser:
        for part in parts:
            (Path(folder) / part).mkdir()
            PARTS[part](camera, browser, Path(folder) / part)
    for name in camera.taken:
        print(f"{name}.png", (camera.folder / f"{name}.png").stat().st_size)
    assert sys.argv[2:] or sorted(camera.taken) == sorted(PICTURES)
    del application
    return 0


if __name__ == "__main__":
    sys.exit(main())
