"""The hall: takes what is heard of the server, hangs the wall, says what to speak and what to report."""

import logging
import time
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from counter_server.protocol.branch_file import Branch
from counter_server.protocol.locale import Locale
from counter_server.protocol.messages import Board, Change, Heartbeat

from .announcements import Announcements
from .board import fold
from .recent import RecentCalls
from .slide_view import SlideView
from .view_model import WallView
from .wall import AS_USUAL, STAYS_SECONDS, Manner, Moment, wall

CLOCK_JUMP = timedelta(seconds=1)
"""The server's clock is followed; less is the line's own delay."""

log = logging.getLogger(__name__)


class Hall(QObject):
    """Feed it by the `take_…` slots and `voice_ended`; it asks by `speak` and `report`, and shows by `view`."""

    speak = Signal(object, int)
    """An Announcement, and how many wait behind it. Answer with `voice_ended`."""
    report = Signal(object)
    """A Report for the server."""

    def __init__(
        self,
        locale: Locale,
        branch: Branch,
        manner: Manner = AS_USUAL,
        *,
        pause: float = 0.5,
        unspoken: float = 7.0,
        longest: float = 60.0,
    ) -> None:
        """`pause`: seconds between two announcements. `unspoken`: seconds one that cannot be spoken is shown before the
        next. `longest`: seconds after which a voice that says nothing is given up."""
        super().__init__()
        self._locale, self._branch, self._manner = locale, branch, manner
        self._pause, self._unspoken = pause, unspoken
        self._board: Board | None = None
        self._announcements = Announcements()
        self._began = time.monotonic() - STAYS_SECONDS
        self._recent = RecentCalls()
        self._away = ""
        self._heard_at: datetime | None = None
        self._ahead = timedelta()
        self.slides = SlideView()
        self.view = WallView(locale, self.slides)
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._speak_next)
        self._patience = QTimer(self, singleShot=True, interval=int(longest * 1000))
        self._patience.timeout.connect(self._give_up)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._derive)
        self._second.start()
        self._derive()

    def stop(self) -> None:
        """The wall comes down: nothing more is derived, asked or given up. Timers of a hall that something still holds
        would go on without its wall."""
        for timer in (self._next, self._patience, self._second):
            timer.stop()

    @Slot(object)
    def take_board(self, board: Board) -> None:
        """The whole board: the server is there, and all of it is new."""
        self._follow_clock(board.at)
        self._take(board)

    @Slot(object)
    def take_change(self, change: Change) -> None:
        """One entry is new."""
        self._take(change)

    @Slot(object)
    def take_heartbeat(self, heartbeat: Heartbeat) -> None:
        """Nothing new, and the line is alive."""
        self._follow_clock(heartbeat.at)
        self._heard_at = heartbeat.at
        self._derive()

    @Slot(str)
    def take_away(self, reason: str) -> None:
        """The server is not heard any more."""
        log.warning("server away: %s", reason)
        self._away = reason
        self._derive()

    @Slot(int, bool, str)
    def voice_ended(self, seq: int, ok: bool, reason: str) -> None:
        """The voice is through with announcement `seq`. Where nobody can have heard it, `reason` is a code: such a call
        is still shown for its time. `ok` with a reason: it was not meant to be heard."""
        current = self._announcements.current
        if current is None or current.seq != seq or not self._announcements.speaking:
            return
        self._patience.stop()
        if not ok:
            log.warning("announcement %s of %s was not spoken: %s", seq, current.number or current.kind, reason)
        self._announcements = self._announcements.ended(ok, reason or None)
        shown = time.monotonic() - self._began
        self._next.start(int(1000 * (self._pause if not reason else max(self._pause, self._unspoken - shown))))
        self._derive()

    def _take(self, happening: Board | Change) -> None:
        self._away, self._heard_at = "", happening.at
        ours = self._manner.place.own(happening, self._board)
        self._board = fold(self._board, ours)
        self._announcements = self._announcements.heard(ours)
        if not self._next.isActive():
            self._speak_next()
        self._derive()

    def _speak_next(self) -> None:
        if self._announcements.speaking or not self._announcements.waiting:
            return
        self._announcements = self._announcements.begun()
        self._began = time.monotonic()
        if one := self._announcements.current:
            self._recent = self._recent.called(one.ticket, one.seq, self._began)
        self._patience.start()
        self._derive()
        self.speak.emit(self._announcements.current, len(self._announcements.waiting))

    def _give_up(self) -> None:
        if self._announcements.current is not None:
            self.voice_ended(self._announcements.current.seq, False, "no_answer")

    def _follow_clock(self, at: datetime) -> None:
        ahead = at - datetime.now(UTC)
        if abs(ahead - self._ahead) > CLOCK_JUMP:
            self._ahead = ahead

    @Slot()
    def _derive(self) -> None:
        for one in self._announcements.reports:
            self.report.emit(one)
        self._announcements = self._announcements.handed_on()
        clock = time.monotonic()
        moment = Moment(
            datetime.now(UTC) + self._ahead, clock - self._began, self._away, self._heard_at, self._recent.at(clock)
        )
        self.view.show(wall(self._board, self._announcements, moment, self._locale, self._branch, self._manner))
