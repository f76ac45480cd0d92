"""What is to be said, and what became of it."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

MEANT_FOR_NOBODY = "player_none"
"""The reason told of a call made for a wall without a player."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """Recorded words of the absolute `folder`: `words` are names of its WAV files without their ending, and `|`, `||`
    for pauses. They are used only when all that are `needed` are there, so that two voices never take turns."""

    folder: str
    words: tuple[str, ...]
    needed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words and the language of the voice that says them: `id`, `en`, or any espeak-ng voice such as `gmw/en-us`; `|`
    and `||` in them are pauses. With `recorded`, that is said instead while it is complete."""

    text: str
    voice: str
    recorded: Recorded | None = None


@dataclass(frozen=True, slots=True)
class Pauses:
    """Seconds of silence: after the chime, in which an amplifier wakes, at `|` and `||`, and between two sentences."""

    chime: float = 0.3
    short: float = 0.2
    long: float = 0.4
    repeat: float = 1.0


@dataclass(frozen=True, slots=True)
class Utterance:
    """Chime, silence, the first sentence `times` times with pauses between, then each further sentence once.

    `rate` is in words per minute: 120 to 135 is understood in a hall. `volume` in percent only turns down.
    """

    sentences: tuple[Sentence, ...]
    times: int = 2
    rate: int = 125
    chime: bool = True
    pauses: Pauses = Pauses()
    volume: int = 100


VoiceWanted = str | Utterance
"""What is to be there: a voice of espeak-ng by its name, or whatever would say this utterance."""


class Fault(StrEnum):
    """Why nobody heard it."""

    NO_PLAYER = "no_player"
    NO_DEVICE = "no_device"
    MUTED = "muted"
    PLAYER_FAILED = "player_failed"
    VOICE_MISSING = "voice_missing"
    SYNTHESIS_FAILED = "synthesis_failed"
    RECORDING_MISSING = "recording_missing"
    CACHE_UNWRITABLE = "cache_unwritable"
    WORKER_DIED = "worker_died"
    TIMEOUT = "timeout"
    INTERRUPTED = "interrupted"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Spoken:
    """It went to the loudspeaker, or, where the branch has `player = "none"`, into the file only (`played` is False).

    `remark` names what went wrong without keeping the call from being said, such as a second language without a voice.
    """

    wav: Path
    seconds: float
    played: bool = True
    player: str = ""
    remark: str = ""

    @property
    def ok(self) -> bool:
        return True

    @property
    def reason(self) -> str | None:
        """For the journal: the wall did all it is configured to, but nobody can have heard it."""
        return None if self.played else MEANT_FOR_NOBODY


@dataclass(frozen=True, slots=True)
class NotSpoken:
    """Nobody heard it, or not to its end. `detail` is for the technician's log."""

    fault: Fault
    detail: str = ""

    @property
    def ok(self) -> bool:
        return False

    @property
    def reason(self) -> str:
        """The fault's code, for the journal."""
        return self.fault.value


Outcome = Spoken | NotSpoken
