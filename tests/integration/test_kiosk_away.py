"""The server away from the kiosk, by every way it can be: the visitor gets a number, and the server gets her ticket."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from counter_server.protocol.terms import PrintStatus
from kiosk.connection import PATIENCE_SECONDS
from tests.kiosk_without_screen import KioskWithoutScreen, a_kiosk, numbers, paired, tickets, until_the_server
from tests.server import DEMO_KIOSK, PATIENCE, Server, run
from tests.unstable_line import Line, UnstableLine

AWAY: dict[str, Callable[[Server, UnstableLine], None]] = {
    "stopped": lambda server, line: server.stop(),
    "killed": lambda server, line: server.kill(),
    "hung": lambda server, line: server.freeze(),
    "cut": lambda server, line: line.is_now(Line.CUT),
    "swallowed": lambda server, line: line.is_now(Line.SWALLOWS),
}
BACK: dict[str, Callable[[Server, UnstableLine], None]] = {
    "stopped": lambda server, line: server.start(),
    "killed": lambda server, line: server.start(),
    "hung": lambda server, line: server.thaw(),
    "cut": lambda server, line: line.is_now(Line.WHOLE),
    "swallowed": lambda server, line: line.is_now(Line.WHOLE),
}


def papers(server: Server) -> list[PrintStatus]:
    """What is known of them, ticket by ticket."""
    return [ticket.print_status for ticket in tickets(server)]


@pytest.mark.parametrize("how", AWAY)
def test_however_the_server_is_away_the_visitor_has_a_number_within_five_seconds_and_her_place_when_it_is_back(
    own_server: Server, line: UnstableLine, kiosk: KioskWithoutScreen, how: str
) -> None:
    for _ in range(3):
        kiosk.clock.hear(own_server.kiosk.board().at)  # as its stream would: the word least long under way counts
    first = kiosk.takes()
    AWAY[how](own_server, line)
    assert PATIENCE_SECONDS < 5
    kiosk.waits(1.0)
    alone = [kiosk.takes(), kiosk.takes(), kiosk.takes("K")]
    kiosk.waits(PATIENCE)
    assert [ticket.number for ticket in alone] == ["A-X01", "A-X02", "K-X01"]
    BACK[how](own_server, line)
    kiosk.until(lambda: kiosk.told_everything)
    last = kiosk.takes()
    kiosk.until(lambda: kiosk.told_everything)
    assert numbers(own_server) == [first.number, "A-X01", "A-X02", "K-X01", last.number]
    assert set(papers(own_server)) == {PrintStatus.PRINTED}
    verifier = own_server.verifier()
    called = []
    for _ in range(4):
        ticket = verifier.call_next("loket-1")
        assert ticket is not None
        called.append(ticket.number)
        verifier.start(ticket.id)
        verifier.finish(ticket.id, "complete")
    assert called == [first.number, "A-X01", "A-X02", "K-X01"]
    own_server.stop()
    assert run(own_server.data, "--verify-journal").returncode == 0


def test_whoever_took_her_number_alone_is_called_before_who_came_after_her(
    own_server: Server, line: UnstableLine, kiosk: KioskWithoutScreen
) -> None:
    line.is_now(Line.CUT)
    kiosk.takes()
    after = own_server.issue("A")  # at another kiosk, whose line is whole
    line.is_now(Line.WHOLE)
    kiosk.until(lambda: kiosk.told_everything)
    assert numbers(own_server) == ["A-X01", after.number]
    called = own_server.verifier().call_next("loket-1")
    assert called is not None
    assert called.number == "A-X01"


def test_once_a_server_was_silent_the_next_visitor_does_not_wait_for_it(line: UnstableLine, tmp_path: Path) -> None:
    with a_kiosk(line.url, DEMO_KIOSK, tmp_path / "data", patience=1.0) as kiosk:
        line.is_now(Line.SWALLOWS)
        kiosk.takes()
        kiosk.waits(2 * PATIENCE)  # longer than this test does
        kiosk.takes()


def test_a_kiosk_that_starts_while_the_server_is_away_goes_on_where_it_was(
    own_server: Server, line: UnstableLine, kiosk: KioskWithoutScreen, tmp_path: Path
) -> None:
    line.is_now(Line.CUT)
    assert kiosk.takes().number == "A-X01"
    kiosk.end()
    with a_kiosk(line.url, DEMO_KIOSK, tmp_path / "data", letter="X") as again:
        assert again.takes().number == "A-X02"
        line.is_now(Line.WHOLE)
        again.until(lambda: again.told_everything)
    assert numbers(own_server) == ["A-X01", "A-X02"]


def test_without_a_letter_the_visitor_waits_and_gets_the_servers_number(
    own_server: Server, line: UnstableLine, kiosk: KioskWithoutScreen
) -> None:
    kiosk.connection.letter = ""
    line.is_now(Line.CUT)
    request = kiosk.asks()
    assert kiosk.answer(request) == "trying"
    line.is_now(Line.WHOLE)
    while (answer := kiosk.answer(request)) == "trying":
        pass
    assert answer.number == "A-001"
    assert numbers(own_server) == ["A-001"]


def test_a_wrong_clock_of_the_kiosk_does_not_move_anybody_in_the_queue(
    own_server: Server, line: UnstableLine, tmp_path: Path
) -> None:
    with a_kiosk(line.url, DEMO_KIOSK, tmp_path / "data", letter="X") as kiosk:
        kiosk.clock._wall = lambda: datetime.fromisoformat("2026-01-01T00:00:00+07:00")  # an empty battery
        line.is_now(Line.CUT)
        before = own_server.kiosk.board().at
        kiosk.takes()
        line.is_now(Line.WHOLE)
        kiosk.until(lambda: kiosk.told_everything)
    (ticket,) = tickets(own_server)
    assert ticket.issued_at is not None
    after = own_server.kiosk.board().at
    assert before - timedelta(minutes=1) <= ticket.issued_at <= after  # as exact as the news that told it the time


def test_a_kiosk_that_lost_its_file_gives_none_of_the_numbers_it_gave_before(
    own_server: Server, line: UnstableLine, kiosk: KioskWithoutScreen, tmp_path: Path
) -> None:
    line.is_now(Line.CUT)
    given = [kiosk.takes().number for _ in range(3)]
    line.is_now(Line.WHOLE)
    kiosk.until(lambda: kiosk.told_everything)
    with a_kiosk(line.url, DEMO_KIOSK, tmp_path / "a new disk") as again:
        line.is_now(Line.CUT)
        assert again.takes().number == "A-X04"
        line.is_now(Line.WHOLE)
        again.until(lambda: again.told_everything)
    assert numbers(own_server) == [*given, "A-X04"]


def test_two_kiosks_alone_at_once_never_give_the_same_number(
    own_server: Server, line: UnstableLine, tmp_path: Path
) -> None:
    keys = [paired(own_server, f"kiosk-{n}") for n in (1, 2)]
    with a_kiosk(line.url, keys[0], tmp_path / "one") as one, a_kiosk(line.url, keys[1], tmp_path / "two") as two:
        line.is_now(Line.CUT)
        given = [kiosk.takes().number for _ in range(5) for kiosk in (one, two)]
        line.is_now(Line.WHOLE)
        one.until(lambda: one.told_everything)
        two.until(lambda: two.told_everything)
    assert len(set(given)) == 10
    letters = {number[2] for number in given}
    assert letters == {one.connection.letter, two.connection.letter}
    assert "X" not in letters  # the demonstration's own kiosk's
    delivered = numbers(own_server)
    for letter in letters:  # between two kiosks order is as exact as their clocks: news take their time to each
        assert [one for one in delivered if one[2] == letter] == [one for one in given if one[2] == letter]
    assert sorted(delivered) == sorted(given)


def test_the_person_in_charge_is_told_how_many_wait_for_the_server(
    line: UnstableLine, kiosk: KioskWithoutScreen
) -> None:
    line.is_now(Line.CUT)
    for _ in range(3):
        kiosk.takes()

    def until(*told: object) -> None:
        said: tuple[object, ...] = ()
        while said != told:
            state = kiosk.states.get(timeout=PATIENCE)
            said = (str(state.state), state.code, state.count)

    until("warning", "waiting", 3)
    line.is_now(Line.WHOLE)
    until("ok", "", None)


def test_a_kiosk_whose_disk_takes_nothing_asks_the_server_and_gives_no_number_it_might_give_again(
    own_server: Server, line: UnstableLine, tmp_path: Path
) -> None:
    (tmp_path / "broken" / "kiosk" / "outbox.db").mkdir(parents=True)  # where the file should be
    with a_kiosk(line.url, DEMO_KIOSK, tmp_path / "broken") as kiosk:
        assert kiosk.takes().number == "A-001"
        until_the_server(
            own_server, lambda: [ticket.print_status for ticket in tickets(own_server)] == [PrintStatus.PRINTED]
        )
        line.is_now(Line.CUT)
        request = kiosk.asks()
        assert kiosk.answer(request) == "trying"
        assert kiosk.outbox.state().code == "unwritable"
        line.is_now(Line.WHOLE)
        while (answer := kiosk.answer(request)) == "trying":
            pass
        assert answer.number == "A-002"


def test_what_was_said_and_is_not_understood_any_more_costs_nobody_her_place(
    own_server: Server, line: UnstableLine, kiosk: KioskWithoutScreen
) -> None:
    line.is_now(Line.CUT)
    kiosk.takes(answers={"for": "nobody"}, nik="1234567890123456")
    line.is_now(Line.WHOLE)
    kiosk.until(lambda: kiosk.told_everything)
    (ticket,) = tickets(own_server)
    assert (ticket.number, ticket.step, ticket.answers) == ("A-X01", "help", {})


def test_a_number_the_server_does_not_take_is_kept_told_and_stands_in_nobodys_way(
    own_server: Server, line: UnstableLine, kiosk: KioskWithoutScreen
) -> None:
    line.is_now(Line.CUT)
    kiosk.takes("Z")  # a service that is offered no longer
    kiosk.takes()
    line.is_now(Line.WHOLE)
    kiosk.until(lambda: [entry.number for entry in kiosk.outbox.to_tell()] == ["Z-X01"])
    assert numbers(own_server) == ["A-X01"]
    kiosk.until_it_says("refused")
