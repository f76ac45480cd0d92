"""The ticket on a real phone's screen, 360 px wide: it follows by itself, moves when it is called, fetches nothing from
anybody else, and does without what an old phone has not got."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from counter_server.protocol.locale import Locale
from counter_server.protocol.messages import IssuedTicket
from tests.phone_office import path_of, public_office, scanned
from tests.server import ROOT, Server

WORDS, ENGLISH = (Locale.load(ROOT / "assets" / "locale", language) for language in ("id", "en"))
STATIC = ROOT / "counter_server" / "web" / "static"
PHONE, SMALLEST = ViewportSize(width=360, height=640), ViewportSize(width=320, height=568)
MOST_BYTES = 30_000
A_PHONE = """
window.moved = []; window.kept = []; window.rang = 0;
navigator.vibrate = (pattern) => { window.moved.push(pattern); return true; };
Object.defineProperty(navigator, "wakeLock", {value: {request: async (what) => {
  window.kept.push(what);
  return {release: async () => { window.kept.push("released"); }};
}}});
window.AudioContext = class {
  currentTime = 0; destination = {};
  resume() {}
  createGain() { return {gain: {setValueAtTime() {}, exponentialRampToValueAtTime() {}}, connect() {}}; }
  createOscillator() { return {frequency: {}, connect() {}, start() { window.rang += 1; }, stop() {}}; }
};
"""
"""What a phone has and this browser has not, remembering what was asked of it."""
TOUCHED = "Object.defineProperty(navigator, 'userActivation', {value: %s});"
"""Whether somebody has touched the page, as a browser tells it; an old one does not."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with public_office(tmp_path_factory.mktemp("public")) as started:
        yield started


@pytest.fixture
def public(server: Server) -> Server:
    """A branch with a public address, swept."""
    server.sweep()
    return server


@contextmanager
def held(browser: Browser, server: Server, size: ViewportSize = PHONE, **how: Any) -> Iterator[tuple[Page, list[str]]]:
    """A phone in somebody's hand, and what goes wrong there."""
    context = browser.new_context(viewport=size, locale="id-ID", reduced_motion="reduce", **how)
    context.add_init_script(A_PHONE)
    page, wrong = context.new_page(), list[str]()
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith(server.url) else wrong.append(asked.url))
    try:
        yield page, wrong
    finally:
        context.close()


def look(page: Page, name: str) -> None:
    """Nothing is wider than the screen. Kept where LALOPA_LOOK says, for whoever wants to see it."""
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    if folder := os.environ.get("LALOPA_LOOK"):
        page.screenshot(path=str(Path(folder) / f"phone-{page.evaluate('innerWidth')}-{name}.png"), full_page=True)


def open_ticket(page: Page, server: Server, ticket: IssuedTicket, language: str = "") -> None:
    page.goto(server.url + path_of(ticket) + (f"/{language}" if language else ""))


def test_the_phone_follows_its_ticket_to_the_counter_without_being_asked(public: Server, browser: Browser) -> None:
    first, second = public.issue(), public.issue()
    verifier = public.verifier(3)
    public.verifier(4).ready()
    with held(browser, public) as (page, wrong):
        page.add_init_script(TOUCHED % "{hasBeenActive: false}")
        open_ticket(page, public, second)
        expect(page.locator("#ahead")).to_have_text(WORDS.say("phone.one_ahead"))
        expect(page.locator("#step")).to_have_text(WORDS.say("common.step.verification"))
        expect(page.locator("#wait")).to_have_text(WORDS.say("phone.wait", low=5, high=55))
        expect(page).to_have_title(f"{second.number} · {WORDS.say('phone.one_ahead')}")
        called = verifier.call_next("loket-3")
        assert called is not None
        assert called.id == first.id
        expect(page.locator("#ahead")).to_have_text(WORDS.say("phone.next"))
        verifier.no_show(called.id)
        assert verifier.call_next("loket-3")
        expect(page.locator("#state")).to_have_text(WORDS.say("phone.state.called"))
        expect(page.locator("#counter")).to_have_text("Loket 3")
        expect(page.locator("#hint")).to_have_text(WORDS.say("phone.hint.called"))
        expect(page.locator("body")).to_have_class("called")
        expect(page).to_have_title(f"{second.number} · {WORDS.say('phone.state.called')} Loket 3")
        assert page.evaluate("moved") == [], "a browser lets no page move that nobody has touched, and complains"
        assert wrong == []


