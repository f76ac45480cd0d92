"""A ticket's life over HTTP: every move of the table, and every other one refused with the state it found."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from counter_server.protocol.client import CounterClient, ServerRefused
from counter_server.protocol.messages import Ticket
from tests.server import Server

SERVER_OPTIONS = ("--assignment", "pull")
STATES = ("booked", "waiting", "called", "serving", "on_hold", "no_show", "finished", "cancelled")
MOVES = {
    ("booked", "check-in"): "waiting",
    ("waiting", "call"): "called",
    ("called", "recall"): "called",
    ("called", "start"): "serving",
    ("called", "no-show"): "no_show",
    ("called", "return"): "waiting",
    ("serving", "finish"): "waiting",  # the help step, complete: to the verification
    ("serving", "forward"): "waiting",
    ("serving", "transfer"): "waiting",
    ("serving", "hold"): "on_hold",
    ("serving", "return"): "waiting",
    ("on_hold", "call"): "called",
    ("no_show", "requeue"): "waiting",
    ("booked", "cancel"): "cancelled",
    ("waiting", "cancel"): "cancelled",
    ("called", "cancel"): "cancelled",
    ("on_hold", "cancel"): "cancelled",
    ("no_show", "cancel"): "cancelled",
}
VERBS = sorted({verb for _, verb in MOVES})


def refusal(deed: Callable[[], object]) -> ServerRefused:
    with pytest.raises(ServerRefused) as refused:
        deed()
    return refused.value


def brought_to(server: Server, state: str, extra: CounterClient, supervisor: CounterClient) -> int:
    """A ticket of the help desk in this state; extra-1's where it is somebody's."""
    channel = "phone" if state == "booked" else "staff"
    ticket = extra.issue(request_id=str(uuid4()), service="A", channel=channel).id
    if state in ("booked", "waiting"):
        return ticket
    if state == "cancelled":
        extra.cancel(ticket, "uji")
        return ticket
    supervisor.call(ticket, "bantuan-1", "uji")
    if state in ("serving", "on_hold", "finished"):
        extra.start(ticket)
    last: dict[str, Callable[[], object]] = {
        "on_hold": lambda: extra.hold(ticket),
        "no_show": lambda: extra.no_show(ticket),
        "finished": lambda: extra.finish(ticket, "rejected"),
    }
    last.get(state, lambda: None)()
    return ticket


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", STATES)
def test_a_move_is_made_as_the_table_says_or_refused_with_the_state_it_found(
    floor: Server, state: str, verb: str
) -> None:
    extra, supervisor = floor.extra(), floor.supervisor()
    ticket = brought_to(floor, state, extra, supervisor)
    serves = verb in ("start", "finish")
    who = extra if serves else supervisor
    deed: Callable[[], Ticket] = {
        "call": lambda: who.call(ticket, "bantuan-1", "uji"),
        "recall": lambda: who.recall(ticket),
        "start": lambda: who.start(ticket),
        "finish": lambda: who.finish(ticket, "complete"),
        "forward": lambda: who.forward(ticket),
        "transfer": lambda: who.transfer(ticket, service="S"),
        "hold": lambda: who.hold(ticket),
        "return": lambda: who.return_(ticket, "uji"),
        "no-show": lambda: who.no_show(ticket),
        "requeue": lambda: who.requeue(ticket),
        "cancel": lambda: who.cancel(ticket, "uji"),
        "check-in": lambda: who.check_in(ticket),
    }[verb]
    leads_to = MOVES.get((state, verb))
    if leads_to is not None:
        assert deed().status == leads_to
        return
    said = refusal(deed)
    if serves and state in ("booked", "waiting", "cancelled"):  # nobody's, so not hers either
        assert (said.status, said.code) == (403, "not_your_ticket")
        return
    number = supervisor.ticket(ticket).number
    assert (said.status, said.code) == (409, "wrong_state")
    assert said.facts == {"number": number, "action": verb, "status": state}
