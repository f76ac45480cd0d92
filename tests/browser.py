"""A real Chromium, for end-to-end tests."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright import async_api
from playwright.sync_api import Browser, Locator, Page, Request, expect, sync_playwright

from tests.server import DEMO_PIN, PATIENCE

CHROMIUM = "/usr/bin/chromium-headless-shell"
"""Debian's Chromium without its window's frame: the same engine, at two fifths of the processor time for each page."""
WHOLE_CHROMIUM = "/usr/bin/chromium"
"""What staff have; it shows notifications, too."""
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
LAPTOP = (1366, 768)
TOO_SLOW = r"^htmx:(timeout|afterRequest)$"
"""What htmx writes where a machine is too slow to answer in time: the desk is fetched again, and a command that is not
answered is told as a refusal."""
TICK = "n => { const box = document.querySelectorAll('#checks input')[n]; if (!box.checked) box.click(); }"
"""In one: between looking for the box and touching it the desk may be put anew."""


expect.set_options(timeout=PATIENCE * 1000)


@contextmanager
def running_chromium(program: str = CHROMIUM) -> Iterator[Browser]:
    """Headless."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Watched:
    """A page, watched for errors and for requests to anybody but the server."""

    page: Page | async_api.Page
    url: str
    errors: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", self._asked)

    def _asked(self, request: Request | async_api.Request) -> None:
        if not request.url.startswith((self.url, "data:")):
            self.strangers.append(request.url)

    def is_clean(self, *, but: str = "") -> None:
        """No error in the browser's console (`but` those expected, a pattern, and those of a slow machine), nobody else
        asked for anything."""
        expected = f"{but}|{TOO_SLOW}" if but else TOO_SLOW
        assert [error for error in self.errors if not re.search(expected, error)] == []
        assert self.strangers == []


@dataclass
class Console(Watched):
    """A member of staff's browser at the console."""

    page: Page

    def __post_init__(self) -> None:
        super().__post_init__()
        self.page.set_default_timeout(PATIENCE * 1000)

    def open(self) -> None:
        """The console's address."""
        self.page.goto(f"{self.url}/console")

    def sign_in(self, staff: str, counter: str | None, pin: str = DEMO_PIN) -> None:
        """Through the page, to the desk or to the refusal."""
        self.open()
        self.page.check(f"input[name=staff][value='{staff}']", force=True)
        if counter:
            self.page.check(f"input[name=counter][value='{counter}']", force=True)
        self.page.fill("#pin", pin)
        self.page.press("#pin", "Enter")

    def enter(self, staff: str, counter: str | None, *, at: str = "/console") -> None:
        """Signed in by the same form sent without its page, which whoever looks at the desk need not paint."""
        given: dict[str, str | float | bool] = {"staff": staff, "pin": DEMO_PIN}
        if counter:
            given["counter"] = counter
        asked = self.page.context.request
        answer = asked.post(f"{self.url}/console/sign-in", form=given, headers={"Origin": self.url}, max_redirects=0)
        assert answer.status == 303, f"{staff} at {counter}: {answer.status}"
        self.page.goto(f"{self.url}{at}")

    @property
    def main_key(self) -> Locator:
        """The big key."""
        return self.page.locator("#main-key")

    @property
    def ticket(self) -> Locator:
        """The ticket in hand, or the quiet page in its place."""
        return self.page.locator("#ticket")

    @property
    def number(self) -> Locator:
        """The called number."""
        return self.page.locator("#ticket .head .number")

    def verb(self, verb: str) -> Locator:
        """A verb's button on the desk."""
        return self.page.locator(f"#verb-{verb}")

    def press(self, key: str) -> None:
        """A key of the keyboard, once the desk takes keys: not before its scripts have run, nor for a moment after
        another ticket came."""
        self.page.wait_for_load_state()
        expect(self.page.locator("#keys [aria-disabled]")).to_have_count(0)
        self.page.keyboard.press(key)

    def dismiss(self) -> None:
        """Closes the question that is open; until it has gone it takes the keys."""
        self.page.keyboard.press("Escape")
        expect(self.dialog).to_have_count(0)

    def looked_at(self) -> None:
        """Ticks the whole check list of the ticket in hand, so that the big key finishes it."""
        boxes = self.page.locator("#checks input")
        for n in range(boxes.count()):
            self.page.evaluate(TICK, n)
            expect(boxes.nth(n)).to_be_checked()
        expect(self.main_key).not_to_have_attribute("aria-haspopup", "dialog")

    @property
    def dialog(self) -> Locator:
        """The question that is open."""
        return self.page.get_by_role("dialog")

    def shows(self, number: str, status: str) -> None:
        """Waits until this ticket is in hand, in this state (`called` or `serving`)."""
        expect(self.page.locator(f"#ticket .paper.{status} .head .number")).to_have_text(number)


@contextmanager
def console(browser: Browser, url: str, size: tuple[int, int] = LAPTOP) -> Iterator[Console]:
    """A browser of its own (no cookie shared) at the console."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="id-ID")
    try:
        yield Console(context.new_page(), url)
    finally:
        context.close()
