"""However close together the calls come, and whatever happened to the display: each is shown and spoken, once and in
order. The real server, and the display as the program that is started."""

import json
import os
import re
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from counter_server.protocol.messages import Ticket
from display.screen.engine import ASSETS
from tests.server import DEMO_DISPLAY, ROOT, Server, running
from tests.store import database_of

from .room import BRANCH, WORDS, a_wall

PATIENCE = 40_000
ROUNDS = 2
PLAYER = """#!/bin/sh
echo >>"$0.played"
[ ! -e "$0.stays" ] || [ $(wc -l <"$0.played") -lt 2 ] || exec sleep 20
exec sleep $(awk "BEGIN { print ($(stat -c %s "$1") - 44) / 44100 }")
"""
"""Takes as long as the sound, and makes none; while there is a `player.stays`, the second sound does not end."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with running(tmp_path / "server", "--demo", "--assignment", "pull") as started:
        yield started


@dataclass
class Display:
    """The program, started as often as one likes, and everything it ever showed and spoke."""

    server: Server
    folder: Path

    @contextmanager
    def running(self, *options: str) -> Iterator["subprocess.Popen[bytes]"]:
        told = ["--server", self.server.url, "--key", DEMO_DISPLAY, "--assets", str(self.folder / "assets")]
        here = ["--data", str(self.folder / "display"), "--player", str(self.folder / "player")]
        program = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "display",
                *told,
                *here,
                *options,
                "--window",
                "640x360",
                "--trace",
                str(self.trace),
            ],
            cwd=ROOT,
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"},
        )
        try:
            yield program
        finally:
            program.terminate()
            program.wait(timeout=20)

    @property
    def trace(self) -> Path:
        return self.folder / "trace.jsonl"

    def lines(self, event: str) -> list[dict[str, Any]]:
        if not self.trace.exists():
            return []
        told = [json.loads(line) for line in self.trace.read_text(encoding="utf-8").splitlines()]
        return [line for line in told if line["event"] == event]

    @property
    def shown(self) -> list[str]:
        """The numbers of the calls painted as they came, in order."""
        return [line["number"] for line in self.lines("painted") if line.get("action") == "call"]

    @property
    def begun(self) -> list[int]:
        """The announcements whose sound began, in order."""
        return [line["seq"] for line in self.lines("sound")]


@pytest.fixture
def display(server: Server, tmp_path: Path) -> Display:
    """With a voice that says the number alone, once."""
    assets, player = tmp_path / "assets", tmp_path / "player"
    shutil.copytree(ASSETS, assets)
    changed(assets / "branch.toml", r"\[voice\]\n", "[voice]\nchime = false\nrepeat = 1\nrate = 220\n")
    changed(assets / "locale" / "id.toml", r'(\[speech\]\n(?:.*\n)*?call = )".*"', r'\1"{number}"')
    player.write_text(PLAYER)
    player.chmod(player.stat().st_mode | stat.S_IXUSR)
    return Display(server, tmp_path)


def changed(file: Path, pattern: str, by: str) -> None:
    text = file.read_text(encoding="utf-8")
    if "[voice]" in by:
        text = re.sub(r"^(chime|repeat|rate) = .*\n", "", text, flags=re.MULTILINE)
    new, times = re.subn(pattern, by, text, count=1)
    assert times == 1
    file.write_text(new, encoding="utf-8")


def called(server: Server, counters: range) -> list[Ticket]:
    """One visitor called to each of these counters, all in the same moment; in the order of the journal."""
    verifiers = {n: server.verifier(n) for n in counters}
    for _ in counters:
        server.issue()
    with ThreadPoolExecutor(len(counters)) as at_once:
        calls = list(at_once.map(lambda n: verifiers[n].call_next(f"loket-{n}"), counters))
    order = {number: place for place, (_, number) in enumerate(journal(server))}
    return sorted([one for one in calls if one is not None], key=lambda one: order[one.number])


def journal(server: Server) -> list[tuple[int, str]]:
    """Every call: its line, and the number."""
    with closing(sqlite3.connect(database_of(server.data))) as database:
        rows = database.execute(
            "SELECT journal.seq, ticket.letter || '-' || printf('%03d', ticket.n) FROM journal JOIN ticket"
            " ON journal.subject = 'ticket:' || ticket.id WHERE action = 'call' ORDER BY journal.seq"
        )
        return [(int(seq), str(number)) for seq, number in rows]


def outcomes(server: Server) -> list[tuple[str, str]]:
    """What the journal says became of each announcement, in the order in which it was told."""
    with closing(sqlite3.connect(database_of(server.data))) as database:
        rows = database.execute("SELECT subject, payload FROM journal WHERE action = 'spoken' ORDER BY seq")
        return [(str(subject), msgspec.json.decode(payload)["outcome"]) for subject, payload in rows]


def all_spoken(server: Server, seqs: list[int]) -> bool:
    return outcomes(server) == [(f"announcement:{seq}", "spoken") for seq in seqs]


def test_five_calls_at_once_are_shown_and_spoken_once_and_in_order(
    qtbot: QtBot, server: Server, display: Display
) -> None:
    with display.running():
        qtbot.waitUntil(lambda: bool(display.lines("painted")), timeout=PATIENCE)
        tickets = called(server, range(1, 6))
        assert len(tickets) == 5
        seqs = [seq for seq, _ in journal(server)]
        qtbot.waitUntil(lambda: len(outcomes(server)) == 5, timeout=PATIENCE)
    assert all_spoken(server, seqs)
    assert display.begun == seqs
    assert display.shown == [ticket.number for ticket in tickets]


def test_three_calls_while_the_display_is_off_and_its_power_cut_in_the_second(
    qtbot: QtBot, server: Server, display: Display
) -> None:
    called(server, range(1, 4))
    first, second, third = seqs = [seq for seq, _ in journal(server)]
    stays = display.folder / "player.stays"
    stays.touch()
    with display.running() as program:
        qtbot.waitUntil(lambda: display.begun == [first, second], timeout=PATIENCE)
        program.send_signal(signal.SIGKILL)
        program.wait()
    stays.unlink()
    with display.running():
        qtbot.waitUntil(lambda: len(outcomes(server)) == 3, timeout=PATIENCE)
    assert all_spoken(server, seqs)
    # the one that was cut off is said from its beginning again: rather twice than never
    assert display.begun == [first, second, second, third]


def test_what_a_silent_wall_has_shown_is_still_spoken_by_the_other(
    qtbot: QtBot, server: Server, display: Display
) -> None:
    with display.running("--silent"):
        qtbot.waitUntil(lambda: bool(display.lines("painted")), timeout=PATIENCE)
        (ticket,) = called(server, range(1, 2))
        qtbot.waitUntil(lambda: display.shown == [ticket.number], timeout=PATIENCE)
        made = display.folder / "display" / "speech"
        letter_number_and_call = 3
        qtbot.waitUntil(  # a wall that reports does it now
            lambda: len(list(made.glob("*.wav"))) == letter_number_and_call, timeout=PATIENCE
        )
        with display.running():
            qtbot.waitUntil(lambda: len(display.begun) == 1 and len(outcomes(server)) == 1, timeout=PATIENCE)
    assert all_spoken(server, display.begun)


def test_calls_that_came_while_the_wall_was_off_are_shown_one_after_the_other(
    qtbot: QtBot, server: Server, display: Display
) -> None:
    tickets = called(server, range(1, 4))
    seqs = [seq for seq, _ in journal(server)]
    brief = replace(BRANCH, voice=replace(BRANCH.voice, repeat=1, chime=False, rate=220))
    player, assets = str(display.folder / "player"), display.folder / "assets"
    with a_wall(server.url, display.folder / "wall", player=player, branch=brief, assets=assets) as wall:
        for ticket in tickets:
            place = WORDS.counter(ticket.counter or "")
            qtbot.waitUntil(lambda: wall.shows(ticket.number, place), timeout=PATIENCE)  # noqa: B023
        qtbot.waitUntil(lambda: len(outcomes(server)) == 3, timeout=PATIENCE)
    assert all_spoken(server, seqs)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_a_display_whose_power_is_cut_again_and_again_loses_no_call(
    qtbot: QtBot, server: Server, display: Display, seed: int
) -> None:
    chance = Random(seed)
    for round_ in range(ROUNDS):
        tickets = called(server, range(1, 4))
        for _ in range(2):
            with display.running() as program:
                begun = len(display.begun)
                qtbot.waitUntil(lambda: len(display.begun) > begun, timeout=PATIENCE)  # noqa: B023
                qtbot.wait(int(chance.uniform(0, 2500)))
                program.kill()
                program.wait()
        with display.running():
            qtbot.waitUntil(lambda: len(outcomes(server)) == 3 * (round_ + 1), timeout=PATIENCE)  # noqa: B023
        for ticket in tickets:
            verifier = server.verifier(int((ticket.counter or "").removeprefix("loket-")))
            verifier.start(ticket.id)
            verifier.finish(ticket.id, "complete")
    seqs = [seq for seq, _ in journal(server)]
    assert all_spoken(server, seqs)
    begun_once = list(dict.fromkeys(display.begun))
    assert begun_once == seqs
    print(f"{ROUNDS} rounds, {2 * ROUNDS} power cuts, {len(seqs)} calls, {len(display.begun) - len(seqs)} begun again")
