"""What is kept for a time: where each kind lies, and how a few rows of it are forgotten at once.

Every kind lies under a seq (a ticket's id is one), so that "how far" is one number, and a step touches only the rows
after the last one. What reports need stays: a ticket's service, times, class and outcome, and the chain.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Table, and_, bindparam, delete, func, literal_column, or_, select, update

from . import statements
from .database import Line, Statement
from .day_sheet_tables import DAY_SHEET
from .statements import ANNOUNCEMENT, JOURNAL, REMARK, TICKET

Values = Mapping[str, object]
BLANK_IDENTITY: Values = {"nik_hash": "", "kk_hash": ""}
BLANK_PAGE: Values = {"page_hash": ""}
BLANK_DESK: Values = {"desk": ""}
BLANK_DECLARED: Values = {"documents": "{}", "missing": "{}", "answers": "{}", "warnings": "[]", "priority": "none"}
ABOUT_SOMEBODY = or_(JOURNAL.c.subject.startswith("ticket:"), JOURNAL.c.subject.startswith("staff:"))


drop_sheets = Statement(
    delete(DAY_SHEET).where(
        DAY_SHEET.c.branch == bindparam("branch"),
        DAY_SHEET.c.through > bindparam("after"),
        DAY_SHEET.c.seq <= bindparam("end"),
    )
)
"""The sheets of days whose lines are forgotten: what is made from them is not kept longer than they are."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A kind of thing that is kept for a time. Both statements take `branch` and `after`."""

    end: Statement
    """The last key of the next few (`most`) rows up to `due`."""
    forget: Statement
    """Forgets what lies up to `end`; touches no row that holds nothing any more."""


def _range(of: Table, key: Column[int], last: str) -> Any:
    return and_(of.c.branch == bindparam("branch"), key > bindparam("after"), key <= bindparam(last))


def _kept(of: Table, key: Column[int], forget: Any) -> Kept:
    few = select(key).where(_range(of, key, "due")).order_by(key).limit(bindparam("most")).subquery()
    return Kept(Statement(select(func.max(few.c[key.name]))), Statement(forget.where(_range(of, key, "end"))))


def _blank(of: Table, blank: Values) -> Any:
    holds = or_(*(of.c[name] != _literal(value) for name, value in blank.items()))
    return update(of).where(holds).values({name: _literal(value) for name, value in blank.items()})


def _literal(value: object) -> Any:
    return literal_column(f"'{value}'")


KEPT: Mapping[str, Kept] = {
    "identity": _kept(TICKET, TICKET.c.id, _blank(TICKET, BLANK_IDENTITY)),
    "page": _kept(TICKET, TICKET.c.id, _blank(TICKET, BLANK_PAGE)),
    "desk": _kept(TICKET, TICKET.c.id, _blank(TICKET, BLANK_DESK)),
    "declared": _kept(TICKET, TICKET.c.id, _blank(TICKET, BLANK_DECLARED)),
    "remark": _kept(REMARK, REMARK.c.seq, delete(REMARK)),
    "announcement": _kept(ANNOUNCEMENT, ANNOUNCEMENT.c.seq, delete(ANNOUNCEMENT)),
    "journal": _kept(JOURNAL, JOURNAL.c.seq, _blank(JOURNAL, {"payload": ""}).where(ABOUT_SOMEBODY)),
}
"""Kind → where it lies. `page`, the hash of a ticket's address on the phone, and `desk`, what only the desk needs, are
good for their day and have no setting."""


def last_line_before(line: Line, branch: str, first_kept: str, *, closing: str, head: int) -> int:
    """The seq of the last line of a day before `first_kept` (ISO); `closing` is the day that closes now, `head` the
    last of its lines that are written. What a wrong clock dated ahead goes with the days after it."""
    known = [(int(seq), str(day)) for seq, day in line.all(statements.days, branch=branch)]
    if not known:
        line.do(statements.add_day, branch=branch, seq=0, day=closing)
        known = [(0, closing)]
    ends = [seq - 1 for seq, _ in known[1:]] + [head]
    past = [end for (_, day), end in zip(known, ends, strict=True) if day < first_kept]
    return max(past, default=0)


def set_due(line: Line, branch: str, due: Mapping[str, int]) -> None:
    """How far each kind is to be forgotten from now on; never less far than before."""
    known = {row[1]: (row[2], row[3]) for row in line.all(statements.marks, branch=branch)}
    for kind, seq in due.items():
        if kind not in known:
            line.do(statements.add_mark, branch=branch, kind=kind, due=seq, done=0)
        elif seq > known[kind][0]:
            line.do(statements.save_mark, branch=branch, kind=kind, due=seq, done=known[kind][1])


def forget(line: Line, branch: str, most: int) -> dict[str, int]:
    """Forgets what is due in the next `most` rows of each kind. Kind → how many held something; empty: nothing is due
    any more."""
    forgotten = {}
    for _, kind, due, done in line.all(statements.unfinished, branch=branch):
        kept = KEPT.get(kind)
        found = line.one(kept.end, branch=branch, after=done, due=due, most=most) if kept else None
        end = found[0] if found and found[0] is not None else None
        forgotten[kind] = line.do(kept.forget, branch=branch, after=done, end=end) if kept and end is not None else 0
        if kind == "journal" and end is not None:
            line.do(drop_sheets, branch=branch, after=done, end=end)
        line.do(statements.save_mark, branch=branch, kind=kind, due=due, done=due if end is None else end)
    return forgotten
