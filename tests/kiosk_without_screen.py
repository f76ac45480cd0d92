"""A kiosk whose visitors touch no screen: the real line to the server, the real outbox, papers that always come."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from threading import Condition, Event
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt

from counter_server.protocol.client import CounterClient
from counter_server.protocol.device_state import PartState
from counter_server.protocol.messages import IssuedTicket, Ticket
from kiosk.connection import Connection
from kiosk.kiosk_clock import KioskClock
from kiosk.outbox import Outbox
from kiosk.outbox_entry import Entry
from kiosk.wish import Wish

from .server import COMPLETE, DEMO_KIOSK, PATIENCE, PLAIN_ANSWERS, Server, listening, running
from .unstable_line import UnstableLine, unstable_line

OPTIONS = ("--demo", "--assignment", "pull")
JAKARTA = ZoneInfo("Asia/Jakarta")
DIRECTLY = Qt.ConnectionType.DirectConnection


class WatchedOutbox(Outbox):
    """Tells whoever waits of every change."""

    def __init__(self, file: Path, clock: KioskClock) -> None:
        self._changed = Condition()
        super().__init__(file, clock)

    def until(self, what: Callable[[], object]) -> bool:
        """Whether it became so; asked again after each change."""
        with self._changed:
            return bool(self._changed.wait_for(what, PATIENCE))

    def ask(self, wish: Wish) -> None:
        super().ask(wish)
        self._tell()

    def give_number(self, wish: Wish, letter: str) -> Entry:
        given = super().give_number(wish, letter)
        self._tell()
        return given

    def shown(self, request: str, ticket: int) -> None:
        super().shown(request, ticket)
        self._tell()

    def left(self, request: str) -> None:
        super().left(request)
        self._tell()

    def paper(self, ticket: int, outcome: str) -> None:
        super().paper(ticket, outcome)
        self._tell()

    def arrived(self, entry: Entry, ticket: int) -> None:
        super().arrived(entry, ticket)
        self._tell()

    def done(self, request: str) -> None:
        super().done(request)
        self._tell()

    def _tell(self) -> None:
        with self._changed:
            self._changed.notify_all()


class WatchedConnection(Connection):
    """Tells whoever waits for the outbox when the server has been heard again, too: until then numbers are its own."""

    def _delivered(self) -> None:
        super()._delivered()
        if isinstance(self._outbox, WatchedOutbox):
            self._outbox._tell()


class KioskWithoutScreen:
    """One life of a kiosk. `patience`: seconds it waits for the server before it gives a number of its own. As long as
    a test waits, unless the test takes the server away without a word: a server that is only slow is there."""

    def __init__(self, url: str, key: str, data: Path, *, letter: str = "", patience: float = PATIENCE) -> None:
        self.clock = KioskClock(JAKARTA)
        self.outbox = WatchedOutbox(data / "kiosk" / "outbox.db", self.clock)
        client = CounterClient(url, key, timeout=patience + 1)
        self.connection = WatchedConnection(client, self.outbox, self.clock, again_after=0.1, patience=patience)
        self.connection.letter = letter
        self.states: SimpleQueue[PartState] = SimpleQueue()
        self._answers: dict[str, SimpleQueue[Any]] = {}
        offers: SimpleQueue[object] = SimpleQueue()
        self.connection.services.connect(offers.put, DIRECTLY)
        self.connection.issued.connect(self._issued, DIRECTLY)
        self.connection.refused.connect(self._refused, DIRECTLY)
        self.connection.trying.connect(self._trying, DIRECTLY)
        self.connection.outbox_state.connect(self.states.put, DIRECTLY)
        if not letter:
            self.connection.ask_services()
            offers.get(timeout=PATIENCE)

    def asks(self, service: str = "A", *, request: str = "", **more: Any) -> str:
        """Somebody touches `take`."""
        request = request or str(uuid4())
        told: dict[str, Any] = {"documents": COMPLETE, "answers": PLAIN_ANSWERS} if service in "AK" else {}
        self._answers[request] = SimpleQueue()
        self.connection.issue(Wish(request_id=request, service=service, language="id", **(told | more)))
        return request

    def answer(self, request: str) -> Any:
        """What she sees next: her ticket, `trying`, or the code of a refusal."""
        return self._answers[request].get(timeout=PATIENCE)

    def takes(self, service: str = "A", *, paper: str = "printed", **more: Any) -> IssuedTicket:
        """From the touch to the paper."""
        ticket: IssuedTicket = self.answer(self.asks(service, **more))
        if paper:
            self.paper(ticket, paper)
        return ticket

    def paper(self, ticket: IssuedTicket, outcome: str = "printed") -> None:
        """The paper came, or not; back when the outbox has it."""
        if outcome == "printed":
            self.connection.printed(ticket.id)
        else:
            self.connection.not_printed(ticket.id, outcome)
        kept = Event()
        self.connection._reports.send(kept.set)
        assert kept.wait(PATIENCE)

    def waits(self, seconds: float) -> None:
        """From the next visitor on, for an answer, before it gives a number of its own."""
        self.connection._patience = seconds

    @property
    def told_everything(self) -> bool:
        """Whether nothing waits for the server, which gives the next number again."""
        return not self.outbox.to_tell() and not self.connection._silent

    def until(self, what: Callable[[], object]) -> None:
        """Until it is so in the outbox."""
        assert self.outbox.until(what), "it did not come"

    def until_it_says(self, code: str) -> None:
        """Until the person in charge is told this of the outbox."""
        while self.states.get(timeout=PATIENCE).code != code:
            pass

    def end(self) -> None:
        """As the program ends when it is asked to."""
        self.connection.stop()

    def _issued(self, request: str, ticket: IssuedTicket) -> None:
        self._answers[request].put(ticket)

    def _refused(self, request: str, code: str, facts: object) -> None:
        self._answers[request].put(code)

    def _trying(self, request: str) -> None:
        self._answers[request].put("trying")


@contextmanager
def a_kiosk(url: str, key: str, data: Path, **more: Any) -> Iterator[KioskWithoutScreen]:
    """For as long as the block lasts."""
    kiosk = KioskWithoutScreen(url, key, data, **more)
    try:
        yield kiosk
    finally:
        kiosk.end()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """One for this test alone: it is stopped, killed and halted."""
    with running(tmp_path / "server", *OPTIONS) as started:
        yield started


@pytest.fixture
def line(own_server: Server) -> Iterator[UnstableLine]:
    """The network between the kiosk and its server."""
    with unstable_line(own_server.url) as line:
        yield line


@pytest.fixture
def kiosk(line: UnstableLine, tmp_path: Path) -> Iterator[KioskWithoutScreen]:
    """The demonstration's kiosk, behind that line; its data in `data`."""
    with a_kiosk(line.url, DEMO_KIOSK, tmp_path / "data") as kiosk:
        yield kiosk


