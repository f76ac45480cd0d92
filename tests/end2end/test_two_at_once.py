"""Pressed twice, opened twice, two at one counter, closed while serving: one ticket, one owner, one place for each."""

import re
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser import Console, console
from tests.server import Server

A_STEP = re.compile(r"/console/tickets/\d+/(start|finish)$")
"""Of a ticket, which the main key takes."""


@pytest.fixture
def desk(browser: Browser, new_server: Server) -> Iterator[Console]:
    """Verifier 1 at loket 1, ready."""
    with console(browser, new_server.url) as opened:
        opened.sign_in("verifier-1", "loket-1")
        opened.main_key.click()
        expect(opened.ticket).to_contain_text("Anda siap")
        yield opened


def second_tab(desk: Console) -> Console:
    tab = Console(desk.page.context.new_page(), desk.url)
    tab.open()
    return tab


def press_together(*consoles: Console) -> None:
    """The main key of each, before any of them could hear of the other: none is sent before all have been pressed."""
    held: list[Route] = []

    def send(route: Route) -> None:
        held.append(route)
        if len(held) == len(consoles):
            for each in held:
                each.continue_()

    consoles[0].page.context.route(A_STEP, send, times=len(consoles))
    for one in consoles:
        expect(one.page.locator("#keys [aria-disabled]")).to_have_count(0)
    for one in consoles:
        one.page.evaluate("document.getElementById('main-key').click()")


def calls(server: Server) -> list[tuple[str, str, str]]:
    """Number, status and staff of every ticket that is or was called."""
    board = server.supervisor().board()
    return sorted((one.number, str(one.status), one.staff or "") for one in board.tickets if one.called_at is not None)


def test_two_tabs_of_one_verifier_show_the_same_ticket_and_either_may_be_used(
    desk: Console, new_server: Server
) -> None:
    tab = second_tab(desk)
    first = new_server.issue()
    desk.shows(first.number, "called")
    tab.shows(first.number, "called")
    tab.main_key.click()
    tab.shows(first.number, "serving")
    desk.shows(first.number, "serving")
    desk.looked_at()
    desk.main_key.click()
    expect(desk.ticket).to_contain_text("Anda siap")
    expect(tab.ticket).to_contain_text("Anda siap")
    assert calls(new_server) == [(first.number, "finished", "verifier-1")]
    desk.is_clean()
    tab.is_clean()


def test_the_same_key_pressed_in_both_tabs_at_once_does_it_once(desk: Console, new_server: Server) -> None:
    tab = second_tab(desk)
    first, second = new_server.issue(), new_server.issue()
    for one in (desk, tab):
        one.shows(first.number, "called")
    press_together(desk, tab)
    for one in (desk, tab):
        one.shows(first.number, "serving")
    assert calls(new_server) == [(first.number, "serving", "verifier-1")]
    for one in (desk, tab):
        one.looked_at()
    press_together(desk, tab)
    for one in (desk, tab):
        one.shows(second.number, "called")
    assert calls(new_server) == [(first.number, "finished", "verifier-1"), (second.number, "called", "verifier-1")]


def test_two_verifiers_at_one_counter_the_second_is_told_who_sits_there(
    browser: Browser, desk: Console, new_server: Server
) -> None:
    ticket = new_server.issue()
    desk.shows(ticket.number, "called")
    with console(browser, new_server.url) as other:
        other.sign_in("verifier-2", "loket-1")
        expect(other.page.get_by_role("alert")).to_contain_text("Loket 1")
        expect(other.page.locator("#pin")).to_be_visible()
    desk.main_key.click()
    desk.shows(ticket.number, "serving")
    assert calls(new_server) == [(ticket.number, "serving", "verifier-1")]


def test_one_verifier_at_two_counters_keeps_her_ticket_and_the_first_browser_is_signed_out(
    browser: Browser, desk: Console, new_server: Server
) -> None:
    ticket = new_server.issue()
    desk.shows(ticket.number, "called")
    desk.main_key.click()
    desk.shows(ticket.number, "serving")
    with console(browser, new_server.url) as elsewhere:
        elsewhere.sign_in("verifier-1", "loket-1")
        elsewhere.shows(ticket.number, "serving")
        expect(desk.page.locator("#pin")).to_be_visible()
        elsewhere.looked_at()
        elsewhere.main_key.click()
        expect(elsewhere.ticket).to_contain_text("Anda siap")
    assert calls(new_server) == [(ticket.number, "finished", "verifier-1")]


def test_a_browser_closed_while_serving_loses_nothing_and_she_goes_on_where_she_was(
    browser: Browser, desk: Console, new_server: Server
) -> None:
    ticket = new_server.issue()
    desk.shows(ticket.number, "called")
    desk.main_key.click()
    desk.shows(ticket.number, "serving")
    cookies = desk.page.context.cookies()
    desk.page.close()
    waiting = new_server.issue()
    assert calls(new_server) == [(ticket.number, "serving", "verifier-1")]
    with console(browser, new_server.url) as again:
        for cookie in cookies:
            again.page.context.add_cookies([{"name": cookie["name"], "value": cookie["value"], "url": new_server.url}])
        again.open()
        again.shows(ticket.number, "serving")
        again.looked_at()
        again.main_key.click()
        again.shows(waiting.number, "called")
    with console(browser, new_server.url) as afresh:
        afresh.sign_in("verifier-1", "loket-1")
        afresh.shows(waiting.number, "called")


@pytest.mark.slow
def test_who_stays_away_with_a_ticket_open_keeps_it_and_gets_no_other(desk: Console, new_server: Server) -> None:
    ticket = new_server.issue()
    desk.shows(ticket.number, "called")
    desk.main_key.click()
    desk.shows(ticket.number, "serving")
    desk.page.close()
    threading.Event().wait(65)  # a minute without her stream
    new_server.issue()
    (member,) = [one for one in new_server.supervisor().board().staff if one.staff == "verifier-1"]
    assert member.ticket == ticket.id
    assert calls(new_server) == [(ticket.number, "serving", "verifier-1")]
