"""Screens of kiosk and wall as they were approved, in the software renderer: two dozen for all, the rest on the contact
sheet (`python -m tests.contact_sheet FOLDER`)."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from .comparison import Picture

ROOT = Path(__file__).parents[2]
KIOSK = {
    "welcome-portrait-id-normal", "welcome-landscape-id-normal", "welcome-phone-portrait-en-normal",
    "welcome-portrait-id-low-large", "break-portrait-id-normal", "closed-landscape-en-normal",
    "service-portrait-id-normal", "service-landscape-id-normal", "insurance-portrait-en-normal",
    "insurance-portrait-id-contrast", "paper-kk-portrait-id-normal", "identity-wrong-portrait-id-normal",
    "priority-portrait-id-normal", "summary-incomplete-portrait-id-normal", "guide-requirements-landscape-id-normal",
    "ticket-printed-portrait-id-normal", "ticket-not-printed-landscape-id-large", "residence-landscape-id-low",
}  # fmt: skip
WALL = {
    "eighteen-landscape-id", "five-calls-portrait-id", "five-calls-split-id", "one-call-landscape-en",
    "idle-landscape-id", "away-landscape-id",
}  # fmt: skip
PAINT = """
import sys
from pathlib import Path
from display.screen.engine import ASSETS
from kiosk.pictures import paint_pictures
paint_pictures(ASSETS, Path(sys.argv[1]), set(sys.argv[2:]).__contains__)
"""
PAINT_WALL = """
import sys
from pathlib import Path
from PySide6.QtCore import QSize
from counter_server.protocol.branch_file import load_branch
from display.pictures import paint_pictures
from display.screen.engine import ASSETS
branch = load_branch(ASSETS / "branch.toml").branch
for name in sys.argv[2:]:
    scene, layout, language = name.rsplit("-", 2)
    size = QSize(1080, 1920) if layout == "portrait" else QSize(1920, 1080)
    paint_pictures(Path(sys.argv[1]), size, assets=ASSETS, branch=branch, language=language, layout=layout,
                   suffix=f"-{layout}-{language}", scenes=[scene])
"""
SOFTWARE = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}


def painted(*command: str) -> None:
    """In a process of its own: which renderer a process paints with is settled by its first window."""
    subprocess.run([sys.executable, *command], cwd=ROOT, env=os.environ | SOFTWARE, check=True, timeout=120)


def test_the_kiosks_screens_are_as_they_were_approved(tmp_path: Path, approved: Callable[[Picture, str], None]) -> None:
    painted("-c", PAINT, str(tmp_path), *sorted(KIOSK))
    for name in sorted(KIOSK):
        approved(tmp_path / f"kiosk-{name}.png", f"kiosk-{name}")


def test_the_walls_are_as_they_were_approved(tmp_path: Path, approved: Callable[[Picture, str], None]) -> None:
    painted("-c", PAINT_WALL, str(tmp_path), *sorted(WALL))
    for name in sorted(WALL):
        approved(tmp_path / f"display-{name}.png", f"wall-{name}")
