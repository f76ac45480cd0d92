"""A visitor who walks away before she has a number: nobody calls her, and nothing of her stays behind."""

from tests.kiosk_without_screen import KioskWithoutScreen, numbers, until_the_server
from tests.server import Server
from tests.unstable_line import Line, UnstableLine

NIK = "1871064512900003"


def test_whoever_left_while_the_server_was_silent_gets_no_number_and_is_not_called(
    own_server: Server, line: UnstableLine, kiosk: KioskWithoutScreen
) -> None:
    line.is_now(Line.LOSES_ANSWERS)
    request = kiosk.asks()
    until_the_server(own_server, lambda: numbers(own_server) == ["A-001"])
    kiosk.connection.give_up(request)
    line.is_now(Line.CUT)  # nor does anything come any more
    kiosk.until(lambda: [str(entry.step) for entry in kiosk.outbox.to_tell()] == ["left"])
    line.is_now(Line.WHOLE)
    kiosk.until(lambda: kiosk.told_everything)
    assert numbers(own_server) == []


def test_whoever_left_before_it_was_her_turn_to_be_asked_for_leaves_nothing_behind(
    own_server: Server, line: UnstableLine, kiosk: KioskWithoutScreen
) -> None:
    kiosk.connection.letter = ""
    line.is_now(Line.CUT)
    first = kiosk.asks()
    assert kiosk.answer(first) == "trying"
    second = kiosk.asks(nik=NIK)
    for request in (second, first):
        kiosk.connection.give_up(request)
    line.is_now(Line.WHOLE)
    kiosk.takes()
    kiosk.until(lambda: kiosk.told_everything)
    assert len(numbers(own_server)) == 1
    assert kiosk.outbox._people == {}
    with kiosk.outbox._file.reading() as kept:
        assert kept.execute("SELECT request FROM entry").fetchall() == []


def test_a_paper_staff_want_again_while_the_server_is_away_keeps_no_other_outcome_waiting(
    line: UnstableLine, kiosk: KioskWithoutScreen
) -> None:
    ticket = kiosk.takes(paper="")
    line.is_now(Line.CUT)
    kiosk.connection.ask_again(ticket.id)
    kiosk.paper(ticket, "paper_out")
    assert [(entry.ticket, entry.paper) for entry in kiosk.outbox.to_tell()] == [(ticket.id, "paper_out")]
