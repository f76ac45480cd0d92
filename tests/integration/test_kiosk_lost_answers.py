"""A wish that arrived and whose answer did not: one ticket, under the number on the paper, called by that number."""

from pathlib import Path

import pytest

from counter_server.protocol.client import CounterClient
from tests.kiosk_without_screen import KioskWithoutScreen, a_kiosk, numbers, tickets, until_the_server
from tests.server import DEMO_DISPLAY, DEMO_KIOSK, Server, change, listening
from tests.unstable_line import Line, UnstableLine

NIK = "1871064512900003"


def lost_answer(own_server: Server, line: UnstableLine, kiosk: KioskWithoutScreen, **more: str) -> str:
    """A wish that arrives and whose answer does not; then nothing at all comes through. The printed number."""
    line.is_now(Line.LOSES_ANSWERS)
    request = kiosk.asks(**more)
    until_the_server(own_server, lambda: numbers(own_server) == ["A-001"])
    line.is_now(Line.CUT)
    ticket = kiosk.answer(request)
    kiosk.paper(ticket)
    return str(ticket.number)


def test_a_wish_whose_answer_was_lost_is_one_ticket_with_the_number_on_the_paper(
    own_server: Server, line: UnstableLine, kiosk: KioskWithoutScreen
) -> None:
    assert lost_answer(own_server, line, kiosk) == "A-X01"
    line.is_now(Line.WHOLE)
    kiosk.until(lambda: kiosk.told_everything)
    assert numbers(own_server) == ["A-X01"]
    assert kiosk.takes().number == "A-002"  # the spent one is given to nobody


def test_whoever_had_been_called_by_the_number_she_never_saw_is_called_again_by_hers(
    own_server: Server, line: UnstableLine, kiosk: KioskWithoutScreen
) -> None:
    lost_answer(own_server, line, kiosk)
    (ticket,) = tickets(own_server)
    own_server.kiosk.printed(ticket.id)  # as twenty seconds would
    verifier = own_server.verifier()
    assert verifier.call_next("loket-1") is not None
    with listening(own_server, DEMO_DISPLAY) as heard:
        next(heard)
        line.is_now(Line.WHOLE)
        told = change(heard, "recall", ticket.id)
    assert told.ticket is not None
    assert (told.ticket.number, told.ticket.counter) == ("A-X01", "loket-1")
    said = [(one.number, one.kind) for one in own_server.display.board().announcements]
    assert said == [("A-X01", "recall")]


@pytest.mark.parametrize("given_up_by", ["no_show", "cancel"])
def test_whoever_was_given_up_because_she_could_not_know_her_number_waits_again(
    own_server: Server, line: UnstableLine, kiosk: KioskWithoutScreen, given_up_by: str
) -> None:
    lost_answer(own_server, line, kiosk)
    (ticket,) = tickets(own_server)
    own_server.kiosk.printed(ticket.id)
    verifier: CounterClient = own_server.verifier()
    assert verifier.call_next("loket-1") is not None
    verifier.no_show(ticket.id)
    if given_up_by == "cancel":
        verifier.cancel(ticket.id, "tidak datang")
    line.is_now(Line.WHOLE)
    kiosk.until(lambda: kiosk.told_everything)
    again = verifier.call_next("loket-1")
    assert again is not None
    assert (again.id, again.number) == (ticket.id, "A-X01")
    assert again.issued_at is not None
    assert ticket.issued_at is not None
    assert again.issued_at <= ticket.issued_at


def test_a_delivery_whose_answer_was_lost_is_repeated_and_is_one_ticket(
    own_server: Server, line: UnstableLine, kiosk: KioskWithoutScreen
) -> None:
    kiosk.clock.hear(own_server.kiosk.board().at)
    line.is_now(Line.CUT)
    kiosk.takes()
    line.is_now(Line.LOSES_ANSWERS)
    until_the_server(own_server, lambda: numbers(own_server) == ["A-X01"])
    assert not kiosk.told_everything
    line.is_now(Line.WHOLE)
    kiosk.until(lambda: kiosk.told_everything)
    assert numbers(own_server) == ["A-X01"]


def test_a_late_answer_changes_no_paper(own_server: Server, line: UnstableLine, kiosk: KioskWithoutScreen) -> None:
    own_server.freeze()
    kiosk.waits(1.0)
    request = kiosk.asks()
    assert kiosk.answer(request).number == "A-X01"
    own_server.thaw()
    kiosk.until(lambda: kiosk.told_everything)
    assert kiosk._answers[request].empty()
    assert numbers(own_server) == ["A-X01"]


@pytest.mark.parametrize("lives_on", [True, False])
def test_a_typed_nik_is_delivered_while_the_kiosk_lives_and_forgotten_with_it(
    own_server: Server, line: UnstableLine, kiosk: KioskWithoutScreen, tmp_path: Path, lives_on: bool
) -> None:
    lost_answer(own_server, line, kiosk, nik=NIK)
    if lives_on:
        line.is_now(Line.WHOLE)
        kiosk.until(lambda: kiosk.told_everything)
    else:
        kiosk.end()
        line.is_now(Line.WHOLE)
        with a_kiosk(line.url, DEMO_KIOSK, tmp_path / "data") as again:
            again.until(lambda: again.told_everything)
    assert numbers(own_server) == ["A-X01"]


def test_what_became_of_the_paper_is_told_when_the_server_is_back(
    own_server: Server, line: UnstableLine, kiosk: KioskWithoutScreen, tmp_path: Path
) -> None:
    online = kiosk.takes(paper="")
    line.is_now(Line.CUT)
    kiosk.paper(online, "paper_out")
    kiosk.takes(paper="paper_out")
    kiosk.takes()
    kiosk.end()
    line.is_now(Line.WHOLE)
    with a_kiosk(line.url, DEMO_KIOSK, tmp_path / "data") as again:
        again.until(lambda: again.told_everything)
    said = {ticket.number: str(ticket.print_status) for ticket in tickets(own_server)}
    assert said == {online.number: "not_printed", "A-X01": "not_printed", "A-X02": "printed"}
