"""The technician's doors to the machine: real small programs in the place of its own, and folders for the kernel's."""

import logging
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path, PosixPath

import pytest

from display.speech.sound import silence, write_wav
from display.speech.utterance import Fault
from kiosk.brightness_door import PanelBrightness
from kiosk.log_memory import LONGEST, LogMemory, remember_log
from kiosk.machine_doors import Level, LevelDoor, NoLevel, RememberingRoll, ServerAnswer
from kiosk.network_look import ask_server, own_addresses
from kiosk.screen_wake import keep_awake
from kiosk.this_machine import ThisMachine, build_of
from kiosk.volume_door import SpeakerVolume
from tests.guarded import certificate
from tests.server import PATIENCE, ROOT, Server

Programs = Callable[..., Path]

PACTL = """
echo "$@" >> "$0.asked"
case "$1" in
  get-sink-volume) echo "Volume: front-left: 29491 /  $(cat "$0.level" || echo 45)% / -20.81 dB" ;;
  get-sink-mute) echo "Mute: $(cat "$0.mute" || echo no)" ;;
  set-sink-volume) echo "${3%\\%}" > "$0.level" ;;
  set-sink-mute) echo no > "$0.mute" ;;
esac
"""
WPCTL = """
case "$1" in
  get-volume) echo "Volume: $(cat "$0.level" || echo 0.35) $(cat "$0.mute" 2>/dev/null)" ;;
  set-volume) echo "$3" > "$0.level" ;;
  set-mute) rm -f "$0.mute" ;;
esac
"""
AMIXER = """
[ "$1" = sset ] && echo "${3%\\%}" > "$0.level"
[ "$4" = unmute ] && echo on > "$0.mute"
echo "Simple mixer control 'Master',0"
echo "  Front Left: Playback 41 [$(cat "$0.level" || echo 64)%] [-12.75dB] [$(cat "$0.mute" || echo on)]"
"""
DDCUTIL = """
case "$1" in
  getvcp) echo "VCP 10 C $(cat "$0.level" || echo 30) 60" ;;
  setvcp) echo $(($3 * 60 / 100)) > "$0.level" ;;
esac
"""


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    """Puts programs of this name before the machine's own: nothing of a sound or a screen is asked of the real ones."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for needed in ("sh", "cat", "rm", "sleep"):
        found = next(path for path in (Path("/bin") / needed, Path("/usr/bin") / needed) if path.exists())
        (folder / needed).symlink_to(found)
    monkeypatch.setenv("PATH", str(folder))

    def put(name: str, script: str) -> Path:
        program = folder / name
        program.write_text(f"#!/bin/sh\nexec 2>/dev/null\n{script}\n", encoding="utf-8")
        program.chmod(0o755)
        return program

    return put


@pytest.mark.parametrize(
    "name, script, now, muted_by",
    [("pactl", PACTL, 45, "yes"), ("wpctl", WPCTL, 35, "[MUTED]"), ("amixer", AMIXER, 64, "off")],
)
def test_volume_is_told_and_turned_by_what_the_machine_has(
    programs: Programs, name: str, script: str, now: int, muted_by: str
) -> None:
    program = programs(name, script)
    volume = SpeakerVolume(PATIENCE)
    assert volume.read() == Level(now)
    assert volume.put(80) == Level(80)
    assert volume.read() == Level(80)
    program.with_name(f"{name}.mute").write_text(muted_by, encoding="ascii")
    assert volume.read() == Level(80, muted=True)
    assert volume.put(50) == Level(50)  # whoever turns it up wants to hear it


def test_the_first_tool_that_answers_counts(programs: Programs) -> None:
    programs("pactl", "echo 'Connection failure: Connection refused'; exit 1")
    assert SpeakerVolume(PATIENCE).read() == NoLevel("refused")
    programs("amixer", AMIXER)
    assert SpeakerVolume(PATIENCE).read() == Level(64)


def test_without_a_tool_nothing_can_be_turned(programs: Programs) -> None:
    assert SpeakerVolume(PATIENCE).read() == NoLevel("no_program")
    assert SpeakerVolume(PATIENCE).put(50) == NoLevel("no_program")
    programs("amixer", "echo nothing of a level")
    assert SpeakerVolume(PATIENCE).read() == NoLevel("no_device")


def test_a_tool_that_hangs_is_ended(programs: Programs) -> None:
    programs("pactl", "exec sleep 600")
    assert SpeakerVolume(seconds=0.2).read() == NoLevel("no_answer")


def backlight(folder: Path, name: str, now: int, most: int) -> Path:
    light = folder / name
    light.mkdir(parents=True)
    (light / "brightness").write_text(f"{now}\n", encoding="ascii")
    (light / "max_brightness").write_text(f"{most}\n", encoding="ascii")
    return light


def test_every_backlight_is_turned_and_the_first_one_read(tmp_path: Path) -> None:
    one, other = backlight(tmp_path, "a", 300, 1000), backlight(tmp_path, "b", 10, 15)
    panel = PanelBrightness(tmp_path)
    assert panel.read() == Level(30)
    assert panel.put(80) == Level(80)
    assert ((one / "brightness").read_text(), (other / "brightness").read_text()) == ("800", "12")
    backlight(tmp_path / "coarse", "c", 3, 3)
    assert PanelBrightness(tmp_path / "coarse").put(10) == Level(33)  # its least but dark


def test_a_backlight_that_says_nonsense_is_no_level(tmp_path: Path) -> None:
    light = backlight(tmp_path, "a", 3, 0)
    assert PanelBrightness(tmp_path).read() == NoLevel("refused")
    (light / "max_brightness").write_text("much", encoding="ascii")
    assert PanelBrightness(tmp_path).read() == NoLevel("refused")
    assert PanelBrightness(tmp_path).put(50) == NoLevel("refused")


class Forbidden(PosixPath):
    """A file that may be read and not written, as the kernel's is for anybody but root: a test may be root."""

    def write_text(self, *args: object, **kwargs: object) -> int:
        raise PermissionError(13, "Permission denied")


