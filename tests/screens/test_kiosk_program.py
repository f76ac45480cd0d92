"""The kiosk beside the real server and the stand-in printer, and as the program that is started."""

import os
import signal
import subprocess
import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtQuick import QQuickWindow
from pytestqt.qtbot import QtBot

from counter_server.protocol.branch_file import load_branch
from counter_server.protocol.event_stream import EventStream
from counter_server.protocol.locale import Locale
from counter_server.protocol.terms import PrintStatus
from display.screen.engine import ASSETS
from display.screen.stream import StreamAdapter
from kiosk.__main__ import assembled, face_of, join
from kiosk.arguments import read_arguments
from kiosk.example_office import example_services
from kiosk.kiosk_clock import KioskClock
from kiosk.paper_desk import PaperDesk
from kiosk.remembered_offer import remember
from kiosk.stand_in_mechanism import Fail
from kiosk.technician_corner import corner_of
from kiosk.ticket_paper import TicketPaper
from tests.server import DEMO_KIOSK, ROOT, Server, running

from .kiosk_on_screen import PATIENCE, Kiosk, QuietCounter, RememberingPaper, kiosk_on_screen, on_screen

COMPLETE = ("id", "A", "family", "none", "city", "both", "both", "none")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("kiosk") / "data") as started:
        yield started


@pytest.fixture
def paper(tmp_path: Path, qtbot: QtBot) -> TicketPaper:
    branch = load_branch(ASSETS / "branch.toml")
    words = {language: Locale.load(ASSETS / "locale", language) for language in ("id", "en")}
    stand_in = replace(branch.printer, door="stand-in")
    return TicketPaper(branch, stand_in, words, lambda: offers[-1].reception.offer, assets=ASSETS, data=tmp_path)


offers: list[Kiosk] = []


@pytest.fixture
def kiosk(qtbot: QtBot, server: Server, paper: TicketPaper) -> Iterator[Kiosk]:
    with kiosk_on_screen(qtbot, server.kiosk, paper) as shown:
        offers.append(shown)
        stream = StreamAdapter(EventStream(server.url, DEMO_KIOSK))
        stream.board.connect(shown.reception.take_board)
        stream.change.connect(shown.reception.take_change)
        stream.away.connect(shown.reception.take_away)
        stream.start()
        qtbot.waitUntil(lambda: bool(shown.items("choice-id")))
        yield shown
        stream.stop()
        offers.clear()


def test_a_visit_against_the_real_server_ends_with_its_number_on_paper(kiosk: Kiosk, server: Server) -> None:
    kiosk.choose(*COMPLETE)
    kiosk.touch("action")
    kiosk.qtbot.waitUntil(lambda: bool(kiosk.items("paper")) and "ambil tiket" in kiosk.text("paper"), timeout=10_000)
    given = kiosk.reception.visit.ticket
    assert given is not None
    assert kiosk.text("number") == given.number
    kiosk.qtbot.waitUntil(lambda: server.kiosk.ticket(given.id).print_status is PrintStatus.PRINTED)
    picture = Path(str(kiosk.reception.view.property("paperPicture")))
    assert picture.is_file()


def test_when_the_paper_is_out_staff_see_it_and_the_number_stays(
    kiosk: Kiosk, server: Server, paper: TicketPaper
) -> None:
    assert paper.status() == "ready"
    printer = paper._opened()
    assert printer.stand_in is not None
    printer.stand_in.pretend(Fail.PAPER_OUT)
    kiosk.choose(*COMPLETE[:5], "original", "nothing", "none")
    kiosk.touch("action")
    kiosk.qtbot.waitUntil(lambda: bool(kiosk.items("paper")) and "Catat" in kiosk.text("paper"), timeout=10_000)
    given = kiosk.reception.visit.ticket
    assert given is not None
    assert given.step == "help"
    extra = server.supervisor()
    kiosk.qtbot.waitUntil(lambda: extra.ticket(given.id).print_status is PrintStatus.NOT_PRINTED)


def test_a_patient_without_identity_reaches_the_help_desk_of_the_real_server(kiosk: Kiosk, server: Server) -> None:
    kiosk.choose("id", "A", "anonymous", "none")
    kiosk.touch("action")
    kiosk.wait_for("ticket")
    given = kiosk.reception.visit.ticket
    assert given is not None
    assert (given.service, given.step) == ("L", "help")