SIGNED_IN: dict[Path, CounterClient] = {}


def supervisor(server: Server) -> CounterClient:
    """The person in charge, signed in once."""
    if server.data not in SIGNED_IN:
        SIGNED_IN[server.data] = server.supervisor()
    return SIGNED_IN[server.data]


def paired(server: Server, name: str) -> str:
    """The key of a kiosk of this name."""
    machine = server.client()
    pairing = machine.begin_pairing("kiosk")
    supervisor(server).approve_pairing(pairing.code, name)
    return machine.claim_pairing(pairing.secret).key


def tickets(server: Server) -> list[Ticket]:
    """All of the day that are not done with, in the order they came to the hall."""
    found = supervisor(server).board().tickets
    return sorted(found, key=lambda ticket: ticket.issued_at.timestamp() if ticket.issued_at else 0)


def numbers(server: Server) -> list[str]:
    """Theirs."""
    return [ticket.number for ticket in tickets(server)]


def until_the_server(server: Server, what: Callable[[], object]) -> None:
    """Until it is so at the server: asked again with whatever comes down its stream, a heartbeat at the latest."""
    with listening(server, supervisor(server).token) as heard:
        end = time.monotonic() + PATIENCE
        while not what():
            assert time.monotonic() < end, "it did not come"
            next(heard)