def test_it_moves_once_for_each_call_and_for_no_other_news(public: Server, browser: Browser) -> None:
    ticket, verifier = public.issue(), public.verifier(3)
    with held(browser, public) as (page, wrong):
        page.add_init_script(TOUCHED % "undefined")
        open_ticket(page, public, ticket)
        expect(page.locator("#state")).to_have_text(WORDS.say("phone.state.waiting"))
        assert page.evaluate("moved") == []
        verifier.call_next("loket-3")
        expect(page.locator("body")).to_have_class("called")
        [pattern] = page.evaluate("moved")
        assert len(pattern) % 2 == 1, "it ends with moving"
        assert sum(pattern) < 5000
        verifier.recall(ticket.id)
        page.wait_for_function("moved.length === 2")
        with page.expect_response(re.compile("/events$")):
            page.reload()
        expect(page.locator("#fresh")).to_be_visible()
        verifier.recall(ticket.id)
        page.wait_for_function("moved.length > 0")
        assert page.evaluate("moved") == [pattern], "the calls before the page was opened do not count"
        assert page.evaluate("rang") == 0, "nobody asked for a sound"
        assert wrong == []


def test_it_moves_again_when_it_is_called_to_another_counter_at_once(public: Server, browser: Browser) -> None:
    ticket, supervisor = public.issue(), public.supervisor()
    verifier = public.verifier(3)
    public.verifier(4).ready()
    with held(browser, public) as (page, wrong):
        page.add_init_script(TOUCHED % "undefined")
        open_ticket(page, public, ticket)
        verifier.call_next("loket-3")
        expect(page.locator("#counter")).to_have_text("Loket 3")
        verifier.return_(ticket.id, "uji")
        supervisor.call(ticket.id, "loket-4", "uji")
        expect(page.locator("#counter")).to_have_text("Loket 4")
        assert page.evaluate("moved.length") == 2
        assert wrong == []


def test_whoever_asks_is_reminded_with_a_sound_and_a_screen_that_stays_on(public: Server, browser: Browser) -> None:
    ticket, verifier = public.issue(), public.verifier(3)
    with held(browser, public) as (page, wrong):
        open_ticket(page, public, ticket)
        key = page.get_by_role("button", name=WORDS.say("phone.remind"))
        key.click()
        key = page.get_by_role("button", name=WORDS.say("phone.reminds"), pressed=True)
        expect(key).to_be_visible()
        assert (page.evaluate("kept"), page.evaluate("rang")) == (["screen"], 1), "it is heard at once how it rings"
        key.click()
        page.wait_for_function("kept.length === 2")
        page.get_by_role("button", name=WORDS.say("phone.remind")).click()
        before = page.evaluate("rang")
        verifier.call_next("loket-3")
        expect(page.locator("body")).to_have_class("called")
        assert page.evaluate("rang") > before
        assert page.evaluate("kept") == ["screen", "released", "screen"]
        expect(page.locator("#remind")).to_be_hidden()
        assert wrong == []


def test_whoever_has_switched_the_reminder_off_again_hears_nothing(public: Server, browser: Browser) -> None:
    ticket, verifier = public.issue(), public.verifier(3)
    with held(browser, public) as (page, _):
        open_ticket(page, public, ticket)
        for _ in range(2):
            page.locator("#remind").click()
        verifier.call_next("loket-3")
        expect(page.locator("body")).to_have_class("called")
        assert page.evaluate("rang") == 1, "when it was switched on"


