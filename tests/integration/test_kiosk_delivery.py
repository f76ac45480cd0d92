"""A server that breaks at a ticket is told of in the kiosk's log once, however often it is tried again; a number it
will never take counts as refused for its day."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest

from counter_server.protocol.client import ServerRefused
from counter_server.protocol.messages import Board, BranchFace, IssuedTicket, Ticket
from counter_server.protocol.terms import Is
from kiosk.delivery import Delivery
from tests.outbox_in_use import MONDAY, Kiosk
from tests.server import PATIENCE


@dataclass
class BreakingServer:
    """Has a fault of its own with whatever it is told, for as long as it is to; each try waits to be let in."""

    breaks: bool = True
    no: ServerRefused = field(default_factory=lambda: ServerRefused(500, "server_failed", {}))
    tries: SimpleQueue[str] = field(default_factory=SimpleQueue)
    let_in: SimpleQueue[None] = field(default_factory=SimpleQueue)

    def next_try(self) -> str:
        """What is told next: all that was told before has been answered, and what came of it is in the log."""
        return self.tries.get(timeout=PATIENCE)

    def answers(self) -> None:
        """The one that waits."""
        self.let_in.put(None)

    def issue(self, **wish: Any) -> IssuedTicket:
        self._told("issue")
        return IssuedTicket(id=1, number=wish["number"], service=wish["service"], step="", status=Is.WAITING)

    def printed(self, ticket: int) -> Ticket:
        self._told("printed")
        return Ticket(id=ticket, number="A-X01", service="A", step="", status=Is.WAITING)

    def not_printed(self, ticket: int, reason: str) -> Ticket:
        self._told(reason)
        return Ticket(id=ticket, number="A-X01", service="A", step="", status=Is.WAITING)

    def board(self) -> Board:
        face = BranchFace(key="lalopa-p2km", name="", office="", zone="Asia/Jakarta", open=True)
        return Board(seq=1, at=MONDAY, branch=face, counters=[], tickets=[], waiting={}, announcements=[])

    def _told(self, what: str) -> None:
        self.tries.put(what)
        self.let_in.get(timeout=PATIENCE)
        if self.breaks:
            raise self.no


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    kiosk = Kiosk(tmp_path / "kiosk" / "outbox.db")
    yield kiosk
    kiosk.outbox.close()


@contextmanager
def delivering(kiosk: Kiosk, server: BreakingServer) -> Iterator[Delivery]:
    """What is in its outbox, for as long as the block lasts."""
    delivery = Delivery(server, kiosk.outbox, kiosk.hands.clock(), again_after=0.01, told=lambda: None)
    delivery.start()
    try:
        yield delivery
    finally:
        server.breaks = False
        for _ in range(2):  # the one that waits, and what the last round tells
            server.answers()
        delivery.stop(PATIENCE)


def faults(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


def test_a_ticket_the_server_breaks_at_is_logged_once_and_once_more_when_the_server_has_come_back(
    kiosk: Kiosk, caplog: pytest.LogCaptureFixture
) -> None:
    kiosk.takes()
    server = BreakingServer()
    with delivering(kiosk, server) as delivery:
        for _ in range(3):
            assert server.next_try() == "issue"
            server.answers()
        server.next_try()
        assert faults(caplog) == ["the server broke at A-X01"]
        delivery.try_refused_again()
        for _ in range(2):
            server.answers()
            server.next_try()
        assert faults(caplog) == 2 * ["the server broke at A-X01"]


def test_a_fault_at_the_paper_of_a_ticket_that_was_delivered_at_last_is_another(
    kiosk: Kiosk, caplog: pytest.LogCaptureFixture
) -> None:
    ticket = kiosk.gives(kiosk.wish())
    server = BreakingServer()
    with delivering(kiosk, server) as delivery:
        server.next_try()
        server.answers()
        server.next_try()
        kiosk.outbox.paper(-ticket.place, "paper_out")
        server.breaks = False
        server.answers()
        delivery.wake()
        assert server.next_try() == "paper_out"
        server.breaks = True
        server.answers()
        server.next_try()
        assert faults(caplog) == 2 * ["the server broke at A-X01"]


def test_a_number_of_yesterday_that_the_server_will_not_take_is_settled_and_counts_no_more(kiosk: Kiosk) -> None:
    kiosk.takes()
    kiosk.hands.pass_(days=1)
    kiosk.takes()
    server = BreakingServer(no=ServerRefused(422, "service_unknown", {}))
    with delivering(kiosk, server) as delivery:
        for _ in range(2):
            server.next_try()
            server.answers()
        delivery.stop(PATIENCE)
        assert delivery.refused == {"request-2"}
        assert [entry.wish.request_id for entry in kiosk.outbox.to_tell()] == ["request-2"]
