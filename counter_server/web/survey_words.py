"""The survey in one language: its questions, and a period's figures as they are read. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from counter_server.domain.survey import (
    HIGHEST,
    LOWEST,
    Element,
    Grade,
    Standing,
    grade,
    ikm,
    lowest,
    of_hundred,
    rounded,
    sample_size,
    shown_apart,
    standing,
)
from counter_server.domain.survey_period import Period
from counter_server.operations.surveying import Asked
from counter_server.protocol.locale import Locale
from counter_server.protocol.terms import SurveySpan
from counter_server.storage.survey import Figures, Group


@dataclass(frozen=True, slots=True)
class Question:
    """One of the nine; `answers`: what each mark is called."""

    element: Element
    about: str
    asks: str
    answers: Sequence[tuple[int, str]]


def questions(words: Locale) -> list[Question]:
    """In the regulation's order."""
    return [
        Question(
            one, words.say(f"common.survey.element.{one}"), words.say(f"phone.survey.asks.{one}"),
            [(mark, words.say(f"phone.survey.answer.{one}.{mark}")) for mark in range(LOWEST, HIGHEST + 1)],
        )
        for one in Element
    ]  # fmt: skip


def written(value: Decimal, words: Locale) -> str:
    """As this language writes a number: 83,47."""
    return f"{value:.2f}".replace(".", words.say("common.survey.decimal"))


def counted(n: int, words: Locale) -> str:
    """As this language writes a number of people: 9.400."""
    return f"{n:,}".replace(",", {",": "."}.get(words.say("common.survey.decimal"), ","))


def named(period: Period, words: Locale) -> str:
    """`Semester 1 2026`, `November 2026`."""
    key = f"common.survey.period.{period.span}"
    month = words.say(f"common.month.{period.n}") if period.span is SurveySpan.MONTH else ""
    told = {"year": period.year, "n": period.n, "month": month}
    return words.say(key, **{name: told[name] for name in words.placeholders(key)})


@dataclass(frozen=True, slots=True)
class Value:
    """A value of 25 to 100, rounded, and its class. `part`: how much of its bar is filled, 0 to 1000."""

    exact: Decimal
    written: str
    grade: Grade
    grade_words: str

    @property
    def part(self) -> int:
        """How much of its bar is filled, in thousandths: the bar begins at 0, though nothing is below 25."""
        return int(self.exact * 10)


@dataclass(frozen=True, slots=True)
class ElementLine:
    """An element's bar; `value` is None while nobody has answered it. `low`: one of the three to mend first."""

    element: Element
    name: str
    answered: int
    value: Value | None
    low: bool


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A service, broken down."""

    name: str
    answers: int
    value: Value | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A period as it is read. Without figures (`elements` is empty) where there are too few answers."""

    period: Period
    period_words: str
    running: bool
    answers: int
    answers_words: str
    needed: int
    standing: Standing
    standing_words: str
    index: Value | None
    elements: Sequence[ElementLine]
    mend: Sequence[ElementLine]
    services: Sequence[GroupLine]
    channels: Sequence[str]
    """Where how many have answered: `Ponsel: 32`."""


def report(figures: Figures, period: Period, names: Mapping[str, str], words: Locale, today: date) -> Report:
    """What may be told of a period. `names`: of the services, by letter."""
    whole = figures.whole
    stands, needed = standing(whole.answers, figures.visits), sample_size(figures.visits)
    shows = stands in (Standing.SHORT, Standing.ENOUGH)
    key = f"phone.survey.report.standing_{stands}"
    told = {"n": counted(whole.answers, words), "needed": counted(needed, words)}
    visits = counted(figures.visits, words)
    elements = _elements(whole, words) if shows else []
    return Report(
        period=period, period_words=named(period, words), running=period.last >= today,
        answers=whole.answers, needed=needed, standing=stands,
        answers_words=words.say("phone.survey.report.answers_of", n=told["n"], visits=visits),
        standing_words=words.say(key, **{name: told[name] for name in words.placeholders(key)}),
        index=_index(whole, words) if shows else None, elements=elements,
        mend=_to_mend(whole, elements), services=_services(figures, names, words) if shows else [],
        channels=_channels(figures, words),
    )  # fmt: skip


def _value(exact: Decimal, words: Locale) -> Value:
    its = grade(exact)
    return Value(exact, written(exact, words), its, words.say(f"common.survey.grade.{its}"))


def _index(group: Group, words: Locale) -> Value | None:
    value = ikm(group.tallies)
    return _value(rounded(value), words) if value is not None else None


def _elements(group: Group, words: Locale) -> list[ElementLine]:
    low, lines = lowest(group.tallies), []
    for element in Element:
        tally = group.tallies[element]
        value = _value(rounded(of_hundred(tally.mean)), words) if tally.mean is not None else None
        name = words.say(f"common.survey.element.{element}")
        lines.append(ElementLine(element, name, tally.answered, value, element in low))
    return lines


def _to_mend(group: Group, lines: Sequence[ElementLine]) -> list[ElementLine]:
    by_element = {line.element: line for line in lines}
    return [by_element[element] for element in lowest(group.tallies) if element in by_element]


def _channels(figures: Figures, words: Locale) -> list[str]:
    there = [(channel, group.answers) for channel in Asked if (group := figures.channels.get(channel))]
    return [f"{words.say(f'common.survey.channel.{channel}')}: {counted(n, words)}" for channel, n in there]


def _services(figures: Figures, names: Mapping[str, str], words: Locale) -> list[GroupLine]:
    """Those that may be shown apart, and the others together; nothing where that would be the whole again."""
    known = {letter: group for letter, group in figures.services.items() if letter}
    others = figures.services.get("", Group())
    shown = shown_apart({letter: group.answers for letter, group in figures.services.items()}) - {""}
    lines = [GroupLine(names.get(one, one), known[one].answers, _index(known[one], words)) for one in sorted(shown)]
    rest = sum((group for letter, group in known.items() if letter not in shown), others)
    if lines and rest.answers:
        lines.append(GroupLine(words.say("phone.survey.report.other_service"), rest.answers, _index(rest, words)))
    return lines if len(lines) > 1 else []
