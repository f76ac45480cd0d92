"""A plan as the person in charge reads it: the question's form, the answer in a sentence, charts and tables. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from counter_server.domain.forecast.accuracy import LAST, NAIVE, TOLD, Outcome, by_class
from counter_server.domain.forecast.plan import PlanResult, TeamResult
from counter_server.domain.forecast.waits import Over, Waits
from counter_server.plan_charts import day_chart, teams_chart
from counter_server.planning import Asked, Wish
from counter_server.protocol.locale import Locale


@dataclass(frozen=True, slots=True)
class Choice:
    """A day to choose."""

    key: str
    words: str
    past: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A line of figures, ready to be read."""

    name: str
    cells: tuple[str, ...]
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The answer."""

    answer: str
    met: bool
    visitors: str
    teams: Sequence[Row]
    classes: Sequence[Row]
    teams_chart: str
    day_chart: str


def choices(past: Sequence[date], ahead: Sequence[date], locale: Locale) -> list[Choice]:
    """What may be asked about: weekdays to come, then days that were."""
    return [
        *(Choice(day.isoformat(), locale.date(day), past=False) for day in ahead),
        *(Choice(day.isoformat(), locale.date(day), past=True) for day in past),
    ]


def shown(wish: Wish, asked: Asked, result: PlanResult, locale: Locale, zone: tzinfo) -> Shown:
    """Charts first, tables below them."""
    say = locale.say
    chosen = next((team for team in result.teams if team.verifiers == wish.verifiers), result.teams[-1])
    facts = {"goal": percent(wish.goal), "within": wish.within}
    most = max(team.verifiers for team in result.teams)
    answer = (
        say("console.plan.not_enough", n=most, **facts)
        if result.enough is None
        else say("console.plan.enough", n=result.enough, **facts)
    )
    hours = [locale.time(datetime.fromtimestamp(one.at / 1000, zone)) for one in result.day]
    return Shown(
        answer=answer, met=result.enough is not None,
        visitors=say(
            "console.plan.replayed" if asked.day_known else "console.plan.expected",
            date=locale.date(wish.day), n=round(asked.visitors),
        ),
        teams=[_team(team, wish) for team in result.teams],
        classes=list(_classes(chosen, asked.recorded, locale)),
        teams_chart=teams_chart(
            result.teams, chosen=wish.verifiers, goal=wish.goal,
            title=say("console.plan.chart_teams", within=wish.within), below=say("console.plan.verifiers"),
        ),
        day_chart=day_chart(
            result.day, hours=hours, within=wish.within, title=say("console.plan.chart_day", n=wish.verifiers),
            below=say("console.plan.came_at"),
        ),
    )  # fmt: skip


def _team(team: TeamResult, wish: Wish) -> Row:
    every = team.everybody
    cells = (*_figures(every), _minutes(team.ends), percent(team.busy.middle))
    return Row(str(team.verifiers), cells, chosen=team.verifiers == wish.verifiers)


def _classes(team: TeamResult, recorded: Waits | None, locale: Locale) -> list[Row]:
    named: Mapping[str, Waits | None] = {
        "everybody": team.everybody, "regular": team.regular, "priority": team.priority, "recorded": recorded,
    }  # fmt: skip
    return [
        Row(locale.say(f"console.plan.{name}"), (str(round(waits.n)), *_figures(waits)))
        for name, waits in named.items()
        if waits is not None
    ]


def _figures(waits: Waits) -> tuple[str, ...]:
    return _minutes(waits.median), _minutes(waits.p90), _minutes(waits.longest), _share(waits.within)


def _minutes(figure: Over) -> str:
    return _ranged(round(figure.low), round(figure.middle), round(figure.high))


def _share(figure: Over) -> str:
    return f"{_ranged(*(round(one * 100) for one in (figure.low, figure.middle, figure.high)))} %"


def _ranged(low: int, middle: int, high: int) -> str:
    return f"{middle}" if low == high else f"{middle} ({low}–{high})"


def percent(share: float) -> str:
    """Without its sign of a fraction: 90 %."""
    return f"{round(share * 100)} %"


def accuracy_rows(outcomes: Sequence[Outcome], locale: Locale) -> list[Row]:
    """How right visitors were told, by class: how many, the mean error, the bias, the share within the range, and the
    mean error of the two simple ways."""
    rows = []
    for priority, ways in by_class(outcomes).items():
        told = ways[TOLD]
        others = [f"{ways[way].mae:.1f}" if way in ways else "–" for way in (NAIVE, LAST)]
        name = locale.say("console.plan.priority" if priority else "console.plan.regular")
        covered = "–" if told.coverage is None else percent(told.coverage)
        rows.append(Row(name, (str(told.n), f"{told.mae:.1f}", f"{told.bias:+z.1f}", covered, *others)))
    return [Row(row.name, tuple(_written(cell, locale) for cell in row.cells)) for row in rows]


def _written(figure: str, locale: Locale) -> str:
    """With this language's decimal sign."""
    return figure.replace(".", locale.say("common.written.decimal"))
