"""A report as the page shows it: charts as SVG, values as words, and the ways from a figure to its tickets. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from urllib.parse import urlencode

from markupsafe import Markup

from counter_server.domain.reporting.periods import PRESETS, Period
from counter_server.domain.reporting.selection import Seen, Selection
from counter_server.reports.charts import draw
from counter_server.reports.section import Chart, Column, Kind, Report, Row, Section
from counter_server.reports.svg import svg
from counter_server.reports.wording import MINUTE, Wording

URL = "/console/reports"
BESIDE, ALONE = 560.0, 860.0
"""Units across a chart: at the page's usual width a line of text in it is as high as one beside it."""
AT_ONCE = 100
"""Tickets on a page of them."""
LEFT = (Kind.TEXT, Kind.DATE)


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as it is read; `way`: to the tickets it counts."""

    words: str
    left: bool
    way: str


@dataclass(frozen=True)
class ReportView:
    """The page of a report."""

    report: Report
    period: Period
    words: Wording
    today: date

    @property
    def chosen(self) -> str:
        """Which preset this is; empty for days of one's own."""
        return next((key for key, preset in PRESETS.items() if preset(self.today) == self.period), "")

    @property
    def presets(self) -> list[tuple[str, str]]:
        """Key and address."""
        return [(key, address(preset(self.today))) for key, preset in PRESETS.items()]

    def chart(self, chart: Chart, section: Section) -> Markup:
        """As SVG."""
        drawing = draw(chart, ALONE if len(section.charts) == 1 else BESIDE, self.words.value)
        return Markup(svg(drawing, key=f"{section.key}-{chart.key}", title=chart.title, told=chart.told))  # noqa: S704

    def cells(self, row: Row, columns: Sequence[Column]) -> Iterator[Cell]:
        """Of a row; one of them leads to its tickets."""
        for n, (cell, column) in enumerate(zip(row.cells, columns, strict=True)):
            way = self.behind(row.behind) if row.behind and n == row.at and cell else ""
            yield Cell(self.words.value(cell, column.kind), column.kind in LEFT, way)

    def behind(self, selection: Selection) -> str:
        """Where the tickets of a figure are."""
        return address(self.period, "/tickets", of=selection.of, value=selection.value)

    @property
    def back(self) -> str:
        """The report this list of tickets came from."""
        return address(self.period)

    def named(self, selection: Selection) -> str:
        """What a list of tickets is of."""
        name = _value_name(selection, self.words)
        told = self.words.say(f"behind_of.{selection.of}")
        return f"{told}: {name}" if name else told

    def file(self, kind: str) -> str:
        """Where the report is as a file."""
        return address(self.period, f"/file/{kind}")


def address(period: Period, path: str = "", **more: str | int) -> str:
    """Of a page of this period."""
    first, last = (day.isoformat() for day in period)
    return f"{URL}{path}?{urlencode({'from': first, 'to': last, **more})}"


def _value_name(selection: Selection, words: Wording) -> str:
    of, value = selection
    if of in ("step", "late"):
        service, _, step = value.rpartition("/")[0].partition("/")
        return f"{words.service(service)}, {words.step(step)}"
    names: Mapping[str, Callable[[str], str]] = {
        "service": words.service, "channel": words.channel, "priority": words.priority, "hospital": words.hospital,
        "ending": words.ending, "lacked": words.form, "missing": words.form, "staff": words.member,
        "booked": words.channel, "never_came": words.channel, "told": words.klass, "beyond": words.klass,
        "called": words.service, "no_show": words.service,
    }  # fmt: skip
    if of in ("hour", "weekday") and value.isdecimal() and int(value) < 24:
        return words.hour(int(value)) if of == "hour" else words.weekday(max(1, min(7, int(value))))
    if not value:
        return ""
    return names.get(of, str)(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketLine:
    """A ticket behind a figure: no identity, only what happened when."""

    number: str
    day: str
    service: str
    issued: str
    wait: str
    steps: Sequence[tuple[str, str, bool]]
    """Name, minutes, and whether it took longer than promised."""
    ended: str
    ending: str


def ticket_lines(seen: Sequence[Seen], numbers: Mapping[int, str], words: Wording, zone: tzinfo) -> list[TicketLine]:
    """`numbers`: ticket → its number."""
    return [_line(one, numbers, words, zone) for one in seen]


def _line(seen: Seen, numbers: Mapping[int, str], words: Wording, zone: tzinfo) -> TicketLine:
    visit = seen.visit
    return TicketLine(
        number=numbers.get(visit.id, words.say("number_gone")),
        day=words.day(date.fromisoformat(seen.day)),
        service=words.service(visit.service),
        issued=_time(visit.issued, words, zone),
        wait=words.value(visit.wait, Kind.MINUTES),
        steps=[
            (words.step(turn.step), words.value(turn.worked, Kind.MINUTES), turn.worked > turn.standard * MINUTE > 0)
            for turn in seen.turns
            if turn.is_done
        ],
        ended=_time(visit.ended, words, zone),
        ending=words.ending(visit.ending),
    )


def _time(at: int, words: Wording, zone: tzinfo) -> str:
    return words.locale.time(datetime.fromtimestamp(at / 1000, zone)) if at else words.value(None, Kind.TEXT)
