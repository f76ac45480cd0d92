"""Nothing acknowledged is ever lost: killed at any moment under full load, again and again."""

import random
from pathlib import Path

import pytest

from tests.server import run, running
from tests.under_load import Load

ROUNDS = 3
MOST_ANSWERS = 600
"""The kill comes after so many answers at the latest, at the earliest after the first."""


@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in range(1, 17))])
def test_killed_under_load_it_keeps_everything_it_has_spoken_of(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    with running(tmp_path / "data", "--demo", "--assignment", "pull") as server:
        load = Load(server)
        for _ in range(ROUNDS):
            load.until_killed(answers=chance.randint(1, MOST_ANSWERS))
            server.start()
            load.all_is_there()
        server.stop()
    told = load.told
    print(
        f"{ROUNDS} ends: {len(told.numbers)} tickets, {len(told.called)} calls, {len(told.finished)} finished, 0 lost"
    )
    assert told.answers > ROUNDS
    assert run(tmp_path / "data", "--verify-journal").returncode == 0
