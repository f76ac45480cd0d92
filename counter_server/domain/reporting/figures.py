"""Figures of a period from the facts of its days. What cannot be told is None, never a zero.

Everything is a count, a sum or a percentile over the union of the days, so the figures of a week are those of its days'
facts put together, whatever order they come in.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import tzinfo
from fractions import Fraction
from typing import NamedTuple, TypeVar

from .facts import CANCELLED, NEVER_CAME, UNSERVED, DayFacts, Foretold, Turn, Visit
from .selection import moment, step_key
from .spread import Share, Spread, spread

Key = TypeVar("Key", bound=Hashable)
FEWEST_TO_COMPARE = 10
"""Steps a member of staff must have served before her time is compared with others': of fewer, chance says more."""


class Volume(NamedTuple):
    """How many numbers were taken. Each mapping adds up to `tickets` but for what is `untold`."""

    tickets: int
    untold: int
    by_day: Mapping[str, int]
    by_service: Mapping[str, int]
    by_channel: Mapping[str, int]
    by_priority: Mapping[str, int]
    by_hospital: Mapping[str, int]
    by_hour: Mapping[int, int]
    by_weekday: Mapping[int, int]
    by_weekday_and_hour: Mapping[tuple[int, int], int]
    by_ending: Mapping[str, int]


class Promise(NamedTuple):
    """A step of a service under one standard time, and how long it took. `standard`: minutes, 0: none is known."""

    service: str
    step: str
    standard: int
    took: Spread
    kept: Share

    @property
    def key(self) -> str:
        """As `step_key`."""
        return f"{self.service}/{self.step}/{self.standard}"


class Member(NamedTuple):
    """What somebody of the staff did. `relative`: her time for the steps she served, over what all of the staff take
    for the same steps; 1 is as everybody, None where she served too few to say. Times are milliseconds."""

    staff: str
    served: int
    took: Spread | None
    relative: Fraction | None
    kept: Share
    days: int
    ready: int
    busy: int
    paused: int


class NoShows(NamedTuple):
    """Calls nobody answered: of a service's visits that were called, how many were once called in vain, and how many of
    these were served all the same."""

    called: int
    missed: int
    served_later: int


class Bookings(NamedTuple):
    """Numbers of whoever was not here yet: how many there are, came, were given up, and never came. What is left over
    is still awaited."""

    booked: int
    came: int
    cancelled: int
    never_came: int


class Lacking(NamedTuple):
    """A form of a paper: visitors who did not hold it when they took a number, and who were sent home for it."""

    form: str
    lacked: int
    missing: int


def volume(days: Sequence[DayFacts], zone: tzinfo) -> Volume:
    """Numbers taken, by everything they can be told apart by."""
    visits = [visit for day in days for visit in day.visits]
    untold = sum(day.untold for day in days)
    taken = [moment(visit, zone) for visit in visits]
    per_day: Counter[str] = Counter()
    for day in days:
        per_day[day.day] += len(day.visits) + day.untold
    return Volume(
        tickets=len(visits) + untold,
        untold=untold,
        by_day=dict(sorted(per_day.items())),
        by_service=_counted(visit.service for visit in visits),
        by_channel=_counted(visit.channel for visit in visits),
        by_priority=_counted(visit.priority for visit in visits),
        by_hospital=_counted(visit.hospital for visit in visits),
        by_hour=dict(sorted(Counter(at.hour for at in taken).items())),
        by_weekday=dict(sorted(Counter(at.isoweekday() for at in taken).items())),
        by_weekday_and_hour=dict(sorted(Counter((at.isoweekday(), at.hour) for at in taken).items())),
        by_ending=_counted(visit.ending for visit in visits),
    )


def waits(days: Iterable[DayFacts]) -> dict[str, list[int]]:
    """Service → how long its visitors waited for their first call, milliseconds."""
    return grouped(
        (visit for day in days for visit in day.visits if visit.wait is not None),
        lambda visit: visit.service, lambda visit: visit.wait or 0,
    )  # fmt: skip


def done_turns(days: Iterable[DayFacts]) -> list[Turn]:
    """Turns that have a service time."""
    return [turn for day in days for turn in day.turns if turn.is_done]


