"""What the thread of reports does: reads days in short readings, folds them, and puts a period into words and files."""

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from counter_server.domain.reporting.facts import Carried, DayFacts
from counter_server.domain.reporting.periods import Period
from counter_server.protocol.locale import Locale
from counter_server.reports.material import Material
from counter_server.reports.plain_files import all_tables
from counter_server.reports.report import compose, file_name
from counter_server.reports.schedule import due
from counter_server.reports.section import Report
from counter_server.reports.wording import Wording, wording
from counter_server.storage import day_sheets
from counter_server.storage.day_sheets import Folded, Span

from .counter import Counter
from .report_survey import survey_told

log = logging.getLogger(__name__)
UNWRITTEN = "report_unwritten"
FORMATS = ("pdf", "xlsx")
"""What is put into the folder."""


class Ending(Exception):
    """The server is told to end, and a long report with it."""


@dataclass(frozen=True, slots=True)
class Made:
    """A report with what it was made of."""

    report: Report
    material: Material


class ReportWork:
    """One branch's, in its languages, the first of them first; `fonts`: the folder of what is printed with."""

    keep_sheet = staticmethod(day_sheets.keep)

    def __init__(self, counter: Counter, locales: Mapping[str, Locale], fonts: Path) -> None:
        self._counter, self._locales, self._fonts = counter, locales, fonts
        self._last: tuple[tuple[Period, int], list[DayFacts]] | None = None
        self._carried: dict[Span, Carried] = {}
        self.ending = False

    def make(self, period: Period, locale: Locale) -> Made:
        """A report in one language."""
        store, now = self._counter.store, self._counter.clock.now()
        names, setup = store.read_now(
            lambda line, present, setup: ({one.staff: one.name for one in present.members.values()}, setup)
        )
        words = wording(locale, setup, names)
        survey = store.read_now(lambda line, present, setup: survey_told(line, setup, period, locale, self._today))
        material = Material(period=period, days=self._days(period), zone=setup.zone, words=words, more=survey)
        made = compose(material, setup.branch.branch, made=setup.moment(now), today=self._today)
        return Made(made, material)

    def _days(self, period: Period) -> list[DayFacts]:
        read = self._counter.store.read_now
        known, seq = read(lambda line, present, setup: (day_sheets.spans(line, present, setup), present.seq))
        if self._last is not None and self._last[0] == (period, seq):
            return self._last[1]
        sheets = read(day_sheets.with_sheets)
        wanted = [span for span in known if period.has(span.day)]
        kept = [span for span in wanted if span.through and sheets.get(span.seq) == span.through]
        days = dict(day_sheets.read_sheets(read, kept))
        for n, span in enumerate(known):
            if span in wanted and span.seq not in days:
                days[span.seq] = self._folded(known, sheets, n).facts
        found = [days[span.seq] for span in wanted]
        self._last = (period, seq), found
        return found

    def _folded(self, known: list[Span], sheets: Mapping[int, int], n: int) -> Folded:
        """What lasts over midnight comes from the day before, and that may have to be folded, too: each but once."""
        first = n
        while first > 0 and not self._hands_over(known[first - 1], sheets):
            first -= 1
        carried = self._handed_over(known[first - 1]) if first > 0 else Carried()
        for span in known[first:n]:
            carried = self._fold(span, carried).carried
        return self._fold(known[n], carried)

    def _hands_over(self, span: Span, sheets: Mapping[int, int]) -> bool:
        return span in self._carried or sheets.get(span.seq) == span.through

    def _handed_over(self, span: Span) -> Carried:
        if span in self._carried:
            return self._carried[span]
        read = self._counter.store.read_now
        return read(lambda line, present, setup: day_sheets.read_carried(line, setup.key, span))

    def _fold(self, span: Span, carried: Carried) -> Folded:
        if self.ending:
            raise Ending
        read = self._counter.store.read_now
        fold = read(lambda line, present, setup: day_sheets.begin(span, setup, carried))
        day_sheets.feed(read, fold, span)
        if span.through:
            self._carried[span] = fold.carried()
        return Folded(span, fold.facts(self._counter.clock.now()), fold.carried())

    def next_unfolded(self) -> Folded | None:
        """The first closed day without a sheet, folded."""
        read = self._counter.store.read_now
        known, sheets = read(day_sheets.spans), read(day_sheets.with_sheets)
        for n, span in enumerate(known):
            if span.through and sheets.get(span.seq) != span.through:
                return self._folded(known, sheets, n)
        return None

    def file(self, made: Made, kind: str) -> tuple[str, bytes]:
        """A report as a file: its name and content."""
        words, report = made.material.words, made.report
        return f"{report.name}.{kind}", written(report, words, kind, self._fonts)

    def write_due(self) -> bool:
        """Writes what the schedule asks for and the folder lacks. Whether all of it was written."""
        setup = self._counter.setup
        settings, folder = setup.branch.reports, Path(setup.branch.reports.folder)
        closed = [span.day for span in self._counter.store.read_now(day_sheets.spans) if span.through]
        last_day = date.fromisoformat(max(closed)) if closed else None
        alerts, complete = self._counter.alerts, True
        for period in due(settings, last_day, self._today):
            name = file_name(setup.key, period)
            try:
                self._write(period, folder, name)
                alerts.clear(UNWRITTEN, name)
            except OSError as error:
                log.warning("the report %s could not be written: %s", name, error)
                alerts.raise_(UNWRITTEN, name, folder=str(folder), why=error.strerror or type(error).__name__)
                complete = False
        return complete

    def _write(self, period: Period, folder: Path, name: str) -> None:
        """What is not there yet; nothing of a time in which nobody came."""
        lacking = [kind for kind in FORMATS if not (folder / f"{name}.{kind}").exists()]
        if not lacking or not any(len(day.visits) + day.untold for day in self._days(period)):
            return
        folder.mkdir(parents=True, exist_ok=True)
        made = self.make(period, next(iter(self._locales.values())))
        for kind in lacking:
            put(folder / f"{name}.{kind}", self.file(made, kind)[1])

    @property
    def _today(self) -> date:
        return self._counter.reports.today


def written(report: Report, words: Wording, kind: str, fonts: Path) -> bytes:
    """A report in a format. What prints and what makes workbooks is loaded the first time somebody asks."""
    if kind == "pdf":
        from counter_server.reports.printed import paper

        return paper(report, words, fonts)
    if kind == "xlsx":
        from counter_server.reports.spreadsheet import workbook

        return workbook(report, words)
    return all_tables(report, words)


def put(place: Path, content: bytes) -> None:
    """A file that is there whole, or not at all. Raises OSError."""
    half = place.with_name(f".{place.name}.part")
    try:
        with half.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half.replace(place)
    except OSError:
        half.unlink(missing_ok=True)
        raise
