"""The quiet twin of the speaker: remembers what it was asked to say and makes no sound."""

from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path

from .utterance import Fault, NotSpoken, Outcome, Spoken, Utterance, VoiceWanted

SAID = Spoken(Path("remembered.wav"), 0.0, played=False)


class RememberingSpeaker:
    """Answers each utterance at once with `outcome`; with `waits`, only when told to `finish`, one at a time."""

    def __init__(self, *, waits: bool = False, outcome: Outcome = SAID) -> None:
        self.said: list[Utterance] = []
        self.interrupted = 0
        self.closed = False
        self.outcome = outcome
        self._waits = waits
        self._open: deque[Future[Outcome]] = deque()

    @property
    def sentences(self) -> list[str]:
        """The first sentence of each utterance."""
        return [utterance.sentences[0].text for utterance in self.said]

    def speak(self, utterance: Utterance) -> Future[Outcome]:
        """Remember it."""
        self.said.append(utterance)
        future: Future[Outcome] = Future()
        self._open.append(future)
        if not self._waits:
            self.finish()
        return future

    def attempt(self, voices: Sequence[VoiceWanted]) -> Future[Outcome]:
        """All is well."""
        future: Future[Outcome] = Future()
        future.set_result(SAID)
        return future

    def finish(self, outcome: Outcome | None = None) -> None:
        """The oldest utterance still open ends so. IndexError when there is none."""
        self._open.popleft().set_result(outcome or self.outcome)

    def interrupt(self) -> None:
        """The oldest open utterance ends as interrupted."""
        self.interrupted += 1
        if self._open:
            self.finish(NotSpoken(Fault.INTERRUPTED))

    def close(self) -> None:
        """All that is open ends as closed."""
        self.closed = True
        while self._open:
            self.finish(NotSpoken(Fault.CLOSED))
