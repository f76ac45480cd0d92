"""The display as it is started: the real program beside the real server."""

import json
import os
import shutil
import signal
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize, SignalInstance
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickItem, QQuickWindow
from pytestqt.qtbot import QtBot

from counter_server.protocol.branch_file import load_branch
from counter_server.protocol.client import CounterClient
from counter_server.protocol.event_stream import EventStream
from counter_server.protocol.locale import Locale
from counter_server.protocol.messages import Ticket
from display.__main__ import as_wanted, assembled, window_of
from display.arguments import read_arguments
from display.examples import SLIDES, STATES
from display.hall import Hall
from display.screen.engine import ASSETS
from display.screen.stream import StreamAdapter

ROOT = ASSETS.parent
KEY = "demo-display"
PAPERS = {"kk": ["original", "copy"], "ektp": ["original", "copy"]}
ANSWERS = {"for": "self", "insurance": "none", "residence": "city"}


class Server:
    """The demonstration server, which can be killed and started again on its port and data."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._port = "0"
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "counter_server", "--demo", "--assignment", "pull", "--data", str(self._data)]
        self._process = subprocess.Popen([*command, "--port", self._port], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        words = self._process.stdout.readline().split()
        assert words[:1] == ["ready"], "the server did not start"
        self.address = words[1]
        self._port = self.address.rpartition(":")[2]

    def freeze(self) -> None:
        """It is there and says nothing any more."""
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        self._process.kill()
        self._process.communicate()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path / "server")
    yield server
    server.kill()


def call_one(server: Server, n: int) -> Ticket:
    """A visitor with all papers takes a ticket, and verifier `n` calls it to loket `n`."""
    kiosk, staff = CounterClient(server.address, "demo-kiosk"), CounterClient(server.address)
    issued = kiosk.issue(request_id=str(uuid.uuid4()), service="A", documents=PAPERS, answers=ANSWERS)
    kiosk.printed(issued.id)
    staff.sign_in(f"verifier-{n}", "246810", f"loket-{n}")
    called = staff.call_next(f"loket-{n}")
    assert called is not None
    return called


def display(*arguments: str) -> subprocess.Popen[str]:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    command = [sys.executable, "-m", "display", *arguments]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def traced(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def calls(trace: Path) -> list[tuple[str, str, str]]:
    return [(line["event"], line.get("action", ""), line.get("number", "")) for line in traced(trace)]


def test_a_call_is_painted_spoken_and_reported_and_the_program_ends_cleanly(
    qtbot: QtBot, server: Server, tmp_path: Path
) -> None:
    trace = tmp_path / "trace.jsonl"
    told = ("--server", server.address, "--key", KEY, "--window", "1280x720", "--player", "none")
    program = display(*told, "--data", str(tmp_path / "display"), "--trace", str(trace))
    try:
        qtbot.waitUntil(lambda: any(line["event"] == "received" for line in traced(trace)), timeout=15_000)
        number = call_one(server, 2).number
        qtbot.waitUntil(lambda: ("painted", "call", number) in calls(trace), timeout=10_000)
        listed = CounterClient(server.address, KEY)
        qtbot.waitUntil(lambda: listed.board().announcements == [], timeout=15_000)
    finally:
        program.send_signal(signal.SIGTERM)
        _, said = program.communicate(timeout=10)
    assert program.returncode == 0, said
    assert "Traceback" not in said
    assert "QML:" not in said


def test_a_server_that_dies_and_comes_back_finds_the_wall_right_again(qtbot: QtBot, server: Server) -> None:
    hall = Hall(Locale.load(ASSETS / "locale", "id"), load_branch(ASSETS / "branch.toml").branch)
    stream = StreamAdapter(EventStream(server.address, KEY))
    stream.board.connect(hall.take_board)
    stream.change.connect(hall.take_change)
    stream.away.connect(hall.take_away)
    with qtbot.waitSignal(stream.board):
        stream.start()
    first = call_one(server, 1)
    qtbot.waitUntil(lambda: hall.view.property("number") == first.number)
    with qtbot.waitSignal(stream.away, timeout=10_000):
        server.kill()
    assert "menyambung kembali" in hall.view.property("away")
    with qtbot.waitSignal(stream.board, timeout=10_000):
        server.start()
    assert hall.view.property("away") == ""
    assert hall.view.property("number") == first.number
    second = call_one(server, 2)
    qtbot.waitUntil(lambda: second.number in {row["number"] for row in cards(hall)})
    stream.stop()
    hall.stop()


def test_a_server_that_freezes_is_said_to_be_away_within_ten_seconds_of_its_last_word(
    qtbot: QtBot, server: Server, tmp_path: Path
) -> None:
    words = Locale.load(ASSETS / "locale", "id")
    told = ["--server", server.address, "--key", KEY, "--window", "1280x720", "--player", "none"]
    wanted = read_arguments([*told, "--data", str(tmp_path / "display")], words)
    with assembled(wanted, load_branch(ASSETS / "branch.toml"), words) as engine:
        window = window_of(engine)  # kept: what is found in it lives as long as this
        connecting, banner = item_of(window, "connecting"), item_of(window, "awayBanner")
        becomes(qtbot, connecting.visibleChanged, lambda: not connecting.isVisible())
        assert not banner.isVisible()
        server.freeze()  # the board was its last word
        becomes(qtbot, banner.visibleChanged, banner.isVisible)
        server.thaw()
        becomes(qtbot, banner.visibleChanged, lambda: not banner.isVisible())
        called = call_one(server, 1)
        number = item_of(window, "number")
        becomes(qtbot, number.textChanged, lambda: number.property("text") == called.number)  # type: ignore[attr-defined]


def item_of(window: QQuickWindow, name: str) -> QQuickItem:
    item = window.findChild(QQuickItem, name)
    assert item is not None
    return item


def becomes(qtbot: QtBot, changed: SignalInstance, so: Callable[[], bool]) -> None:
    """Waits for the change that makes it so, ten seconds at most."""
    if not so():
        with qtbot.waitSignal(changed, timeout=10_000, check_params_cb=lambda *_: so()):
            pass


def cards(hall: Hall) -> list[dict[str, Any]]:
    rows = hall.view.property("cards")
    names = {role: bytes(name.data()).decode() for role, name in rows.roleNames().items()}
    return [
        {name: rows.data(rows.index(place), role) for role, name in names.items()} for place in range(rows.rowCount())
    ]


def test_help_is_there_in_the_language_of_the_branch() -> None:
    said, _ = display("--help").communicate(timeout=20)
    assert "--server" in said
    assert Locale.load(ASSETS / "locale", "id").say("display.program.key") in " ".join(said.split())


@pytest.mark.parametrize("size", ["big", "0x0", "1920"])
def test_a_window_size_that_is_none_is_refused(size: str) -> None:
    program = display("--window", size)
    _, said = program.communicate(timeout=20)
    assert program.returncode == 2
    assert "1280x720" in said


def test_a_branch_file_with_a_mistake_stops_the_start_and_names_it(tmp_path: Path) -> None:
    branch = (ASSETS / "branch.toml").read_text(encoding="utf-8").replace("last_calls", "last_cals")
    (tmp_path / "branch.toml").write_text(branch, encoding="utf-8")
    program = display("--assets", str(tmp_path))
    _, said = program.communicate(timeout=20)
    assert program.returncode == 2
    assert "last_calls" in said


def test_qml_that_cannot_be_loaded_is_reported_and_stops_the_start(tmp_path: Path) -> None:
    assets = tmp_path / "assets"
    shutil.copytree(ASSETS, assets, ignore=shutil.ignore_patterns("qml"))
    program = display("--assets", str(assets), "--window", "640x360", "--player", "none", "--data", str(tmp_path))
    _, said = program.communicate(timeout=20)
    assert program.returncode == 2
    assert "Theme" in said


def test_every_scene_can_be_painted_without_a_server(tmp_path: Path) -> None:
    program = display("--pictures", str(tmp_path), "--window", "640x360", "--language", "en", "--layout", "portrait")
    _, said = program.communicate(timeout=60)
    assert program.returncode == 0, said
    pictures = {picture.name: QImage(str(picture)).size() for picture in tmp_path.glob("*.png")}
    assert pictures == {f"display-{scene}-portrait-en.png": QSize(360, 640) for scene in (*STATES, *SLIDES)}


def halls(folder: Path) -> None:
    """Assets whose branch has two halls."""
    shutil.copytree(ASSETS, folder, ignore=shutil.ignore_patterns("fonts", "images", "*.csv"))
    keys = [counter.key for counter in load_branch(ASSETS / "branch.toml").counters]
    text = "".join(
        f'\n[[halls]]\nkey = "{key}"\ncounters = {json.dumps(part)}\n'
        for key, part in (("lantai-1", keys[:9]), ("lantai-2", keys[9:]))
    )
    with (folder / "branch.toml").open("a", encoding="utf-8") as branch:
        branch.write(text)


def test_a_hall_that_is_none_is_refused_kindly_with_a_guess(tmp_path: Path) -> None:
    halls(tmp_path / "assets")
    program = display("--assets", str(tmp_path / "assets"), "--hall", "lantai2")
    _, said = program.communicate(timeout=20)
    assert program.returncode == 2
    assert "mungkin maksud Anda lantai-2?" in said
    assert "did you mean lantai-2?" in said


def test_what_the_command_line_says_of_this_wall_goes_before_the_file(tmp_path: Path) -> None:
    halls(tmp_path / "assets")
    branch = load_branch(tmp_path / "assets" / "branch.toml")
    words = Locale.load(ASSETS / "locale", "id")
    told = read_arguments(["--hall", "lantai-2", "--layout", "split", "--silent"], words)
    chosen = as_wanted(branch, told).display
    assert (chosen.hall, chosen.layout, chosen.silent) == ("lantai-2", "split", True)
    assert as_wanted(branch, read_arguments([], words)).display == branch.display


def test_a_wall_of_a_hall_shows_and_reports_only_the_calls_of_its_own_counters(
    qtbot: QtBot, server: Server, tmp_path: Path
) -> None:
    halls(tmp_path / "assets")
    words = Locale.load(ASSETS / "locale", "id")
    told = ["--server", server.address, "--key", KEY, "--window", "1280x720", "--player", "none", "--hall", "lantai-2"]
    wanted = read_arguments([*told, "--data", str(tmp_path / "display")], words)
    branch = as_wanted(load_branch(tmp_path / "assets" / "branch.toml"), wanted)
    with assembled(wanted, branch, words) as engine:
        window = window_of(engine)
        connecting, number = item_of(window, "connecting"), item_of(window, "number")
        becomes(qtbot, connecting.visibleChanged, lambda: not connecting.isVisible())
        elsewhere = call_one(server, 1)
        here = call_one(server, 12)
        becomes(qtbot, number.textChanged, lambda: number.property("text") == here.number)  # type: ignore[attr-defined]
        listed = CounterClient(server.address, KEY)
        qtbot.waitUntil(
            lambda: [one.number for one in listed.board().announcements] == [elsewhere.number], timeout=9_000
        )
