"""The kiosk's outbox on a real disk: no number twice, nothing forgotten that was said to be kept, nobody's NIK."""

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from counter_server.protocol.terms import PartIs
from kiosk.kiosk_clock import KioskClock
from kiosk.outbox import Entry, Outbox, Step
from kiosk.outbox_file import OutboxShut
from kiosk.wish import Wish

JAKARTA = ZoneInfo("Asia/Jakarta")
NIK, KK = "1871064512900003", "1871060101080007"
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

    def wish(self, service: str = "A", **more: str) -> Wish:
        self.asked += 1
        wish = Wish(request_id=f"request-{self.asked}", service=service, language="id", **more)  # type: ignore[arg-type]
        self.outbox.ask(wish)
        return wish

    def takes(self, service: str = "A") -> str:
        return self.gives(self.wish(service)).number

    def gives(self, wish: Wish) -> Entry:
        return self.outbox.give_number(wish, self.letter)

    def deliver_all(self) -> None:
        for entry in self.outbox.to_tell():
            self.outbox.done(entry.wish.request_id)


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    kiosk = Kiosk(tmp_path / "kiosk" / "outbox.db")
    yield kiosk
    kiosk.outbox.close()


def test_each_service_has_its_own_numbers_in_the_kiosks_series(kiosk: Kiosk) -> None:
    assert [kiosk.takes(service) for service in "AAKA"] == ["A-X01", "A-X02", "K-X01", "A-X03"]


def test_after_ninety_nine_they_grow(kiosk: Kiosk) -> None:
    numbers = [kiosk.takes() for _ in range(101)]
    assert numbers[98:] == ["A-X99", "A-X100", "A-X101"]


def test_a_number_is_never_given_again_by_the_next_life(kiosk: Kiosk) -> None:
    assert kiosk.takes() == "A-X01"
    kiosk.deliver_all()
    kiosk.begin_again()
    assert kiosk.takes() == "A-X02"


def test_one_wish_has_one_number_however_often_it_is_asked_for(kiosk: Kiosk) -> None:
    wish = kiosk.wish()
    assert kiosk.gives(wish).number == kiosk.gives(wish).number == "A-X01"
    kiosk.outbox.ask(wish)
    assert len(kiosk.outbox.to_tell()) == 1


def test_a_new_day_begins_with_one_and_the_day_is_the_branchs_own(kiosk: Kiosk) -> None:
    kiosk.hands.at = datetime(2026, 11, 23, 23, 59, tzinfo=JAKARTA)
    assert kiosk.takes() == "A-X01"
    kiosk.deliver_all()
    kiosk.hands.pass_(minutes=2)
    assert kiosk.takes() == "A-X01"


@pytest.mark.parametrize("days", [1, -1, 400, -400])
@pytest.mark.parametrize("restarts", [False, True])
def test_a_clock_that_jumps_gives_no_number_twice_while_one_waits(kiosk: Kiosk, days: int, restarts: bool) -> None:
    first = kiosk.takes()
    kiosk.hands.at += timedelta(days=days)
    if restarts:
        kiosk.begin_again()
    second = kiosk.takes()
    kiosk.hands.at -= timedelta(days=days)
    assert [first, second, kiosk.takes()] == ["A-X01", "A-X02", "A-X03"]


def test_a_clock_that_goes_back_begins_no_day_anew(kiosk: Kiosk) -> None:
    assert kiosk.takes() == "A-X01"
    kiosk.deliver_all()
    kiosk.hands.at -= timedelta(days=1)
    assert kiosk.takes() == "A-X02"


def test_a_kiosk_whose_file_was_lost_goes_on_behind_what_the_server_knows(kiosk: Kiosk) -> None:
    kiosk.outbox.know("X", {"A": 7})
    assert [kiosk.takes(), kiosk.takes("K")] == ["A-X08", "K-X01"]
    kiosk.outbox.know("X", {"A": 5, "K": 1})
    assert [kiosk.takes(), kiosk.takes("K")] == ["A-X09", "K-X02"]
    kiosk.deliver_all()
    kiosk.hands.pass_(days=1)
    assert kiosk.takes() == "A-X01"


