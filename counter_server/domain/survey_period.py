"""The periods a survey is reported for: a month, a quarter, half a year, a year. No other days: two reports that differ
by one day would tell what was said on it."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from counter_server.protocol.terms import SurveySpan as Span

MONTHS = {Span.MONTH: 1, Span.QUARTER: 3, Span.HALF: 6, Span.YEAR: 12}
MARKS = {Span.MONTH: "", Span.QUARTER: "Q", Span.HALF: "H"}
OLDEST, NEWEST = 2000, 2999


@dataclass(frozen=True, slots=True)
class Period:
    """The `n`-th of its span in a year: the third quarter."""

    span: Span
    year: int
    n: int

    @property
    def key(self) -> str:
        """As addresses have it: `2026`, `2026-H1`, `2026-Q3`, `2026-11`."""
        if self.span is Span.YEAR:
            return f"{self.year}"
        return f"{self.year}-{self.n:02d}" if self.span is Span.MONTH else f"{self.year}-{MARKS[self.span]}{self.n}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, (self.n - 1) * MONTHS[self.span] + 1, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        month = self.n * MONTHS[self.span]
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def before(self) -> "Period":
        """The one before it."""
        return Period(self.span, self.year, self.n - 1) if self.n > 1 else self._ending(self.year - 1)

    def _ending(self, year: int) -> "Period":
        return Period(self.span, year, 12 // MONTHS[self.span])


def period_of(day: date, span: Span) -> Period:
    """The one this day lies in."""
    return Period(span, day.year, (day.month - 1) // MONTHS[span] + 1)


def parsed(text: str) -> Period | None:
    """The period of this key, None for anything else."""
    year = text.partition("-")[0]
    if not (year.isascii() and year.isdecimal() and OLDEST <= int(year[:9]) <= NEWEST):
        return None
    for span in Span:
        for n in range(1, 12 // MONTHS[span] + 1):
            period = Period(span, int(year), n)
            if period.key == text:
                return period
    return None


def over_in(first: date, last: date, span: Span, today: date) -> list[Period]:
    """The periods of one span that are over and lie in these days, the newest first; where there is none, the last one
    that was over by then. Of one span only: those of two spans would tell, subtracted, what a few have said."""
    period = period_of(min(last, today), span)
    while period.last > last or period.last >= today:
        period = period.before
    found = [period]
    while found[-1].before.first >= first:
        found.append(found[-1].before)
    return found


def recent(today: date, span: Span, most: int) -> Iterator[Period]:
    """The running one, then those before it."""
    period = period_of(today, span)
    for _ in range(most):
        yield period
        period = period.before
