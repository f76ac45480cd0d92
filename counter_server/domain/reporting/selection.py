"""From a figure back to the tickets behind it: the same questions, asked of one visit."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import NamedTuple

from .facts import NEVER_CAME, DayFacts, Foretold, Turn, Visit


class Selection(NamedTuple):
    """`of`: which figure (a key of QUESTIONS); `value`: which row of it."""

    of: str
    value: str = ""


class Seen(NamedTuple):
    """A visit with its turns at a counter, and what its visitor was told of her wait, if anything."""

    day: str
    visit: Visit
    turns: Sequence[Turn]
    told: Foretold | None


def visits_of(days: Iterable[DayFacts]) -> Iterator[Seen]:
    """All of them, in the order of their numbers."""
    for day in days:
        turns: dict[int, list[Turn]] = {}
        for turn in day.turns:
            turns.setdefault(turn.visit, []).append(turn)
        told = {one.ticket: one for one in day.foretold}
        for visit in day.visits:
            yield Seen(day.day, visit, turns.get(visit.id, ()), told.get(visit.id))


Question = Callable[[Seen, str, tzinfo], bool]

QUESTIONS: Mapping[str, Question] = {
    "all": lambda seen, value, zone: True,
    "day": lambda seen, value, zone: seen.day.startswith(value),
    "service": lambda seen, value, zone: seen.visit.service == value,
    "channel": lambda seen, value, zone: seen.visit.channel == value,
    "priority": lambda seen, value, zone: seen.visit.priority == value,
    "hospital": lambda seen, value, zone: seen.visit.hospital == value,
    "hour": lambda seen, value, zone: str(moment(seen.visit, zone).hour) == value,
    "weekday": lambda seen, value, zone: str(moment(seen.visit, zone).isoweekday()) == value,
    "ending": lambda seen, value, zone: seen.visit.ending == value,
    "called": lambda seen, value, zone: seen.visit.wait is not None and value in ("", seen.visit.service),
    "no_show": lambda seen, value, zone: seen.visit.no_shows > 0 and value in ("", seen.visit.service),
    "told": lambda seen, value, zone: seen.told is not None and value in ("", klass(seen.told)),
    "beyond": lambda seen, value, zone: (
        seen.told is not None and not seen.told.is_within and value in ("", klass(seen.told))
    ),
    "booked": lambda seen, value, zone: seen.visit.was_booked and value in ("", seen.visit.channel),
    "never_came": lambda seen, value, zone: seen.visit.ending == NEVER_CAME and value in ("", seen.visit.channel),
    "lacked": lambda seen, value, zone: value in seen.visit.lacked,
    "missing": lambda seen, value, zone: value in seen.visit.missing,
    "step": lambda seen, value, zone: any(step_key(turn) == value for turn in seen.turns if turn.is_done),
    "late": lambda seen, value, zone: any(
        step_key(turn) == value for turn in seen.turns if turn.kept_promise is False
    ),
    "staff": lambda seen, value, zone: any(turn.staff == value for turn in seen.turns if turn.is_done),
}  # fmt: skip
"""Figure → whether a visit is among those it counts."""


def klass(told: Foretold) -> str:
    """Of the queue she was told of."""
    return "priority" if told.priority else "regular"


def step_key(turn: Turn) -> str:
    """Service, step and standard minutes: `A/verification/15`."""
    return f"{turn.service}/{turn.step}/{turn.standard}"


def moment(visit: Visit, zone: tzinfo) -> datetime:
    """When the number was taken, on the branch's wall."""
    return datetime.fromtimestamp(visit.issued / 1000, zone)


def selected(days: Iterable[DayFacts], selection: Selection, zone: tzinfo) -> list[Seen]:
    """The visits a figure counts. KeyError for a figure there is not."""
    question = QUESTIONS[selection.of]
    return [seen for seen in visits_of(days) if question(seen, selection.value, zone)]