def test_everything_for_a_ticket_is_less_than_thirty_thousand_bytes(public: Server, browser: Browser) -> None:
    ticket, received = public.issue(), list[float]()
    with held(browser, public) as (page, wrong):
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.dataReceived", lambda told: received.append(told["encodedDataLength"]))
        wire.on("Network.responseReceived", lambda told: received.append(told["response"]["encodedDataLength"]))
        open_ticket(page, public, ticket)
        page.wait_for_load_state("networkidle")
        page.locator("#remind").click()
        verifier = public.verifier(3)
        verifier.call_next("loket-3")
        expect(page.locator("body")).to_have_class("called")
        assert len(received) > 6, "the page, its style, its script and its stream"
        assert 5_000 < sum(received) < MOST_BYTES, sum(received)
        assert wrong == []


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("size", [PHONE, SMALLEST], ids=["360", "320"])
def test_nothing_is_wider_than_the_screen(public: Server, browser: Browser, size: ViewportSize, language: str) -> None:
    public.extra(2).ready()
    ticket, extra, supervisor = public.issue("L", documents={}), public.extra(1), public.supervisor()
    with held(browser, public, size) as (page, _):
        moves: dict[str, Any] = {
            "waiting": lambda: None,
            "called": lambda: supervisor.call(ticket.id, "bantuan-1", "uji"),
            "serving": lambda: extra.start(ticket.id),
            "on_hold": lambda: extra.hold(ticket.id),
            "no_show": lambda: (extra.call(ticket.id), extra.no_show(ticket.id)),
            "cancelled": lambda: supervisor.cancel(ticket.id, "uji"),
        }
        for state, move in moves.items():
            move()
            open_ticket(page, public, ticket, language)
            expect(page.locator("body")).to_have_class(state)
            expect(page.locator("html")).to_have_attribute("lang", language)
            look(page, f"{language}-{state}")
        page.goto(f"{public.url}/t/nobody/{language}")
        look(page, f"{language}-gone")
        number = page.evaluate("getComputedStyle(document.querySelector('h1')).fontSize")
        assert float(number.removesuffix("px")) >= 24


def test_a_ticket_is_taken_on_a_phone_step_by_step(public: Server, browser: Browser) -> None:
    with held(browser, public) as (page, wrong):
        page.goto(public.url + scanned(public))
        for n, choice in enumerate(("A", "family", "none", "city", "original", "both", "none")):
            look(page, f"take-{n}-{choice}")
            page.click(f"button[value={choice}]")
        expect(page.locator("h1")).to_have_text(WORDS.say("kiosk.summary.incomplete"))
        look(page, "take-8-summary")
        page.go_back()
        expect(page.locator("button[aria-pressed=true]")).to_contain_text(WORDS.say("kiosk.priority.none"))
        page.go_forward()
        page.get_by_role("button", name=WORDS.say("kiosk.summary.take")).click()
        expect(page.locator("#state")).to_have_text(WORDS.say("phone.state.waiting"))
        assert wrong == []


def test_without_scripts_a_ticket_is_taken_followed_and_given_up_all_the_same(public: Server, browser: Browser) -> None:
    with held(browser, public, java_script_enabled=False) as (page, wrong):
        page.goto(public.url + scanned(public))
        for choice in ("S", "none"):
            page.click(f"button[value={choice}]")
        page.get_by_role("button", name=WORDS.say("kiosk.summary.take")).click()
        expect(page.locator("meta[http-equiv=refresh]")).to_have_attribute("content", "10")
        expect(page.locator("#remind")).to_be_hidden()
        page.get_by_role("link", name="English").click()
        expect(page.locator("#state")).to_have_text(ENGLISH.say("phone.state.waiting"))
        page.get_by_role("link", name=ENGLISH.say("phone.give_up")).click()
        look(page, "give-up")
        page.get_by_role("link", name=ENGLISH.say("phone.ask.no")).click()
        expect(page.locator("#state")).to_have_text(ENGLISH.say("phone.state.waiting"))
        page.get_by_role("link", name=ENGLISH.say("phone.give_up")).click()
        page.get_by_role("button", name=ENGLISH.say("phone.ask.yes")).click()
        expect(page.locator("#state")).to_have_text(ENGLISH.say("phone.state.cancelled"))
        expect(page.locator("meta[http-equiv=refresh]")).to_have_count(0)
        assert wrong == []