def promises(turns: Iterable[Turn]) -> list[Promise]:
    """By service, step and standard time."""
    found = []
    for _, group in sorted(grouped(turns, step_key, lambda turn: turn).items()):
        took = spread(turn.worked for turn in group)
        assert took is not None  # a group is never empty
        found.append(Promise(group[0].service, group[0].step, group[0].standard, took, kept(group)))
    return found


def kept(turns: Iterable[Turn]) -> Share:
    """Within the standard time, of those that have one."""
    asked = [turn.kept_promise for turn in turns if turn.kept_promise is not None]
    return Share(sum(asked), len(asked))


def members(days: Sequence[DayFacts]) -> list[Member]:
    """By key, everybody who signed in or served."""
    turns = done_turns(days)
    usual = {
        step: Fraction(sum(times), len(times))
        for step, times in grouped(turns, _same_work, lambda turn: turn.worked).items()
    }
    served = grouped(turns, lambda turn: turn.staff, lambda turn: turn)
    there = grouped((one for day in days for one in day.attendance), lambda one: one.staff, lambda one: one)
    found = []
    for staff in sorted(served.keys() | there.keys()):
        own = served.get(staff, [])
        here = there.get(staff, [])
        found.append(
            Member(
                staff=staff, served=len(own), took=spread(turn.worked for turn in own), relative=_relative(own, usual),
                kept=kept(own), days=len(here), ready=sum(one.ready for one in here),
                busy=sum(one.busy for one in here), paused=sum(one.paused for one in here),
            )
        )  # fmt: skip
    return found


def no_shows(days: Iterable[DayFacts]) -> dict[str, NoShows]:
    """By service."""
    called = [visit for day in days for visit in day.visits if visit.wait is not None]
    found = {}
    for service, visits in sorted(grouped(called, lambda visit: visit.service, lambda visit: visit).items()):
        missed = [visit for visit in visits if visit.no_shows]
        found[service] = NoShows(len(visits), len(missed), sum(_was_served(visit) for visit in missed))
    return found


def bookings(days: Iterable[DayFacts]) -> dict[str, Bookings]:
    """By channel."""
    booked = [visit for day in days for visit in day.visits if visit.was_booked]
    found = {}
    for channel, visits in sorted(grouped(booked, lambda visit: visit.channel, lambda visit: visit).items()):
        came = sum(visit.arrived > 0 for visit in visits)
        given_up = sum(visit.ending == CANCELLED and not visit.arrived for visit in visits)
        found[channel] = Bookings(len(visits), came, given_up, sum(visit.ending == NEVER_CAME for visit in visits))
    return found


def foretold(days: Iterable[DayFacts]) -> list[Foretold]:
    """What visitors were told of their wait, of those who were called."""
    return [told for day in days for told in day.foretold]


def lacking(days: Iterable[DayFacts]) -> list[Lacking]:
    """By form of a paper, the most often lacked first."""
    visits = [visit for day in days for visit in day.visits]
    lacked = Counter(form for visit in visits for form in visit.lacked)
    missing = Counter(form for visit in visits for form in visit.missing)
    forms = sorted(lacked.keys() | missing.keys(), key=lambda form: (-lacked[form], form))
    return [Lacking(form, lacked[form], missing[form]) for form in forms]


Noun = TypeVar("Noun")
Value = TypeVar("Value")


def grouped(
    nouns: Iterable[Noun], key: Callable[[Noun], Key], value: Callable[[Noun], Value]
) -> dict[Key, list[Value]]:
    """Values by key, in the order they come."""
    groups: dict[Key, list[Value]] = {}
    for noun in nouns:
        groups.setdefault(key(noun), []).append(value(noun))
    return groups


def _counted(keys: Iterable[str]) -> dict[str, int]:
    """The most frequent first; of equals, by name."""
    return dict(sorted(Counter(keys).items(), key=lambda one: (-one[1], one[0])))


def _same_work(turn: Turn) -> tuple[str, str]:
    return turn.service, turn.step


def _relative(own: Sequence[Turn], usual: Mapping[tuple[str, str], Fraction]) -> Fraction | None:
    expected = sum((usual[_same_work(turn)] for turn in own), Fraction(0))
    if len(own) < FEWEST_TO_COMPARE or not expected:
        return None
    return sum(turn.worked for turn in own) / expected


def _was_served(visit: Visit) -> bool:
    return visit.ending not in (*UNSERVED, "", "day_closed")
