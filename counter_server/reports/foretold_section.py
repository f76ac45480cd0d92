"""How right the waits were that visitors were told."""

from collections.abc import Iterator, Sequence

from counter_server.domain.forecast.accuracy import LAST, NAIVE, TOLD, Accuracy, accuracy, by_class
from counter_server.domain.reporting import figures
from counter_server.domain.reporting.selection import Selection

from .material import Material, title
from .section import Bars, Card, Kind, Row, Section, Table, Value
from .wording import MINUTE

WAYS = (TOLD, NAIVE, LAST)
EVERYBODY = ""
Told = Sequence[tuple[str, str, Accuracy]]
"""Class (EVERYBODY: all of them), way, figures."""


def foretold(of: Material) -> Section:
    """The range on the ticket beside the two simple ways, each held against what happened."""
    words = of.words
    found = figures.foretold(of.days)
    classes = {("priority" if klass else "regular"): ways for klass, ways in by_class(found).items()}
    whole = accuracy(found) if len(classes) != 1 else next(iter(classes.values()))
    apart = [(klass, way, ways[way]) for klass, ways in classes.items() for way in WAYS if way in ways]
    together = [(EVERYBODY, way, whole[way]) for way in WAYS if way in whole] if len(classes) > 1 else []
    columns = (
        title(words, "class", Kind.TEXT), title(words, "way", Kind.TEXT), title(words, "told"),
        title(words, "mae", Kind.MINUTES), title(words, "bias", Kind.MINUTES), title(words, "within", Kind.SHARE),
    )  # fmt: skip
    table = Table(
        key="foretold", title=words.say("table.foretold"), columns=columns, rows=list(_rows(of, [*apart, *together])),
        note=words.say("note.ways"),
    )  # fmt: skip
    return Section(
        key="foretold", title=words.say("section.foretold"), note=words.say("note.foretold"),
        cards=_cards(of, whole) if whole else (), charts=(_errors(of, apart),) if apart else (), tables=(table,),
    )  # fmt: skip


def _rows(of: Material, told: Told) -> Iterator[Row]:
    words = of.words
    for klass, way, one in told:
        cells = (
            words.klass(klass), words.say(f"way.{way}"), one.n, one.mae * MINUTE, one.bias * MINUTE, one.coverage
        )  # fmt: skip
        yield Row(cells, Selection("told", klass) if way == TOLD else None, at=2, is_total=klass == EVERYBODY)


def _cards(of: Material, whole: dict[str, Accuracy]) -> Sequence[Card]:
    words, told = of.words, whole[TOLD]
    missed = round(told.n * (1 - (told.coverage or 0)))
    simple = [
        Card(label=words.say(f"card.{way}"), value=_error(whole, way), kind=Kind.MINUTES,
             note=words.say(f"card.{way}_note"))
        for way in (NAIVE, LAST)
    ]  # fmt: skip
    return (
        Card(label=words.say("card.told"), value=_error(whole, TOLD), kind=Kind.MINUTES,
             note=words.say("card.told_note", n=words.number(told.n, 0))),
        Card(label=words.say("card.within"), value=told.coverage, kind=Kind.SHARE,
             note=words.say("card.within_note", n=words.number(missed, 0)), behind=Selection("beyond")),
        *simple,
    )  # fmt: skip


def _error(whole: dict[str, Accuracy], way: str) -> Value:
    return whole[way].mae * MINUTE if way in whole else None


def _errors(of: Material, told: Told) -> Bars:
    words = of.words
    labels = [f"{words.klass(klass)}: {words.say(f'way.{way}')}" for klass, way, _ in told]
    errors = [one.mae * MINUTE for *_, one in told]
    return Bars(
        key="foretold", title=words.say("chart.foretold"), labels=labels, values=errors, kind=Kind.MINUTES, lying=True,
        told="; ".join(
            f"{label}: {words.value(error, Kind.MINUTES)}" for label, error in zip(labels, errors, strict=True)
        ),
    )  # fmt: skip
