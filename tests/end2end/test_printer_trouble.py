"""A printer fails under the eyes of a visitor: the real kiosk touched, the real server, a printer that fails between
two steps. The number stays on the screen, nobody is called before she has it, the person in charge is told, and with
the printer well again the same number comes on paper."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from counter_server.protocol.messages import Ticket
from counter_server.protocol.terms import Is, PrintStatus
from kiosk.stand_in_mechanism import Fail
from kiosk.stand_in_moments import Moment
from kiosk.stand_in_printer import StandInPrinter
from tests.reads_paper import number_on
from tests.screens.kiosk_on_screen import Kiosk
from tests.server import Server, running
from tests.store import database_of

from .room import WORDS, a_kiosk

COMPLETE = ("id", "A", "family", "none", "city", "both", "both", "none")
PATIENCE = 20_000


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("printer") / "server") as started:
        yield started


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[tuple[StandInPrinter, int]]:
    stand_in = StandInPrinter(tmp_path / "paper")
    port = stand_in.start()
    yield stand_in, port
    stand_in.stop()


@pytest.fixture
def kiosk(qtbot: QtBot, server: Server, printer: tuple[StandInPrinter, int], tmp_path: Path) -> Iterator[Kiosk]:
    with a_kiosk(qtbot, server.url, tmp_path / "kiosk", printer[1]) as shown:
        yield shown


def visit(kiosk: Kiosk) -> str:
    """Through every page to the ticket; the number the screen says, once no paper came."""
    kiosk.choose(*COMPLETE)
    kiosk.touch("action")
    kiosk.qtbot.waitUntil(lambda: bool(kiosk.items("paper")) and bool(kiosk.items("action")), timeout=PATIENCE)
    return kiosk.text("number")


def ticket(server: Server, number: str) -> Ticket:
    (one,) = [each for each in server.supervisor().board().tickets if each.number == number]
    return one


def told(server: Server) -> list[tuple[str, str, str]]:
    """What the person in charge reads of this kiosk: part, code, level."""
    alerts = server.supervisor().devices().alerts
    return [(alert.part, alert.code, alert.level) for alert in alerts if alert.subject == "demo-kiosk"]


def life_of(server: Server, ticket: int) -> list[str]:
    """What the journal says happened to it, in order."""
    with closing(sqlite3.connect(database_of(server.data))) as database:
        rows = database.execute("SELECT action FROM journal WHERE subject = ? ORDER BY seq", [f"ticket:{ticket}"])
        return [str(action) for (action,) in rows]


def note(state: str) -> str:
    return WORDS.say(f"kiosk.printer.{state}")


def test_paper_that_ends_in_the_middle_of_a_ticket(
    kiosk: Kiosk, server: Server, printer: tuple[StandInPrinter, int]
) -> None:
    stand_in, qtbot = printer[0], kiosk.qtbot
    verifier = server.verifier(1)
    verifier.ready()
    stand_in.pretend(Fail.PAPER_OUT_MID_TICKET)

    number = visit(kiosk)
    assert number == "A-001"
    assert kiosk.text("paper") == WORDS.say("kiosk.ticket.not_printed")
    qtbot.waitUntil(lambda: ticket(server, number).status is Is.CALLED, timeout=PATIENCE)
    one = ticket(server, number)
    assert one.print_status is PrintStatus.NOT_PRINTED
    assert life_of(server, one.id) == ["issue", "not-printed", "call"]
    qtbot.waitUntil(lambda: told(server) == [("paper", "no_paper", "failed")], timeout=PATIENCE)
    assert kiosk.text("number") == number
    kiosk.touch("action")
    qtbot.waitUntil(lambda: note("paper_out") in kiosk.everything_said(), timeout=PATIENCE)

    stand_in.pretend(Fail.NONE)
    qtbot.waitUntil(lambda: told(server) == [], timeout=PATIENCE)
    assert note("paper_out") not in kiosk.everything_said()
    before = len(stand_in.tickets)
    verifier.reprint(one.id)
    qtbot.waitUntil(lambda: ticket(server, number).print_status is PrintStatus.PRINTED, timeout=PATIENCE)
    assert len(stand_in.tickets) == before + 1
    with Image.open(stand_in.tickets[-1]) as paper:
        assert number_on(paper) == number


@pytest.mark.parametrize(
    "fail, moment, alert",
    [
        (Fail.UNREACHABLE, Moment.MID_DATA, "unreachable"),
        (Fail.COVER_OPEN, Moment.AFTER_DATA, "cover_open"),
        (Fail.SWALLOW, Moment.BEFORE_DATA, "silent"),
    ],
)
def test_a_printer_that_fails_between_two_steps_of_a_ticket(
    kiosk: Kiosk,
    server: Server,
    printer: tuple[StandInPrinter, int],
    fail: Fail,
    moment: Moment,
    alert: str,
) -> None:
    stand_in, qtbot = printer[0], kiosk.qtbot
    qtbot.waitUntil(lambda: stand_in.received.size > 0, timeout=PATIENCE)  # it has been asked how it is, and was well
    stand_in.pretend(fail, moment)
    number = visit(kiosk)
    assert kiosk.text("paper") == WORDS.say("kiosk.ticket.not_printed")
    not_printed = PrintStatus.NOT_PRINTED
    qtbot.waitUntil(lambda: ticket(server, number).print_status is not_printed, timeout=PATIENCE)
    qtbot.waitUntil(lambda: told(server) == [("printer", alert, "failed")], timeout=PATIENCE)
    assert kiosk.text("number") == number
