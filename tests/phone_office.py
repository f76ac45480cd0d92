"""A branch whose phones find it: a server with a public address, and how its pages are asked for by a phone."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import urllib3

from counter_server.protocol.messages import IssuedTicket
from kiosk.phone_code import address
from tests.server import DEMO_KIOSK, PATIENCE, ROOT, Server, running

PUBLIC = "https://antrean.example"
OPENED = "2026-11-23T08:00:30+07:00"
"""When its clock stands, where it stands still: half a minute into a code."""
STILL = ("--clock-start", OPENED, "--clock-speed", "0.0001")


def public_assets(folder: Path, **instead: str) -> Path:
    """The presets with a public address; `instead`: other lines of branch.toml, by what they replace."""
    shutil.copytree(ROOT / "assets", folder / "assets")
    branch = folder / "assets" / "branch.toml"
    text = branch.read_text(encoding="utf-8")
    for old, new in {'public_url = ""': f'public_url = "{PUBLIC}"', **instead}.items():
        assert old in text
        text = text.replace(old, new, 1)
    branch.write_text(text, encoding="utf-8")
    return folder / "assets"


@contextmanager
def public_office(folder: Path, *options: str, **instead: str) -> Iterator[Server]:
    """A demonstration's, in which staff ask for the next."""
    assets = public_assets(folder, **instead)
    words = ("--demo", "--assets", str(assets), "--assignment", "pull", *options)
    with running(folder / "data", *words) as server:
        yield server


def path_of(ticket: IssuedTicket) -> str:
    """Its page's."""
    assert ticket.page is not None
    page = urlsplit(ticket.page)
    assert f"{page.scheme}://{page.netloc}" == PUBLIC
    return page.path


def scanned(server: Server, *, ago: float = 0.0, key: str = DEMO_KIOSK) -> str:
    """The path of what a kiosk showed so many seconds ago, by the server's clock."""
    at = server.client(key).board().at - timedelta(seconds=ago)
    assert isinstance(at, datetime)
    return urlsplit(address(server.client(key).services().phone_page, key, at)).path


@dataclass
class Seen:
    """A page as a browser without scripts has it."""

    status: int
    path: str
    text: str

    @property
    def heading(self) -> str:
        """Its first."""
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.text, re.DOTALL)
        return found[1].strip() if found else ""


@dataclass
class Phone:
    """A browser without scripts and cookies that keeps to one server."""

    server: Server
    language: str = "id"
    pool: urllib3.PoolManager = field(default_factory=lambda: urllib3.PoolManager(retries=False, timeout=PATIENCE))

    def open(self, path: str) -> Seen:
        """Follows where it is led."""
        return self._ask("GET", path)

    def send(self, path: str, **fields: str) -> Seen:
        """A form's."""
        return self._ask("POST", path, urlencode(fields).encode())

    def answers(self, page: Seen, *choices: str) -> Seen:
        """One key after the other."""
        for choice in choices:
            page = self.send(page.path, choice=choice)
        return page

    def _ask(self, method: str, path: str, body: bytes | None = None) -> Seen:
        headers = {"Accept-Language": self.language, "Origin": self.server.url}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        answer = self.pool.request(method, self.server.url + path, body=body, headers=headers, redirect=False)
        assert "set-cookie" not in answer.headers
        if answer.status == 303:
            return self._ask("GET", answer.headers["location"])
        return Seen(answer.status, path, answer.data.decode())
