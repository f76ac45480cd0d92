"""How long people waited, and how well the promise was kept."""

from counter_server.domain.reporting import figures
from counter_server.domain.reporting.selection import Selection
from counter_server.domain.reporting.spread import Spread, bins, spread

from .material import Material, title
from .section import Column, Distribution, Kind, Mark, Row, Section, Table, Value
from .wording import MINUTE

WAIT_BIN, WAIT_BINS = 5, 24
"""Minutes, and how many before the open one: two hours."""
PERCENT_BIN, PERCENT_BINS = 10, 20
"""Per cent of the standard time, and how many before the open one: twice the promise."""


def waiting(of: Material) -> Section:
    """From the number, or the check-in, to the first call."""
    words = of.words
    rows = [
        Row((words.service(letter), *_spread(spread(waits))), Selection("called", letter))
        for letter, waits in sorted(of.waits.items())
    ]
    whole = spread(of.all_waits)
    if len(rows) > 1:
        rows.append(Row((words.say("all_services"), *_spread(whole)), Selection("called"), is_total=True))
    columns = (title(words, "service", Kind.TEXT), title(words, "called"), *_columns(of))
    table = Table(key="waits", title=words.say("table.waits"), columns=columns, rows=rows)
    return Section(
        key="waiting", title=words.say("section.waiting"), note=words.say("note.waiting"),
        charts=[_waits(of, whole)] if whole else [], tables=(table,),
    )  # fmt: skip


def _waits(of: Material, whole: Spread) -> Distribution:
    words = of.words
    marks = tuple(
        Mark(at=length / MINUTE, label=words.say(f"mark.{name}", minutes=words.value(length, Kind.MINUTES)))
        for name, length in (("median", whole.median), ("p90", whole.p90))
    )
    return Distribution(
        key="waits", title=words.say("chart.waits"), told=", ".join(mark.label for mark in marks),
        edges=[str(WAIT_BIN * n) for n in range(WAIT_BINS + 1)], width=WAIT_BIN,
        counts=bins(of.all_waits, WAIT_BIN * MINUTE, WAIT_BINS), axis=words.say("axis.minutes"), marks=marks,
    )  # fmt: skip


def promise(of: Material) -> Section:
    """Each step against its standard time."""
    words = of.words
    found = figures.promises(of.turns)
    rows = [
        Row(
            (
                words.service(one.service), words.step(one.step), one.standard or None,
                *_spread(one.took), one.kept.value,
            ),
            Selection("step", one.key),
            at=3,
        )
        for one in found
    ]  # fmt: skip
    kept = figures.kept(of.turns)
    if len(rows) > 1:
        whole = _spread(spread(turn.worked for turn in of.turns))
        rows.append(Row((words.say("all_services"), "", None, *whole, kept.value), is_total=True))
    columns = (
        title(words, "service", Kind.TEXT), title(words, "step", Kind.TEXT), title(words, "standard"),
        title(words, "served"), *_columns(of), title(words, "kept", Kind.SHARE),
    )  # fmt: skip
    table = Table(key="promise", title=words.say("table.promise"), columns=columns, rows=rows)
    return Section(
        key="promise", title=words.say("section.promise"), note=words.say("note.promise"),
        charts=[_against_standard(of, kept.value)] if kept.of else [], tables=(table, _late(of, found)),
    )  # fmt: skip


def _late(of: Material, found: list[figures.Promise]) -> Table:
    words = of.words
    rows = [
        Row(
            (words.service(one.service), words.step(one.step), one.kept.of - one.kept.n, one.took.longest),
            Selection("late", one.key),
            at=2,
        )
        for one in found
        if one.kept.n < one.kept.of
    ]
    columns = (
        title(words, "service", Kind.TEXT), title(words, "step", Kind.TEXT), title(words, "late"),
        title(words, "longest", Kind.MINUTES),
    )  # fmt: skip
    return Table(key="late", title=words.say("table.late"), columns=columns, rows=rows)


def _against_standard(of: Material, kept: Value) -> Distribution:
    """All steps in one picture: each took so many per cent of its own standard time. Rounded up, so that whoever took
    exactly the standard time stands on the promise's side of the line."""
    words = of.words
    shares = [-(-turn.worked * 100 // (turn.standard * MINUTE)) for turn in of.turns if turn.standard]
    return Distribution(
        key="promise", title=words.say("chart.promise"),
        told=words.say("told.promise", share=words.value(kept, Kind.SHARE)),
        edges=[str(PERCENT_BIN * n) for n in range(PERCENT_BINS + 1)], width=PERCENT_BIN,
        counts=bins([max(0, share - 1) for share in shares], PERCENT_BIN, PERCENT_BINS),
        axis=words.say("axis.of_standard"), marks=(Mark(at=100, label=words.say("mark.standard")),),
    )  # fmt: skip


def _spread(of: Spread | None) -> tuple[Value, ...]:
    return (of.n, of.median, of.p90, of.p95, of.longest) if of else (0, None, None, None, None)


def _columns(of: Material) -> tuple[Column, ...]:
    return tuple(title(of.words, name, Kind.MINUTES) for name in ("median", "p90", "p95", "longest"))
