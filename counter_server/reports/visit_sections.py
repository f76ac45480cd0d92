"""How many came, when, for what, and how it ended."""

from collections.abc import Iterable

from counter_server.domain.reporting import figures
from counter_server.domain.reporting.selection import Selection
from counter_server.domain.reporting.spread import Share, spread

from .material import Material, counted, title
from .section import Bars, Card, Chart, Heat, Kind, Row, Section, Table

MOST_DAYS = 62
"""Longer periods are told by month."""
MOST_BARS = 12
ALL = Selection("all")


def overview(of: Material) -> Section:
    """The period in five figures, and how it went day by day."""
    words, waits = of.words, spread(of.all_waits)
    kept = figures.kept(of.turns)
    missed = list(figures.no_shows(of.days).values())
    no_shows = Share(sum(one.missed for one in missed), sum(one.called for one in missed))
    worked = words.number(sum(n > 0 for n in of.volume.by_day.values()), 0)
    cards = (
        Card(label=words.say("card.tickets"), value=of.volume.tickets, kind=Kind.COUNT,
             note=words.say("card.tickets_note", days=worked), behind=ALL),
        Card(label=words.say("card.wait"), value=waits.median if waits else None, kind=Kind.MINUTES,
             note=words.say("card.wait_note")),
        Card(label=words.say("card.wait_p90"), value=waits.p90 if waits else None, kind=Kind.MINUTES,
             note=words.say("card.wait_p90_note")),
        Card(label=words.say("card.kept"), value=kept.value, kind=Kind.SHARE,
             note=words.say("card.kept_note", n=words.number(kept.of, 0))),
        Card(label=words.say("card.no_show"), value=no_shows.value, kind=Kind.SHARE,
             note=words.say("card.no_show_note", n=words.number(no_shows.n, 0)), behind=Selection("no_show")),
    )  # fmt: skip
    table = _by_day(of)
    chart = Bars(
        key="by-day", title=words.say("chart.by_day"),
        labels=[_named(of, row.behind.value) for row in table.rows if row.behind],
        values=[row.cells[1] for row in table.rows], told=_told(of, [row.cells[1] for row in table.rows]),
    )  # fmt: skip
    return Section(
        key="overview", title=words.say("section.overview"), note=words.say("note.overview"), cards=cards,
        charts=(chart,) if len(table.rows) > 1 else (), tables=(table,),
    )  # fmt: skip


def _by_day(of: Material) -> Table:
    words, by_month = of.words, of.period.days > MOST_DAYS
    stretches = figures.grouped(of.days, lambda day: day.day[:7] if by_month else day.day, lambda day: day)
    rows = []
    for key, days in sorted(stretches.items()):
        waits = spread(wait for waits in figures.waits(days).values() for wait in waits)
        kept = figures.kept(figures.done_turns(days))
        missed = sum(one.missed for one in figures.no_shows(days).values())
        tickets = sum(len(day.visits) + day.untold for day in days)
        times = (waits.median, waits.p90) if waits else (None, None)
        cells = (_named(of, key) if by_month else key, tickets, *times, kept.value, missed)
        rows.append(Row(cells, Selection("day", key)))
    columns = (
        title(words, "month", Kind.TEXT) if by_month else title(words, "day", Kind.DATE), title(words, "tickets"),
        title(words, "wait_median", Kind.MINUTES), title(words, "wait_p90", Kind.MINUTES),
        title(words, "kept", Kind.SHARE), title(words, "no_shows"),
    )  # fmt: skip
    return Table(key="by-day", title=words.say("table.by_day"), columns=columns, rows=rows)


def _named(of: Material, key: str) -> str:
    """`23 Nov` of a day, `Nov 2026` of a month."""
    year, month, *day = (int(part) for part in key.split("-"))
    short = of.words.locale.say(f"common.month_short.{month}")
    return f"{day[0]} {short}" if day else f"{short} {year}"


