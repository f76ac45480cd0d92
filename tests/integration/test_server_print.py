"""A kiosk's ticket may be called once its number is in the visitor's hands: printed, shown instead, or 20 s later."""

from datetime import timedelta
from uuid import uuid4

from tests.server import DEMO_DISPLAY, DEMO_KIOSK, Server, change, listening

SERVER_OPTIONS = ("--assignment", "push", "--clock-start", "2026-11-23T08:00:00+07:00", "--clock-speed", "10")
GRACE = timedelta(seconds=20)


def test_a_ticket_nobody_spoke_of_is_called_twenty_seconds_after_its_issue(floor: Server) -> None:
    with listening(floor, DEMO_DISPLAY) as heard:
        next(heard)
        floor.verifier().ready()
        issued = floor.issue("A", printed=False)
        assert (issued.status, issued.print_status) == ("waiting", "to_print")
        called = change(heard, "call", issued.id)
    assert issued.issued_at is not None
    assert called.at - issued.issued_at >= GRACE


def test_a_printed_ticket_is_called_at_once_and_the_wait_counts_from_its_issue(floor: Server) -> None:
    floor.verifier().ready()
    issued = floor.issue("A", printed=False)
    called = floor.kiosk.printed(issued.id)
    assert (called.status, called.print_status) == ("called", "printed")
    assert called.issued_at == issued.issued_at


def test_a_ticket_shown_instead_of_printed_is_called_at_once_and_staff_see_why_to_ask(floor: Server) -> None:
    verifier = floor.verifier()
    verifier.ready()
    issued = floor.issue("A", printed=False)
    floor.kiosk.not_printed(issued.id, "paper_out")
    mine = verifier.ticket(issued.id)
    assert (mine.status, mine.print_status) == ("called", "not_printed")


def test_before_that_call_next_passes_it_over(floor: Server) -> None:
    verifier = floor.verifier()
    issued = floor.issue("A", printed=False)
    assert verifier.call_next("loket-1") is None
    floor.kiosk.printed(issued.id)
    assert verifier.ticket(issued.id).status == "called"  # call-next had made her ready


def test_another_channels_ticket_is_called_at_once(floor: Server) -> None:
    verifier, extra = floor.verifier(), floor.extra()
    verifier.ready()
    issued = extra.issue(
        request_id=str(uuid4()), service="A", channel="staff",
        documents={"kk": ["original", "copy"], "ektp": ["original", "copy"]},
    )  # fmt: skip
    assert (issued.status, issued.print_status, issued.counter) == ("called", "none", "loket-1")


def test_a_print_outcome_may_come_late_and_twice(floor: Server) -> None:
    verifier = floor.verifier()
    issued = floor.issue("A", printed=False)
    floor.kiosk.not_printed(issued.id, "unreachable")
    verifier.call_next("loket-1")
    verifier.start(issued.id)
    seq = floor.kiosk.board().seq
    for _ in range(2):
        assert floor.kiosk.printed(issued.id).status == "serving"
    assert floor.kiosk.board().seq == seq + 1  # the second says nothing new
    assert verifier.ticket(issued.id).print_status == "printed"


def test_a_reprint_is_asked_of_the_kiosk_and_the_ticket_stays_callable(floor: Server) -> None:
    verifier = floor.verifier()
    issued = floor.issue("A")
    with listening(floor, DEMO_KIOSK) as heard:
        next(heard)
        assert verifier.reprint(issued.id).print_status == "to_print"
        asked = change(heard, "reprint", issued.id)
    assert asked.ticket is not None
    assert asked.ticket.number == issued.number
    called = verifier.call_next("loket-1")
    assert called is not None
    assert called.id == issued.id


def test_a_visitor_who_left_is_not_called(floor: Server) -> None:
    left, stayed = (floor.issue("A", printed=False) for _ in range(2))
    assert floor.kiosk.not_printed(left.id, "visitor_left").status == "cancelled"
    floor.kiosk.printed(stayed.id)
    called = floor.verifier().call_next("loket-1")
    assert called is not None
    assert called.id == stayed.id
