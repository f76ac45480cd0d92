"""The machine the kiosk runs on, as the technician's corner sees and turns it: every door of it, put together."""

import platform
import shutil
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import qVersion

from display.screen.state_report import program_version
from display.speech.playback import Player
from display.speech.sound import Unsound, read_wav
from display.speech.utterance import Fault, NotSpoken

from .bounded_job import BoundedJob, NoAnswer
from .brightness_door import PanelBrightness
from .log_memory import LogLine, LogMemory
from .machine_doors import Machine, RollDoor, ServerAnswer
from .network_look import ask_server, own_addresses
from .volume_door import SpeakerVolume

PROJECT = Path(__file__).resolve().parents[1]
UPTIME = Path("/proc/uptime")
HEARD = "heard"
LOOK_SECONDS = 5.0
"""The name of a server may be looked up for ever."""


class ThisMachine:
    """Asked from threads that may wait."""

    def __init__(self, *, server: str, assets: Path, data: Path, roll: RollDoor, log: LogMemory) -> None:
        self.volume, self.brightness, self.roll = SpeakerVolume(), PanelBrightness(), roll
        self._server, self._assets, self._data, self._log = server, assets, data, log
        self._began = time.monotonic()
        self._player = Player()
        self._look = BoundedJob("look at the server")

    def play_sound(self) -> str:
        """The chime of the calls, by whatever player the machine has."""
        chime = self._assets / "sounds" / "chime.wav"
        try:
            seconds = read_wav(chime).seconds
        except (OSError, Unsound):
            return Fault.PLAYER_FAILED
        played = self._player.play(chime, seconds, "auto", threading.Event(), lambda seconds: None)
        return played.fault if isinstance(played, NotSpoken) else HEARD

    def ask_server(self) -> ServerAnswer:
        answer = self._look.within(LOOK_SECONDS, lambda: ask_server(self._server))
        return ServerAnswer(reason="silent") if isinstance(answer, NoAnswer) else answer

    def addresses(self) -> Sequence[str]:
        return own_addresses()

    def machine(self) -> Machine:
        return Machine(
            version=program_version(),
            build=build_of(PROJECT),
            python=platform.python_version(),
            qt=qVersion(),
            program_seconds=time.monotonic() - self._began,
            machine_seconds=_uptime(),
            disk_free=_free(self._data),
        )

    def log_lines(self) -> Sequence[LogLine]:
        return self._log.lines()


def build_of(project: Path) -> str:
    """The commit the programs were checked out at, short; empty where nobody can tell."""
    folder = project / ".git"
    try:
        head = (folder / "HEAD").read_text(encoding="ascii").strip()
        if not head.startswith("ref: "):
            return head[:7]
        name = head.removeprefix("ref: ")
        loose = folder / name
        if loose.exists():
            return loose.read_text(encoding="ascii").strip()[:7]
        packed = (folder / "packed-refs").read_text(encoding="ascii").splitlines()
        return next((line[:7] for line in packed if line.endswith(f" {name}")), "")
    except (OSError, UnicodeDecodeError):
        return ""


def _uptime() -> float | None:
    try:
        return float(UPTIME.read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return None


def _free(folder: Path) -> int | None:
    """Bytes on the disk of this folder, or of the nearest one above that is there."""
    there = next((one for one in (folder, *folder.absolute().parents) if one.exists()), None)
    try:
        return shutil.disk_usage(there).free if there else None
    except OSError:
        return None
