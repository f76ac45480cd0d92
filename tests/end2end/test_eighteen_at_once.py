"""Eighteen at their counters press the key together, two hundred times, while four kiosks issue: against the shipped
command, over HTTP."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from uuid import uuid4

import pytest

from counter_server.protocol.client import CounterClient, ServerRefused
from counter_server.protocol.messages import IssuedTicket, Ticket
from tests.server import COMPLETE, DEMO_KIOSK, Server, running

ROUNDS = 200
KIOSKS = 4
SEATS = [(f"verifier-{n}", f"loket-{n}") for n in range(1, 17)] + [(f"extra-{n}", f"bantuan-{n}") for n in (1, 2)]


class Seat:
    """One member of staff: calls next with all the others, and lets her visitor go before the next round."""

    def __init__(self, server: Server, staff: str, place: str) -> None:
        self.staff, self.place = staff, place
        self.client = server.signed_in(staff, place)
        self.called: list[Ticket] = []
        self.finished: list[int] = []

    def work(self, together: threading.Barrier) -> None:
        for _ in range(ROUNDS):
            together.wait(60)
            self.serve_one()

    def serve_one(self) -> bool:
        """Whether there was one."""
        ticket = self.next_visitor()
        if ticket is None:
            return False
        self.called.append(ticket)
        self.client.start(ticket.id)
        if self.client.finish(ticket.id, "complete").status == "finished":
            self.finished.append(ticket.id)
        return True

    def next_visitor(self) -> Ticket | None:
        try:
            return self.client.call_next(self.place)
        except ServerRefused as refused:  # pushed to her since she last looked
            if refused.code != "ticket_open":
                raise
            return self.client.ticket(refused.facts["ticket"])


def take_tickets(kiosk: CounterClient, stop: threading.Event) -> list[IssuedTicket]:
    """One in nine lacks its papers, for the help desk has two of eighteen seats."""
    taken: list[IssuedTicket] = []
    for n in count():
        if stop.is_set():
            return taken
        papers = COMPLETE if n % 9 else {}
        ticket = kiosk.issue(request_id=str(uuid4()), service="AK"[n % 2], documents=papers)
        kiosk.printed(ticket.id)
        taken.append(ticket)
    raise AssertionError


@pytest.mark.parametrize("mode", ["pull", "push"])
def test_eighteen_call_together_and_no_ticket_has_two_owners(tmp_path: Path, mode: str) -> None:
    with running(tmp_path / "data", "--demo", "--assignment", mode) as server:
        together, stop = threading.Barrier(len(SEATS)), threading.Event()
        seats = [Seat(server, staff, place) for staff, place in SEATS]
        with ThreadPoolExecutor(len(SEATS) + KIOSKS) as many:
            kiosks = [many.submit(take_tickets, server.client(DEMO_KIOSK), stop) for _ in range(KIOSKS)]
            work = [many.submit(seat.work, together) for seat in seats]
            try:
                for one in work:
                    one.result(300)
            finally:
                stop.set()
            issued = [ticket for kiosk in kiosks for ticket in kiosk.result(60)]

        assert sum(len(seat.called) for seat in seats) > ROUNDS
        numbers = Counter(ticket.number for ticket in issued)
        assert [number for number, times in numbers.items() if times > 1] == []
        is_still_there(server, seats, issued)
        while sum(seat.serve_one() for seat in seats):
            """A round of everybody, until nobody waits."""
        nobody_had_two(seats)
        gone = Counter(ticket for seat in seats for ticket in seat.finished)
        assert gone == Counter(ticket.id for ticket in issued)  # everybody, once


def nobody_had_two(seats: list[Seat]) -> None:
    """A ticket was called once at each step it went through, to somebody of that step's role, at her own counter."""
    calls = Counter((ticket.id, ticket.step) for seat in seats for ticket in seat.called)
    assert [call for call, times in calls.items() if times > 1] == []
    for seat in seats:
        role = "help" if seat.staff.startswith("extra") else "verification"
        assert {(one.staff, one.counter, one.step) for one in seat.called} <= {(seat.staff, seat.place, role)}


def is_still_there(server: Server, seats: list[Seat], issued: list[IssuedTicket]) -> None:
    """Whoever took a ticket was let go, waits, or has just been called; nobody else is there."""
    board = server.supervisor().board()
    waiting = sum(n for steps in board.waiting.values() for n in steps.values())
    at_a_counter = [ticket for ticket in board.tickets if ticket.status in ("called", "serving")]
    assert len({ticket.staff for ticket in at_a_counter}) == len(at_a_counter)
    assert waiting + len(at_a_counter) == len(issued) - sum(len(seat.finished) for seat in seats)
