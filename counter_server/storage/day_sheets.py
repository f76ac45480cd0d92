"""Days for reports: read from their sheets, and folded from the journal where there is none.

Each reading is a short transaction of its own, so that neither the writer's log nor a reader waits for a long report.
A journal's day begins with the line that opened it and ends before the line that opened the next; what a wrong clock
dated twice is two days of one name.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple, TypeVar

import msgspec
from sqlalchemy import bindparam, delete, insert, select

from counter_server.domain.reporting.facts import Carried, DayFacts
from counter_server.domain.reporting.journal_fold import DayFrame, JournalFold
from counter_server.domain.reporting.lines import JournalLine
from counter_server.protocol.decoding import decoded
from counter_server.setup import SECOND, Setup

from . import statements
from .database import Line, Row, Statement
from .day import Day
from .day_sheet_tables import DAY_SHEET as SHEET
from .journal import PURGED
from .present import Present

FORM = 2
"""Of what the fold makes. A sheet of another form is made again."""
LINES_AT_ONCE = 2000
SHEETS_AT_ONCE = 16
_encode = msgspec.json.Encoder().encode

_FRESH = (SHEET.c.branch == bindparam("branch"), SHEET.c.form == bindparam("form"))
sheet_spans = Statement(select(SHEET.c.seq, SHEET.c.through).where(*_FRESH).order_by(SHEET.c.seq))
sheets = Statement(
    select(SHEET.c.seq, SHEET.c.facts)
    .where(*_FRESH, SHEET.c.seq >= bindparam("seq"), SHEET.c.seq <= bindparam("last"))
    .order_by(SHEET.c.seq)
)
carried_of = Statement(select(SHEET.c.carried).where(*_FRESH, SHEET.c.seq == bindparam("seq")))
drop_sheet = Statement(delete(SHEET).where(SHEET.c.branch == bindparam("branch"), SHEET.c.seq == bindparam("seq")))
add_sheet = Statement(insert(SHEET).values({column.name: bindparam(column.name) for column in SHEET.columns}))

Reading = TypeVar("Reading")
Read = Callable[[Callable[[Line, Present, Setup], Reading]], Reading]
"""`Store.read_now`: one transaction for each reading."""


class Span(NamedTuple):
    """A day of the journal. `through`: its last line, 0 while it lasts."""

    seq: int
    day: str
    through: int
    is_first: bool


class Folded(NamedTuple):
    """A day as the journal tells it, and what lasts over its end."""

    span: Span
    facts: DayFacts
    carried: Carried


def spans(line: Line, present: Present, setup: Setup) -> list[Span]:
    """Every day of the journal, today last."""
    known = [(int(seq), str(day)) for seq, day in line.all(statements.days, branch=setup.key)]
    if not known or known[0][0] > 1:  # the first day of all: no line has opened it
        first = line.one(statements.journal_line, branch=setup.key, seq=1)
        known.insert(0, (0, setup.business_day(first[2]) if first and known else present.day))
    ends = [seq - 1 for seq, _ in known[1:]] + [0]
    return [Span(seq, day, end, seq == 0) for (seq, day), end in zip(known, ends, strict=True)]


def with_sheets(line: Line, present: Present, setup: Setup) -> dict[int, int]:
    """First line → last line of the days that have a sheet."""
    return {int(row[0]): int(row[1]) for row in line.all(sheet_spans, branch=setup.key, form=FORM)}


def read_sheets(read: Read[list[tuple[int, DayFacts]]], wanted: Sequence[Span]) -> Iterator[tuple[int, DayFacts]]:
    """By their first line. `wanted`: days that have a sheet, in order; others between them may come along."""
    for n in range(0, len(wanted), SHEETS_AT_ONCE):
        some = wanted[n : n + SHEETS_AT_ONCE]
        values = {"form": FORM, "seq": some[0].seq, "last": some[-1].seq}

        def some_of_them(
            line: Line, present: Present, setup: Setup, values: Mapping[str, int] = values
        ) -> list[tuple[int, DayFacts]]:
            return [(row[0], decoded(row[1], DayFacts)) for row in line.all(sheets, branch=setup.key, **values)]

        yield from read(some_of_them)


def read_carried(line: Line, branch: str, span: Span) -> Carried:
    """What a day's sheet hands to the next; nothing where it has none."""
    row = line.one(carried_of, branch=branch, form=FORM, seq=span.seq)
    return decoded(row[0], Carried) if row else Carried()


def begin(span: Span, setup: Setup, carried: Carried) -> JournalFold:
    """A fold for this day."""
    day = date.fromisoformat(span.day)
    ends = datetime.combine(day + timedelta(days=1), time(0), setup.zone)
    frame = DayFrame(day=span.day, ends=round(ends.timestamp() * SECOND), is_first=span.is_first, carried=carried)
    return JournalFold(frame, standards(setup))


def feed(read: Read[list[Row]], fold: JournalFold, span: Span) -> None:
    """Feeds the day's lines as far as it has come."""
    after = max(span.seq - 1, 0)
    while True:
        most = LINES_AT_ONCE if not span.through else min(LINES_AT_ONCE, span.through - after)

        def some(line: Line, present: Present, setup: Setup, after: int = after, most: int = most) -> list[Row]:
            return line.all(statements.journal_after, branch=setup.key, seq=after, most=most) if most > 0 else []

        rows = read(some)
        fold.feed(map(line_of, rows))
        after = rows[-1][1] if rows else after
        if len(rows) < LINES_AT_ONCE:
            return


def line_of(row: Row) -> JournalLine:
    """A row of the journal."""
    _, seq, at, who, action, subject, _, payload, _ = row
    told: dict[str, Any] | None = None if payload == PURGED else decoded(payload, dict)
    return JournalLine(seq, at, who, action, subject, told)


def standards(setup: Setup) -> Callable[[str, int, str], int]:
    """Service, version and step → its standard minutes; 0 where there is none."""

    def standard(service: str, version: int, step: str) -> int:
        table = setup.versions.get((service, version))
        found = next((one for one in table.steps if one.key == step), None) if table else None
        return found.standard_minutes if found else 0

    return standard


def keep(day: Day, *, folded: Folded) -> None:
    """An operation: the sheet of a closed day. It tells nothing new, so the journal has no line of it."""
    span = folded.span
    day.line.do(drop_sheet, branch=day.branch, seq=span.seq)
    day.line.do(
        add_sheet,
        branch=day.branch, seq=span.seq, through=span.through, day=span.day, form=FORM,
        facts=_encode(folded.facts).decode(), carried=_encode(folded.carried).decode(),
    )  # fmt: skip
