"""What the server has not heard yet: every wish for a ticket and what became of its paper, kept through a power cut.

A wish is written before it is asked for, a number of the kiosk's own series before it is shown or printed, and both
stay until the server has acknowledged them. What lies on the disk holds no NIK and no KK number: they are added from
memory while the process lives, and forgotten with it.

Everything here raises `OutboxShut` when the disk does not keep what must be kept.
"""

import sqlite3
import uuid
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from counter_server.domain.numbering import number
from counter_server.protocol.device_state import MOST_NUMBERS, PartState
from counter_server.protocol.terms import PartIs

from .kiosk_clock import KioskClock, Stamp
from .outbox_entry import Entry, Step, wish_of_row
from .outbox_file import DAMAGED, OutboxFile, OutboxShut
from .wish import Wish

TO_TELL = """SELECT * FROM entry WHERE step = 'left' OR (step = 'own' AND (ticket = 0 OR paper != ''))
    OR (step = 'shown' AND paper != '') ORDER BY place"""
OF_REQUEST = "SELECT * FROM entry WHERE request = ?"
PAPER_OF = {
    True: "UPDATE entry SET paper = ? WHERE place = ? AND step = 'own'",
    False: "UPDATE entry SET paper = ? WHERE ticket = ? AND step IN ('own', 'shown') AND paper = ''",
}
LEFT_OVER = (
    "UPDATE entry SET step = 'left' WHERE step = 'asked'",
    "UPDATE entry SET paper = 'unconfirmed' WHERE step IN ('shown', 'own') AND paper = ''",  # it may be there, or not
)
"""What a kiosk that ended without warning makes of what it finds."""


