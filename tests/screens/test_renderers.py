"""The weakest PC paints with the processor, any other through OpenGL: both show the same screens."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests.server import ROOT

KIOSK = ["kiosk-welcome-portrait-id-normal.png", "kiosk-summary-incomplete-landscape-en-normal.png"]
WALL = "display-eighteen.png"
PATCH = 16
"""Pixels. Letters and rounded edges are painted a little differently, so the mean colours of patches are compared."""
UNLIKE = 40
"""Levels of 255 by which a patch may differ."""

PAINT = """
import sys
from pathlib import Path

from PySide6.QtCore import QSize
from counter_server.protocol.branch_file import load_branch
import display.pictures
import kiosk.pictures

assets, folder = Path("assets"), Path(sys.argv[1])
for scene in sys.argv[2:]:
    kiosk.pictures.paint_pictures(assets, folder, lambda name, scene=scene: scene == f"kiosk-{name}.png")
branch = load_branch(assets / "branch.toml").branch
display.pictures.paint_pictures(folder, QSize(1920, 1080), assets=assets, branch=branch, language="id")
"""


@pytest.fixture(scope="module")
def screen() -> Iterator[str]:
    """A screen of memory, that takes OpenGL."""
    reading, writing = os.pipe()
    size = "1920x1920x24"
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
        server.terminate()


def painted(folder: Path, **environment: str) -> str:
    """Paints the scenes in a process of its own; what Qt said of its renderer."""
    ours = {name: value for name, value in os.environ.items() if name not in ("QT_QUICK_BACKEND", "QT_QPA_PLATFORM")}
    told = subprocess.run(
        [sys.executable, "-c", PAINT, str(folder), *KIOSK],
        cwd=ROOT,
        env=ours | {"QSG_INFO": "1", **environment},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert "Binding loop" not in told.stderr
    return told.stderr


def patches(picture: Path) -> NDArray[np.int64]:
    """The mean colour of every patch."""
    with Image.open(picture) as shown:
        coarse = shown.convert("RGB").resize((shown.width // PATCH, shown.height // PATCH), Image.Resampling.BOX)
    return np.asarray(coarse, dtype=np.int64)


def test_opengl_and_the_processor_paint_the_same_kiosk_and_the_same_wall(screen: str, tmp_path: Path) -> None:
    said = painted(
        tmp_path / "gl", DISPLAY=screen, QT_QPA_PLATFORM="xcb", QSG_RHI_BACKEND="opengl", LIBGL_ALWAYS_SOFTWARE="1"
    )
    assert "backend OpenGL" in said
    said = painted(tmp_path / "processor", QT_QPA_PLATFORM="offscreen", QT_QUICK_BACKEND="software")
    assert "backend OpenGL" not in said
    names = {picture.name for picture in (tmp_path / "gl").glob("*.png")}
    assert names >= {*KIOSK, WALL}
    for name in sorted(names):
        gl, processor = patches(tmp_path / "gl" / name), patches(tmp_path / "processor" / name)
        assert gl.shape == processor.shape, name
        assert processor.std() > 10, (name, "is empty")
        furthest = np.abs(gl - processor).max(axis=2)
        row, column = np.unravel_index(np.argmax(furthest), furthest.shape)
        assert furthest.max() < UNLIKE, (name, "differs at", int(column) * PATCH, int(row) * PATCH, int(furthest.max()))
