"""The kiosk killed between each two steps, with the server there, away and coming back: no number on two papers, no
paper without its ticket, nobody called whose number nobody can have."""

import random
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image

from counter_server.domain.numbering import number
from kiosk.stand_in_printer import StandInPrinter
from tests.reads_paper import number_on
from tests.server import DEMO_KIOSK, ROOT, Server, run
from tests.store import database_of
from tests.unstable_line import Line, UnstableLine

LIFE_SECONDS = 60
STEPS = (range(1, 11), range(11, 21), range(21, 31))
"""A visit with the server takes 14 steps, one without it 8 and its delivery 6; before it comes what the life before
left undone."""


@dataclass
class Hall:
    """One kiosk through its lives, its printer and its server."""

    server: Server
    line: UnstableLine
    printer: StandInPrinter
    port: int
    data: Path
    killed: int = 0
    lives: int = 0
    log: list[str] = field(default_factory=list)

    def life(self, *options: str, dies: bool = True, seconds: float | None = None) -> None:
        """One, to its end; `seconds`: killed from outside so long after its first visitor came."""
        words = [sys.executable, "-m", "tests.kiosk_that_dies", self.line.url, DEMO_KIOSK, str(self.data)]
        program = subprocess.Popen(
            [*words, str(self.port), *options], cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert program.stdout
        if seconds:
            program.stdout.readline()
        try:
            said = program.communicate(timeout=seconds or LIFE_SECONDS)[1]
        except subprocess.TimeoutExpired:
            program.kill()
            said = program.communicate()[1]
            assert seconds, f"the kiosk does not end: {said}"
        self.lives += 1
        self.killed += program.returncode == -9
        self.log.append(said)
        assert program.returncode in ((-9, 0) if dies else (0,)), said
        assert "Traceback" not in said

    @property
    def papers(self) -> Counter[str]:
        """What was printed, read off the paper."""
        found: Counter[str] = Counter()
        for file in self.printer.tickets:
            with Image.open(file) as picture:
                found[number_on(picture)] += 1
        return found

    def is_right(self) -> None:
        """After a last life that could deliver everything."""
        self.line.is_now(Line.WHOLE)
        self.life(dies=False)
        papers = self.papers
        twice = {paper: n for paper, n in papers.items() if n > 1}
        assert not twice, f"printed twice: {twice}"
        rows = issued(self.server)
        tickets = {number(row["letter"], row["series"], row["n"]): row for row in rows}
        assert len(tickets) == len(rows)
        lost = sorted(paper for paper in papers if paper not in tickets or tickets[paper]["status"] != "waiting")
        assert not lost, f"on paper, and not in the queue: {lost}"
        phantoms = [
            name for name, row in tickets.items()
            if name not in papers and row["status"] == "waiting" and row["print_status"] in ("printed", "to_print")
        ]  # fmt: skip
        assert not phantoms, f"would be called, and nobody has the number: {phantoms}"
        assert run(self.server.data, "--verify-journal").returncode == 0


def issued(server: Server) -> list[sqlite3.Row]:
    """Every ticket the server ever made."""
    with closing(sqlite3.connect(database_of(server.data))) as line:
        line.row_factory = sqlite3.Row
        return line.execute("SELECT letter, series, n, status, print_status FROM ticket").fetchall()


@pytest.fixture
def hall(own_server: Server, line: UnstableLine, tmp_path: Path) -> Iterator[Hall]:
    with a_printer(tmp_path / "paper") as (printer, port):
        hall = Hall(own_server, line, printer, port, tmp_path / "kiosk-data")
        hall.life(dies=False)  # its first day: it learns its letter and what is offered
        yield hall
        print(f"{hall.lives} lives, {hall.killed} killed, {sum(hall.papers.values())} papers")


@contextmanager
def a_printer(folder: Path) -> Iterator[tuple[StandInPrinter, int]]:
    printer = StandInPrinter(folder)
    port = printer.start()
    try:
        yield printer, port
    finally:
        printer.stop()


STATES = {"there": Line.WHOLE, "away": Line.CUT, "hung": Line.SWALLOWS, "loses_answers": Line.LOSES_ANSWERS}


def test_a_kiosk_killed_at_some_steps_prints_no_number_twice_and_loses_none(hall: Hall) -> None:
    for die_at, state in ((4, Line.WHOLE), (7, Line.CUT), (10, Line.WHOLE)):
        hall.line.is_now(state)
        hall.life("--die-at", str(die_at))
    hall.is_right()
    assert hall.killed == 3


@pytest.mark.slow
@pytest.mark.parametrize("steps", STEPS, ids=str)
@pytest.mark.parametrize("state", STATES)
def test_a_kiosk_killed_at_every_step_prints_no_number_twice_and_loses_none(
    hall: Hall, state: str, steps: range
) -> None:
    for die_at in steps:
        hall.line.is_now(STATES[state])
        hall.life("--die-at", str(die_at), "--visitors", "4")
    hall.is_right()
    assert hall.killed >= len(steps) / 2


@pytest.mark.slow
@pytest.mark.parametrize("day", range(1, 6))
def test_a_kiosk_killed_at_any_moment_while_the_server_comes_and_goes_loses_nobody(hall: Hall, day: int) -> None:
    seed = time.time_ns()
    print(f"day {day}, seed {seed}")
    chance = random.Random(seed)
    for _ in range(10):
        hall.line.is_now(chance.choice(list(Line)))
        hall.life("--visitors", "1000", seconds=chance.uniform(0.05, 5.0))
    hall.is_right()
