"""What the server notices about itself and the person in charge should know: a disk that is full or soon will be, and
how many of yesterday's visitors were still there when the day closed, a call that no wall says."""

import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

from counter_server.domain.alerts import Level
from counter_server.protocol.decoding import decoded
from counter_server.setup import Setup
from counter_server.storage import statements
from counter_server.storage.database import Line
from counter_server.storage.event import Event
from counter_server.storage.present import Present

from .voices import Silence

if TYPE_CHECKING:
    from .counter import Counter

LOOK_AT_DISK_SECONDS = 20.0
CLOSING_LINES = 50
"""Lines a day's closing may write after it has said how many were left."""


class ServerWatch:
    """Lives in the event loop."""

    def __init__(self, counter: "Counter") -> None:
        self._counter, self._alerts = counter, counter.alerts
        counter.store.writer.trouble.told = self._writer_troubled
        self._folder = folder_of(counter)
        self._looked = float("-inf")
        self._day_turned = True
        self.silence = Silence()
        self._unsaid = ""

    def heard_of(self, events: list[Event]) -> None:
        """What has just become durable may have turned the day."""
        self._day_turned = self._day_turned or any(event.action == "day-open" for event in events)

    async def turn(self) -> None:
        """Time has passed."""
        if time.monotonic() - self._looked >= LOOK_AT_DISK_SECONDS:
            self._looked = time.monotonic()
            self._look_at_disk()
        self._look_at_clock()
        if self.silence.look_again():
            self._tell_unsaid(*await self._counter.store.read(_next_to_be_said))
        if self._day_turned:
            self._day_turned = False
            left = await self._counter.store.read(_left_yesterday)
            self._set(left > 0, "day_closed", count=left)

    def _writer_troubled(self, code: str) -> None:
        """In the writer's thread."""
        for known in ("storage_full", "storage_failed"):
            self._set(code == known, known, level=Level.FAILED)

    def _look_at_disk(self) -> None:
        if self._folder is not None:
            free = shutil.disk_usage(self._folder).free // 10**6
            self._set(free < self._counter.setup.branch.storage.low_megabytes, "disk_low", megabytes=free)

    def _tell_unsaid(self, ticket: int, number: str) -> None:
        """Where no wall is heard, that is all there is to say."""
        if not (self.silence.too_long(ticket) and self._counter.watch.devices.walls_heard()):
            number = ""
        if self._unsaid not in ("", number):
            self._alerts.clear("wall_silent", self._unsaid)
        if number:
            self._alerts.raise_("wall_silent", number)
        self._unsaid = number

    def _look_at_clock(self) -> None:
        clock, present = self._counter.clock, self._counter.present
        somebody = any(present.waiting.values()) or any(member.ticket for member in present.members.values())
        if not somebody:
            clock.follow()
        self._set(clock.ahead > 0, "clock_back", minutes=-(-clock.ahead // 60_000))

    def _set(self, raised: bool, code: str, *, level: Level = Level.WARNING, **facts: object) -> None:
        if raised:
            self._alerts.raise_(code, "", level=level, **facts)
        else:
            self._alerts.clear(code)


def folder_of(counter: "Counter") -> Path | None:
    """Where the database's file is; None for one that is no file of ours."""
    url = counter.store.engine.url
    return Path(url.database).parent if url.get_backend_name() == "sqlite" and url.database else None


def _next_to_be_said(line: Line, present: Present, setup: Setup) -> tuple[int, str]:
    """Ticket and number."""
    calls = [row for row in line.all(statements.unspoken, branch=setup.key) if row[3]]
    return (int(calls[0][3]), str(calls[0][4])) if calls else (0, "")


def _left_yesterday(line: Line, present: Present, setup: Setup) -> int:
    """How many tickets were open when the day before this one was closed."""
    days = line.all(statements.days, branch=setup.key)
    if not days or days[-1][1] != present.day:
        return 0
    opened = days[-1][0]
    after = max(0, opened - CLOSING_LINES)
    rows = line.all(statements.journal_after, branch=setup.key, seq=after, most=opened - after)
    closed = [row for row in rows if row[4] == "day-close" and row[7]]
    return int(decoded(closed[-1][7], dict)["lapsed"]) if closed else 0