def test_a_lost_connection_is_said_with_the_time_of_what_is_shown(public: Server, browser: Browser) -> None:
    ticket = public.issue()
    with held(browser, public) as (page, _):
        open_ticket(page, public, ticket, "en")
        expect(page.locator("#fresh")).to_have_text(re.compile(r"^Data of \d\d:\d\d$"))
        expect(page.locator("#lost")).to_be_hidden()
        page.context.set_offline(True)
        expect(page.locator("#lost")).to_have_text(re.compile(r"Connection lost.* data of \d\d:\d\d"))
        expect(page.locator("#fresh")).to_be_hidden()
        look(page, "lost")
        page.context.set_offline(False)
        expect(page.locator("#lost")).to_be_hidden(timeout=15_000)


def test_a_browser_without_streams_asks_every_now_and_then(public: Server, browser: Browser) -> None:
    ticket, verifier = public.issue(), public.verifier(3)
    with held(browser, public) as (page, wrong):
        page.add_init_script("delete window.EventSource;")
        page.clock.install()
        with page.expect_response(re.compile("/state$")):
            open_ticket(page, public, ticket)
        verifier.call_next("loket-3")
        page.clock.run_for(15_000)
        expect(page.locator("body")).to_have_class("called")
        expect(page.locator("#counter")).to_have_text("Loket 3")
        assert wrong == []


def test_a_stream_that_is_swallowed_on_the_way_is_asked_past(public: Server, browser: Browser) -> None:
    ticket, verifier = public.issue(), public.verifier(3)
    with held(browser, public) as (page, _):
        page.route("**/events", lambda route: None)  # a proxy that keeps it to itself
        page.clock.install()
        open_ticket(page, public, ticket)
        verifier.call_next("loket-3")
        page.clock.run_for(16_000)
        expect(page.locator("body")).to_have_class("called")


def test_the_other_language_follows_the_same_ticket(public: Server, browser: Browser) -> None:
    ticket, verifier = public.issue(), public.verifier(3)
    with held(browser, public) as (page, wrong):
        open_ticket(page, public, ticket)
        page.get_by_role("link", name="English").click()
        expect(page.locator("#state")).to_have_text(ENGLISH.say("phone.state.waiting"))
        assert page.url == f"{public.url}{path_of(ticket)}/en"
        verifier.call_next("loket-3")
        expect(page.locator("#counter")).to_have_text("Counter 3")
        expect(page.locator("#state")).to_have_text(ENGLISH.say("phone.state.called"))
        assert wrong == []


def test_a_server_that_comes_back_finds_the_phone_following_again(public: Server, browser: Browser) -> None:
    ticket = public.issue()
    with held(browser, public) as (page, _):
        open_ticket(page, public, ticket)
        expect(page.locator("#state")).to_have_text(WORDS.say("phone.state.waiting"))
        public.restart()
        verifier = public.verifier(4)
        assert verifier.call_next("loket-4")
        expect(page.locator("#state")).to_have_text(WORDS.say("phone.state.called"))


TOO_NEW = {
    "phone.js": r"\?\.|\?\?|=>|`|\.\.\.|\b(let|const|class|async|await|import|export)\b|\.(at|includes|replaceAll)\(",
    "phone.css": r"\b(clamp|min|max)\(|\bgap:|:is\(|:where\(|:has\(|\binset:|aspect-ratio|@layer|@container|var\(",
}
"""What Chrome 60 on Android 5 does not know, or what came so shortly before it that its cousins do not."""


@pytest.mark.parametrize("file", sorted(TOO_NEW))
def test_nothing_is_written_that_an_old_phone_does_not_know(file: str) -> None:
    text = (STATIC / file).read_text(encoding="utf-8")
    text = re.sub(r"//.*", "", text) if file.endswith(".js") else re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    assert re.findall(TOO_NEW[file], text) == []
