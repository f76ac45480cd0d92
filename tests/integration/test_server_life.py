"""A ticket's life over HTTP: holding, transferring, pausing, coming back."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from counter_server.protocol.client import ServerRefused
from tests.server import COMPLETE, Server, state_of

SERVER_OPTIONS = ("--assignment", "pull")


def refusal(deed: Callable[[], object]) -> ServerRefused:
    with pytest.raises(ServerRefused) as refused:
        deed()
    return refused.value


def test_number_and_first_arrival_are_kept_through_every_move(floor: Server) -> None:
    extra, verifier = floor.extra(), floor.verifier()
    first = floor.issue("A", documents={})
    extra.call_next("bantuan-1")
    extra.start(first.id)
    assert extra.finish(first.id, "complete").step == "verification"
    later = floor.issue("A")
    called = verifier.call_next("loket-1")
    assert called is not None
    assert (called.id, called.number, called.issued_at) == (first.id, first.number, first.issued_at)
    verifier.return_(first.id, "belum siap")
    again = verifier.call_next("loket-1")
    assert again is not None
    assert again.id == first.id != later.id


def test_a_return_keeps_the_arrival_and_a_requeue_loses_ten_minutes(floor: Server) -> None:
    verifier = floor.verifier()
    first, second = floor.issue("A"), floor.issue("A")
    assert verifier.call_next("loket-1").id == first.id  # type: ignore[union-attr]
    assert state_of(verifier.no_show(first.id))[0] == "no_show"
    assert state_of(verifier.requeue(first.id)) == ("waiting", None, None)
    assert verifier.call_next("loket-1").id == second.id  # type: ignore[union-attr]
    assert verifier.return_(second.id, "uji").status == "waiting"
    assert verifier.call_next("loket-1").id == second.id  # type: ignore[union-attr]


def test_a_transfer_to_a_service_starts_at_the_step_its_papers_lead_to(floor: Server) -> None:
    verifier = floor.verifier()
    ticket = floor.issue("A")
    verifier.call_next("loket-1")
    verifier.start(ticket.id)
    moved = verifier.transfer(ticket.id, service="K")
    assert (moved.service, moved.step, moved.number, moved.missing) == ("K", "verification", ticket.number, {})
    verifier.call_next("loket-1")
    verifier.start(ticket.id)
    verifier.documents(ticket.id, {"kk": ["original"]})
    moved = verifier.transfer(ticket.id, service="A")
    assert (moved.step, moved.missing) == ("help", {"kk": ["copy"], "ektp": ["original", "copy"]})


def test_a_transfer_to_a_person_waits_for_her_alone_until_she_signs_out(floor: Server) -> None:
    one, two, three = floor.verifier(1), floor.verifier(2), floor.verifier(3)
    two.ready()
    ticket = floor.issue("A")
    one.call_next("loket-1")
    one.start(ticket.id)
    moved = one.transfer(ticket.id, staff="verifier-2")
    assert (moved.status, moved.person, moved.staff) == ("waiting", "verifier-2", None)
    assert one.call_next("loket-1") is None
    assert floor.kiosk.board().waiting["A"]["verification"] == 1
    two.sign_out()
    assert one.ticket(ticket.id).person is None
    assert floor.kiosk.board().waiting["A"]["verification"] == 1
    assert three.call_next("loket-3").id == ticket.id  # type: ignore[union-attr]


def test_a_transfer_to_whoever_is_not_here_or_does_not_serve_is_refused(floor: Server) -> None:
    verifier, _ = floor.verifier(), floor.supervisor()
    ticket = floor.issue("A")
    verifier.call_next("loket-1")
    assert refusal(lambda: verifier.transfer(ticket.id, staff="nobody")).code == "staff_unknown"  # 404 before 409
    assert refusal(lambda: verifier.transfer(ticket.id, service="Z")).code == "service_unknown"
    verifier.start(ticket.id)
    assert refusal(lambda: verifier.transfer(ticket.id, staff="verifier-9")).code == "staff_away"
    assert refusal(lambda: verifier.transfer(ticket.id, staff="supervisor-1")).code == "staff_away"
    assert refusal(lambda: verifier.transfer(ticket.id)).code == "malformed"
    assert refusal(lambda: verifier.transfer(ticket.id, service="S", staff="verifier-1")).code == "malformed"
    assert verifier.ticket(ticket.id).status == "serving"


def test_a_held_ticket_asked_back_while_busy_comes_first(floor: Server) -> None:
    verifier = floor.verifier()
    held, busy_with, behind = floor.issue("A"), floor.issue("A"), floor.issue("A")
    verifier.call_next("loket-1")
    verifier.start(held.id)
    assert state_of(verifier.hold(held.id)) == ("on_hold", "verifier-1", None)
    verifier.call_next("loket-1")
    verifier.start(busy_with.id)
    assert verifier.call(held.id).status == "on_hold"
    verifier.finish(busy_with.id, "complete")
    assert state_of(verifier.ticket(held.id)) == ("called", "verifier-1", "loket-1")
    assert verifier.ticket(behind.id).status == "waiting"


def test_a_held_ticket_that_was_cancelled_meanwhile_is_not_called_back(floor: Server) -> None:
    verifier = floor.verifier()
    held, busy_with = floor.issue("A"), floor.issue("A")
    verifier.call_next("loket-1")
    verifier.start(held.id)
    verifier.hold(held.id)
    verifier.call_next("loket-1")
    verifier.call(held.id)
    floor.supervisor().cancel(held.id, "pulang")
    assert verifier.no_show(busy_with.id).status == "no_show"
    assert verifier.ticket(held.id).status == "cancelled"
    assert verifier.ready().ticket is None


def test_a_pause_while_busy_begins_when_the_ticket_leaves(floor: Server) -> None:
    verifier = floor.verifier()
    ticket = floor.issue("A")
    verifier.call_next("loket-1")
    mine = verifier.pause("salat")
    assert (mine.state, mine.reason, mine.ticket.id if mine.ticket else 0) == ("busy", "salat", ticket.id)
    verifier.start(ticket.id)
    verifier.finish(ticket.id, "complete")
    [me] = [member for member in verifier.board().staff if member.staff == "verifier-1"]
    assert (me.state, me.reason) == ("paused", "salat")


def test_ready_while_busy_takes_the_pause_back(floor: Server) -> None:
    verifier = floor.verifier()
    ticket = floor.issue("A")
    verifier.call_next("loket-1")
    verifier.pause("salat")
    verifier.ready()
    verifier.no_show(ticket.id)
    [me] = [member for member in verifier.board().staff if member.staff == "verifier-1"]
    assert me.state == "ready"


def test_priority_given_by_staff_moves_the_ticket_into_the_class_that_waits_less(floor: Server) -> None:
    verifier = floor.verifier()
    first = floor.issue("A")
    second = floor.issue("A")
    # three times the weight: the younger overtakes once it has waited half as long as it came later
    verifier.priority(second.id, "pregnant", "terlihat")
    [waiting] = [ticket for ticket in verifier.board().tickets if ticket.id == second.id]
    assert waiting.priority == "pregnant"
    assert first.id != second.id
    assert verifier.priority(second.id, "none", "tidak benar").priority == "none"
    assert verifier.call_next("loket-1").id == first.id  # type: ignore[union-attr]


def test_documents_ticked_off_say_what_is_missing_still(floor: Server) -> None:
    extra = floor.extra()
    ticket = floor.issue("A", documents={"kk": ["original"]})
    assert ticket.missing == {"kk": ["copy"], "ektp": ["original", "copy"]}
    seen = extra.documents(ticket.id, {"kk": ["original", "copy"], "ektp": ["copy"]})
    assert (seen.missing, seen.step) == ({"ektp": ["original"]}, "help")
    assert extra.documents(ticket.id, COMPLETE).missing == {}


def test_a_ticket_that_is_over_takes_no_documents_and_no_priority(floor: Server) -> None:
    supervisor = floor.supervisor()
    ticket = floor.issue("A")
    supervisor.cancel(ticket.id, "pulang")
    for deed in (
        lambda: supervisor.documents(ticket.id, {}),
        lambda: supervisor.priority(ticket.id, "elderly", "uji"),
    ):
        said = refusal(deed)
        assert (said.status, said.code, said.facts["status"]) == (409, "wrong_state", "cancelled")


def test_an_outcome_the_step_does_not_know_is_refused_with_those_it_knows(floor: Server) -> None:
    extra = floor.extra()
    ticket = floor.issue("L")
    extra.call_next("bantuan-1")
    extra.start(ticket.id)
    said = refusal(lambda: extra.finish(ticket.id, "day_closed"))
    assert (said.status, said.code) == (422, "outcome_unknown")
    assert said.facts["outcomes"] == ["complete", "referred_jkn", "referred_disdukcapil", "rejected"]


def test_a_booked_visitor_waits_from_her_check_in(floor: Server) -> None:
    verifier = floor.verifier()
    booked = verifier.issue(request_id=str(uuid4()), service="A", channel="phone", documents=COMPLETE)
    assert booked.status == "booked"
    here = floor.issue("A")
    assert verifier.check_in(booked.id).status == "waiting"
    assert verifier.call_next("loket-1").id == here.id  # type: ignore[union-attr]
