"""The shorter way to python-escpos ends at the same table of printers as its own, and leaves nothing behind."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.server import ROOT

OURS = "from kiosk.escpos_library import escpos_library; capabilities = escpos_library().capabilities"
ITS_OWN = "from escpos import capabilities"
TELL = "import json, yaml; print(json.dumps([capabilities.CAPABILITIES, yaml.safe_load('a: 1')]))"


def loaded(way: str, temporary: Path) -> object:
    environment = os.environ | {"TMPDIR": str(temporary)}
    done = subprocess.run(
        [sys.executable, "-c", f"{way}; {TELL}"],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def test_the_table_of_printers_is_the_librarys_own_and_no_folder_is_left(tmp_path: Path) -> None:
    ours, its_own = tmp_path / "ours", tmp_path / "own"
    for folder in (ours, its_own):
        folder.mkdir()
    assert loaded(OURS, ours) == loaded(ITS_OWN, its_own)
    assert not list(ours.iterdir())
    assert list(its_own.iterdir())  # what there is to tidy up
