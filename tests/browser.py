"""A real Chromium, for end-to-end tests."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Locator, Page, Request, expect, sync_playwright

from tests.server import DEMO_PIN

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
LAPTOP = (1366, 768)


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Console:
    """A member of staff's browser at the console, watched for errors and for requests to anybody else."""

    page: Page
    url: str
    errors: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(10_000)
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", self._asked)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.url, "data:")):
            self.strangers.append(request.url)

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
        """A key of the keyboard, once the desk takes keys: for a moment after another ticket came it does not."""
        expect(self.page.locator("#keys [aria-disabled]")).to_have_count(0)
        self.page.keyboard.press(key)

    @property
    def dialog(self) -> Locator:
        """The question that is open."""
        return self.page.get_by_role("dialog")

    def shows(self, number: str, status: str) -> None:
        """Waits until this ticket is in hand, in this state (`called` or `serving`)."""
        expect(self.page.locator(f"#ticket .paper.{status} .head .number")).to_have_text(number)

    def is_clean(self, *, but: str = "") -> None:
        """No error in the browser's console (`but` those expected, a pattern), nobody else asked for anything."""
        assert [error for error in self.errors if not but or not re.search(but, error)] == []
        assert self.strangers == []


@contextmanager
def console(browser: Browser, url: str, size: tuple[int, int] = LAPTOP) -> Iterator[Console]:
    """A browser of its own (no cookie shared) at the console."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="id-ID")
    try:
        yield Console(context.new_page(), url)
    finally:
        context.close()