def tickets(of: Material) -> Section:
    """Numbers taken, by everything they can be told apart by."""
    words, volume = of.words, of.volume
    total = sum(volume.by_service.values())
    hours = [(str(hour), words.hour(hour), n) for hour, n in volume.by_hour.items()]
    kinds = {
        "service": [(key, words.service(key), n) for key, n in volume.by_service.items()],
        "channel": [(key, words.channel(key), n) for key, n in volume.by_channel.items()],
        "priority": [(key, words.priority(key), n) for key, n in volume.by_priority.items()],
        "hospital": [(key, words.hospital(key), n) for key, n in volume.by_hospital.items()],
        "weekday": [(str(day), words.weekday(day), n) for day, n in volume.by_weekday.items()],
        "hour": hours,
    }
    if set(volume.by_hospital) <= {""}:  # the branch does not ask
        del kinds["hospital"]
    tables = [_counted(of, kind, rows, total) for kind, rows in kinds.items()]
    charts: list[Chart] = [*_heat(of), *_lying(of, "service", kinds["service"])]
    return Section(
        key="tickets", title=words.say("section.tickets"), note=words.say("note.tickets"), charts=charts, tables=tables
    )


def _counted(of: Material, kind: str, rows: list[tuple[str, str, int]], total: int) -> Table:
    words = of.words
    columns = (title(words, kind, Kind.TEXT), title(words, "tickets"), title(words, "share", Kind.SHARE))
    return Table(key=kind, title=words.say(f"table.{kind}"), columns=columns, rows=counted(rows, kind, total))


def _lying(of: Material, kind: str, rows: list[tuple[str, str, int]]) -> Iterable[Bars]:
    if len(rows) < 2:
        return
    shown = rows[:MOST_BARS]
    yield Bars(
        key=kind, title=of.words.say(f"chart.{kind}"), labels=[name for _, name, _ in shown],
        values=[n for *_, n in shown], lying=True,
        told="; ".join(f"{name}: {of.words.number(n, 0)}" for _, name, n in shown),
    )  # fmt: skip


def _heat(of: Material) -> Iterable[Heat]:
    field = of.volume.by_weekday_and_hour
    if not field:
        return
    words = of.words
    hours = range(min(hour for _, hour in field), max(hour for _, hour in field) + 1)
    last = max(5, *(day for day, _ in field))
    (day, hour), most = max(field.items(), key=lambda one: (one[1], one[0]))
    yield Heat(
        key="heat", title=words.say("chart.heat"), rows=[words.weekday(day) for day in range(1, last + 1)],
        columns=[f"{hour:02d}" for hour in hours],
        counts=[[field.get((day, hour), 0) for hour in hours] for day in range(1, last + 1)],
        told=words.say("told.heat", weekday=words.weekday(day), hour=f"{hour:02d}", n=words.number(most, 0)),
    )  # fmt: skip


def outcomes(of: Material) -> Section:
    """How visits ended."""
    words, endings = of.words, of.volume.by_ending
    rows = [(key, words.ending(key), n) for key, n in endings.items()]
    return Section(
        key="outcomes", title=words.say("section.outcomes"), note=words.say("note.outcomes"),
        charts=list(_lying(of, "ending", rows)), tables=(_counted(of, "ending", rows, sum(endings.values())),),
    )  # fmt: skip


def missing_papers(of: Material) -> Section:
    """What visitors did not bring: what to explain better."""
    words = of.words
    lacking = figures.lacking(of.days)
    visits = sum(of.volume.by_service.values())
    rows = [
        Row((words.form(one.form), one.lacked, one.lacked / visits, one.missing), Selection("lacked", one.form))
        for one in lacking
    ]
    bars = _lying(of, "missing", [(one.form, words.form(one.form), one.lacked) for one in lacking])
    columns = (
        title(words, "form", Kind.TEXT), title(words, "lacked"), title(words, "share", Kind.SHARE),
        title(words, "missing"),
    )  # fmt: skip
    table = Table(key="missing", title=words.say("table.missing"), columns=columns, rows=rows)
    return Section(
        key="missing", title=words.say("section.missing"), note=words.say("note.missing"), charts=list(bars),
        tables=(table,),
    )  # fmt: skip


def _told(of: Material, values: Iterable[object]) -> str:
    known = [value for value in values if isinstance(value, int)]
    if not known:
        return of.words.say("nothing")
    least, most = of.words.number(min(known), 0), of.words.number(max(known), 0)
    return of.words.say("told.from_to", least=least, most=most)
