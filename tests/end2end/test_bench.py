"""The bench runs and fills its tables. How fast is nothing a test may decide: the machine has other things to do."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.figures import Spread, Table, percentile
from tests.bench.history import build
from tests.bench.rates import BY_PULL, BY_PUSH
from tests.server import run, running

ROOT = Path(__file__).parents[2]


def measured(*parts: str) -> list[str]:
    """The lines of the tables, measured with next to no repetitions."""
    words = [sys.executable, "-m", "tests.bench", "--extent", "tiny", *parts]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def has_row(lines: list[str], *cells: str) -> bool:
    return any([cell.strip() for cell in line.split("|")[1:]][: len(cells)] == list(cells) for line in lines)


def test_the_bench_names_the_machine_and_counts_what_a_request_costs() -> None:
    lines = measured("statements")
    assert any(line.startswith("| processor") and "cores" in line for line in lines)
    for request in ("issue", "call-next", "start", "finish", "snapshot for a wall"):
        assert has_row(lines, request)


def test_the_bench_measures_issues_and_calls_with_one_client_and_with_several() -> None:
    lines = measured("rates")
    for what, clients in (("issue", "1"), ("issue", "4"), (BY_PULL, "1"), (BY_PUSH, "2")):
        assert has_row(lines, what, clients)


@pytest.mark.slow
def test_the_bench_fills_a_room_and_measures_whether_anything_grows() -> None:
    lines = measured("room", "flat")
    for row in ("issue", "call", "call → the phone says so", "finish"):
        assert has_row(lines, row)
    assert any("0 errors, 0 of" in line for line in lines)
    for what, database in (("issue", "300 tickets of history"), ("call-next, return, 40 walls told", "100 wait")):
        assert has_row(lines, what, database)


def test_a_past_made_quickly_is_a_past_the_journal_vouches_for(tmp_path: Path) -> None:
    built = build(tmp_path / "data", 4300, waiting=20)
    whole = run(tmp_path / "data", "--verify-journal")
    assert whole.returncode == 0, whole.stdout + whole.stderr
    assert f"{built.lines} lines" in whole.stdout
    with running(tmp_path / "data") as server:
        board = server.supervisor().board()
        assert board.waiting["A"]["verification"] == 20
        assert server.issue().number == "A-021", "the day goes on where it was left"


@pytest.mark.slow
def test_the_bench_measures_starts_and_memory_of_every_program() -> None:
    lines = measured("starts", "memory")
    for row in (
        "server ready, second start",
        "kiosk's first frame",
        "display's first frame",
        "server",
        "speech worker",
    ):
        assert has_row(lines, row)


@pytest.mark.slow
def test_the_bench_measures_what_people_wait_for() -> None:
    lines = measured("screens")
    for row in ("call → painted wall", "call → first sound", "touch → last byte at the printer"):
        assert has_row(lines, row)


@pytest.mark.parametrize("share, value", [(0.0, 1.0), (0.5, 50.0), (0.99, 99.0), (1.0, 100.0)])
def test_a_percentile_is_the_smallest_value_that_enough_do_not_exceed(share: float, value: float) -> None:
    assert percentile([float(n) for n in range(100, 0, -1)], share) == value


def test_the_median_of_runs_is_taken_figure_by_figure() -> None:
    runs = [Spread(1.0, 9.0, 9.0, 50), Spread(2.0, 3.0, 30.0, 50), Spread(3.0, 4.0, 20.0, 49)]
    assert Spread.median(runs) == Spread(2.0, 4.0, 20.0, 49)


def test_a_table_is_markdown_with_its_columns_aligned() -> None:
    table = Table("Rates", ("", "a second"), (("issue", "1"), ("call-next", "1,000")), note="Durable.")
    assert table.text().splitlines() == [
        "### Rates", "",
        "|           | a second |",
        "|-----------|---------:|",
        "| issue     |        1 |",
        "| call-next |    1,000 |",
        "", "Durable.",
    ]  # fmt: skip