def test_a_backlight_without_the_right_says_so(tmp_path: Path) -> None:
    backlight(tmp_path, "a", 300, 1000)
    panel = PanelBrightness(Forbidden(tmp_path))
    assert panel.read() == Level(30)
    assert panel.put(50) == NoLevel("no_right")


def test_a_monitor_is_turned_over_its_cable(programs: Programs, tmp_path: Path) -> None:
    panel = PanelBrightness(tmp_path / "no lights", seconds=PATIENCE)
    assert panel.read() == NoLevel("no_device")
    programs("ddcutil", DDCUTIL)
    assert panel.read() == Level(50)
    assert panel.put(80) == Level(80)
    programs("ddcutil", "echo 'Display not found'")
    assert panel.read() == NoLevel("no_device")
    programs("ddcutil", "exit 1")
    assert panel.put(80) == NoLevel("refused")
    programs("ddcutil", "exec sleep 600")
    assert PanelBrightness(tmp_path / "no lights", seconds=0.2).read() == NoLevel("no_answer")


def test_doors_are_doors() -> None:
    doors: list[LevelDoor] = [SpeakerVolume(), PanelBrightness()]
    assert len(doors) == 2


@contextmanager
def answering(status: int, guard: ssl.SSLContext | None = None) -> Iterator[str]:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        if guard:
            server.socket = guard.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"{'https' if guard else 'http'}://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_the_server_is_asked_whether_it_is_well(server: Server) -> None:
    answer = ask_server(server.url, PATIENCE)
    assert answer.reason == ""
    assert answer.milliseconds is not None
    assert answer.milliseconds >= 1


def test_why_a_server_gives_no_answer_is_told() -> None:
    with answering(503) as unwell:
        assert ask_server(unwell, PATIENCE) == ServerAnswer(reason="unwell")
    with socket.socket() as shut:
        shut.bind(("127.0.0.1", 0))
        assert ask_server(f"http://127.0.0.1:{shut.getsockname()[1]}") == ServerAnswer(reason="no_listener")
    with socket.create_server(("127.0.0.1", 0)) as mute:
        assert ask_server(f"http://127.0.0.1:{mute.getsockname()[1]}", seconds=0.2) == ServerAnswer(reason="silent")
        assert ask_server(f"https://127.0.0.1:{mute.getsockname()[1]}", seconds=0.2) == ServerAnswer(reason="silent")
    assert ask_server("http://nobody.invalid") == ServerAnswer(reason="no_name")
    assert ask_server("http://[broken") == ServerAnswer(reason="no_name")


def test_a_certificate_nobody_trusts_is_told_of(tmp_path: Path) -> None:
    office = certificate(tmp_path)
    guard = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    guard.load_cert_chain(office.file, office.key)
    with answering(200, guard) as url:
        assert ask_server(url, PATIENCE) == ServerAnswer(reason="no_trust")


def test_addresses_are_those_others_reach() -> None:
    assert not [address for address in own_addresses() if address.startswith(("127.", "::1", "fe80"))]


