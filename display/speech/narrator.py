"""Reads to one person: what is said last is said at once, and what was being said gives way. On top of a speaker."""

import logging
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future

from counter_server.protocol.device_state import PartState
from counter_server.protocol.terms import PartIs

from .speaker import SaysCalls
from .utterance import Fault, Outcome, Sentence, Spoken, Utterance

PART = "speech"
"""Under this name its state is told."""
NO_FAULT = frozenset({Fault.INTERRUPTED, Fault.CLOSED})

USUAL_RATE, FULL_VOLUME = 140, 100

MakeSpeaker = Callable[[Callable[[], None]], SaysCalls]
"""A speaker that calls this when a sound begins."""

log = logging.getLogger(__name__)


class Narrator:
    """Each sentence is an utterance of its own: the first is heard while the others are still to be made, and one that
    was heard before needs no making. `on_state` is told how the voice is, in a thread of the speaker's."""

    def __init__(
        self, make_speaker: MakeSpeaker, *, on_state: Callable[[PartState], None] = lambda state: None
    ) -> None:
        """Nothing is started before `warm_up` or the first sentence."""
        self._make_speaker, self._on_state = make_speaker, on_state
        self._rate, self._volume = USUAL_RATE, FULL_VOLUME
        self._guard = threading.Lock()
        self._speaker: SaysCalls | None = None
        self._open: dict[Future[Outcome], None] = {}
        self._silenced: set[Future[Outcome]] = set()
        self._fault = ""

    def warm_up(self, languages: Iterable[str] = ()) -> None:
        """Have the voice ready before it is needed, and see whether it could speak these languages."""
        voices = tuple(languages)
        if voices:
            self._ready().attempt(voices).add_done_callback(self._ended)
        else:
            self._ready()

    def tune(self, *, rate: int, volume: int) -> None:
        """From the next sentence on: words per minute, and percent, which only turns down."""
        self._rate, self._volume = rate, volume

    def say(self, sentences: Iterable[Sentence]) -> None:
        """These, now, in place of what is being said."""
        self.hush()
        self.add(sentences)

    def add(self, sentences: Iterable[Sentence]) -> None:
        """These, after what is being said."""
        for sentence in sentences:
            asked = Utterance((sentence,), times=1, rate=self._rate, chime=False, volume=self._volume)
            future = self._ready().speak(asked)
            with self._guard:
                self._open[future] = None
            future.add_done_callback(self._ended)

    def hush(self) -> None:
        """Silence at once."""
        with self._guard:
            given_up = list(self._open)
        running = [future for future in reversed(given_up) if not future.cancel() and not future.done()]
        if running and self._speaker is not None:
            with self._guard:
                self._silenced.update(running)
            self._speaker.interrupt()

    def close(self) -> None:
        """Silence, and the end of the voice. May be called twice."""
        self.hush()
        speaker, self._speaker = self._speaker, None
        if speaker is not None:
            speaker.close()

    def _ready(self) -> SaysCalls:
        if self._speaker is None:
            self._speaker = self._make_speaker(self._sounding)
        return self._speaker

    def _sounding(self) -> None:
        """In the speaker's thread: a sentence given up in the moment before its order went out begins after all."""
        with self._guard:
            given_up = any(not future.done() for future in self._silenced)
        if given_up and self._speaker is not None:
            self._speaker.interrupt()

    def _ended(self, future: "Future[Outcome]") -> None:
        with self._guard:
            self._open.pop(future, None)
            self._silenced.discard(future)
        if future.cancelled():
            return
        outcome = future.result()
        if outcome.reason in NO_FAULT:
            return
        fault = "" if isinstance(outcome, Spoken) else outcome.reason
        if fault and fault != self._fault:
            log.warning("the spoken guidance is not heard: %s", outcome)
        self._fault = fault
        self._on_state(health(outcome))


def health(outcome: Outcome) -> PartState:
    """What the end of a sentence, or a try, says of the voice."""
    if not isinstance(outcome, Spoken):
        return PartState(PartIs.FAILED, outcome.reason)
    if Fault.CACHE_UNWRITABLE in outcome.remark:
        return PartState(PartIs.WARNING, str(Fault.CACHE_UNWRITABLE))
    return PartState(PartIs.OK)
