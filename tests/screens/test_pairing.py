"""A machine without a key, from its code to its work: the real programs' parts, a real server, and who types."""

import os
import signal
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem, QQuickWindow
from pytestqt.qtbot import QtBot

import display.__main__
import display.arguments
import kiosk.__main__
import kiosk.arguments
from counter_server.protocol.branch_file import load_branch
from counter_server.protocol.client import ServerAway, ServerRefused
from counter_server.protocol.device_messages import Claim, Pairing
from counter_server.protocol.locale import Locale
from counter_server.protocol.terms import Device
from display.screen.device_key import DeviceKey, KeyFile
from display.screen.ending import QuitOnSignal
from display.screen.engine import ASSETS
from display.screen.paired_run import Assembled, PairedRun
from display.screen.pairing import PairingTalk
from display.screen.pairing_screen import PairingScreen, pairing_screen
from tests.server import ROOT, Server, running

from .kiosk_on_screen import on_screen

PATIENCE = 20_000
BRANCH = load_branch(ASSETS / "branch.toml")
SEEN: dict[str, QQuickWindow] = {}
Steps = Iterator[Callable[[], object]]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("pairing") / "server") as started:
        yield started


@pytest.fixture
def machine(qapp: QGuiApplication, server: Server, tmp_path: Path) -> Iterator["Machine"]:
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    machine = Machine(qapp, server, tmp_path / "machine")
    yield machine
    machine.asked_to_end.stop()
    for number, handler in handlers.items():
        signal.signal(number, handler)
    qapp.setQuitOnLastWindowClosed(True)


class Machine:
    """Runs a program as its `run` does, while steps of a test go on beside it."""

    def __init__(self, application: QGuiApplication, server: Server, data: Path) -> None:
        self.application, self.server, self.data = application, server, data
        self.asked_to_end = QuitOnSignal(application)
        self.too_long = False

    def wanted(self, of: Callable[..., Namespace], *more: str) -> Namespace:
        told = ["--server", self.server.url, "--data", str(self.data), "--window", "1280x720", *more]
        return of(told, Locale.load(ASSETS / "locale", "id"))

    def display(self, steps: Steps, *more: str) -> int:
        wanted = self.wanted(display.arguments.read_arguments, "--player", "none", *more)
        locale = Locale.load(ASSETS / "locale", "id")
        return self._run(Device.DISPLAY, wanted, lambda key: display.__main__.assembled(key, BRANCH, locale), steps)

    def kiosk(self, steps: Steps, *more: str) -> int:
        wanted = self.wanted(kiosk.arguments.read_arguments, "--printer", "stand-in", *more)
        return self._run(Device.KIOSK, wanted, lambda key: kiosk.__main__.assembled(key, BRANCH), steps)

    def _run(self, kind: Device, wanted: Namespace, assembled: Assembled, steps: Steps) -> int:
        conditions = [next(steps)]

        def look() -> None:
            if conditions[0]():
                try:
                    conditions[0] = next(steps)
                except StopIteration:
                    eyes.stop()
                    self.application.exit(0)

        def give_up() -> None:
            self.too_long = True
            self.asked_to_end.asked = True
            self.application.exit(1)

        eyes, patience = QTimer(interval=20), QTimer(interval=PATIENCE, singleShot=True)
        eyes.timeout.connect(look)
        patience.timeout.connect(give_up)
        eyes.start()
        patience.start()
        code = PairedRun(self.application, self.asked_to_end, wanted, kind=kind, turned="auto").run(assembled)
        eyes.stop()
        patience.stop()
        assert not self.too_long, f"waited in vain for {conditions[0]}"
        return code


def test_an_end_that_was_asked_for_before_the_loop_began_is_not_lost(qapp: QGuiApplication, tmp_path: Path) -> None:
    asked_to_end = QuitOnSignal(qapp)
    asked_to_end.asked = True
    begun = QTimer(singleShot=True, interval=0)
    begun.timeout.connect(lambda: qapp.exit(5))
    begun.start()
    wanted = Namespace(key="a-key", data=tmp_path)
    run = PairedRun(qapp, asked_to_end, wanted, kind=Device.KIOSK, turned="auto")
    code = run.run(lambda with_key: nullcontext())
    begun.stop()
    asked_to_end.stop()
    assert code == 0


