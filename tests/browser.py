"""A real server process and a real Chromium, for end-to-end tests."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from playwright.sync_api import Browser, Locator, Page, Request, expect, sync_playwright

from counter_server.protocol.client import CounterClient
from counter_server.protocol.messages import IssuedTicket

ROOT = Path(__file__).parents[1]
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
DEMO_PIN = "246810"
DEMO_KIOSK = "demo-kiosk"
LAPTOP = (1366, 768)
BOTH = {"kk": ["original", "copy"], "ektp": ["original", "copy"]}
"""Every form of both of the patient's papers."""


@dataclass
class ServerProcess:
    """The shipped server command in its demonstration, with data of its own."""

    data: Path
    options: tuple[str, ...] = ()
    url: str = ""
    process: "subprocess.Popen[str] | None" = None

    def start(self) -> None:
        """Returns once it can answer; a second start takes the same port again."""
        port = self.url.rpartition(":")[2] or "0"
        command = [sys.executable, "-m", "counter_server", "--demo", "--data", str(self.data), "--port", port]
        with (self.data / "server.log").open("a") as log:
            self.process = subprocess.Popen(
                [*command, *self.options], cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True
            )  # fmt: skip
        assert self.process.stdout
        said = self.process.stdout.readline().split()
        assert said[:1] == ["ready"], (self.data / "server.log").read_text()
        self.url = said[1]

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Ends it, and waits for the end."""
        assert self.process
        assert self.process.stdout
        self.process.send_signal(how)
        self.process.wait(timeout=15)
        self.process.stdout.close()

    def issue(self, service: str = "A", **more: object) -> IssuedTicket:
        """A ticket as the kiosk takes it, its paper in the visitor's hands; complete unless told otherwise."""
        kiosk = CounterClient(self.url, DEMO_KIOSK)
        told: dict[str, object] = {
            "documents": BOTH,
            "answers": {"for": "self", "insurance": "none", "residence": "city"},
        }
        ticket = kiosk.issue(request_id=str(uuid4()), service=service, **(told | more))  # type: ignore[arg-type]
        kiosk.printed(ticket.id)
        return ticket


@contextmanager
def running_server(data: Path, *options: str) -> Iterator[ServerProcess]:
    """A server for one test."""
    server = ServerProcess(data, options)
    server.start()
    try:
        yield server
    finally:
        if server.process and server.process.poll() is None:
            server.stop()


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
