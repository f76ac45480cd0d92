"""The server is killed at full load, and comes back: the kiosk's screen, the wall and a verifier's browser are right
again by themselves."""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pytestqt.qtbot import QtBot

from counter_server.protocol.messages import Board
from kiosk.stand_in_printer import StandInPrinter
from tests.browser import Console, console, running_chromium
from tests.screens.kiosk_on_screen import Kiosk
from tests.server import running
from tests.under_load import Load

from .room import Wall, a_kiosk, a_wall

RIGHT_AGAIN = 5_000
"""Milliseconds from the server's word that it is ready; held to where the machine has nothing else to do."""
PATIENCE = 20_000
COMPLETE = ("id", "A", "family", "none", "city", "both", "both", "none")
MINE, PLACE = "verifier-16", "loket-16"


@pytest.mark.parametrize("rounds, seed", [(1, 0), *(pytest.param(5, n, marks=pytest.mark.slow) for n in range(1, 11))])
def test_after_each_power_cut_every_screen_is_right_again(qtbot: QtBot, tmp_path: Path, rounds: int, seed: int) -> None:
    chance, longest = random.Random(seed), 0.0
    printer = StandInPrinter(tmp_path / "paper")
    port = printer.start()
    with (
        running(tmp_path / "data") as server,
        running_chromium() as browser,
        console(browser, server.url) as desk,
        a_wall(server.url, tmp_path / "display", player="none") as wall,
        a_kiosk(qtbot, server.url, tmp_path / "kiosk", port) as kiosk,
        ThreadPoolExecutor(1) as beside,
    ):
        desk.enter(MINE, PLACE)
        desk.main_key.click()
        load = Load(server, but=MINE)
        for _ in range(rounds):
            worked = beside.submit(load.until_killed, chance.randint(50, 400))
            qtbot.waitUntil(worked.done, timeout=120_000)
            worked.result()
            server.start()
            ready = time.monotonic()
            board = server.supervisor().board()
            qtbot.waitUntil(partial(wall_is, wall, board), timeout=PATIENCE)
            console_is(desk, board)
            longest = max(longest, time.monotonic() - ready)
            load.all_is_there()
            takes_a_ticket(kiosk, printer)
            serve_mine(desk)
    printer.stop()
    told = load.told
    print(
        f"{rounds} ends: {len(told.numbers)} tickets, {len(told.called)} calls, {len(told.finished)} finished, 0 lost"
    )
    print(f"wall and console right again after {longest:.1f} s at the latest")
    assert rounds == 1 or longest * 1000 <= RIGHT_AGAIN


def wall_is(wall: Wall, board: Board) -> bool:
    """Not away, the cards those at the counters, and as many waiting as there are."""
    at_a_counter = [ticket for ticket in board.tickets if ticket.status in ("called", "serving")]
    waiting = sum(n for steps in board.waiting.values() for n in steps.values())
    shown = wall.said("card", "number")
    right = sorted(shown) == sorted(ticket.number for ticket in at_a_counter) and wall.said("waiting") == [str(waiting)]
    return right and not wall.said("awayBanner")


def console_is(desk: Console, board: Board) -> None:
    """The line is there, and so is the ticket that was hers."""
    expect(desk.page.locator("#line")).to_be_hidden(timeout=PATIENCE)
    (mine,) = [ticket for ticket in board.tickets if ticket.staff == MINE and ticket.status in ("called", "serving")]
    desk.shows(mine.number, str(mine.status))


def takes_a_ticket(kiosk: Kiosk, printer: StandInPrinter) -> None:
    """As any visitor would: a number of the counter's own, on paper."""
    before = len(printer.tickets)
    kiosk.choose(*COMPLETE)
    kiosk.touch("action")
    kiosk.qtbot.waitUntil(lambda: len(printer.tickets) > before, timeout=PATIENCE)
    assert "-X" not in kiosk.text("number")
    kiosk.qtbot.waitUntil(lambda: bool(kiosk.items("action")), timeout=PATIENCE)
    kiosk.touch("action")


def serve_mine(desk: Console) -> None:
    """The verifier goes on: one press further."""
    desk.looked_at()
    was = desk.ticket.inner_text()
    desk.press("Enter")
    expect(desk.ticket).not_to_have_text(was, use_inner_text=True)
