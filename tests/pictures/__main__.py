"""Approve pictures: `python -m tests.pictures --approve [NAME…]` draws them anew and keeps them as the approved ones;
without names all of them, and what no test draws any more is removed. Look at them before they are committed."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

import pytest

from .comparison import ALL, APPROVE, APPROVED, NOTES

TESTS = Path(__file__).parents[1]
USES = "approved("
"""What a test file says that compares pictures."""
SCREENS = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}


def main() -> int:
    """Run the tests that draw; 0 when all of them did."""
    reader = argparse.ArgumentParser(prog="python -m tests.pictures", description=__doc__)
    reader.add_argument("--approve", nargs="*", metavar="NAME", required=True)
    names: list[str] = reader.parse_args().approve
    before = approved()
    with tempfile.TemporaryDirectory() as folder:
        notes = Path(folder) / "drawn"
        os.environ.update({APPROVE: ",".join(names) or ALL, NOTES: str(notes), **SCREENS})
        files = [str(file) for file in sorted(TESTS.rglob("test_*.py")) if USES in file.read_text(encoding="utf-8")]
        code = int(pytest.main(["-q", "-p", "no:cacheprovider", *files]))
        drawn = set(notes.read_text(encoding="utf-8").split()) if notes.exists() else set()
    if code == 0 and not names:
        for file in APPROVED.glob("*.png"):
            if file.stem not in drawn:
                file.unlink()
    for name in sorted(set(names) - drawn):
        print("no test draws", name)
    now = approved()
    for name in sorted(before.keys() | now.keys()):
        if before.get(name) != now.get(name):
            print("removed" if name not in now else "changed" if name in before else "new", name)
    print(f"{len(now)} approved images, {sum(map(len, now.values())) / 1e6:.2f} MB")
    return code


def approved() -> dict[str, bytes]:
    """The approved images as they are."""
    return {file.stem: file.read_bytes() for file in APPROVED.glob("*.png")}


if __name__ == "__main__":
    sys.exit(main())