def test_the_screen_is_told_to_stay_lit(programs: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":99")
    assert keep_awake() is None  # nobody to tell
    xset = programs("xset", 'echo "$@" > "$0.asked"')
    told = keep_awake()
    assert told is not None
    told.join(PATIENCE)
    assert xset.with_name("xset.asked").read_text() == "s off s noblank -dpms\n"
    monkeypatch.delenv("DISPLAY")
    assert keep_awake() is None


def test_a_screen_that_refuses_is_logged(
    programs: Programs, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("DISPLAY", ":99")
    programs("xset", "exit 1")
    told = keep_awake()
    assert told is not None
    told.join(PATIENCE)
    assert "may go dark" in caplog.text


def machine(tmp_path: Path, assets: Path = ROOT / "assets") -> ThisMachine:
    return ThisMachine(
        server="http://127.0.0.1:9",
        assets=assets,
        data=tmp_path / "not there yet",
        roll=RememberingRoll(),
        log=LogMemory(),
    )


def test_the_test_sound_is_played_by_what_the_machine_has(programs: Programs, tmp_path: Path) -> None:
    chime = tmp_path / "sounds" / "chime.wav"
    assert machine(tmp_path, tmp_path).play_sound() == Fault.PLAYER_FAILED  # without a chime
    chime.parent.mkdir()
    write_wav(silence(0.2), chime)
    here = machine(tmp_path, tmp_path)
    assert here.play_sound() == Fault.NO_PLAYER
    asked = programs("aplay", 'echo "$2" > "$0.asked"; exec sleep 0.2')  # as long as the sound
    assert here.play_sound() == "heard"
    assert asked.with_name("aplay.asked").read_text() == f"{chime}\n"


def test_what_is_told_of_the_machine_is_true(tmp_path: Path) -> None:
    found = machine(tmp_path).machine()
    assert found.version
    assert found.python.startswith("3.")
    assert found.qt.startswith("6.")
    assert found.disk_free is not None
    assert found.disk_free > 0
    assert found.machine_seconds is not None
    assert found.machine_seconds > found.program_seconds >= 0


def test_the_build_is_the_commit_checked_out(tmp_path: Path) -> None:
    assert build_of(tmp_path) == ""
    git = tmp_path / ".git"
    (git / "refs" / "heads").mkdir(parents=True)
    (git / "HEAD").write_text("ref: refs/heads/main\n", encoding="ascii")
    assert build_of(tmp_path) == ""
    (git / "packed-refs").write_text("# pack-refs\n1234567890abcdef refs/heads/main\n", encoding="ascii")
    assert build_of(tmp_path) == "1234567"
    (git / "refs" / "heads" / "main").write_text("fedcba9876543210\n", encoding="ascii")
    assert build_of(tmp_path) == "fedcba9"
    (git / "HEAD").write_text("abcdef1234567890\n", encoding="ascii")
    assert build_of(tmp_path) == "abcdef1"


@pytest.fixture
def logger() -> Iterator[logging.Logger]:
    """Nobody else's."""
    own = logging.getLogger("kiosk.remembered")
    yield own
    own.handlers.clear()


def test_the_log_is_remembered_to_its_last_lines_and_holds_nobodys_number(logger: logging.Logger) -> None:
    memory = LogMemory(most=3)
    logger.addHandler(memory)
    for n in range(5):
        logger.warning("line %d", n)
    assert [(line.key, line.level, line.said) for line in memory.lines()] == [
        (3, "WARNING", "line 2"),
        (4, "WARNING", "line 3"),
        (5, "WARNING", "line 4"),
    ]
    logger.error("NIK 1871 0645 1290 0003 of %s", "1871064512900003")
    memory.handle(logging.LogRecord("kiosk", logging.ERROR, "", 0, "facts %d", ("that do not fit",), None))
    logger.error("long " * LONGEST)
    hidden, unfit, long = memory.lines()
    assert "1871" not in hidden.said
    assert unfit.said == "facts %d"
    assert len(long.said) == LONGEST


def test_a_failure_is_remembered_with_its_reason(logger: logging.Logger) -> None:
    memory = LogMemory()
    logger.addHandler(memory)
    try:
        raise RuntimeError("card 1871064512900003")
    except RuntimeError:
        logger.exception("an exception nobody caught")
    (line,) = memory.lines()
    assert "RuntimeError: card ••" in line.said


def test_a_program_remembers_its_log_once() -> None:
    try:
        assert remember_log() is remember_log()
    finally:
        logging.getLogger().removeHandler(remember_log())


def test_programs_are_asked_in_plain_english(programs: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "id_ID.UTF-8")
    pactl = programs("pactl", 'echo "$LC_ALL" > "$0.language"; exit 1')
    SpeakerVolume(PATIENCE).read()
    assert pactl.with_name("pactl.language").read_text() == "C\n"
