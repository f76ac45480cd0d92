"""One visit through everything that is real: the kiosk's screen touched, paper from a printer on the network, the
verifier's browser, the wall, and the voice as the hall hears it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect
from pytestqt.qtbot import QtBot

from counter_server.protocol.terms import Is, Outcome
from display.screen.engine import ASSETS
from display.speech.calls import call_utterance
from display.speech.speaker import Speaker
from display.speech.utterance import Spoken
from kiosk.stand_in_printer import StandInPrinter
from tests.browser import WHOLE_CHROMIUM, console, running_chromium
from tests.reads_paper import number_on
from tests.server import Server, run
from tests.sound import NullSink, likeness, samples_of

from .room import BRANCH, WORDS, a_kiosk, a_wall

COMPLETE = ("id", "A", "family", "none", "city", "both", "both", "none")
WITHOUT_CARD = ("id", "A", "family", "none", "city", "both", "nothing", "none")
PATIENCE = 20_000


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[tuple[StandInPrinter, int]]:
    stand_in = StandInPrinter(tmp_path / "paper")
    port = stand_in.start()
    yield stand_in, port
    stand_in.stop()


def test_one_visit_from_the_touch_at_the_kiosk_to_the_spoken_call_and_the_end(
    qtbot: QtBot, new_server: Server, printer: tuple[StandInPrinter, int], null_sink: NullSink, tmp_path: Path
) -> None:
    stand_in, port = printer
    with (
        running_chromium(WHOLE_CHROMIUM) as browser,
        console(browser, new_server.url) as desk,
        a_wall(new_server.url, tmp_path / "display", player="paplay") as wall,
        a_kiosk(qtbot, new_server.url, tmp_path / "kiosk", port) as kiosk,
        null_sink.recording() as hall,
    ):
        desk.sign_in("verifier-1", "loket-1")
        desk.main_key.click()

        kiosk.choose(*COMPLETE)
        kiosk.touch("action")

        qtbot.waitUntil(lambda: len(stand_in.tickets) == 1, timeout=PATIENCE)
        with Image.open(stand_in.tickets[0]) as paper:
            assert number_on(paper) == "A-001"
        qtbot.waitUntil(lambda: kiosk.text("number") == "A-001", timeout=PATIENCE)
        qtbot.waitUntil(lambda: wall.shows("A-001", "Loket 1"), timeout=PATIENCE)
        desk.shows("A-001", "called")

        listening = new_server.display
        qtbot.waitUntil(lambda: not listening.board().announcements, timeout=60_000)
        hall.wait_for(0.5)
        said, meant, other = sentences(tmp_path, "A-001", "A-002")
        assert likeness(samples_of(said), samples_of(meant)) > 0.9
        assert likeness(samples_of(said), samples_of(other)) < 0.5
        assert likeness(hall.samples, samples_of(said)) > 0.9

        desk.main_key.click()
        desk.shows("A-001", "serving")
        desk.looked_at()
        desk.main_key.click()
        expect(desk.number).to_have_count(0)
        desk.is_clean()
    (ticket,) = [ticket for ticket in new_server.supervisor().board().tickets if ticket.number == "A-001"]
    assert (ticket.status, ticket.outcome, ticket.missing) == (Is.FINISHED, Outcome.COMPLETE, {})
    new_server.stop()
    assert run(new_server.data, "--verify-journal").returncode == 0


def sentences(tmp_path: Path, number: str, other: str) -> tuple[Path, Path, Path]:
    """What the wall's voice made, and the same call and another one made afresh."""
    said = max(
        (tmp_path / "display" / "speech").glob("*.wav"), key=lambda wav: wav.stat().st_size
    )  # the rest are parts
    speaker = Speaker(data=tmp_path / "afresh", chime=ASSETS / "sounds" / "chime.wav", player="none")
    try:
        made = [
            speaker.speak(call_utterance(BRANCH.voice, [WORDS], each, "loket", 1)).result(20)
            for each in (number, other)
        ]
    finally:
        speaker.close()
    meant, another = (outcome.wav for outcome in made if isinstance(outcome, Spoken))
    return said, meant, another


def test_whoever_lacks_a_paper_goes_through_help_to_verification(
    qtbot: QtBot, new_server: Server, printer: tuple[StandInPrinter, int], tmp_path: Path
) -> None:
    stand_in, port = printer
    with (
        running_chromium(WHOLE_CHROMIUM) as browser,
        console(browser, new_server.url) as help_desk,
        console(browser, new_server.url) as desk,
        a_wall(new_server.url, tmp_path / "display", player="none") as wall,
        a_kiosk(qtbot, new_server.url, tmp_path / "kiosk", port) as kiosk,
    ):
        desk.sign_in("verifier-1", "loket-1")
        desk.main_key.click()
        help_desk.sign_in("extra-1", "bantuan-1")
        help_desk.main_key.click()

        kiosk.choose(*WITHOUT_CARD)
        assert "E-KTP" in kiosk.everything_said()
        kiosk.touch("action")
        qtbot.waitUntil(lambda: len(stand_in.tickets) == 1, timeout=PATIENCE)
        with Image.open(stand_in.tickets[0]) as paper:
            assert number_on(paper) == "A-001"

        qtbot.waitUntil(lambda: wall.shows("A-001", "Meja Bantuan 1"), timeout=PATIENCE)
        help_desk.shows("A-001", "called")
        help_desk.main_key.click()
        help_desk.shows("A-001", "serving")
        for form in ("original", "copy"):
            box = help_desk.page.locator(f"#tick-ektp-{form}")
            expect(box).not_to_be_checked()
            help_desk.page.locator("label.tick", has=box).click()
            expect(box).to_be_checked()
        help_desk.verb("forward").click()

        qtbot.waitUntil(lambda: wall.shows("A-001", "Loket 1"), timeout=PATIENCE)
        desk.shows("A-001", "called")
        expect(help_desk.number).to_have_count(0)
        desk.main_key.click()
        desk.shows("A-001", "serving")
        desk.looked_at()
        desk.main_key.click()
        expect(desk.number).to_have_count(0)
        desk.is_clean()
        help_desk.is_clean()
    (ticket,) = [ticket for ticket in new_server.supervisor().board().tickets if ticket.number == "A-001"]
    assert (ticket.status, ticket.step, ticket.missing) == (Is.FINISHED, "verification", {})
