"""How loud the machine is: asked and told by the first of its own tools that answers."""

import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .machine_doors import Level, NoLevel, said

SECONDS = 1.5
"""A sound server that takes longer hangs."""

Commands = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Tool:
    """`read`: its commands that tell the volume and whether it is muted; `put`: those that set it, sound on again."""

    program: str
    read: Commands
    put: Callable[[int], Commands]
    level: re.Pattern[str]
    """The volume as its first group, in percent or (with a point in it) as a share of one."""
    muted: re.Pattern[str]


SINK, NODE = "@DEFAULT_SINK@", "@DEFAULT_AUDIO_SINK@"
TOOLS = (
    Tool(
        "pactl",
        read=(("pactl", "get-sink-volume", SINK), ("pactl", "get-sink-mute", SINK)),
        put=lambda percent: (
            ("pactl", "set-sink-volume", SINK, f"{percent}%"),
            ("pactl", "set-sink-mute", SINK, "0"),
        ),
        level=re.compile(r"Volume:.*?(\d+)%"),
        muted=re.compile(r"Mute: yes"),
    ),
    Tool(
        "wpctl",
        read=(("wpctl", "get-volume", NODE),),
        put=lambda percent: (
            ("wpctl", "set-volume", NODE, f"{percent / 100:.2f}"),
            ("wpctl", "set-mute", NODE, "0"),
        ),
        level=re.compile(r"Volume: (\d+\.\d+)"),
        muted=re.compile(r"\[MUTED\]"),
    ),
    Tool(
        "amixer",
        read=(("amixer", "sget", "Master"),),
        put=lambda percent: (("amixer", "sset", "Master", f"{percent}%", "unmute"),),
        level=re.compile(r"\[(\d+)%\]"),
        muted=re.compile(r"\[off\]"),
    ),
)


class SpeakerVolume:
    """The volume of the output that sounds go to when nothing else is said."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds

    def read(self) -> Level | NoLevel:
        return self._first(self._read)

    def put(self, percent: int) -> Level | NoLevel:
        """A muted output is heard again: whoever turns it up wants to hear it."""
        return self._first(lambda tool: self._put(tool, percent))

    def _first(self, ask: Callable[[Tool], Level | NoLevel]) -> Level | NoLevel:
        found: Level | NoLevel = NoLevel("no_program")
        for tool in TOOLS:
            if shutil.which(tool.program):
                found = ask(tool)
                if isinstance(found, Level):
                    return found
        return found

    def _put(self, tool: Tool, percent: int) -> Level | NoLevel:
        failed = self._told(tool.put(percent))
        return failed if isinstance(failed, NoLevel) else self._read(tool)

    def _read(self, tool: Tool) -> Level | NoLevel:
        told = self._told(tool.read)
        if isinstance(told, NoLevel):
            return told
        found = tool.level.search(told)
        if found is None:
            return NoLevel("no_device")
        share = found.group(1)
        percent = round(float(share) * 100) if "." in share else int(share)
        return Level(percent, muted=tool.muted.search(told) is not None)

    def _told(self, commands: Commands) -> str | NoLevel:
        answers: list[str] = []
        for command in commands:
            answer = said(command, self._seconds)
            if isinstance(answer, NoLevel):
                return answer
            answers.append(answer)
        return "\n".join(answers)
