"""A voice that had to work outside its own folder, for that could not be written to, leaves nothing there when it ends:
below /dev/shm it would be the machine's memory."""

import os
import subprocess
import sys
from pathlib import Path

from display.screen.engine import ASSETS
from display.speech.lines import Done, Try, line, read_report
from tests.server import ROOT


def test_its_spare_folder_goes_with_it(tmp_path: Path) -> None:
    spare = tmp_path / "temporary"
    spare.mkdir()
    blocked = tmp_path / "a file"
    blocked.touch()
    words = ["-m", "display.speech.worker", "--cache", str(blocked / "speech"), "--chime", str(ASSETS / "chime.wav")]
    with subprocess.Popen(
        [sys.executable, *words], cwd=ROOT, env=os.environ | {"TMPDIR": str(spare)},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as worker:  # fmt: skip
        assert worker.stdin is not None
        assert worker.stdout is not None
        worker.stdin.write(line(Try(1, ("id",))))
        worker.stdin.flush()
        report = next(report for report in map(read_report, worker.stdout) if isinstance(report, Done))
        assert list(spare.iterdir()) != []
        worker.stdin.close()
    assert "cache_unwritable" in str(report.outcome)
    assert list(spare.iterdir()) == []