def started(*options: str, **environment: str) -> "subprocess.Popen[str]":
    quiet = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software", **environment}
    return subprocess.Popen(
        [sys.executable, "-m", "kiosk", *options], cwd=ROOT, env=os.environ | quiet, stderr=subprocess.PIPE, text=True
    )


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_the_program_starts_keeps_the_offer_and_ends_cleanly_when_asked(
    server: Server, tmp_path: Path, how: signal.Signals, qtbot: QtBot
) -> None:
    program = started("--server", server.url, "--key", DEMO_KIOSK, "--data", str(tmp_path), "--window", "540x960")
    kept = tmp_path / "kiosk" / "services.json"
    qtbot.waitUntil(lambda: kept.exists() or program.poll() is not None, timeout=20_000)
    program.send_signal(how)
    _, said = program.communicate(timeout=20)
    assert program.returncode == 0, said
    assert "ERROR" not in said
    assert "WARNING" not in said


def test_a_look_that_cannot_be_loaded_ends_the_program_with_the_reason(tmp_path: Path) -> None:
    for name in ("branch.toml", "locale", "fonts"):
        (tmp_path / name).symlink_to(ASSETS / name)
    program = started("--assets", str(tmp_path), "--window", "540x960")
    _, said = program.communicate(timeout=20)
    assert program.returncode == 2
    assert "Theme" in said