def window(name: str) -> QQuickWindow | None:
    shown = [one for one in QGuiApplication.topLevelWindows() if one.objectName() == name and one.isVisible()]
    return next((one for one in shown if isinstance(one, QQuickWindow)), None)


def items(of: str) -> list[QQuickItem]:
    """Everything that can be seen in this window; nothing while it is not there."""
    shown = window(of)
    if shown is None:
        return []
    SEEN[of] = shown  # what is in a window is lost to Python with the window
    return on_screen(shown.contentItem())


def words(of: str) -> str:
    """Everything this window says."""
    return "\n".join(str(item.property("text")) for item in items(of) if item.inherits("QQuickText"))


def code_shown() -> str:
    """What the supervisor reads; empty while there is no code."""
    text = next((str(item.property("text")) for item in items("pairing") if item.objectName() == "code"), "")
    return text if len(text) < 10 else ""


def board_shown() -> bool:
    shown = items("wall")
    return bool(shown) and all(item.objectName() != "connecting" for item in shown)


def welcome_shown() -> bool:
    return any(item.objectName() == "choice-id" for item in items("kiosk"))


def test_a_display_is_paired_revoked_and_paired_again_without_a_restart(machine: Machine) -> None:
    supervisor, keys = machine.server.supervisor(), KeyFile(machine.data, "display")
    found: list[DeviceKey | None] = []

    def steps() -> Steps:
        for _ in range(2):
            yield code_shown
            supervisor.approve_pairing(code_shown(), "layar-uji")
            yield board_shown
            found.append(keys.read())
            supervisor.revoke_device("layar-uji")
        yield code_shown

    assert machine.display(steps()) == 0
    first, second = found
    assert first is not None
    assert second is not None
    assert first.key != second.key
    assert first.device == second.device == "layar-uji"


def test_a_kiosk_that_is_paired_keeps_its_key_to_itself_and_starts_with_it_next_time(machine: Machine) -> None:
    supervisor = machine.server.supervisor()

    def pairs() -> Steps:
        yield code_shown
        supervisor.approve_pairing(code_shown(), "kiosk-uji")
        yield welcome_shown

    def works() -> Steps:
        yield lambda: welcome_shown() or code_shown()
        assert code_shown() == ""

    assert machine.kiosk(pairs()) == 0
    path = KeyFile(machine.data, "kiosk").path
    assert path.stat().st_mode & 0o777 == 0o600
    assert machine.kiosk(works()) == 0
    (device,) = [one for one in supervisor.devices().devices if one.device == "kiosk-uji"]
    kept = KeyFile(machine.data, "kiosk").read()
    assert kept is not None
    assert (kept.device, kept.letter) == (device.device, device.letter)


def test_a_server_that_restarts_meanwhile_leads_to_another_code_that_works(machine: Machine) -> None:
    def steps() -> Steps:
        yield code_shown
        first = code_shown()
        machine.server.kill()
        machine.server.start()
        yield lambda: code_shown() not in ("", first)
        machine.server.supervisor().approve_pairing(code_shown(), "layar-dua")
        yield board_shown

    assert machine.display(steps()) == 0


def test_a_key_of_the_command_line_that_is_refused_is_told_and_not_replaced(machine: Machine) -> None:
    def steps() -> Steps:
        yield lambda: "belum dikenali" in words("wall")
        assert window("pairing") is None

    assert machine.display(steps(), "--key", "not-a-key") == 0


def test_a_machine_asked_to_end_while_it_shows_its_code_ends(server: Server, tmp_path: Path) -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    told = ["--server", server.url, "--data", str(tmp_path / "kiosk"), "--window", "720x1280"]
    program = subprocess.Popen(
        [sys.executable, "-m", "kiosk", *told], cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True
    )
    assert program.stderr is not None
    assert any("pairing code" in line for line in iter(program.stderr.readline, ""))
    program.send_signal(signal.SIGTERM)
    assert program.wait(PATIENCE / 1000) == 0
    program.stderr.close()


