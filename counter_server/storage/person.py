"""Everything that is kept of one person, found by the keyed hash of her number; and how it is forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, literal_column, select, update

from . import statements
from .database import Line, Row, Statement
from .day_sheet_tables import DAY_SHEET
from .retention import BLANK_DECLARED, BLANK_DESK, BLANK_IDENTITY, BLANK_PAGE
from .statements import ANNOUNCEMENT, JOURNAL, REMARK, TICKET

AT_ONCE = 2000
_NOBODYS: Any = literal_column("''")
_HERS = (TICKET.c.branch == bindparam("branch"), TICKET.c.id == bindparam("id"))
_OF_LINE = (JOURNAL.c.branch == bindparam("branch"), JOURNAL.c.seq == bindparam("seq"))

_OF_BRANCH = TICKET.c.branch == bindparam("branch")
_NO_NIK = TICKET.c.nik_hash == _NOBODYS
tickets_of_nik = Statement(
    select(TICKET).where(_OF_BRANCH, TICKET.c.nik_hash == bindparam("hash"), ~_NO_NIK).order_by(TICKET.c.id)
)
tickets_of_kk = Statement(
    select(TICKET)
    .where(_OF_BRANCH, TICKET.c.kk_hash == bindparam("hash"), TICKET.c.kk_hash != _NOBODYS, _NO_NIK)
    .order_by(TICKET.c.id)
)
announcements = Statement(
    select(ANNOUNCEMENT)
    .where(ANNOUNCEMENT.c.branch == bindparam("branch"), ANNOUNCEMENT.c.ticket == bindparam("ticket"))
    .order_by(ANNOUNCEMENT.c.seq)
)
BLANK: dict[str, object] = {**BLANK_IDENTITY, **BLANK_PAGE, **BLANK_DECLARED, **BLANK_DESK}
blank_ticket = Statement(update(TICKET).where(*_HERS).values(BLANK))
blank_line = Statement(update(JOURNAL).where(*_OF_LINE).values(payload=_NOBODYS))
drop_remark = Statement(delete(REMARK).where(REMARK.c.branch == bindparam("branch"), REMARK.c.seq == bindparam("seq")))
drop_announcements = Statement(
    delete(ANNOUNCEMENT).where(
        ANNOUNCEMENT.c.branch == bindparam("branch"), ANNOUNCEMENT.c.ticket == bindparam("ticket")
    )
)

drop_sheet = Statement(
    delete(DAY_SHEET).where(
        DAY_SHEET.c.branch == bindparam("branch"),
        DAY_SHEET.c.seq <= bindparam("id"),
        DAY_SHEET.c.through >= bindparam("id"),
    )
)


@dataclass(frozen=True, slots=True)
class Held:
    """One ticket with all that stands about it: rows as their tables have them."""

    ticket: Row
    lines: tuple[Row, ...]
    remarks: tuple[Row, ...]
    announcements: tuple[Row, ...]


def tickets_of(line: Line, branch: str, *, nik_hash: str, kk_hash: str) -> list[Row]:
    """Her tickets. A KK number is a whole family's: by it only tickets taken without a NIK are found, for any other is
    somebody's own."""
    found = line.all(tickets_of_nik, branch=branch, hash=nik_hash)
    found += line.all(tickets_of_kk, branch=branch, hash=kk_hash)
    return list({row[1]: row for row in found}.values())


def held(line: Line, branch: str, ticket: Row) -> Held:
    """What stands about a ticket."""
    spoken = line.all(announcements, branch=branch, ticket=ticket[1])
    subjects = {f"ticket:{ticket[1]}", *(f"announcement:{row[1]}" for row in spoken)}
    lines = tuple(row for row in _lines_of_its_day(line, branch, ticket[1]) if row[5] in subjects)
    said = (line.one(statements.remark, branch=branch, seq=row[1]) for row in lines)
    return Held(ticket, lines, tuple(row for row in said if row), tuple(spoken))


def _lines_of_its_day(line: Line, branch: str, first: int) -> Iterator[Row]:
    """From the line that issued it to the end of the journal's day: no later line is about it."""
    seq = first - 1
    while rows := line.all(statements.journal_after, branch=branch, seq=seq, most=AT_ONCE):
        for row in rows:
            if row[4] == "day-open":
                return
            yield row
        seq = rows[-1][1]


def forget(line: Line, branch: str, of: Held) -> dict[str, int]:
    """Leaves of it what belongs to the office's figures: service, times, outcome. Kind → rows."""
    line.do(blank_ticket, branch=branch, id=of.ticket[1])
    line.do(drop_sheet, branch=branch, id=of.ticket[1])  # it is made again, without her
    for row in of.lines:
        line.do(blank_line, branch=branch, seq=row[1])
    for row in of.remarks:
        line.do(drop_remark, branch=branch, seq=row[1])
    return {
        "declared": 1,
        "journal": len(of.lines),
        "remark": len(of.remarks),
        "announcement": line.do(drop_announcements, branch=branch, ticket=of.ticket[1]),
    }
