"""Says one utterance at a time, in order, and tells what became of each. No fault outlives the call it struck."""

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Protocol

from .lines import Done, Playing, Ready, Say, Stop, Try
from .utterance import Fault, NotSpoken, Outcome, Utterance, VoiceWanted
from .volume import VolumeKnob
from .worker_process import Ended, Interrupt, WorkerProcess


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds before the worker is taken for hung."""

    start: float = 15.0
    """From its start to its readiness, on a slow machine just booted."""
    answer: float = 5.0
    """From an order to the player's start: 0.02 s when all is well."""
    margin: float = 3.0
    """Beyond the moment by which the worker itself would have ended the player."""
    silence: float = 1.0
    """From an interruption to silence."""


HUNG = NotSpoken(Fault.TIMEOUT, "the speech worker did not answer in time")
DIED = NotSpoken(Fault.WORKER_DIED, "the speech worker ended while it spoke")


Voices = tuple[VoiceWanted, ...]


class SaysCalls(Protocol):
    """What the wall and the kiosk know of a voice: `Speaker` and its quiet twin `RememberingSpeaker`."""

    def speak(self, utterance: Utterance) -> Future[Outcome]: ...

    def attempt(self, voices: Sequence[VoiceWanted]) -> Future[Outcome]: ...

    def interrupt(self) -> None: ...

    def close(self) -> None: ...


class Speaker:
    """The voice. `data` holds the sounds made (below `speech/`), `player` is `auto`, `none` or a command.

    The futures are completed in a thread of the speaker's own and never with an exception. In the same thread
    `on_sound` is called when a player was started.
    """

    def __init__(
        self,
        *,
        data: Path,
        chime: Path,
        player: str = "auto",
        patience: Patience = Patience(),
        on_sound: Callable[[], None] | None = None,
    ) -> None:
        self._cache = data.absolute() / "speech"
        self._knob = VolumeKnob(data.absolute())
        self._chime = chime.absolute()
        self._player = player
        self._patience = patience
        self._on_sound = on_sound
        self._jobs: SimpleQueue[tuple[Utterance | Voices, Future[Outcome]] | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._order = 0
        self._speaking = False
        self._closed = False
        self._worker: WorkerProcess | None = None
        self._ready_by = 0.0
        self._thread = threading.Thread(target=self._run, name="speaker", daemon=True)
        self._thread.start()

    def speak(self, utterance: Utterance) -> Future[Outcome]:
        """Says it after what was asked for before. Cancelling the future before its turn takes it out of the line."""
        future: Future[Outcome] = Future()
        self._jobs.put((utterance, future))
        return future

    def attempt(self, voices: Sequence[VoiceWanted]) -> Future[Outcome]:
        """Sees, without a sound, whether these could speak: an outcome that was not played, with a remark where
        something is not as it should be; or why not. Waits its turn like a call."""
        future: Future[Outcome] = Future()
        self._jobs.put((tuple(voices), future))
        return future

    def interrupt(self) -> None:
        """Silences what is being said now: its outcome is `interrupted`. What waits follows."""
        with self._lock:
            if self._speaking and self._worker is not None:
                self._worker.put(Interrupt(self._order))

    def set_volume(self, percent: int | None) -> None:
        """From the next utterance on and after a restart, whatever the branch's table says; None: as it says. The same
        as writing the number into the file `volume` of the data folder. Raises OSError and ValueError."""
        self._knob.turn(percent)

    def close(self) -> None:
        """Silence at once; what was not said yet is `closed`. Ends the worker. May be called twice."""
        self._closed = True
        self.interrupt()
        self._jobs.put(None)
        self._thread.join()
        while not self._jobs.empty():
            if job := self._jobs.get():
                job[1].set_result(NotSpoken(Fault.CLOSED))

    @property
    def worker_pid(self) -> int | None:
        """The worker's process id; None while there is none."""
        worker = self._worker
        return worker.pid if worker is not None else None

    def _run(self) -> None:
        self._living_worker()
        while job := self._jobs.get():
            wanted, future = job
            if future.set_running_or_notify_cancel():
                future.set_result(NotSpoken(Fault.CLOSED) if self._closed else self._done(wanted))
        self._end_worker(patience=self._patience.silence)

    def _living_worker(self) -> WorkerProcess | None:
        """The worker, a new one when it has died; None when none can be started."""
        if self._worker is not None and not self._worker.alive:
            self._end_worker()
        if self._worker is None and not self._closed:
            with self._lock, contextlib.suppress(OSError):
                self._worker = WorkerProcess(self._cache, self._chime)
                self._ready_by = time.monotonic() + self._patience.start
        return self._worker

    def _end_worker(self, patience: float = 0.0) -> None:
        with self._lock:
            worker, self._worker = self._worker, None
        if worker is not None:
            worker.end(patience)

    def _done(self, wanted: Utterance | Voices) -> Outcome:
        """A worker that dies is followed by another, which says the whole once more: a visitor may hear her call from
        the beginning again, and does not miss it."""
        outcome = self._ordered(wanted)
        if outcome is DIED and not self._closed:
            outcome = self._ordered(wanted)
        if self._closed and not outcome.ok:
            return NotSpoken(Fault.CLOSED)
        return outcome

    def _ordered(self, wanted: Utterance | Voices) -> Outcome:
        worker = self._living_worker()
        if worker is None:
            return NotSpoken(Fault.WORKER_DIED, "the speech worker could not be started")
        with self._lock:
            self._order += 1
            self._speaking = True
        if isinstance(wanted, Utterance):
            worker.send(Say(self._order, wanted, self._player))
        else:
            worker.send(Try(self._order, wanted))
        outcome = self._watched(worker, self._order)
        with self._lock:
            self._speaking = False
        if outcome in (HUNG, DIED) or outcome.reason == Fault.VOICE_MISSING:
            self._end_worker()  # the engine lists its voices once: one installed meanwhile is found by the next worker
        self._living_worker()
        return outcome

    def _watched(self, worker: WorkerProcess, order: int) -> Outcome:
        """What became of an order."""
        until = max(self._ready_by, time.monotonic() + self._patience.answer)
        silenced = False
        while True:
            match worker.next(until):
                case None:
                    return HUNG
                case Ended():
                    return DIED
                case Ready():
                    self._ready_by = 0.0
                    until = time.monotonic() + self._patience.answer
                case Playing(order=playing, within=within) if playing == order and not silenced:
                    self._tell_of_sound()
                    until = time.monotonic() + within + self._patience.margin
                case Interrupt(order=meant) if meant == order:
                    silenced = True
                    worker.send(Stop(order))
                    until = time.monotonic() + self._patience.silence
                case Done(order=answered) as answer if answered == order:
                    return answer.outcome

    def _tell_of_sound(self) -> None:
        if self._on_sound is None:
            return
        try:
            self._on_sound()
        except Exception:
            logging.getLogger(__name__).exception("what was to happen with the sound failed; the voice goes on")