class QuietDoor:
    """A server that gives one code, or is away, or says no."""

    def __init__(self, no: Exception | None = None) -> None:
        self.no = no

    def begin_pairing(self, kind: str) -> Pairing:
        if self.no is not None:
            raise self.no
        return Pairing(code="MWRMX4", secret="s" * 43, seconds=600)

    def claim_pairing(self, secret: str) -> Claim:
        return Claim(seconds=1)


def shown(qtbot: QtBot, door: QuietDoor, size: QSize, orientation: str = "auto") -> "Iterator[PairingScreen]":
    with pairing_screen(
        PairingTalk(door, "kiosk", ask=0.05), kind="kiosk", server="http://10.0.0.1:8000", assets=ASSETS, size=size,
        orientation=orientation,
    ) as screen:  # fmt: skip
        yield screen


def item(name: str) -> QQuickItem:
    (one,) = [one for one in items("pairing") if one.objectName() == name]
    return one


@pytest.mark.parametrize(
    "size, orientation, millimetres",
    [
        (QSize(1080, 1920), "auto", 268),
        (QSize(1920, 1080), "auto", 476),
        (QSize(1920, 1080), "portrait", 476),
        (QSize(1280, 800), "auto", 217),
    ],
)
def test_the_code_stands_in_one_line_and_is_read_from_three_metres(
    qtbot: QtBot, size: QSize, orientation: str, millimetres: int
) -> None:
    """`millimetres`: the panel's width, of 21.5 and 10.1 inches. A letter is read from 200 times its height."""
    for _ in shown(qtbot, QuietDoor(), size, orientation):
        qtbot.waitUntil(lambda: bool(code_shown()), timeout=PATIENCE)
        code = item("code")
        assert code.property("lineCount") == 1
        assert code.property("contentWidth") <= code.width()
        assert code.property("contentHeight") <= code.height()
        letter = code.property("contentHeight") * 0.55 * millimetres / size.width()
        assert letter >= 3000 / 200


@pytest.mark.parametrize(
    "no, told",
    [
        (ServerAway("unreachable"), "belum dapat dihubungi"),
        (ServerRefused(429, "too_many_tries", {"seconds": 1}), "Terlalu sering"),
    ],
)
def test_why_there_is_no_code_yet_is_told_and_the_code_follows(qtbot: QtBot, no: Exception, told: str) -> None:
    door = QuietDoor(no)
    for _ in shown(qtbot, door, QSize(1080, 1920)):
        qtbot.waitUntil(lambda: told in str(item("code").property("text")), timeout=PATIENCE)
        door.no = None
        qtbot.waitUntil(lambda: code_shown() == "MWR  MX4", timeout=PATIENCE)


def test_a_key_that_was_refused_and_counts_again_is_gone_on_with(
    qtbot: QtBot, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server started with another folder by mistake, and then with the right one."""
    monkeypatch.setattr("display.screen.pairing.OLD_KEY_SECONDS", 0.0)
    supervisor = machine.server.supervisor()
    right, other = machine.server.data, machine.server.data.with_name("other")

    def steps() -> Steps:
        yield code_shown
        supervisor.approve_pairing(code_shown(), "layar-tiga")
        yield board_shown
        machine.server.stop()
        machine.server.data = other
        machine.server.start()
        yield code_shown
        machine.server.stop()
        machine.server.data = right
        machine.server.start()
        yield board_shown

    assert machine.display(steps()) == 0


def test_a_key_file_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    keys = KeyFile(tmp_path, "kiosk")
    keys.keep(DeviceKey(key="k", device="kiosk-1", letter="X"))
    keys.path.chmod(0o644)
    assert keys.read() == DeviceKey(key="k", device="kiosk-1", letter="X")
    assert keys.path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", [b"", b"{}", b"not json", b'{"key": 1, "device": "x"}'])
def test_a_key_file_that_is_not_whole_is_no_key(tmp_path: Path, content: bytes) -> None:
    keys = KeyFile(tmp_path, "display")
    keys.path.parent.mkdir()
    keys.path.write_bytes(content)
    assert keys.read() is None
