"""What is pressed in the console before its scripts have come, in a real Chromium: it counts, and it counts once."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser import Console, console
from tests.server import Server

HTMX = re.compile(r"/htmx-[^/]*$")
"""The first of the scripts: while it is on its way the others wait, too."""


@pytest.fixture
def early(browser: Browser, server: Server) -> Iterator[Console]:
    """Verifier 3 at loket 3, signed in and not yet ready."""
    with console(browser, server.url) as opened:
        opened.enter("verifier-3", "loket-3")
        yield opened
        opened.is_clean()


def painted(console: Console, at: str) -> Route:
    """The page is there without its scripts, which come when this is let go."""
    held: list[Route] = []
    console.page.route(HTMX, lambda route: held.append(route))
    with console.page.expect_request(HTMX):
        console.page.goto(f"{console.url}{at}", wait_until="commit")
    expect(console.page.locator("#console")).to_be_visible()
    assert console.page.evaluate("document.readyState") != "complete"
    return held[0]


def test_a_key_pressed_before_the_scripts_have_come_asks_its_question_then(early: Console) -> None:
    scripts = painted(early, "/console")
    early.page.click("#change-pin")
    expect(early.dialog).to_have_count(0)
    scripts.continue_()
    expect(early.page.locator("#pin-now")).to_be_focused()


def test_an_impatient_hand_makes_ready_and_does_not_yet_begin(early: Console, server: Server) -> None:
    first = server.issue()
    scripts = painted(early, "/console")
    for _ in range(3):
        early.main_key.click()
    scripts.continue_()
    early.shows(first.number, "called")
    assert server.kiosk.ticket(first.id).status == "called"


def test_a_tick_made_before_the_scripts_have_come_is_kept_on_the_server(early: Console, server: Server) -> None:
    ticket = server.issue()
    early.main_key.click()  # ready
    early.shows(ticket.number, "called")
    early.main_key.click()
    early.shows(ticket.number, "serving")
    scripts = painted(early, "/console")
    tick = early.page.locator("#tick-ektp-copy")
    expect(tick).to_be_checked()
    tick.dispatch_event("click")
    with early.page.expect_response("**/documents"):
        scripts.continue_()
    early.page.unroute(HTMX)
    early.page.reload()
    expect(tick).not_to_be_checked()


def test_a_row_asked_for_before_the_scripts_have_come_is_there_then(browser: Browser, server: Server) -> None:
    with console(browser, server.url) as floor:
        floor.enter("supervisor-1", None)
        scripts = painted(floor, "/console/settings/section/counters")
        counters = floor.page.locator("#set-counters")
        rows = counters.locator(".fresh")
        before = rows.count()
        counters.get_by_role("button", name="Tambah baris").click()
        scripts.continue_()
        expect(rows).to_have_count(before + 1)
        floor.is_clean()
