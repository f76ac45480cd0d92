"""What is to be said, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from counter_server.protocol.locale import Locale
from counter_server.protocol.machine_settings import Voice

from .phrases import call_sentence

QUEUE_TOO_LONG_TO_REPEAT = 4
"""From so many waiting announcements on, each is said once."""


MEANT_FOR_NOBODY = "player_none"
"""The reason told of a call made for a wall without a player."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words and the language of the voice that says them: `id`, `en`, or any espeak-ng voice such as `gmw/en-us`."""

    text: str
    voice: str


@dataclass(frozen=True, slots=True)
class Utterance:
    """Chime, 0.3 s of silence, the first sentence `times` times with pauses between, then each further sentence once.

    `rate` is in words per minute: 120 to 135 is understood in a hall.
    """

    sentences: tuple[Sentence, ...]
    times: int = 2
    rate: int = 125
    chime: bool = True


class Fault(StrEnum):
    """Why nobody heard it."""

    NO_PLAYER = "no_player"
    NO_DEVICE = "no_device"
    MUTED = "muted"
    PLAYER_FAILED = "player_failed"
    VOICE_MISSING = "voice_missing"
    SYNTHESIS_FAILED = "synthesis_failed"
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


def call_utterance(
    settings: Voice, locales: Sequence[Locale], number: str, kind: str, n: int, *, queued: int = 0
) -> Utterance:
    """The call of `number` to the counter of `kind` and number `n`: in the first locale as often as the branch wants,
    once when `queued` announcements (this one not counted) are four or more, in each further locale once."""
    sentences = tuple(
        Sentence(call_sentence(locale, number, kind, n, settings.reading), locale.language) for locale in locales
    )
    times = 1 if queued >= QUEUE_TOO_LONG_TO_REPEAT else settings.repeat
    return Utterance(sentences, times=times, rate=settings.rate, chime=settings.chime)
