"""Watches the sound while nobody is called, so that a fault is known before the next call: looks at the output, and now
and then tries the voice, both without a sound."""

import logging
import math
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from operator import methodcaller

from counter_server.protocol.device_state import PartState

from .sound_report import SoundHealth
from .speech.output_look import Look, look
from .speech.speaker import SaysCalls
from .speech.utterance import MEANT_FOR_NOBODY, Outcome, Spoken, VoiceWanted

LOOK_SECONDS = 3.0
TRY_SECONDS = 6.0
PROMPT_END_SECONDS = 2.0

log = logging.getLogger(__name__)


class SoundWatch:
    """`tell` is given the state of the sound at each change, in any thread. `player` is what the branch chose."""

    def __init__(
        self,
        speaker: SaysCalls,
        voices: Sequence[VoiceWanted],
        player: str,
        tell: Callable[[PartState], None],
        *,
        every: float = LOOK_SECONDS,
    ) -> None:
        """`every`: seconds between two looks."""
        self._speaker, self._voices, self._player, self._tell, self._every = speaker, voices, player, tell, every
        self._health = SoundHealth()
        self._remark = ""
        self._told: PartState | None = None
        self._guard = threading.Lock()
        self._ended = threading.Event()
        self._trial: Future[Outcome] | None = None
        self._thread = threading.Thread(target=self._run, name="sound watch", daemon=True)

    def start(self) -> None:
        """Begin to watch. A wall that is not meant to be heard says so, and is not watched."""
        if self._player == "none":
            self._take(methodcaller("ended", True, MEANT_FOR_NOBODY))
        else:
            self._thread.start()

    def call_ended(self, seq: int, ok: bool, reason: str) -> None:
        """What became of an announcement."""
        self._take(methodcaller("ended", ok, reason))

    def stop(self) -> None:
        """Watch no more."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join(PROMPT_END_SECONDS)

    def _run(self) -> None:
        tried_at = -math.inf
        while not self._ended.is_set():
            self._take(methodcaller("looked", self._look()))
            if self._idle and time.monotonic() - tried_at >= TRY_SECONDS:
                tried_at = time.monotonic()
                self._trial = self._speaker.attempt(self._voices)
                self._trial.add_done_callback(self._tried)
            self._ended.wait(self._every)

    @property
    def _idle(self) -> bool:
        return self._trial is None or self._trial.done()

    def _look(self) -> Look:
        try:
            return look(self._player)
        except Exception:
            log.exception("the output could not be looked at")
            return Look(known=False)

    def _tried(self, trial: "Future[Outcome]") -> None:
        if not trial.cancelled():
            outcome = trial.result()
            remark = outcome.remark if isinstance(outcome, Spoken) else ""
            if remark != self._remark:
                self._remark = remark
                log.warning("voice: %s", remark or "nothing is missing any more")
            self._take(methodcaller("tried", outcome))

    def _take(self, news: Callable[[SoundHealth], SoundHealth]) -> None:
        with self._guard:  # also while it is told: the newest is told last
            self._health = news(self._health)
            part = self._health.part
            fresh, self._told = part != self._told, part
            if fresh and not self._ended.is_set():
                log.log(logging.INFO if not part.code else logging.WARNING, "sound: %s %s", part.state, part.code)
                self._tell(part)
