"""Threads that read a type for the first time, all at once: a program that does so the wrong way is ended by it."""

import subprocess
import sys

from tests.server import ROOT

PROGRAM = """
import sys, threading
from dataclasses import make_dataclass
from enum import StrEnum
from counter_server.protocol.decoding import decoded

THREADS, ROUNDS = 4, 50
sys.setswitchinterval(1e-6)
together, failed = threading.Barrier(THREADS), []
colours = [StrEnum(f"Colour{n}", {f"C{m}": f"c{m}" for m in range(9)}) for n in range(ROUNDS)]
parts = [make_dataclass("Part", [("colour", colour), ("next", list[colour])]) for colour in colours]
kinds = [[make_dataclass("Whole", [("part", part), ("more", list[part])]) for _ in range(2)] for part in parts]

def reads(own):
    for both in kinds:
        together.wait()
        part = decoded(b'{"part": {"colour": "c1", "next": ["c2"]}, "more": []}', both[own]).part
        if (part.colour, part.next) != ("c1", ["c2"]):
            failed.append(part)

threads = [threading.Thread(target=reads, args=(n % 2,)) for n in range(THREADS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(failed))
"""


def test_threads_that_read_a_type_for_the_first_time_do_not_end_the_program() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert (ended.returncode, ended.stdout) == (0, "0\n"), ended.stderr
