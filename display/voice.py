"""Joins the hall and the speaker: an announcement becomes an utterance, its outcome a signal in the screen's thread.
In a quiet hour it becomes neither."""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime, time, timedelta
from functools import partial
from time import monotonic
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Qt, Signal, Slot

from counter_server.protocol.locale import Locale
from counter_server.protocol.machine_settings import Voice as VoiceSettings
from counter_server.protocol.messages import NOTICE, Announcement, Board, Heartbeat

from .speech.announcers import Announcer, by_locale
from .speech.calls import call_utterance, notice_utterance, usual_calls
from .speech.speaker import SaysCalls
from .speech.utterance import Outcome, Utterance, VoiceWanted
from .speech.volume import QUIET, is_quiet, volume_at

UNSPEAKABLE = "unspeakable"
"""The reason told when number or counter cannot be put into words."""

MakeSpeaker = Callable[[Callable[[], None]], SaysCalls]
"""Given what to call at each first sound, the speaker."""

log = logging.getLogger(__name__)


def time_of_day(now: datetime, zone: str) -> time:
    """On the clock of the branch; where this machine does not know its zone, on the machine's own."""
    try:
        return now.astimezone(ZoneInfo(zone)).time()
    except (ValueError, OSError, KeyError):
        return now.astimezone().time()


def _now() -> datetime:
    return datetime.now(UTC)


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
        announcers: Sequence[Announcer | Locale],
        zone: str = "",
        now: Callable[[], datetime] = _now,
    ) -> None:
        """`announcers`: who speaks, the main one first; a locale stands for its language's own voice. `zone`: of the
        branch. `now`: the machine's clock, with its offset."""
        super().__init__()
        self._settings, self._zone, self._now = settings, zone, now
        self._ahead = timedelta()
        self._announcers = [by_locale(one) if isinstance(one, Locale) else one for one in announcers]
        self._seq = 0
        self._done.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._speaker = make_speaker(self._sounds)

    @Slot(object)
    def take_time(self, happening: Board | Heartbeat) -> None:
        """The server's clock is followed."""
        self._ahead = happening.at - self._now()

    @Slot(object, int)
    def say(self, announcement: Announcement, queued: int) -> None:
        """Have it spoken; `queued` wait behind it."""
        self._seq = announcement.seq
        if is_quiet(self._settings, self._time()):
            self._done.emit(announcement.seq, QUIET)
            return
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
    def wants(self) -> list[VoiceWanted]:
        """What has to be there for it to speak."""
        return [usual_calls(self._settings, self._announcers)]

    def stop(self) -> None:
        """Silence at once; nothing is signalled afterwards."""
        self._done.disconnect(self._tell)
        self._speaker.close()

    def _time(self) -> time:
        return time_of_day(self._now() + self._ahead, self._zone)

    def _utterance(self, announcement: Announcement, queued: int) -> Utterance:
        volume = volume_at(self._settings, self._time())
        if announcement.kind == NOTICE:
            return notice_utterance(self._settings, self._announcers, announcement.texts, volume=volume)
        kind, _, n = announcement.counter.rpartition("-")
        return call_utterance(
            self._settings, self._announcers, announcement.number, kind, int(n), queued=queued, volume=volume
        )

    def _sounds(self) -> None:
        self.sounding.emit(self._seq, monotonic())

    def _finished(self, seq: int, future: "Future[Outcome]") -> None:
        self._done.emit(seq, None if future.cancelled() else future.result())

    @Slot(int, object)
    def _tell(self, seq: int, outcome: "Outcome | str | None") -> None:
        if outcome is None:
            self.ended.emit(seq, False, UNSPEAKABLE)
        elif isinstance(outcome, str):
            self.ended.emit(seq, True, outcome)
        else:
            self.ended.emit(seq, outcome.ok, outcome.reason or "")
