"""A real counter server in a process of its own, on a free port, with data of its own; and whoever talks to it.

`server` (one a module) and `floor` (the same server, nobody signed in and nobody waiting) are fixtures; a module says
how its server starts by `SERVER_OPTIONS = ("--assignment", "pull")`.
"""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec
import pytest
import urllib3

from counter_server.protocol.client import API, CounterClient
from counter_server.protocol.event_stream import Away, EventStream, Happening
from counter_server.protocol.messages import Change, IssuedTicket, Ticket
from counter_server.protocol.terms import Is

ROOT = Path(__file__).parents[1]
DEMO_PIN = "246810"
DEMO_KIOSK, DEMO_DISPLAY = "demo-kiosk", "demo-display"
COMPLETE = {"kk": ["original", "copy"], "ektp": ["original", "copy"]}
"""Every form of both of the patient's papers."""
PLAIN_ANSWERS = {"for": "self", "insurance": "none", "residence": "city"}
PATIENCE = 20.0
"""Seconds a test waits for what must come."""


@dataclass
class Server:
    """The shipped command, running."""

    data: Path
    options: tuple[str, ...] = ("--demo",)
    url: str = ""
    process: "subprocess.Popen[str] | None" = None

    @property
    def log(self) -> Path:
        """Everything it has said on standard error."""
        return self.data.parent / f"{self.data.name}.log"

    def start(self, *options: str) -> None:
        """Returns once it can answer. `options` replace those of the last start; the port stays the same."""
        self.options = options or self.options
        port = self.url.rpartition(":")[2] or "0"
        with self.log.open("a") as log:
            words = command(self.data, *self.options, "--port", port)
            self.process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True)
        assert self.process.stdout
        said = self.process.stdout.readline().split()
        assert said[:1] == ["ready"], self.log.read_text()
        self.url = said[1]

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Ends it, and waits for the end."""
        if self.process is None:
            return
        assert self.process.stdout
        self.process.send_signal(how)
        self.process.send_signal(signal.SIGCONT)  # a frozen one would not hear of it
        self.process.wait(timeout=PATIENCE)
        self.process.stdout.close()
        self.process = None

    def kill(self) -> None:
        """As a power cut would, seen from the process."""
        self.stop(signal.SIGKILL)

    def freeze(self) -> None:
        """It takes connections and answers nobody, until `thaw`."""
        assert self.process
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on where it stood."""
        assert self.process
        self.process.send_signal(signal.SIGCONT)

    def restart(self, *options: str) -> None:
        """Down and up again, at the same address."""
        self.stop()
        self.start(*options)

    def client(self, token: str = "") -> CounterClient:
        """Whoever has this token or key."""
        return CounterClient(self.url, token, timeout=PATIENCE)

    @property
    def kiosk(self) -> CounterClient:
        """The demonstration's kiosk."""
        return self.client(DEMO_KIOSK)

    @property
    def display(self) -> CounterClient:
        """The demonstration's display."""
        return self.client(DEMO_DISPLAY)

    def signed_in(self, staff: str, counter: str | None = None, pin: str = DEMO_PIN) -> CounterClient:
        """A member of staff at a counter."""
        client = self.client()
        client.sign_in(staff, pin, counter)
        return client

    def verifier(self, n: int = 1) -> CounterClient:
        """A verifier at the counter of her own number."""
        return self.signed_in(f"verifier-{n}", f"loket-{n}")

    def extra(self, n: int = 1) -> CounterClient:
        """Extra staff at the help desk of the same number."""
        return self.signed_in(f"extra-{n}", f"bantuan-{n}")

    def supervisor(self) -> CounterClient:
        """The person in charge."""
        return self.signed_in("supervisor-1")

    def issue(self, service: str = "A", *, printed: bool = True, **more: Any) -> IssuedTicket:
        """A ticket as the kiosk takes it, complete unless told otherwise."""
        kiosk = self.kiosk
        told: dict[str, Any] = {"documents": COMPLETE, "answers": PLAIN_ANSWERS} if service in "AK" else {}
        issued = kiosk.issue(request_id=str(uuid4()), service=service, **(told | more))
        if printed:
            kiosk.printed(issued.id)
        return issued

    def sweep(self) -> None:
        """Nobody waits and nobody is signed in any more."""
        supervisor = self.supervisor()
        while tickets := [ticket for ticket in supervisor.board().tickets if ticket.status in STILL_HERE]:
            for ticket in tickets:
                if ticket.status is Is.SERVING:
                    supervisor.return_(ticket.id, "sapu")
                supervisor.cancel(ticket.id, "sapu")
        for member in supervisor.board().staff:
            if member.counter:
                self.signed_in(member.staff, member.counter).sign_out()