def assets_with(folder: Path, **settings: str) -> Path:
    """The shipped assets, with these lines put in below the headers of branch.toml named."""
    for shipped in ASSETS.iterdir():
        if shipped.name != "branch.toml":
            (folder / shipped.name).symlink_to(shipped)
    text = (ASSETS / "branch.toml").read_text(encoding="utf-8")
    for section, lines in settings.items():
        keys = {line.partition(" ")[0] for line in lines.splitlines()}
        head, body = text.split(f"[{section}]\n")
        own, gap, rest = body.partition("\n\n")
        kept = [other for other in own.splitlines() if other.partition(" ")[0] not in keys]
        text = "\n".join([f"{head}[{section}]", lines, *kept]) + gap + rest
    (folder / "branch.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_printer_profile_nobody_knows_ends_the_program_and_lists_the_names(tmp_path: Path) -> None:
    assets = assets_with(tmp_path, printer='profile = "TM-T20Il"')
    program = started("--assets", str(assets), "--data", str(tmp_path), "--window", "540x960")
    _, said = program.communicate(timeout=20)
    assert program.returncode == 2, said
    assert all(words in said for words in ("printer.profile", '"TM-T20Il"', "TM-T20II", "TM-T88V", "POS-5890"))
    assert "Traceback" not in said


ESCPOS_LOADED = """
import sys
from pathlib import Path
from counter_server.protocol.machine_settings import Printer
import kiosk.__main__
kiosk.__main__.check_profile(Printer(profile=sys.argv[1]), Path("branch.toml"))
print("escpos" in sys.modules)
"""


@pytest.mark.parametrize("profile, loaded", [("", "False"), ("TM-T20II", "True")])
def test_the_printing_library_is_loaded_at_the_start_only_to_look_up_a_profile(profile: str, loaded: str) -> None:
    told = subprocess.run(
        [sys.executable, "-c", ESCPOS_LOADED, profile], cwd=ROOT, capture_output=True, text=True, timeout=20, check=True
    ).stdout
    assert told.split() == [loaded]


@pytest.mark.parametrize(
    "panel, warned",
    [
        ({"width": 268, "height": 476, "lower_edge": 850}, []),
        ({"width": 120, "height": 213, "lower_edge": 1150}, ["on a panel of 120 × 213 mm", "the panel's lower edge"]),
    ],
)
def test_a_panel_too_small_or_too_high_is_told_of_in_the_log(
    server: Server, tmp_path: Path, qtbot: QtBot, panel: dict[str, int], warned: list[str]
) -> None:
    assets = assets_with(tmp_path, kiosk="\n".join(f"panel_{name}_mm = {mm}" for name, mm in panel.items()))
    program = started("--server", server.url, "--key", DEMO_KIOSK, "--data", str(tmp_path), "--assets", str(assets))
    kept = tmp_path / "kiosk" / "services.json"
    qtbot.waitUntil(lambda: kept.exists() or program.poll() is not None, timeout=20_000)
    program.terminate()
    _, said = program.communicate(timeout=20)
    assert program.returncode == 0, said
    told = [line.partition("WARNING ")[2] for line in said.splitlines() if "panel" in line]
    assert len(told) == len(warned)
    assert all(line.startswith(start) for line, start in zip(told, warned, strict=True))


def test_how_long_it_waits_untouched_is_the_branchs_to_say() -> None:
    branch = load_branch(ASSETS / "branch.toml")
    patient = replace(branch, kiosk=replace(branch.kiosk, idle_seconds=137))
    wanted = read_arguments([], Locale.load(ASSETS / "locale", "id"))
    assert face_of(patient, wanted).idle == 137


def test_soon_after_the_start_it_asks_the_printer_and_hangs_as_the_branch_says(tmp_path: Path, qtbot: QtBot) -> None:
    branch = load_branch(ASSETS / "branch.toml")
    gone = replace(branch.printer, door="file", path=str(tmp_path / "unplugged"))
    lying = replace(branch, printer=gone, kiosk=replace(branch.kiosk, orientation="landscape"))
    options = ["--server", "http://127.0.0.1:9", "--data", str(tmp_path), "--window", "540x960"]
    with assembled(read_arguments(options, Locale.load(ASSETS / "locale", "id")), lying) as engine:
        window = engine.rootObjects()[0]
        assert isinstance(window, QQuickWindow)
        assert window.property("turned") is True

        def said() -> str:
            return " ".join(str(item.property("text")) for item in on_screen(window.contentItem()))

        qtbot.waitUntil(lambda: "printer tidak tersambung" in said(), timeout=10_000)


def test_a_kiosk_paired_anew_believes_its_key_and_not_what_it_remembers_of_its_letter(
    tmp_path: Path, qtbot: QtBot
) -> None:
    remember(replace(example_services(ASSETS), series="X"), tmp_path / "kiosk" / "services.json")
    stream = StreamAdapter(EventStream("http://127.0.0.1:9"))
    for told, letter in (({}, "X"), ({"letter": "Q"}, "Q")):
        with kiosk_on_screen(qtbot, QuietCounter(away=True)) as alone:
            join(stream, alone.reception, alone.reception._connection, Namespace(data=tmp_path, **told))
            alone.reception.take_away("unreachable")
            alone.choose(*COMPLETE)
            alone.touch("action")
            alone.wait_for("ticket")
            assert alone.text("number") == f"A-{letter}01"


def test_the_corner_joins_later_and_knows_what_was_heard_before(tmp_path: Path, qtbot: QtBot) -> None:
    words = Locale.load(ASSETS / "locale", "id")
    wanted = read_arguments(["--server", "http://127.0.0.1:9", "--data", str(tmp_path), "--demo"], words)
    offer = replace(example_services(ASSETS), series="X")
    with kiosk_on_screen(qtbot, QuietCounter(offer), data=tmp_path / "kiosk", patience=0.2) as alone:
        reception = alone.reception
        connection, clock = reception._connection, KioskClock(ZoneInfo("Asia/Jakarta"))
        connection.letter, door = "X", connection._door
        assert isinstance(door, QuietCounter)
        qtbot.waitUntil(lambda: bool(alone.items("choice-id")), timeout=PATIENCE)
        door.away = True
        stream = StreamAdapter(EventStream("http://127.0.0.1:9"))
        stream.start()
        qtbot.waitUntil(lambda: stream.up is False, timeout=PATIENCE)
        alone.choose(*COMPLETE)
        alone.touch("action")
        alone.wait_for("ticket")
        qtbot.waitUntil(lambda: bool(connection.state.count), timeout=PATIENCE)
        paper = PaperDesk(RememberingPaper())
        desk = corner_of(wanted, load_branch(ASSETS / "branch.toml"), reception, connection, paper, stream, clock)
        assert (desk.corner.network.up, desk.corner.network.waiting) == (False, 1)
        desk.stop()
        paper.stop()
        stream.stop()


def test_the_command_explains_itself() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "kiosk", "--help"], cwd=ROOT, capture_output=True, text=True, timeout=20, check=True
    ).stdout
    assert all(option in told for option in ("--server", "--key", "--printer", "--window", "--language", "--data"))
