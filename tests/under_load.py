"""A counter at full load: four kiosks issue, eighteen staff call, start and finish, all remembering what they were
told, until the server is gone; and whether a server that is back knows all of it."""

import sqlite3
import threading
from collections import Counter as Count
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count
from uuid import uuid4

from counter_server.protocol.client import CounterClient, ServerAway, ServerRefused
from counter_server.protocol.messages import Ticket
from counter_server.storage import journal
from counter_server.storage.database import Line, open_engine

from .server import COMPLETE, Server

KIOSKS = 4
SEATS = [(f"verifier-{n}", f"loket-{n}") for n in range(1, 17)] + [(f"extra-{n}", f"bantuan-{n}") for n in (1, 2)]
CALLS = "SELECT payload ->> '$.ticket.id', payload ->> '$.ticket.staff' FROM journal WHERE action = 'call'"
OURS = "load-"
NEXT = {"called": "serving", "serving": "finished"}
"""What the command makes of a ticket in hand that was sent last, and perhaps never answered."""


@dataclass
class Told:
    """Everything the server has acknowledged, across all its ends."""

    numbers: dict[str, str] = field(default_factory=dict)
    """Number by request."""
    called: set[tuple[int, str]] = field(default_factory=set)
    finished: set[int] = field(default_factory=set)
    answers: int = 0
    guard: threading.Lock = field(default_factory=threading.Lock)
    wanted: int = 0
    enough: threading.Event = field(default_factory=threading.Event)

    def note(self, keep: Callable[[], object]) -> None:
        """One answer more."""
        with self.guard:
            keep()
            self.answers += 1
            if self.answers >= self.wanted:
                self.enough.set()

    def after(self, answers: int) -> threading.Event:
        """Set after so many answers more."""
        with self.guard:
            self.wanted = self.answers + answers
            self.enough = threading.Event()
            return self.enough


@dataclass
class Seat:
    """One member of staff, and the ticket she was told is hers."""

    staff: str
    counter: str
    client: CounterClient
    hand: Ticket | None = None

    def work(self, told: Told) -> None:
        """Serves one after another until the server is gone."""
        try:
            while True:
                self._one(told)
        except ServerAway:
            return

    def _one(self, told: Told) -> None:
        ticket = self.hand or self._next(told)
        if ticket is None:
            return
        if ticket.status == "called":
            self.hand = ticket = self.client.start(ticket.id)
            told.note(lambda: None)
        done = self.client.finish(ticket.id, "complete")
        self.hand = None
        told.note(lambda: told.finished.add(done.id) if done.status == "finished" else None)

    def _next(self, told: Told) -> Ticket | None:
        try:
            ticket = self.client.call_next(self.counter)
        except ServerRefused as refused:  # pushed to her, or hers from before
            if refused.code != "ticket_open":
                raise
            ticket = self.client.ticket(refused.facts["ticket"])
        if ticket is not None:
            self.hand = ticket
            told.note(lambda: told.called.add((ticket.id, self.staff)))
        return ticket

    def still_hers(self) -> None:
        """What she had in hand is as she was told, or as her last command, never answered, made it."""
        if self.hand is None:
            return
        now = self.client.ticket(self.hand.id)
        if (now.status, now.staff) != (self.hand.status, self.staff):
            moved_on = self.staff.startswith("extra") and now.step != self.hand.step
            assert now.status == NEXT[self.hand.status] or moved_on, (self.hand, now)
        self.hand = now if now.staff == self.staff and now.status in NEXT else None


class Load:
    """All of them, at one server."""

    def __init__(self, server: Server, *, but: str = "") -> None:
        """`but`: whose place somebody else takes."""
        self.server, self.told = server, Told()
        self.seats = [Seat(staff, place, server.signed_in(staff, place)) for staff, place in SEATS if staff != but]
        self.kiosks = [server.kiosk for _ in range(KIOSKS)]
        self._unanswered: list[str] = []

    def until_killed(self, answers: int) -> None:
        """Works, and kills the server once it has given so many answers more."""
        enough = self.told.after(answers)
        with ThreadPoolExecutor(len(self.seats) + KIOSKS) as many:
            seats = [many.submit(seat.work, self.told) for seat in self.seats]
            kiosks = [many.submit(self._take_tickets, kiosk) for kiosk in self.kiosks]
            try:
                assert enough.wait(120)
            finally:
                self.server.kill()
            for seat in seats:
                seat.result()
            self._unanswered = [kiosk.result() for kiosk in kiosks]

    def _take_tickets(self, kiosk: CounterClient) -> str:
        """The request that was not answered any more. One visitor in nine lacks a paper."""
        for n in count():
            request = f"{OURS}{uuid4()}"
            try:
                ticket = kiosk.issue(request_id=request, service="AK"[n % 2], documents=papers(n))
                self.told.note(lambda: self.told.numbers.__setitem__(request, ticket.number))  # noqa: B023 - called at once
                kiosk.printed(ticket.id)
            except ServerAway:
                return request if request not in self.told.numbers else ""
        raise AssertionError

    def all_is_there(self) -> None:
        """The server is back and knows everything it has said. What was never answered it knows once or not at all."""
        for seat in self.seats:
            seat.still_hers()
        with closing(sqlite3.connect(self.server.data / "lalopa.db")) as database:
            tickets = database.execute(
                "SELECT request, printf('%s-%03d', letter, n), id, status FROM ticket"
            ).fetchall()
            calls = set(database.execute(CALLS).fetchall())
        known = {request: number for request, number, _, _ in tickets}
        assert self.told.numbers.items() <= known.items()
        assert [number for number, times in Count(known.values()).items() if times > 1] == []
        assert self.told.finished <= {ticket for _, _, ticket, status in tickets if status == "finished"}
        of_ours = {request for request in known if request.startswith(OURS)}
        assert of_ours - self.told.numbers.keys() <= set(self._unanswered)
        assert self.told.called <= calls
        assert isinstance(journal_of(self.server), journal.Verified)
        self.told.numbers |= {request: known[request] for request in self._unanswered if request in known}


def papers(n: int) -> dict[str, list[str]]:
    """The help desk has two of eighteen seats."""
    return COMPLETE if n % 9 else {}


def journal_of(server: Server) -> journal.Verified | journal.Broken:
    """Read beside the running server."""
    engine = open_engine(f"sqlite:///{server.data / 'lalopa.db'}")
    line = Line(engine)
    try:
        line.begin(write=False)
        return journal.verify(line, "p2km")
    finally:
        line.close()
        engine.dispose()
