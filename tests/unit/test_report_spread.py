"""Percentiles by the nearest rank, bins, and the figures of several days put together."""

from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from counter_server.domain.reporting import figures, machine_figures
from counter_server.domain.reporting.facts import Attendance, DayFacts, Foretold, Machine, Turn, Visit
from counter_server.domain.reporting.spread import Share, bins, percentile, spread
from tests.slow_report import ZONE

LENGTHS = st.lists(st.integers(0, 10**7), min_size=1, max_size=60)


@given(LENGTHS, st.integers(1, 100))
def test_a_percentile_is_the_smallest_value_that_so_many_do_not_exceed(values: list[int], percent: int) -> None:
    found = percentile(sorted(values), percent)

    def covers(value: int) -> bool:
        return 100 * sum(one <= value for one in values) >= percent * len(values)

    assert found in values
    assert covers(found)
    assert not any(covers(value) for value in values if value < found)


@given(LENGTHS)
def test_percentiles_are_in_order_and_do_not_depend_on_it(values: list[int]) -> None:
    found = spread(values)
    assert found is not None
    assert found == spread(reversed(values)) == spread(sorted(values))
    assert min(values) <= found.median <= found.p90 <= found.p95 <= found.longest == max(values)


def test_of_nothing_nothing_is_told() -> None:
    assert spread([]) is None
    assert Share(0, 0).value is None
    assert Share(0, 3).value == 0


def test_the_textbook_s_example() -> None:
    assert [percentile([15, 20, 35, 40, 50], percent) for percent in (5, 30, 40, 50, 100)] == [15, 20, 20, 35, 50]


@given(LENGTHS, st.integers(1, 10**6), st.integers(1, 30))
def test_every_value_falls_into_one_bin(values: list[int], width: int, last: int) -> None:
    counts = bins(values, width, last)
    assert sum(counts) == len(values)
    assert counts[last] == sum(value >= width * last for value in values)
    assert counts[0] == sum(value < width for value in values)


VISITS = st.builds(
    Visit, id=st.integers(1, 10**6), service=st.sampled_from("AKLS"), channel=st.sampled_from(("kiosk", "phone")),
    priority=st.sampled_from(("none", "elderly")), hospital=st.sampled_from(("", "rs-1")),
    issued=st.integers(1_790_000_000_000, 1_790_600_000_000), arrived=st.just(1_790_000_000_000),
    called=st.one_of(st.just(0), st.integers(1_790_000_000_000, 1_790_010_000_000)), ended=st.just(0),
    ending=st.sampled_from(("", "complete", "no_show")), lacked=st.sampled_from(((), ("kk/copy",))),
    missing=st.sampled_from(((), ("kk/copy",))), no_shows=st.integers(0, 2),
)  # fmt: skip
TURNS = st.builds(
    Turn, visit=st.integers(1, 10**6), service=st.sampled_from("AK"), step=st.sampled_from(("help", "verification")),
    standard=st.sampled_from((0, 10, 15)), staff=st.sampled_from(("verifier-1", "extra-1")), counter=st.just("loket-1"),
    queued=st.just(0), called=st.just(1), started=st.integers(0, 1), ended=st.just(2), worked=st.integers(1, 10**7),
    end=st.sampled_from(("finish", "hold", "forward")), outcome=st.just(""),
)  # fmt: skip
ATTENDANCE = st.builds(Attendance, st.sampled_from(("verifier-1", "extra-1")), *[st.integers(0, 10**7)] * 3)
MACHINES = st.builds(Machine, st.just("kiosk-1"), st.integers(10**6, 10**7), st.integers(0, 10**6))
FORETOLD = st.builds(
    Foretold, ticket=st.integers(1, 10**6), at=st.just(0), called=st.integers(0, 10**7), priority=st.booleans(),
    method=st.just("formula"), low=st.just(5.0), high=st.just(20.0), naive=st.none(), last_to_enter=st.just(3.5),
)  # fmt: skip
DAYS = st.lists(
    st.builds(
        DayFacts, day=st.dates().map(str), opened=st.just(1), visits=st.lists(VISITS, max_size=4).map(tuple),
        turns=st.lists(TURNS, max_size=12).map(tuple), attendance=st.lists(ATTENDANCE, max_size=2).map(tuple),
        machines=st.lists(MACHINES, max_size=1).map(tuple), alarms=st.just(()), untold=st.integers(0, 1),
        foretold=st.lists(FORETOLD, max_size=3).map(tuple),
    ),
    max_size=4,
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(DAYS)
def test_the_figures_of_a_week_are_those_of_its_days_facts_put_together(days: list[DayFacts]) -> None:
    kinds = ("visits", "turns", "attendance", "machines", "alarms", "foretold")
    parts: dict[str, Any] = {kind: tuple(one for day in days for one in getattr(day, kind)) for kind in kinds}
    whole = DayFacts(day="2026-11-23", opened=1, untold=sum(day.untold for day in days), **parts)
    for told in (days, days[::-1]):
        apart, together = figures.volume(told, ZONE), figures.volume([whole], ZONE)
        assert apart._replace(by_day={}) == together._replace(by_day={})
        assert sum(apart.by_day.values()) == sum(together.by_day.values())
        assert figures.no_shows(told) == figures.no_shows([whole])
        assert figures.lacking(told) == figures.lacking([whole])
        assert figures.promises(figures.done_turns(told)) == figures.promises(figures.done_turns([whole]))
        assert [one._replace(days=0) for one in figures.members(told)] == [
            one._replace(days=0) for one in figures.members([whole])
        ]
        assert machine_figures.availability(told) == machine_figures.availability([whole])
        assert sorted(figures.foretold(told)) == sorted(figures.foretold([whole]))
        assert figures.bookings(told) == figures.bookings([whole])
        waits = (figures.waits(told), figures.waits([whole]))
        assert [{of: sorted(found) for of, found in one.items()} for one in waits] == [
            {of: sorted(found) for of, found in waits[1].items()}
        ] * 2


def turn(staff: str, service: str, minutes: int) -> Turn:
    return Turn(1, service, "verification", 15, staff, "loket-1", 0, 1, 1, 2, minutes * 60_000, "finish", "complete")


def test_whoever_has_the_long_services_is_not_slower_for_it() -> None:
    """Both take as long as the other for the same work, one of them does more of the longer kind."""
    turns = [turn("hers", "A", 20)] * 9 + [turn("hers", "K", 5)] + [turn("his", "A", 20)] + [turn("his", "K", 5)] * 9
    hers, his = figures.members([DayFacts("2026-11-23", 1, turns=tuple(turns))])
    assert hers.took is not None
    assert his.took is not None
    assert hers.took.median > his.took.median
    assert hers.relative == his.relative == 1


def test_of_too_few_steps_nobody_is_compared() -> None:
    (one,) = figures.members([DayFacts("2026-11-23", 1, turns=tuple([turn("hers", "A", 20)] * 9))])
    assert one.relative is None
    (one,) = figures.members([DayFacts("2026-11-23", 1, turns=tuple([turn("hers", "A", 20)] * 10))])
    assert one.relative == Fraction(1)
