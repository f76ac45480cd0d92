"""Whoever issues a ticket is told what it is by now: where somebody was ready it is called already."""

from pathlib import Path

from counter_server.domain.ticket import Ticket
from counter_server.operations import staffing
from counter_server.protocol.terms import Channel, Is, Mode
from counter_server.storage.day import Day
from tests.store import VERIFIER, a_store, issue, sign_in


def test_the_answer_to_an_issue_says_that_the_ticket_is_called(tmp_path: Path) -> None:
    def told(day: Day) -> tuple[Ticket, Ticket]:
        sign_in(day)
        staffing.ready(day, VERIFIER)
        return issue(day, channel=Channel.STAFF), issue(day, channel=Channel.STAFF)

    with a_store(tmp_path / "data", mode=Mode.PUSH) as store:
        called, waiting = store.writer.perform_now(told)
    assert (called.status, called.counter) == (Is.CALLED, "loket-1")
    assert (waiting.status, waiting.counter) == (Is.WAITING, "")
