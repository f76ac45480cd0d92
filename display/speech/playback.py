"""Plays a WAV with a program of the machine, and does not take its word for it: exit status, time taken and what it
wrote are looked at."""

import os
import re
import shlex
import shutil
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

from .utterance import Fault, NotSpoken

KNOWN_PLAYERS = ("pw-play", "paplay", "aplay -q")
"""In the order `auto` tries them."""

GRACE_SECONDS = 4.0
"""A player may take so much longer than the sound: a device that wakes, a buffer that drains."""

TOO_QUICK = 0.8
"""A player done in less than this share of the sound's length has not played it."""

NOT_BEGUN_SECONDS = 1.0
"""A player that fails sooner was still in the chime: the next one may begin anew without anything being said twice."""

NO_DEVICE = re.compile(
    r"Connection (refused|failure|terminated)|Host is down|audio open error|[Cc]annot find card|No such (device|entity)"
    r"|Unknown PCM|pw_context_connect|no target node"
)
"""What paplay, aplay and pw-play write when there is no sound server or no sound card."""

DUMMY_SINK = "auto_null"
"""What PulseAudio and PipeWire play into where there is no card: nobody hears it."""


class Player:
    """Plays one sound at a time on the player the branch chose: `auto` or a command, the WAV's path put behind it."""

    def __init__(self) -> None:
        self._liked = ""

    def play(
        self, wav: Path, seconds: float, choice: str, silenced: threading.Event, starting: Callable[[float], None]
    ) -> str | NotSpoken:
        """The player that played it, or why none did. `starting` is told before each start how long it may take."""
        commands = self._commands(choice)
        if not commands:
            return NotSpoken(Fault.NO_PLAYER, f"none of {', '.join(KNOWN_PLAYERS)} is installed")
        failures: list[NotSpoken] = []
        for command in commands:
            starting(seconds + GRACE_SECONDS)
            began = time.monotonic()
            failure = _play(command, wav, seconds, silenced, may_be_dummy=choice == "auto")
            if failure is None:
                self._liked = command
                return command
            failures.append(failure)
            if silenced.is_set() or time.monotonic() - began > NOT_BEGUN_SECONDS:
                self._liked = "" if command == self._liked else self._liked
                break
        return _worst(failures)

    def _commands(self, choice: str) -> list[str]:
        """What is installed, the one that worked last first."""
        if choice != "auto":
            return [choice]
        there = [command for command in KNOWN_PLAYERS if shutil.which(command.split()[0])]
        return sorted(there, key=lambda command: command != self._liked)


def _worst(failures: list[NotSpoken]) -> NotSpoken:
    """One failure that tells of all: a missing device before a mere failure, the last one first if it was begun."""
    chosen = next((failure for failure in failures if failure.fault is Fault.NO_DEVICE), failures[-1])
    if failures[-1].fault in (Fault.INTERRUPTED, Fault.TIMEOUT):
        chosen = failures[-1]
    return NotSpoken(chosen.fault, "; ".join(failure.detail for failure in failures if failure.detail))


def _play(
    command: str, wav: Path, seconds: float, silenced: threading.Event, *, may_be_dummy: bool
) -> NotSpoken | None:
    """None when it was played."""
    if silenced.is_set():
        return NotSpoken(Fault.INTERRUPTED)
    said = os.memfd_create("said")
    began = time.monotonic()
    try:
        program = subprocess.Popen(
            [*shlex.split(command), str(wav)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=said,
            env=os.environ | {"LC_ALL": "C"},
        )
    except (OSError, ValueError) as missing:
        os.close(said)
        return NotSpoken(Fault.NO_PLAYER, str(missing))
    try:
        if may_be_dummy and _goes_nowhere():
            return NotSpoken(Fault.NO_DEVICE, f"{command}: the sound server has no sound card")
        silent = _wait(program, began + seconds + GRACE_SECONDS, silenced)
        words = os.pread(said, 2000, 0).decode(errors="replace").strip().rpartition("\n")[2]
    finally:
        _end(program)
        os.close(said)
    return silent or _verdict(command, program.returncode, time.monotonic() - began, seconds, words)


def _wait(program: subprocess.Popen[bytes], until: float, silenced: threading.Event) -> NotSpoken | None:
    while program.poll() is None:
        if silenced.wait(0.03):
            return NotSpoken(Fault.INTERRUPTED)
        if time.monotonic() > until:
            return NotSpoken(Fault.TIMEOUT, "the player did not come to an end")
    return None


def _verdict(command: str, status: int, took: float, seconds: float, words: str) -> NotSpoken | None:
    if status != 0:
        fault = Fault.NO_DEVICE if NO_DEVICE.search(words) else Fault.PLAYER_FAILED
        return NotSpoken(fault, f"{command}: {words or f'exit status {status}'}")
    if took < seconds * TOO_QUICK:
        return NotSpoken(Fault.PLAYER_FAILED, f"{command}: done after {took:.1f} s of {seconds:.1f} s. {words}".strip())
    return None


def _end(program: subprocess.Popen[bytes]) -> None:
    if program.poll() is None:
        program.kill()
    program.wait()


def _goes_nowhere() -> bool:
    """Asked while the player already plays, so that it delays nothing. Without pactl nobody knows."""
    try:
        answer = subprocess.run(["pactl", "get-default-sink"], capture_output=True, timeout=1.0, check=False)
    except (OSError, subprocess.SubprocessError):
        return False
    return answer.stdout.decode(errors="replace").strip() == DUMMY_SINK
