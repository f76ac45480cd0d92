"""A kiosk that issued while the server was away: paper wins, and the visitor is never refused for it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from counter_server.protocol.client import CounterClient, ServerRefused
from counter_server.protocol.messages import IssuedTicket
from tests.server import COMPLETE, DEMO_DISPLAY, Server, change, listening

SERVER_OPTIONS = ("--assignment", "pull", "--clock-start", "2026-11-23T10:00:00+07:00")
TEN = datetime.fromisoformat("2026-11-23T10:00:00+07:00")
NUMBERS = iter(f"A-X{n:02d}" for n in range(1, 1000))


@pytest.fixture
def number() -> str:
    """One this kiosk has not printed yet."""
    return next(NUMBERS)


def late(
    kiosk: CounterClient, number: str, request: str = "", *, taken: datetime = TEN, **more: object
) -> IssuedTicket:
    told: dict[str, object] = {"service": "A", "documents": COMPLETE}
    return kiosk.issue(
        request_id=request or str(uuid4()), number=number, taken_at=taken, **(told | more)  # type: ignore[arg-type]
    )  # fmt: skip


def refusal(deed: Callable[[], object]) -> ServerRefused:
    with pytest.raises(ServerRefused) as refused:
        deed()
    return refused.value


def test_it_keeps_the_number_and_the_time_on_the_paper(floor: Server, number: str) -> None:
    ticket = late(floor.kiosk, number, taken=TEN - timedelta(minutes=25))
    assert (ticket.number, ticket.status, ticket.print_status) == (number, "waiting", "printed")
    assert ticket.issued_at == TEN - timedelta(minutes=25)
    called = floor.verifier().call_next("loket-1")  # at once: the paper is out
    assert called is not None
    assert called.number == number


def test_who_came_first_is_called_first_whenever_the_kiosk_could_say_so(floor: Server) -> None:
    online = floor.issue("A")
    ticket = late(floor.kiosk, next(NUMBERS), taken=TEN - timedelta(minutes=5))
    verifier = floor.verifier()
    assert verifier.call_next("loket-1").id == ticket.id  # type: ignore[union-attr]
    assert ticket.id > online.id


def test_priority_given_at_the_counter_overtakes_who_came_before(floor: Server) -> None:
    first = late(floor.kiosk, next(NUMBERS), taken=TEN - timedelta(minutes=30))
    second = late(floor.kiosk, next(NUMBERS), taken=TEN - timedelta(minutes=20))
    verifier = floor.verifier()
    verifier.priority(second.id, "pregnant", "terlihat")
    called = verifier.call_next("loket-1")  # 20 minutes count for 60
    assert called is not None
    assert (called.id, first.id != called.id) == (second.id, True)


@pytest.mark.parametrize(
    "taken, kept",
    [
        ("2026-11-23T00:00:00+07:00", "2026-11-23T00:00:00+07:00"),
        ("2026-11-23T09:00:00+07:00", "2026-11-23T09:00:00+07:00"),
        ("2026-11-23T02:30:00+00:00", "2026-11-23T09:30:00+07:00"),
    ],
)
def test_it_keeps_the_time_it_was_taken(floor: Server, number: str, taken: str, kept: str) -> None:
    ticket = late(floor.kiosk, number, taken=datetime.fromisoformat(taken))
    assert ticket.issued_at == datetime.fromisoformat(kept)


@pytest.mark.parametrize(
    "taken", ["2026-11-22T23:59:59+07:00", "2020-01-01T00:00:00+00:00", "0001-01-01T00:00:00+14:00"]
)
def test_a_paper_of_another_day_is_kept_as_lapsed_and_stands_in_nobodys_way(
    floor: Server, number: str, taken: str
) -> None:
    ticket = late(floor.kiosk, number, taken=datetime.fromisoformat(taken))
    assert (ticket.number, ticket.status, ticket.ahead) == (number, "lapsed", 0)
    again = late(floor.kiosk, number, taken=TEN)  # the same number today is another visitor's
    assert (again.number, again.status) == (number, "waiting")
    assert floor.display.board().waiting["A"]["verification"] == 1


@pytest.mark.parametrize("taken", ["2026-11-23T18:00:00+07:00", "9999-12-31T23:59:59-12:00"])
def test_a_time_still_to_come_is_now(floor: Server, number: str, taken: str) -> None:
    ticket = late(floor.kiosk, number, taken=datetime.fromisoformat(taken))
    assert ticket.issued_at is not None
    assert timedelta(0) <= floor.kiosk.board().at - ticket.issued_at < timedelta(minutes=1)


def test_cover_elsewhere_is_a_warning_and_a_strange_hospital_is_left_out(floor: Server, number: str) -> None:
    answers = {"for": "self", "insurance": "jkn", "hospital": "rs-lama"}
    ticket = late(floor.kiosk, number, answers=answers)
    assert ticket.warnings == ["covered_elsewhere"]
    assert ticket.answers == {"for": "self", "insurance": "jkn"}


def test_delivered_twice_it_is_one_ticket(floor: Server, number: str) -> None:
    request = str(uuid4())
    first, again = (late(floor.kiosk, number, request) for _ in range(2))
    assert (again.id, again.number) == (first.id, number)


@pytest.fixture
def lost(floor: Server) -> tuple[IssuedTicket, str]:
    """A ticket whose answer never reached the kiosk, and its request."""
    request = str(uuid4())
    return floor.kiosk.issue(request_id=request, service="A", documents=COMPLETE), request


def test_when_the_answer_had_been_lost_the_printed_number_wins_and_the_other_is_spent(
    floor: Server, number: str, lost: tuple[IssuedTicket, str]
) -> None:
    ticket, request = lost
    with listening(floor, DEMO_DISPLAY) as heard:
        next(heard)
        renamed = late(floor.kiosk, number, request)
        told = change(heard, "renumber", ticket.id)
    assert (renamed.id, renamed.number, renamed.status) == (ticket.id, number, "waiting")
    assert told.ticket is not None
    assert told.ticket.number == number
    assert renamed.print_status == "printed"
    spent = int(ticket.number.partition("-")[2])
    assert floor.issue("A").number == f"A-{spent + 1:03d}"
    repeated = floor.kiosk.issue(request_id=request, service="A", documents=COMPLETE)
    assert (repeated.id, repeated.number) == (ticket.id, number)


def test_whoever_was_called_by_the_spent_number_is_called_again_by_the_printed_one(
    floor: Server, number: str, lost: tuple[IssuedTicket, str]
) -> None:
    ticket, request = lost
    floor.kiosk.printed(ticket.id)
    verifier = floor.verifier()
    verifier.call_next("loket-1")
    assert late(floor.kiosk, number, request).status == "called"
    said = [(one.number, one.kind) for one in floor.display.board().announcements if one.ticket == ticket.id]
    assert said == [(number, "recall")]  # nobody speaks the spent one any more
    assert verifier.ticket(ticket.id).recalls == 1


def test_a_number_that_another_ticket_bears_is_refused_and_changes_nothing(floor: Server, number: str) -> None:
    first = late(floor.kiosk, number)
    seq = floor.kiosk.board().seq
    said = refusal(lambda: late(floor.kiosk, number))
    assert (said.status, said.code, said.facts) == (409, "number_taken", {"number": number})
    request = str(uuid4())
    other = floor.kiosk.issue(request_id=request, service="A", documents=COMPLETE)
    assert refusal(lambda: late(floor.kiosk, number, request)).code == "number_taken"
    assert floor.supervisor().ticket(other.id).number == other.number
    assert floor.supervisor().ticket(first.id).number == number
    assert floor.kiosk.board().seq > seq


def test_with_another_body_it_is_another_visitors_request(floor: Server, number: str) -> None:
    request = str(uuid4())
    floor.kiosk.issue(request_id=request, service="A", documents=COMPLETE)
    assert refusal(lambda: late(floor.kiosk, number, request, documents={})).code == "request_reused"


def test_staff_have_no_series_of_their_own(floor: Server, number: str) -> None:
    said = refusal(lambda: late(floor.verifier(), number, channel="staff"))
    assert (said.status, said.code) == (422, "malformed")