def test_the_servers_word_counts_more_than_the_machines_clock(kiosk: Kiosk) -> None:
    clock = kiosk.hands.clock()
    wrong = clock.stamp()
    clock.hear(MONDAY + timedelta(hours=1))
    kiosk.hands.pass_(minutes=10)
    kiosk.hands.at += timedelta(days=3)
    assert clock.now() == MONDAY + timedelta(hours=1, minutes=10)
    assert clock.when(wrong) == MONDAY + timedelta(hours=1)  # what it meant before it knew better


def test_what_waits_is_told_in_order_and_gone_when_it_is_acknowledged(kiosk: Kiosk) -> None:
    given = [kiosk.takes() for _ in range(3)]
    kiosk.begin_again()
    waiting = kiosk.outbox.to_tell()
    assert [entry.number for entry in waiting] == given
    assert {entry.stamp.at for entry in waiting} == {MONDAY}
    kiosk.outbox.done(waiting[0].wish.request_id)
    assert [entry.number for entry in kiosk.outbox.to_tell()] == given[1:]
    assert kiosk.outbox.undelivered() == 2


def test_a_kiosk_that_ended_before_a_number_withdraws_the_wish(kiosk: Kiosk) -> None:
    kiosk.wish()
    assert kiosk.outbox.to_tell() == []
    kiosk.begin_again()
    assert [entry.step for entry in kiosk.outbox.to_tell()] == [Step.LEFT]


def test_a_kiosk_that_ended_while_it_printed_says_that_nobody_knows(kiosk: Kiosk) -> None:
    kiosk.outbox.shown(kiosk.wish().request_id, 17)
    kiosk.begin_again()
    assert [(entry.step, entry.ticket, entry.paper) for entry in kiosk.outbox.to_tell()] == [
        (Step.SHOWN, 17, "unconfirmed")
    ]


def test_how_a_paper_ended_is_kept_for_every_kind_of_ticket(kiosk: Kiosk) -> None:
    kiosk.outbox.shown(kiosk.wish().request_id, 17)
    own = kiosk.gives(kiosk.wish())
    kiosk.outbox.paper(17, "printed")
    kiosk.outbox.paper(-own.place, "paper_out")
    kiosk.outbox.paper(4, "printed")  # printed once more, long after its own visit
    kiosk.begin_again()
    told = [(entry.number, entry.ticket, entry.paper) for entry in kiosk.outbox.to_tell()]
    assert told == [("", 17, "printed"), ("A-X01", 0, "paper_out"), ("", 4, "printed")]


def test_a_nik_is_told_while_the_kiosk_lives_and_never_lies_on_its_disk(kiosk: Kiosk) -> None:
    kiosk.gives(kiosk.wish(nik=NIK, kk=KK))
    (entry,) = kiosk.outbox.to_tell()
    assert (entry.wish.nik, entry.wish.kk) == (NIK, KK)
    on_disk = b"".join(file.read_bytes() for file in kiosk.file.parent.iterdir())
    assert b"request-1" in on_disk
    assert NIK.encode() not in on_disk
    assert KK.encode() not in on_disk
    assert kiosk.file.stat().st_mode & 0o077 == 0
    kiosk.begin_again()
    (entry,) = kiosk.outbox.to_tell()
    assert (entry.wish.nik, entry.wish.kk) == (None, None)


def test_what_was_acknowledged_leaves_no_trace_in_the_file(kiosk: Kiosk) -> None:
    kiosk.takes()
    kiosk.deliver_all()
    kiosk.outbox.close()
    assert b"request-1" not in b"".join(file.read_bytes() for file in kiosk.file.parent.iterdir())


