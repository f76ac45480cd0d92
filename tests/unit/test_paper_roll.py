"""How much paper is left: counted from the tickets, kept over a restart, started anew with a new roll."""

import json
from pathlib import Path

import pytest

from kiosk.paper_roll import FEED_TO_CUTTER_MM, PaperRoll
from kiosk.print_outcome import PrinterState

METRES = 10.0
TICKET_MM = 100
ROWS = (TICKET_MM - FEED_TO_CUTTER_MM) * 8
"""Of a ticket that takes 100 mm in all: one percent of this roll."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kiosk" / "roll.json"


def a_roll(file: Path, metres: float = METRES) -> PaperRoll:
    return PaperRoll(file, metres, 10)


def after(file: Path, tickets: int, outcome: str = "printed") -> PaperRoll:
    roll = a_roll(file)
    for _ in range(tickets):
        roll.drew(ROWS, outcome)
    return roll


def test_each_ticket_takes_its_length_and_the_way_to_the_cutter(file: Path) -> None:
    assert a_roll(file).left_percent == 100
    assert after(file, 25).left_percent == 75


def test_a_restart_forgets_nothing(file: Path) -> None:
    after(file, 25)
    assert after(file, 25).left_percent == 50


@pytest.mark.parametrize("outcome, left", [("unconfirmed", 90), ("cutter_error", 90), ("unreachable", 100)])
def test_paper_that_may_have_come_is_counted_and_paper_that_cannot_is_not(file: Path, outcome: str, left: int) -> None:
    assert after(file, 10, outcome).left_percent == left


def test_a_tenth_left_is_little_and_less_than_nothing_is_nothing(file: Path) -> None:
    assert not after(file, 89).low
    assert after(file, 1).low
    assert after(file, 30).left_percent == 0


def test_without_a_length_nothing_is_estimated(file: Path) -> None:
    roll = a_roll(file, 0)
    roll.drew(ROWS, "printed")
    assert (roll.left_percent, roll.low) == (None, False)


def test_whoever_changes_the_roll_says_so_and_a_kiosk_that_runs_takes_it_up(file: Path) -> None:
    kiosk = after(file, 80)
    a_roll(file).changed()
    assert kiosk.left_percent == 100
    kiosk.drew(ROWS, "printed")
    assert a_roll(file).left_percent == 99


def test_paper_after_no_paper_is_a_new_roll_also_after_a_restart(file: Path) -> None:
    after(file, 80).heard(PrinterState.PAPER_OUT)
    roll = a_roll(file)
    for meanwhile in (PrinterState.UNREACHABLE, PrinterState.COVER_OPEN, PrinterState.UNKNOWN):
        roll.heard(meanwhile)
        assert roll.left_percent == 20
    roll.heard(PrinterState.READY)
    assert a_roll(file).left_percent == 100


def test_a_nearly_used_roll_that_is_put_back_is_the_old_one(file: Path) -> None:
    roll = after(file, 80)
    for said in (PrinterState.PAPER_OUT, PrinterState.NEAR_END, PrinterState.READY):
        roll.heard(said)
    assert roll.left_percent == 20


@pytest.mark.parametrize("tickets, left", [(50, 50), (95, 100)])
def test_a_cover_opened_when_little_is_left_means_a_new_roll(file: Path, tickets: int, left: int) -> None:
    roll = after(file, tickets)
    roll.heard(PrinterState.COVER_OPEN)
    roll.heard(PrinterState.READY)
    assert roll.left_percent == left


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"mm": "x", "ended": false}', '{"mm": NaN, "ended": true}'])
def test_a_damaged_file_is_a_new_beginning_and_no_end(file: Path, content: str) -> None:
    file.parent.mkdir()
    file.write_text(content)
    roll = a_roll(file)
    assert roll.left_percent == 100
    roll.drew(ROWS, "printed")
    assert json.loads(file.read_text())["mm"] == TICKET_MM


def test_a_disk_that_takes_nothing_stops_neither_the_kiosk_nor_the_count(file: Path) -> None:
    file.parent.touch()
    roll = after(file, 30)
    assert roll.left_percent == 70
    with pytest.raises(OSError, match=r"exists|directory"):
        roll.changed()
    file.parent.unlink()
    roll.drew(ROWS, "printed")
    assert a_roll(file).left_percent == 69