class Outbox:
    """One file of one kiosk; may be used from any thread."""

    def __init__(self, file: Path, clock: KioskClock) -> None:
        self._clock = clock
        self._file = OutboxFile(file, lambda: _tomorrow(clock))
        self._people: dict[str, tuple[str | None, str | None]] = {}
        self._mended = False
        with suppress(OutboxShut), self._transaction():  # told of already, and tried again at each use
            pass

    @property
    def trouble(self) -> str:
        """`damaged`, `unwritable`, or empty."""
        return self._file.trouble or (DAMAGED if self._clock.day() < self._file.alone_from else "")

    def ask(self, wish: Wish) -> None:
        """The server is about to be asked for this."""
        with self._transaction() as line:
            _write(line, Entry(wish=wish, stamp=self._clock.stamp()))
        self._people[wish.request_id] = (wish.nik, wish.kk)

    def give_number(self, wish: Wish, letter: str) -> Entry:
        """The next number of the kiosk's own series for a wish that was asked for; never one that was given before."""
        with self._transaction() as line:
            row = line.execute(OF_REQUEST, (wish.request_id,)).fetchone()
            if row is None:
                raise OutboxShut("this wish is not in the outbox")
            if row["step"] != Step.OWN:
                given = number(wish.service, letter, self._next(line, wish.service, letter))
                line.execute("UPDATE entry SET step = 'own', number = ? WHERE place = ?", (given, row["place"]))
            return self._entry(line.execute(OF_REQUEST, (wish.request_id,)).fetchone())

    def know(self, letter: str, given: Mapping[str, int]) -> None:
        """Numbers of the series the server has, by service: another kiosk's file, or one that was lost, gave them."""
        with self._transaction() as line:
            self._begin_day(line)
            for service, n in given.items():
                if n > _last(line, service, letter):
                    line.execute("INSERT OR REPLACE INTO series VALUES (?, ?, ?)", (service, letter, n))

    def shown(self, request: str, ticket: int) -> None:
        """The server gave this ticket; from now on somebody may hold its number."""
        self.forget_person(request)
        self._do("UPDATE entry SET step = 'shown', ticket = ? WHERE request = ? AND step = 'asked'", ticket, request)

    def left(self, request: str) -> None:
        """Whoever asked went away without a number."""
        self._do("UPDATE entry SET step = 'left' WHERE request = ? AND step = 'asked'", request)

    def paper(self, ticket: int, outcome: str) -> None:
        """How a print ended. A negative ticket is the place of one with a number of the kiosk's own."""
        with self._transaction() as line:
            known = line.execute(PAPER_OF[ticket < 0], (outcome, abs(ticket))).rowcount
            if not known and ticket > 0:  # printed once more
                wish = Wish(request_id=str(uuid.uuid4()), service="", language="")
                _write(line, Entry(wish=wish, stamp=self._clock.stamp(), step=Step.SHOWN, ticket=ticket, paper=outcome))

    def arrived(self, entry: Entry, ticket: int) -> None:
        """The server knows this number now; how its print ended may still be to tell."""
        self.forget_person(entry.wish.request_id)
        self._do("UPDATE entry SET ticket = ? WHERE place = ?", ticket, entry.place)

    def done(self, request: str) -> None:
        """The server has acknowledged everything, or there is nothing to tell."""
        self.forget_person(request)
        self._do("DELETE FROM entry WHERE request = ?", request)

    def forget_person(self, request: str) -> None:
        """Its NIK and KK are told to nobody any more."""
        self._people.pop(request, None)

    def to_tell(self) -> list[Entry]:
        """What the server has to hear, in the order it happened."""
        with self._file.reading() as line:
            return [self._entry(row) for row in line.execute(TO_TELL).fetchall()]

    def undelivered(self) -> int:
        """How many numbers of the kiosk's own the server does not know."""
        with self._file.reading() as line:
            row = line.execute("SELECT count(*) FROM entry WHERE step = 'own' AND ticket = 0").fetchone()
            return int(row[0])

    def state(self, *, refused: Collection[str] = ()) -> PartState:
        """As the person in charge is told: what waits for the server, of which it does not take these requests."""
        try:
            waiting = self.undelivered()
            held = [entry.number for entry in self.to_tell() if entry.wish.request_id in refused] if refused else []
        except OutboxShut:
            return PartState(PartIs.FAILED, self.trouble)
        if held:
            return PartState(PartIs.FAILED, "refused", count=len(held), numbers=tuple(held[:MOST_NUMBERS]))
        if self.trouble:
            return PartState(PartIs.FAILED, self.trouble)
        return PartState(PartIs.WARNING, "waiting", count=waiting) if waiting else PartState(PartIs.OK)

    def close(self) -> None:
        """Lets the file go."""
        self._file.close()

    def _next(self, line: sqlite3.Connection, service: str, letter: str) -> int:
        if self._clock.day() < self._file.alone_from:
            raise OutboxShut("which numbers were given before the outbox was damaged is not known")
        self._begin_day(line)
        n = _last(line, service, letter) + 1
        line.execute("INSERT OR REPLACE INTO series VALUES (?, ?, ?)", (service, letter, n))
        return n

    def _begin_day(self, line: sqlite3.Connection) -> None:
        """A series begins anew with a day of which no number can be out: not while one still waits here, for a clock
        that jumped may say anything, and never when the date goes back."""
        today = self._clock.day()
        begun = line.execute("SELECT value FROM kept WHERE key = 'day'").fetchone()
        out = line.execute("SELECT 1 FROM entry WHERE step = 'own' LIMIT 1").fetchone()
        if out is None and (begun is None or today > begun["value"]):
            line.execute("DELETE FROM series")
            line.execute("INSERT OR REPLACE INTO kept VALUES ('day', ?)", (today,))

    def _entry(self, row: sqlite3.Row) -> Entry:
        nik, kk = self._people.get(row["request"], (None, None))
        return Entry(
            wish=replace(wish_of_row(row), nik=nik, kk=kk), stamp=self._stamp(row),
            step=Step(row["step"]), number=row["number"], ticket=row["ticket"], paper=row["paper"], place=row["place"],
        )  # fmt: skip

    def _stamp(self, row: sqlite3.Row) -> Stamp:
        try:
            return Stamp(datetime.fromisoformat(row["at"]), row["boot"], row["since"])
        except ValueError:  # saved from a damaged file: she is here, and it is today
            return self._clock.stamp()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._file.transaction() as line:
            if not self._mended:
                for mending in LEFT_OVER:
                    line.execute(mending)
            yield line
        self._mended = True

    def _do(self, statement: str, *values: object) -> None:
        with self._transaction() as line:
            line.execute(statement, values)


def _last(line: sqlite3.Connection, service: str, letter: str) -> int:
    row = line.execute("SELECT n FROM series WHERE service = ? AND letter = ?", (service, letter)).fetchone()
    return int(row["n"]) if row else 0


def _tomorrow(clock: KioskClock) -> str:
    return (clock.now().date() + timedelta(days=1)).isoformat()


def _write(line: sqlite3.Connection, entry: Entry) -> None:
    plain = msgspec.json.encode(replace(entry.wish, nik=None, kk=None)).decode()
    stamp = entry.stamp
    line.execute(
        "INSERT OR IGNORE INTO entry (request, step, wish, number, at, boot, since, ticket, paper)"
        " VALUES (?,?,?,?,?,?,?,?,?)",
        (
            entry.wish.request_id, entry.step, plain, entry.number, stamp.at.isoformat(), stamp.boot, stamp.since,
            entry.ticket, entry.paper,
        ),
    )  # fmt: skip
