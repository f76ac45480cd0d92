"""What comes by itself is heard and seen: the sound, the window notification, reminders, calls nobody answers; in a
real Chromium, with the server's clock at sixty times speed."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import WHOLE_CHROMIUM, Console, console, running_chromium
from tests.server import PATIENCE, Server, running

FAST = ("--clock-start", "2026-11-23T08:00:00+07:00", "--clock-speed", "60")
HEARD = """
window.heard = [];
window.shown = [];
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...given) {
  window.heard.push(this.frequency.value);
  return start.apply(this, given);
};
const Shown = window.Notification;
window.Notification = class extends Shown {
  constructor(words, more) { super(words, more); window.shown.push(words); console.info("shown"); }
};
"""
"""Writes down what the browser is asked to sound and to show."""
HIDE = """hidden => {
  Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});
  document.dispatchEvent(new Event('visibilitychange'));
}"""
CHIME = [659, 880]


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("quick") / "data", "--demo", *FAST) as started:
        yield started


@pytest.fixture
def office(quick: Server) -> Server:
    """The same, swept."""
    quick.sweep()
    return quick


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_chromium(WHOLE_CHROMIUM) as chromium:
        yield chromium


@pytest.fixture
def desk(browser: Browser, office: Server) -> Iterator[Console]:
    """Verifier 3 at loket 3, not yet ready; nobody has been asked for a notification."""
    with console(browser, office.url) as opened:
        opened.page.context.add_init_script(HEARD)
        opened.enter("verifier-3", "loket-3")
        expect(opened.main_key).to_contain_text("Siap melayani")
        yield opened
        opened.is_clean()


def heard(desk: Console) -> list[int]:
    """The notes sounded so far."""
    return [round(pitch) for pitch in desk.page.evaluate("window.heard")]


def comes(desk: Console, office: Server) -> str:
    """A number comes by itself, and is given up again; its number."""
    ticket = office.issue()
    desk.shows(ticket.number, "called")
    return ticket.number


def test_a_number_that_comes_sounds_once_and_not_at_all_once_that_is_off(desk: Console, office: Server) -> None:
    desk.main_key.click()
    comes(desk, office)
    assert heard(desk) == CHIME
    desk.press("u")
    expect(desk.ticket).to_contain_text("dipanggil")
    desk.page.reload()
    expect(desk.number).to_be_visible()
    desk.press("h")
    expect(desk.page.locator("#no-show .line")).to_have_count(1)
    assert heard(desk) == [], "the same call is told once, whatever the page goes through"
    desk.press("o")
    desk.page.locator("[data-sound]").click()
    expect(desk.page.locator("[data-sound]")).to_have_attribute("aria-pressed", "false")
    desk.dismiss()
    comes(desk, office)
    assert heard(desk) == []
    desk.page.reload()
    desk.press("o")
    expect(desk.page.locator("[data-sound]")).to_have_text("Mati")
    desk.dismiss()


def test_without_a_touch_nothing_sounds_and_nothing_is_asked_for(desk: Console, office: Server) -> None:
    asked = "Notification.requestPermission = () => { window.asked = true; return Promise.resolve('denied'); }"
    desk.page.context.add_init_script(f"{asked};")
    desk.page.reload()
    expect(desk.main_key).to_contain_text("Siap melayani")
    office.client(session_of(desk)).ready()
    comes(desk, office)
    assert heard(desk) == []
    assert not desk.page.evaluate("Boolean(window.asked)")
    desk.press("o")
    desk.page.locator("[data-window]").click()
    assert desk.page.evaluate("window.asked")
    desk.dismiss()


def session_of(desk: Console) -> str:
    """Her session, for whoever acts in her place."""
    (token,) = [one["value"] for one in desk.page.context.cookies() if one["name"] == "lalopa_session"]
    return token


def test_a_hidden_tab_shows_a_notification_where_she_allowed_it(desk: Console, office: Server) -> None:
    desk.page.context.grant_permissions(["notifications"])
    desk.page.reload()
    desk.press("o")
    desk.page.locator("[data-window]").click()
    expect(desk.page.locator("[data-window]")).to_have_text("Menyala")
    desk.dismiss()
    desk.press("Enter")
    expect(desk.ticket).to_contain_text("Anda siap")
    with desk.page.expect_event("worker"), desk.page.expect_response("**/console/here"):
        desk.page.evaluate(HIDE, True)
    with desk.page.expect_console_message(lambda said: said.text == "shown", timeout=PATIENCE * 1000):
        ticket = office.issue()
    assert desk.page.evaluate("window.shown") == [f"Nomor {ticket.number} datang ke Loket 3."]
    assert heard(desk) == CHIME
    desk.page.evaluate(HIDE, False)
    desk.shows(ticket.number, "called")
    assert desk.page.evaluate("window.shown.length") == 1


def test_a_reminder_brings_the_number_forward_and_is_heard(desk: Console, office: Server) -> None:
    desk.main_key.click()
    first, second = comes(desk, office), office.issue().number
    desk.press("Enter")
    desk.shows(first, "serving")
    desk.press("t")
    desk.shows(second, "called")
    desk.press("Enter")
    desk.shows(second, "serving")
    (mine,) = [one for one in office.client(session_of(desk)).board().tickets if one.number == second]
    office.client(session_of(desk)).hold(mine.id, remind_minutes=1)
    expect(desk.page.locator("#held .line")).to_have_count(2)
    due = desk.page.locator("#held .line.due")
    expect(due).to_contain_text("Saatnya")
    expect(desk.page.locator("#held .line").first).to_contain_text(second)
    assert heard(desk)[-2:] == CHIME
    desk.press("l")
    desk.shows(second, "called")


def test_a_call_nobody_answers_is_announced_again_and_then_given_up_by_hand(desk: Console, office: Server) -> None:
    desk.main_key.click()
    number = comes(desk, office)
    expect(desk.page.locator("#unanswered")).to_contain_text("otomatis")
    for times in (2, 3):
        speaks(office)
        expect(desk.ticket).to_contain_text(f"dipanggil {times} kali")
    speaks(office)
    expect(desk.main_key).to_have_text("Tidak hadirEnter")
    expect(desk.page.locator("#side-key")).to_contain_text("Mulai melayani")
    assert heard(desk) == CHIME, "announcing again is the wall's"
    desk.press("Enter")
    expect(desk.page.locator("#no-show")).to_contain_text(number)
    expect(desk.page.locator("#no-show .come-back")).to_contain_text("0 orang di depannya")


def test_whoever_comes_at_the_last_moment_is_served(desk: Console, office: Server) -> None:
    desk.main_key.click()
    number = comes(desk, office)
    for times in (2, 3):
        desk.press("u")
        expect(desk.ticket).to_contain_text(f"dipanggil {times} kali")
    expect(desk.page.locator("#side-key")).to_be_visible()
    desk.press("m")
    desk.shows(number, "serving")


def speaks(office: Server) -> None:
    """A wall says what has not been said."""
    for told in office.display.board().announcements:
        office.display.spoken(told.seq, ok=True)


NIK, KK = "1871014501900001", "3273010101900001"
FACTS = ("5 Jan 1990", "1990-01-05", "perempuan", "female", "Kedaton", "18.71.01", "32.73.01")


def test_what_the_numbers_say_is_on_the_desk_that_has_the_ticket_and_nowhere_else(
    browser: Browser, desk: Console, office: Server
) -> None:
    papers: Any = {"kk": ["original", "copy"], "ektp": ["original", "copy"]}
    with console(browser, office.url) as colleague, console(browser, office.url) as floor:
        colleague.enter("verifier-4", "loket-4")
        floor.enter("supervisor-1", None)
        expect(floor.page.locator("#sums")).to_be_visible()
        issued = office.kiosk.issue(request_id="with-numbers-1", service="A", documents=papers, nik=NIK, kk=KK)
        office.kiosk.printed(issued.id)
        expect(colleague.page.locator("#waiting")).to_contain_text(issued.number)
        seen = [floor.page.content(), colleague.page.content(), told_to(colleague), told_to(floor)]
        desk.main_key.click()
        desk.shows(issued.number, "called")
        for fact in ("5 Jan 1990 (36 tahun)", "perempuan", "Kecamatan Kedaton", "luar Kota Bandar Lampung"):
            expect(desk.page.locator("#told")).to_contain_text(fact)
        expect(floor.page.locator("#counters .called")).to_contain_text(issued.number)
        expect(colleague.page.locator("#waiting")).not_to_contain_text(issued.number)
        floor.page.click("#counter-loket-3")
        expect(floor.dialog).to_be_visible()
        seen += [floor.page.content(), colleague.page.content(), told_to(colleague), told_to(floor), told_to(desk)]
    seen += [office.log.read_text(encoding="utf-8"), journal_of(office.data)]
    assert [fact for fact in FACTS for text in seen if fact in text] == []


def told_to(somebody: Console) -> str:
    """The board and her own ticket, as programs are told them."""
    board = somebody.page.request.get(f"{somebody.url}/api/v1/board").json()
    return json.dumps(board)


def journal_of(data: Path) -> str:
    with closing(sqlite3.connect(data / "lalopa.db")) as database:
        rows = [row for table in ("journal", "remark") for row in database.execute(f"SELECT * FROM {table}")]
    return " ".join(map(str, rows))
