"""Staff, calls nobody answered, and machines."""

from fractions import Fraction

from counter_server.domain.reporting import figures, machine_figures
from counter_server.domain.reporting.selection import Selection

from .material import Material, title
from .section import Bars, Column, Kind, Row, Section, Table


def staff(of: Material) -> Section:
    """What each did, and how that compares with what the same work takes for all."""
    words = of.words
    there = [one for one in figures.members(of.days) if one.served or one.busy or one.ready or one.paused]
    found = sorted(there, key=lambda one: (-one.served, one.staff))
    rows = [
        Row(
            (
                words.member(one.staff), one.days or None, one.served, one.took and one.took.median,
                one.relative, one.kept.value, *((one.busy, one.ready, one.paused) if one.days else (None,) * 3),
            ),
            Selection("staff", one.staff),
            at=2,
        )
        for one in found
    ]  # fmt: skip
    columns = (
        title(words, "staff", Kind.TEXT), title(words, "days"), title(words, "served"),
        title(words, "median", Kind.MINUTES), title(words, "index", Kind.TIMES), title(words, "kept", Kind.SHARE),
        title(words, "busy", Kind.HOURS), title(words, "ready", Kind.HOURS), title(words, "paused", Kind.HOURS),
    )  # fmt: skip
    table = Table(
        key="staff", title=words.say("table.staff"), columns=columns, rows=rows,
        note=words.say("note.index", n=figures.FEWEST_TO_COMPARE),
    )  # fmt: skip
    served = [one for one in found if one.served]
    chart = Bars(
        key="staff", title=words.say("chart.staff"), labels=[words.member(one.staff) for one in served],
        values=[one.served for one in served], lying=True,
        told="; ".join(f"{words.member(one.staff)}: {words.number(one.served, 0)}" for one in served),
    )  # fmt: skip
    return Section(
        key="staff", title=words.say("section.staff"), note=words.say("note.staff"),
        charts=(chart,) if len(served) > 1 else (), tables=(table,),
    )  # fmt: skip


def no_shows(of: Material) -> Section:
    """Calls nobody answered."""
    words = of.words
    found = figures.no_shows(of.days)
    rows = [
        Row(_no_shows(words.service(letter), one), Selection("no_show", letter), at=2) for letter, one in found.items()
    ]
    if len(rows) > 1:
        whole = figures.NoShows(*(sum(one[n] for one in found.values()) for n in range(3)))
        rows.append(Row(_no_shows(words.say("all_services"), whole), Selection("no_show"), at=2, is_total=True))
    columns = (
        title(words, "service", Kind.TEXT), title(words, "called"), title(words, "no_shows"),
        title(words, "share", Kind.SHARE), title(words, "served_later"),
    )  # fmt: skip
    table = Table(key="no-shows", title=words.say("table.no_shows"), columns=columns, rows=rows)
    booked = _bookings(of)
    return Section(
        key="no-shows", title=words.say("section.no_shows"), note=words.say("note.no_shows"),
        tables=(table, booked) if booked.rows else (table,),
    )  # fmt: skip


def _bookings(of: Material) -> Table:
    words = of.words
    rows = [
        Row((words.channel(channel), *one, Fraction(one.never_came, one.booked)), Selection("booked", channel))
        for channel, one in figures.bookings(of.days).items()
    ]
    columns = (
        title(words, "channel", Kind.TEXT), title(words, "booked"), title(words, "came"), title(words, "cancelled"),
        title(words, "never_came"), title(words, "share", Kind.SHARE),
    )  # fmt: skip
    return Table(key="bookings", title=words.say("table.bookings"), columns=columns, rows=rows)


def _no_shows(name: str, one: figures.NoShows) -> tuple[str | int | Fraction, ...]:
    return name, one.called, one.missed, Fraction(one.missed, one.called), one.served_later


def machines(of: Material) -> Section:
    """For how much of the opening time each was heard, and what ailed them."""
    words = of.words
    available = machine_figures.availability(of.days)
    rows = [
        Row((one.device, one.watched, one.watched - one.heard if one.watched else None, one.share)) for one in available
    ]
    columns = (
        title(words, "device", Kind.TEXT), title(words, "watched", Kind.HOURS), title(words, "away", Kind.HOURS),
        title(words, "available", Kind.SHARE),
    )  # fmt: skip
    table = Table(key="machines", title=words.say("table.machines"), columns=columns, rows=rows)
    return Section(
        key="machines", title=words.say("section.machines"), note=words.say("note.machines"),
        tables=(table, _alarms(of)),
    )  # fmt: skip


def _alarms(of: Material) -> Table:
    words = of.words
    rows = [
        Row((words.alarm(code, part), words.subject(part, subject), times, lasted))
        for code, part, subject, times, lasted in machine_figures.alarms(of.days)
    ]
    columns: tuple[Column, ...] = (
        title(words, "alarm", Kind.TEXT), title(words, "subject", Kind.TEXT), title(words, "began"),
        title(words, "lasted", Kind.HOURS),
    )  # fmt: skip
    return Table(key="alarms", title=words.say("table.alarms"), columns=columns, rows=rows)
