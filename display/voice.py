"""Joins the hall and the speaker: an announcement becomes an utterance, its outcome a signal in the screen's thread."""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from time import monotonic

from PySide6.QtCore import QObject, Qt, Signal, Slot

from counter_server.protocol.locale import Locale
from counter_server.protocol.machine_settings import Voice as VoiceSettings
from counter_server.protocol.messages import Announcement

from .speech.speaker import SaysCalls
from .speech.utterance import Outcome, Utterance, call_utterance

UNSPEAKABLE = "unspeakable"
"""The reason told when number or counter cannot be put into words."""

MakeSpeaker = Callable[[Callable[[], None]], SaysCalls]
"""Given what to call at each first sound, the speaker."""

log = logging.getLogger(__name__)


class Voice(QObject):
    """`say` an announcement; `ended` follows, once."""

    ended = Signal(int, bool, str)
    """The announcement's seq, whether all went as configured, and a code where nobody can have heard it."""
    sounding = Signal(int, float)
    """The first sound of an announcement, and when on the monotonic clock."""

    _done = Signal(int, object)

    def __init__(
        self,
        make_speaker: MakeSpeaker,
        settings: VoiceSettings,
        locales: Sequence[Locale],
    ) -> None:
        """`locales`: the languages to speak, the main one first."""
        super().__init__()
        self._settings, self._locales = settings, locales
        self._seq = 0
        self._done.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._speaker = make_speaker(self._sounds)

    @Slot(object, int)
    def say(self, announcement: Announcement, queued: int) -> None:
        """Have it spoken; `queued` wait behind it."""
        self._seq = announcement.seq
        try:
            utterance = self._utterance(announcement, queued)
        except (KeyError, ValueError) as unspeakable:
            log.warning("announcement %s cannot be put into words: %s", announcement.seq, unspeakable)
            self._done.emit(announcement.seq, None)
            return
        self._speaker.speak(utterance).add_done_callback(partial(self._finished, announcement.seq))

    @property
    def speaker(self) -> SaysCalls:
        """Who speaks."""
        return self._speaker

    @property
    def languages(self) -> list[str]:
        """The voices it speaks with."""
        return [locale.language for locale in self._locales]

    def stop(self) -> None:
        """Silence at once; nothing is signalled afterwards."""
        self._done.disconnect(self._tell)
        self._speaker.close()

    def _utterance(self, announcement: Announcement, queued: int) -> Utterance:
        kind, _, n = announcement.counter.rpartition("-")
        return call_utterance(self._settings, self._locales, announcement.number, kind, int(n), queued=queued)

    def _sounds(self) -> None:
        self.sounding.emit(self._seq, monotonic())

    def _finished(self, seq: int, future: "Future[Outcome]") -> None:
        self._done.emit(seq, None if future.cancelled() else future.result())

    @Slot(int, object)
    def _tell(self, seq: int, outcome: Outcome | None) -> None:
        if outcome is None:
            self.ended.emit(seq, False, UNSPEAKABLE)
        else:
            self.ended.emit(seq, outcome.ok, outcome.reason or "")
