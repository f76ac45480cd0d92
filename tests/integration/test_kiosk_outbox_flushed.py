"""No number leaves the outbox before it is on the disk: the kiosk's own system calls are the witness, for `kill -9`
never loses what the operating system still holds."""

import re
import subprocess
import sys
from pathlib import Path

from tests.server import ROOT

TAKES_NUMBERS = """
import os, sys
from pathlib import Path
from zoneinfo import ZoneInfo
from kiosk.kiosk_clock import KioskClock
from kiosk.outbox import Outbox
from kiosk.wish import Wish

outbox = Outbox(Path(sys.argv[1]) / "outbox.db", KioskClock(ZoneInfo("Asia/Jakarta")))
for n in range(int(sys.argv[2])):
    wish = Wish(request_id=f"request-{n}", service="A", language="id")
    outbox.ask(wish)
    entry = outbox.give_number(wish, "X")
    os.write(1, f"{entry.number}\\n".encode())
    outbox.done(wish.request_id)
"""
CALL = re.compile(r"(\w+)\(\d+<([^>]*)>(.*)")
FLUSHES, WRITES = {"fsync", "fdatasync"}, {"pwrite64", "write", "ftruncate"}
NUMBERS = 20


def test_every_number_was_flushed_before_anybody_could_see_it(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    data = tmp_path / "data"
    words = ["strace", "-f", "-qq", "-y", "-e", "signal=none", "-e", f"trace={','.join(sorted(FLUSHES | WRITES))}"]
    told = subprocess.run(
        [*words, "-o", str(trace), sys.executable, "-c", TAKES_NUMBERS, str(data), str(NUMBERS)],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=True,
    ).stdout  # fmt: skip
    assert told.split() == [f"A-X{n:02d}" for n in range(1, NUMBERS + 1)]
    unflushed: set[str] = set()
    flushes = seen = 0
    for line in trace.read_text().splitlines():
        found = CALL.search(line)
        if not found:
            continue
        call, file, rest = found.groups()
        if call in FLUSHES:
            flushes += 1
            unflushed.discard(file)
        elif file.startswith(str(data)):
            unflushed.add(file)
        elif "A-X" in rest:
            seen += 1
            assert not unflushed, f"{rest.strip()} was shown while {unflushed} might still be lost"
    assert seen == NUMBERS
    assert flushes >= 2 * NUMBERS


REMEMBERS = """
import sys
from pathlib import Path
from counter_server.protocol.offer import Services
from kiosk.remembered_offer import remember

remember(Services(services=[], series="X"), Path(sys.argv[1]) / "services.json")
"""


def test_the_offer_it_remembers_is_on_the_disk_before_it_takes_the_old_ones_place(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    words = ["strace", "-f", "-qq", "-y", "-e", "signal=none", "-e", "trace=fsync,fdatasync,rename,renameat,renameat2"]
    subprocess.run(
        [*words, "-o", str(trace), sys.executable, "-c", REMEMBERS, str(tmp_path)], cwd=ROOT, timeout=60, check=True
    )
    calls = [line for line in trace.read_text().splitlines() if "services" in line]
    assert [next(call for call in ("sync", "rename") if call in line) for line in calls] == ["sync", "rename"]
