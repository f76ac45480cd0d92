"""An outbox in the hands of whoever takes numbers, under a clock that anybody may turn."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.kiosk_clock import KioskClock
from kiosk.outbox import Outbox
from kiosk.outbox_entry import Entry
from kiosk.wish import Wish

JAKARTA = ZoneInfo("Asia/Jakarta")
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=JAKARTA)


@dataclass
class Hands:
    """A clock on the wall that anybody may turn."""

    at: datetime = MONDAY
    since_boot: float = 1000.0

    def clock(self) -> KioskClock:
        return KioskClock(JAKARTA, wall=lambda: self.at, since_boot=lambda: self.since_boot)

    def pass_(self, **time: float) -> None:
        self.at += timedelta(**time)
        self.since_boot += timedelta(**time).total_seconds()


@dataclass
class Kiosk:
    """Whoever takes numbers from one outbox, through as many lives as it takes."""

    file: Path
    hands: Hands = field(default_factory=Hands)
    letter: str = "X"
    asked: int = 0
    outbox: Outbox = field(init=False)

    def __post_init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        self.outbox = Outbox(self.file, self.hands.clock())

    def begin_again(self) -> None:
        self.outbox.close()
        self.begin()

    def wish(self, service: str = "A", *, nik: str | None = None, kk: str | None = None) -> Wish:
        self.asked += 1
        wish = Wish(request_id=f"request-{self.asked}", service=service, language="id", nik=nik, kk=kk)
        self.outbox.ask(wish)
        return wish

    def takes(self, service: str = "A") -> str:
        return self.gives(self.wish(service)).number

    def gives(self, wish: Wish) -> Entry:
        return self.outbox.give_number(wish, self.letter)

    def deliver_all(self) -> None:
        for entry in self.outbox.to_tell():
            self.outbox.done(entry.wish.request_id)
