import subprocess
import sys

import pytest

BELL = """
import display.screen.engine
from PySide6.QtCore import QElapsedTimer, QObject, Signal

class Bell(QObject):
    rings = Signal()

bell, timer = Bell(), QElapsedTimer()
for _ in range({times}):
    {call}
print("still here")
"""


@pytest.mark.parametrize("call", ["bell.rings.emit()", "timer.start()"])
def test_a_program_may_call_qt_as_often_as_it_likes(call: str) -> None:
    program = BELL.format(times=50_000, call=call)
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert (ran.returncode, ran.stdout) == (0, "still here\n"), ran.stderr