def test_two_kiosks_on_one_folder_do_not_share_it(kiosk: Kiosk) -> None:
    kiosk.takes()
    other = Kiosk(kiosk.file)
    with pytest.raises(OutboxShut):
        other.wish()
    assert (other.outbox.trouble, other.outbox.state(refused=0).state) == ("unwritable", PartIs.FAILED)
    other.outbox.close()


@pytest.mark.parametrize("damage", ["rubbish", "torn"])
def test_a_damaged_outbox_is_put_aside_and_gives_no_number_until_tomorrow(kiosk: Kiosk, damage: str) -> None:
    for _ in range(40):
        kiosk.takes()
    kiosk.outbox.close()
    whole = kiosk.file.read_bytes()
    torn = whole[:8192] + os.urandom(4096) + whole[12288:]
    kiosk.file.write_bytes(b"no database at all. " * 500 if damage == "rubbish" else torn)
    kiosk.begin()
    assert kiosk.outbox.state(refused=0).code == "damaged"
    assert kiosk.file.with_name("outbox.db.damaged").is_file()
    wish = kiosk.wish()  # asking the server still works
    for _ in range(2):
        with pytest.raises(OutboxShut):
            kiosk.gives(wish)
        kiosk.begin_again()
    kiosk.hands.pass_(days=1)
    kiosk.deliver_all()
    assert kiosk.takes() == "A-X01"


def test_of_a_damaged_outbox_the_tickets_are_saved_that_can_be_read(kiosk: Kiosk) -> None:
    given = [kiosk.takes() for _ in range(3)]
    kiosk.outbox.close()
    with closing(sqlite3.connect(kiosk.file)) as line:
        page = line.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'series'").fetchone()[0]
    whole = kiosk.file.read_bytes()
    kiosk.file.write_bytes(whole[: (page - 1) * 4096] + os.urandom(4096) + whole[page * 4096 :])
    kiosk.begin()
    assert kiosk.outbox.trouble == "damaged"
    assert [entry.number for entry in kiosk.outbox.to_tell()] == given


def test_it_takes_up_again_when_there_is_room(kiosk: Kiosk, tmp_path: Path) -> None:
    with a_full_disk(kiosk, tmp_path / "small"):
        numbers = []
        with pytest.raises(OutboxShut):
            while True:
                numbers.append(kiosk.takes())
        assert (kiosk.outbox.trouble, kiosk.outbox.state(refused=0).state) == ("unwritable", PartIs.FAILED)
        assert [entry.number for entry in kiosk.outbox.to_tell()] == numbers
        with pytest.raises(OutboxShut):
            kiosk.takes()
        room(kiosk)
        numbers.append(kiosk.takes())
        assert kiosk.outbox.trouble == ""
        assert numbers == [f"A-X{n:02d}" for n in range(1, len(numbers) + 1)]
        kiosk.outbox.close()


@contextmanager
def a_full_disk(kiosk: Kiosk, folder: Path) -> Iterator[None]:
    """A small file system of its own where mounting is allowed, else a limit of SQLite's own."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", str(folder)], capture_output=True, check=False
    )
    try:
        if mounted.returncode == 0:
            kiosk.outbox.close()
            kiosk.file = folder / "outbox.db"
            (folder / "ballast").write_bytes(bytes(16384))
            kiosk.begin()
        else:
            with kiosk.outbox._file.reading() as line:
                line.execute("PRAGMA max_page_count = 12")
        yield
    finally:
        if mounted.returncode == 0:
            subprocess.run(["umount", str(folder)], check=True)


def room(kiosk: Kiosk) -> None:
    """Somebody has cleared up."""
    ballast = kiosk.file.with_name("ballast")
    if ballast.exists():
        ballast.unlink()
    else:
        with kiosk.outbox._file.reading() as line:
            line.execute("PRAGMA max_page_count = 1000")
