"""Wall and console behind a line that breaks: for a second, for an hour, over midnight, half open. Each says so, and is
right again by itself."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from pytestqt.qtbot import QtBot

from counter_server.protocol.messages import Ticket
from tests.browser import Console, console
from tests.line import Line, line_to
from tests.server import DEMO_DISPLAY, Server, listening, running

from .room import Wall, a_wall

NOTICED = RIGHT_AGAIN = 20_000
"""Milliseconds."""
MINE, PLACE = "verifier-1", "loket-1"
LOOK_AND_PRESS = "document.querySelector('#ticket .paper.serving') || document.getElementById('main-key').click()"
"""In one: a press the line held back may count after all, and then the next would mean something else."""


@dataclass
class Hall:
    """A wall and a verifier's browser at the far end of a line."""

    qtbot: QtBot
    server: Server
    line: Line
    wall: Wall
    desk: Console

    def is_right(self, number: str, *, within: int = RIGHT_AGAIN) -> None:
        """Both are there, and show her ticket as it is by then: a press the line held back may still arrive."""
        self.qtbot.waitUntil(partial(self._wall_shows, number), timeout=within)
        expect(self.desk.page.locator("#line")).to_be_hidden(timeout=within)
        self.qtbot.waitUntil(partial(self._desk_shows, number), timeout=within)

    def start(self, number: str) -> None:
        """With a press; with one more where the browser had sent the first on a connection that was dead."""
        serving = self.desk.page.locator("#ticket .paper.serving .head .number")
        said = self.desk.page.locator("#said", has_text="belum dijalankan")
        expect(said).to_be_hidden(timeout=2 * NOTICED)  # what was said of an earlier press
        self.desk.page.evaluate(LOOK_AND_PRESS)
        expect(serving.or_(said).first).to_be_visible(timeout=NOTICED)
        self.desk.page.evaluate(LOOK_AND_PRESS)
        self.desk.shows(number, "serving")

    def says_so(self) -> None:
        """Neither passes old numbers off as new."""
        self.qtbot.waitUntil(lambda: bool(self.wall.said("awayBanner")), timeout=NOTICED)
        expect(self.desk.page.locator("#line")).to_be_visible(timeout=NOTICED)

    def _desk_shows(self, number: str) -> bool:
        in_hand = f"#ticket .paper.{ticket_of(self.server, number).status} .head .number"
        return self.desk.page.locator(in_hand).all_inner_texts() == [number]

    def _wall_shows(self, number: str) -> bool:
        return number in self.wall.said("card", "number") and not self.wall.said("awayBanner")


@contextmanager
def hall(qtbot: QtBot, browser: Browser, folder: Path, *options: str) -> Iterator[Hall]:
    with (
        running(folder / "server", "--demo", *options) as server,
        line_to(server.url) as line,
        a_wall(line.url, folder / "display", player="none") as wall,
        console(browser, line.url) as desk,
    ):
        desk.enter(MINE, PLACE)
        desk.main_key.click()
        expect(desk.ticket).to_contain_text("Anda siap")
        yield Hall(qtbot, server, line, wall, desk)
        desk.is_clean(but="net::ERR|^htmx:(afterRequest|sendError|timeout)$")


def ticket_of(server: Server, number: str) -> Ticket:
    (found,) = [ticket for ticket in server.supervisor().board().tickets if ticket.number == number]
    return found


BREAKS: dict[str, Callable[[Line], None]] = {"cut": Line.cut, "half open": Line.die}


@pytest.mark.parametrize("how", BREAKS)
def test_a_broken_line_is_told_and_mends_by_itself_and_the_ticket_is_still_hers(
    qtbot: QtBot, browser: Browser, tmp_path: Path, how: str
) -> None:
    with hall(qtbot, browser, tmp_path) as here:
        mine = here.server.issue()
        here.is_right(mine.number)
        BREAKS[how](here.line)
        here.says_so()
        here.server.supervisor().recall(mine.id)
        here.desk.press("Enter")
        expect(here.desk.page.locator("#said")).to_contain_text("belum dijalankan", timeout=NOTICED)
        here.line.mend()
        here.is_right(mine.number, within=NOTICED)
        expect(here.desk.ticket).to_contain_text("dipanggil 2 kali", timeout=NOTICED)
        here.start(mine.number)


def test_an_hour_without_a_line_and_midnight_within_it(qtbot: QtBot, browser: Browser, tmp_path: Path) -> None:
    """The counter's time goes on by hours meanwhile: the server comes back late that evening, its clock in a hurry."""
    with hall(qtbot, browser, tmp_path, "--clock-start", "2026-11-23T20:00:00+07:00") as here:
        yesterday = here.server.issue()
        here.is_right(yesterday.number)
        here.line.cut()
        here.says_so()
        here.server.restart("--demo", "--clock-start", "2026-11-23T23:00:00+07:00", "--clock-speed", "600")
        with listening(here.server, DEMO_DISPLAY) as heard:
            while here.server.display.board().at.date().isoformat() == "2026-11-23":
                next(heard)  # it beats every four seconds
        here.line.mend()
        expect(here.desk.page.locator("#pin")).to_be_visible(timeout=RIGHT_AGAIN)
        qtbot.waitUntil(
            lambda: not here.wall.said("awayBanner") and not here.wall.said("card", "number"), timeout=RIGHT_AGAIN
        )
        here.desk.errors.clear()


@pytest.mark.slow
def test_after_more_than_a_minute_her_ticket_is_still_hers(qtbot: QtBot, browser: Browser, tmp_path: Path) -> None:
    with hall(qtbot, browser, tmp_path) as here:
        mine = here.server.issue()
        here.is_right(mine.number)
        here.line.die()
        here.says_so()
        qtbot.wait(65_000)
        here.line.mend()
        here.is_right(mine.number, within=NOTICED)
        here.start(mine.number)
