"""The ticket on a real phone's screen: it follows by itself, and fetches nothing from anybody else."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from counter_server.protocol.locale import Locale
from counter_server.protocol.messages import IssuedTicket
from tests.browser import running_chromium
from tests.server import ROOT, Server, running

WORDS = Locale.load(ROOT / "assets" / "locale", "id")
PHONE = ViewportSize(width=390, height=844)


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A branch with a public address."""
    folder = tmp_path_factory.mktemp("public")
    shutil.copytree(ROOT / "assets", folder / "assets")
    branch = folder / "assets" / "branch.toml"
    branch.write_text(branch.read_text().replace('public_url = ""', 'public_url = "https://antrean.example"'))
    with running(folder / "data", "--demo", "--assets", str(folder / "assets"), "--assignment", "pull") as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_chromium() as started:
        yield started


def opened(browser: Browser, server: Server, ticket: IssuedTicket) -> tuple[Page, list[str]]:
    """Its page on a phone, and what went wrong there."""
    assert ticket.page
    page, wrong = browser.new_page(viewport=PHONE, locale="id-ID"), list[str]()
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith(server.url) else wrong.append(asked.url))
    page.goto(server.url + urlsplit(ticket.page).path)
    return page, wrong


def look(page: Page, name: str) -> None:
    """Kept where LALOPA_LOOK says, for whoever wants to see it."""
    if folder := os.environ.get("LALOPA_LOOK"):
        page.screenshot(path=str(Path(folder) / f"phone-{name}.png"))


def test_the_phone_follows_its_ticket_to_the_counter_without_being_asked(public: Server, browser: Browser) -> None:
    first, second = public.issue(), public.issue()
    page, wrong = opened(browser, public, second)
    expect(page.locator("#ahead")).to_have_text(WORDS.say("phone.ahead", n=1))
    expect(page.locator("#step")).to_have_text(WORDS.say("common.step.verification"))
    look(page, "waiting")
    verifier = public.verifier(3)
    called = verifier.call_next("loket-3")
    assert called is not None
    assert called.id == first.id
    expect(page.locator("#ahead")).to_have_text(WORDS.say("phone.next"), timeout=10_000)
    verifier.no_show(called.id)
    assert verifier.call_next("loket-3")
    expect(page.locator("#state")).to_have_text(WORDS.say("phone.state.called"), timeout=4_000)
    expect(page.locator("#counter")).to_have_text("Loket 3")
    expect(page.locator("#hint")).to_be_hidden()
    expect(page.locator("body")).to_have_class("called")
    look(page, "called")
    assert wrong == []


def test_a_server_that_comes_back_finds_the_phone_following_again(public: Server, browser: Browser) -> None:
    ticket = public.issue()
    page, _ = opened(browser, public, ticket)
    expect(page.locator("#state")).to_have_text(WORDS.say("phone.state.waiting"))
    public.restart()
    verifier = public.verifier(4)
    assert verifier.call_next("loket-4")
    expect(page.locator("#state")).to_have_text(WORDS.say("phone.state.called"), timeout=15_000)