STILL_HERE = frozenset({Is.BOOKED, Is.WAITING, Is.CALLED, Is.SERVING, Is.ON_HOLD, Is.NO_SHOW})


def command(data: Path, *options: str) -> list[str]:
    """The server's command line."""
    return [sys.executable, "-m", "counter_server", "--data", str(data), *options]


def run(data: Path, *options: str, stdin: str = "") -> "subprocess.CompletedProcess[str]":
    """The command, for what it does and ends: pairing, a PIN, the journal's check."""
    return subprocess.run(
        command(data, *options), cwd=ROOT, input=stdin, capture_output=True, text=True, timeout=PATIENCE, check=False
    )


@contextmanager
def running(data: Path, *options: str) -> Iterator[Server]:
    """A server for as long as the block lasts; in a demonstration unless told otherwise."""
    server = Server(data, options or ("--demo",))
    with place_kept() as place:
        server.url = f"http://127.0.0.1:{place.getsockname()[1]}"
        server.start()
        try:
            yield server
        finally:
            server.stop()


def place_kept() -> socket.socket:
    """A port that the system gives nobody else until this is closed. Whoever names it may listen there, and again."""
    place = socket.socket()
    place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    place.bind(("127.0.0.1", 0))
    return place


@dataclass(frozen=True)
class Answer:
    """What came back, undigested."""

    status: int
    headers: urllib3.HTTPHeaderDict
    content: bytes

    @property
    def json(self) -> Any:
        """Decoded."""
        return msgspec.json.decode(self.content)

    @property
    def code(self) -> str:
        """The refusal's, once its shape has been checked."""
        refusal = self.json
        assert set(refusal) == {"code", "facts"}, refusal
        assert isinstance(refusal["facts"], dict), refusal
        return str(refusal["code"])


@dataclass
class Wire:
    """Sends what a well-behaved client never would."""

    url: str
    pool: urllib3.PoolManager = field(default_factory=lambda: urllib3.PoolManager(retries=False, timeout=PATIENCE))

    def send(
        self, method: str, path: str, body: Any = None, *, token: str = "", root: str = API, **headers: str
    ) -> Answer:
        """`body`: bytes or an iterable as they are (without a length), anything else as JSON."""
        given = {"Authorization": f"Bearer {token}"} if token else {}
        content = body
        if body is not None and not isinstance(body, bytes) and not hasattr(body, "__next__"):
            content, given = msgspec.json.encode(body), given | {"Content-Type": "application/json"}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        answer = self.pool.request(method, self.url + root + path, body=content, headers=given)
        return Answer(answer.status, urllib3.HTTPHeaderDict(answer.headers), answer.data)


@pytest.fixture(scope="module")
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One for the whole module."""
    options = getattr(request.module, "SERVER_OPTIONS", ())
    with running(tmp_path_factory.mktemp("server") / "data", "--demo", *options) as started:
        yield started


@pytest.fixture
def floor(server: Server) -> Server:
    """The same server, swept."""
    server.sweep()
    return server


@pytest.fixture(scope="module")
def wire(server: Server) -> Wire:
    """The same server for whoever does not behave."""
    return Wire(server.url)


@contextmanager
def listening(server: Server, token: str) -> Iterator[Iterator[Happening | Away]]:
    """What this credential's stream says, its snapshot first. A server that is slow is not away."""
    stream = EventStream(server.url, token, silence=PATIENCE)
    try:
        yield stream.listen()
    finally:
        stream.close()


def change(heard: Iterator[Happening | Away], action: str, ticket: int | None = None) -> Change:
    """The next change of this kind, of this ticket where one is named."""
    for happening in heard:
        assert not isinstance(happening, Away), happening
        if isinstance(happening, Change) and happening.action == action:
            about = happening.ticket.id if happening.ticket else None
            if ticket in (None, about):
                return happening
    raise AssertionError("the stream was closed")


def state_of(ticket: Ticket) -> tuple[str, str | None, str | None]:
    """Status, staff and counter."""
    return str(ticket.status), ticket.staff, ticket.counter
