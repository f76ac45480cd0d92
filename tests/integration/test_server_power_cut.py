"""Nothing acknowledged is ever lost: killed under load, again and again, and every number given out is there."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from uuid import uuid4

from counter_server.protocol.client import CounterClient, ServerAway, ServerRefused
from tests.server import COMPLETE, Server, run, running

ROUNDS = 3
KIOSKS = 4
BEFORE_THE_CUT = 40
"""Tickets in the visitors' hands before the power goes."""


class Counter:
    """What kiosks and staff were told, across all power cuts."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.guard = threading.Lock()
        self.issued: dict[str, str] = {}
        self.finished: set[int] = set()

    def take_until_the_cut(self, kiosk: CounterClient, enough: threading.Event) -> str:
        """Takes tickets until the server is gone; the request that was not answered."""
        while True:
            request = str(uuid4())
            try:
                ticket = kiosk.issue(request_id=request, service="A", documents=COMPLETE)
                kiosk.printed(ticket.id)
            except ServerAway:
                return request
            with self.guard:
                self.issued[request] = ticket.number
                if len(self.issued) % BEFORE_THE_CUT == 0:
                    enough.set()

    def serve_until_the_cut(self, verifier: CounterClient, place: str) -> None:
        try:
            while True:
                try:
                    ticket = verifier.call_next(place)
                except ServerRefused as refused:  # hers from before the cut
                    ticket = verifier.ticket(refused.facts["ticket"])
                if ticket is None:
                    continue
                if ticket.status == "called":
                    verifier.start(ticket.id)
                done = verifier.finish(ticket.id, "complete")
                with self.guard:
                    self.finished.add(done.id)
        except ServerAway:
            return

    def round(self, staff: list[CounterClient]) -> list[str]:
        """The requests the cut left unanswered."""
        enough = threading.Event()
        with ThreadPoolExecutor(KIOSKS + len(staff)) as many:
            for n, verifier in enumerate(staff, start=1):
                many.submit(self.serve_until_the_cut, verifier, f"loket-{n}")
            kiosks = [many.submit(self.take_until_the_cut, self.server.kiosk, enough) for _ in range(KIOSKS)]
            assert enough.wait(60)
            self.server.kill()
            return [kiosk.result() for kiosk in kiosks]


def test_killed_under_load_it_keeps_every_ticket_it_has_spoken_of(tmp_path: Path) -> None:
    with running(tmp_path / "data", "--demo", "--assignment", "pull") as server:
        counter = Counter(server)
        staff = [server.verifier(n) for n in (1, 2)]
        for _ in range(ROUNDS):
            unanswered = counter.round(staff)
            assert run(server.data, "--verify-journal").returncode == 0
            server.start()
            for request in unanswered:  # a kiosk asks again, as it would
                again = server.kiosk.issue(request_id=request, service="A", documents=COMPLETE)
                counter.issued[request] = again.number
        server.stop()
        with closing(sqlite3.connect(server.data / "lalopa.db")) as database:
            kept = dict(database.execute("SELECT request, printf('A-%03d', n) FROM ticket").fetchall())
            finished = {row[0] for row in database.execute("SELECT id FROM ticket WHERE status = 'finished'")}
        assert kept == counter.issued
        assert finished >= counter.finished
        assert len(counter.issued) >= ROUNDS * BEFORE_THE_CUT
        assert run(server.data, "--verify-journal").returncode == 0
