"""What the technician's corner asks of the machine, each behind a thin door, and the doors' quiet twins.

Every door ends in time and never raises: what the machine does not tell is a `NoLevel` with the reason.
"""

import logging
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from .log_memory import LogLine

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Level:
    """How loud or how bright, in percent, as the machine says it."""

    percent: int
    muted: bool = False


@dataclass(frozen=True, slots=True)
class NoLevel:
    """Cannot be told or set. `why`: `no_program`, `no_device`, `no_right`, `no_answer` or `refused`."""

    why: str


class LevelDoor(Protocol):
    """Something that can be turned up and down."""

    def read(self) -> Level | NoLevel: ...
    def put(self, percent: int) -> Level | NoLevel:
        """Sets it, and reads it back: what the machine made of it counts."""


@dataclass
class RememberingLevel:
    """Turned up and down in memory only."""

    now: Level | NoLevel = Level(50)
    asked: list[int] = field(default_factory=list)
    """What was put, in order."""

    def read(self) -> Level | NoLevel:
        return self.now

    def put(self, percent: int) -> Level | NoLevel:
        self.asked.append(percent)
        if isinstance(self.now, Level):
            self.now = Level(percent)
        return self.now


@dataclass(frozen=True, slots=True)
class ServerAnswer:
    """What became of one question to the server: how long the answer took, or why there was no good one: `silent` (too
    slow), `no_listener`, `no_way`, `no_name`, `no_trust` or `unwell`."""

    milliseconds: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What program this is and where it runs. Seconds and bytes; None: cannot be told."""

    version: str = ""
    build: str = ""
    python: str = ""
    qt: str = ""
    program_seconds: float = 0.0
    machine_seconds: float | None = None
    disk_free: int | None = None


class RollDoor(Protocol):
    """The paper roll: kiosk.paper_roll.PaperRoll."""

    @property
    def left_percent(self) -> int | None: ...
    def changed(self) -> None: ...


class MachineDoors(Protocol):
    """Everything the corner touches: kiosk.technician_machine.ThisMachine, or QuietMachine below."""

    @property
    def volume(self) -> LevelDoor: ...
    @property
    def brightness(self) -> LevelDoor: ...
    @property
    def roll(self) -> RollDoor: ...
    def play_sound(self) -> str:
        """`heard`, or the speech fault that kept it from being heard."""

    def ask_server(self) -> ServerAnswer: ...
    def addresses(self) -> Sequence[str]: ...
    def machine(self) -> Machine: ...
    def log_lines(self) -> Sequence[LogLine]: ...


@dataclass
class RememberingRoll:
    """A roll of paper in memory; `full_disk`: that it was changed cannot be kept."""

    left_percent: int | None = 62
    full_disk: bool = False

    def changed(self) -> None:
        if self.full_disk:
            raise OSError("no space left on device")
        self.left_percent = 100


@dataclass
class QuietMachine:
    """A machine that does as it is told and remembers it."""

    volume: RememberingLevel = field(default_factory=RememberingLevel)
    brightness: RememberingLevel = field(default_factory=RememberingLevel)
    roll: RememberingRoll = field(default_factory=RememberingRoll)
    sound: str = "heard"
    answer: ServerAnswer = ServerAnswer(milliseconds=12)
    known_addresses: Sequence[str] = ("192.168.1.20",)
    known: Machine = Machine(version="0.1.0", python="3.11.2", qt="6.12.0")
    lines: Sequence[LogLine] = ()
    played: int = 0
    asked: int = 0
    """How often the server was asked."""

    def play_sound(self) -> str:
        self.played += 1
        return self.sound

    def ask_server(self) -> ServerAnswer:
        self.asked += 1
        return self.answer

    def addresses(self) -> Sequence[str]:
        return self.known_addresses

    def machine(self) -> Machine:
        return self.known

    def log_lines(self) -> Sequence[LogLine]:
        return self.lines


PLAIN: Mapping[str, str] = {"LC_ALL": "C"}
"""The programs asked answer in the language that is looked for."""


def said(command: Sequence[str], seconds: float) -> str | NoLevel:
    """What a program of the machine says on standard output; it is ended after so many seconds."""
    try:
        done = subprocess.run(
            command, env={**os.environ, **PLAIN}, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            errors="replace", timeout=seconds, check=False,
        )  # fmt: skip
    except FileNotFoundError:
        return NoLevel("no_program")
    except PermissionError:
        return NoLevel("no_right")
    except (OSError, subprocess.TimeoutExpired) as silent:
        log.warning("%s does not answer: %s", command[0], silent)
        return NoLevel("no_answer")
    if done.returncode:
        log.info("%s refuses: %s", " ".join(command), (done.stderr or done.stdout).strip())
        return NoLevel("refused")
    return done.stdout
