"""Looks, without a sound, whether a call could be heard now: is there a player, a sound server, a card, and are they
neither muted nor turned down? Asks the machine's own tools; what none of them can tell stays unknown."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass

from .playback import DUMMY_SINK, KNOWN_PLAYERS
from .utterance import Fault

ANSWER_SECONDS = 1.5
"""A sound server that takes longer hangs."""

BY_SOUND_SERVER = frozenset({"pw-play", "paplay", "pw-cat", "pacat"})
SINK_WANTED = re.compile(r"(?:--device=|--target=|-d )(\S+)")
NAME = re.compile(r"^\s*Name: (.*)$", re.MULTILINE)
MUTED = re.compile(r"^\s*Mute: yes$", re.MULTILINE)
VOLUME = re.compile(r"^\s*Volume: .*$", re.MULTILINE)
PERCENT = re.compile(r"(\d+)%")
TURNED_DOWN = re.compile(r"Volume: 0(\.0+)?(?![\d.])")
SWITCHED_OFF = re.compile(r"\[off\]")


@dataclass(frozen=True, slots=True)
class Look:
    """`fault`: why no call would be heard. `known`: whether anybody could tell; a fault is always known."""

    fault: Fault | None = None
    known: bool = True
    detail: str = ""


FINE, NOBODY_KNOWS = Look(), Look(known=False)


def look(choice: str) -> Look:
    """For the player the branch chose: `auto`, `none` or a command. `auto` takes the first that has an output."""
    if choice == "none":
        return NOBODY_KNOWS
    commands = [command for command in (KNOWN_PLAYERS if choice == "auto" else (choice,)) if _installed(command)]
    if not commands:
        return Look(Fault.NO_PLAYER, detail=f"{choice}: not installed")
    looks = [_at_output_of(command) for command in commands]
    return next((one for one in looks if one.fault is not Fault.NO_DEVICE), looks[0])


def _installed(command: str) -> bool:
    return bool(command.split()) and shutil.which(command.split()[0]) is not None


def _at_output_of(command: str) -> Look:
    program = os.path.basename(command.split()[0])  # noqa: PTH119 – a word of a command
    if program in BY_SOUND_SERVER:
        wanted = SINK_WANTED.search(command)
        if shutil.which("pactl"):
            return _by_pulse(wanted.group(1) if wanted else "")
        return NOBODY_KNOWS if wanted or not shutil.which("wpctl") else _by_wireplumber()
    return _by_alsa(command) if program == "aplay" else NOBODY_KNOWS


def _by_pulse(wanted: str) -> Look:
    """PulseAudio, and PipeWire's answers in its place."""
    sinks = _said("pactl", "list", "sinks")
    default = wanted or _said("pactl", "get-default-sink")
    if sinks is None or default is None:
        return Look(Fault.NO_DEVICE, detail="the sound server does not answer")
    if default.strip() == DUMMY_SINK:
        return Look(Fault.NO_DEVICE, detail="the sound server has no sound card")
    for sink in sinks.split("\n\n"):
        name = NAME.search(sink)
        if name and name.group(1) == default.strip():
            volume = VOLUME.search(sink)
            loud = [int(percent) for percent in PERCENT.findall(volume.group())] if volume else []
            if MUTED.search(sink) or (loud and not any(loud)):
                return Look(Fault.MUTED, detail=default.strip())
            return FINE
    return Look(Fault.NO_DEVICE, detail=f"no output {default.strip() or '…'}")


def _by_wireplumber() -> Look:
    said = _said("wpctl", "get-volume", "@DEFAULT_AUDIO_SINK@")
    if said is None or not said.startswith("Volume:"):
        return Look(Fault.NO_DEVICE, detail="no default output")
    return Look(Fault.MUTED) if "MUTED" in said or TURNED_DOWN.match(said) else FINE


def _by_alsa(command: str) -> Look:
    """Only the first card is looked at for its volume; a command that names another is not second-guessed."""
    cards = _said("aplay", "-l")
    if cards is None or "card " not in cards:
        return Look(Fault.NO_DEVICE, detail="no sound card")
    mixer = None if "-D" in command or not shutil.which("amixer") else _said("amixer", "-M", "sget", "Master")
    if mixer is None:
        return NOBODY_KNOWS
    loud = [int(percent) for percent in PERCENT.findall(mixer)]
    off = SWITCHED_OFF.findall(mixer)
    return Look(Fault.MUTED) if (loud and not any(loud)) or (off and len(off) >= mixer.count("[o")) else FINE


def _said(*question: str) -> str | None:
    """What the tool writes; None when it fails or takes too long."""
    try:
        answer = subprocess.run(
            question, capture_output=True, timeout=ANSWER_SECONDS, check=False, env=os.environ | {"LC_ALL": "C"}
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return answer.stdout.decode(errors="replace") if answer.returncode == 0 else None
