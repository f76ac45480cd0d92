"""Histograms, and how long tickets wait and are served."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_server.domain.ticket import Ticket
from counter_server.protocol.terms import Is
from counter_server.web.histogram import Histogram
from counter_server.web.measures import Visits
from counter_server.web.metrics import escaped, labelled

TICKET = Ticket(id=1, day="2026-11-23", letter="A", n=1, service="A", step="help", issued_at=0, arrived_at=0)


@given(st.lists(st.floats(0, 100), max_size=50))
def test_a_histogram_counts_each_once_and_every_bound_all_below_it(values: list[float]) -> None:
    histogram = Histogram((0.5, 1.0, 10.0))
    for value in values:
        histogram.observe(value)
    lines = dict(line.rsplit(" ", 1) for line in histogram.lines("x", 'a="b"'))
    assert int(lines['x_bucket{a="b",le="0.5"}']) == sum(value <= 0.5 for value in values)
    assert int(lines['x_bucket{a="b",le="10"}']) == sum(value <= 10 for value in values)
    assert int(lines['x_bucket{a="b",le="+Inf"}']) == int(lines['x_count{a="b"}']) == len(values)
    assert float(lines['x_sum{a="b"}']) == pytest.approx(sum(values), rel=1e-6, abs=1e-6)


def counted(
    visits: Visits,
) -> tuple[dict[tuple[str, str], tuple[int, float]], dict[tuple[str, str], tuple[int, float]]]:
    return (
        {step: (sum(one.counts), one.total) for step, one in visits.waits.items()},
        {step: (sum(one.counts), one.total) for step, one in visits.services.items()},
    )


def test_a_wait_and_a_service_are_counted_at_the_step_they_were_at() -> None:
    visits = Visits()
    moves = [
        (0, replace(TICKET)), (5_000, replace(TICKET, priority="elderly")),  # type: ignore[arg-type]
        (60_000, replace(TICKET, status=Is.CALLED)), (61_000, replace(TICKET, status=Is.CALLED, recalls=1)),
        (90_000, replace(TICKET, status=Is.SERVING)), (150_000, replace(TICKET, step="verification")),
        (160_000, replace(TICKET, step="verification", status=Is.CALLED)),
        (165_000, replace(TICKET, step="verification", status=Is.SERVING)),
        (365_000, replace(TICKET, step="verification", status=Is.FINISHED)),
    ]  # fmt: skip
    for at, ticket in moves:
        visits.happened(ticket, at)
    assert counted(visits) == (
        {("A", "help"): (1, 60.0), ("A", "verification"): (1, 10.0)},
        {("A", "help"): (1, 60.0), ("A", "verification"): (1, 200.0)},
    )


def test_a_held_ticket_called_back_has_waited_for_nobody() -> None:
    visits = Visits()
    for at, state in (
        (0, Is.WAITING),
        (10_000, Is.CALLED),
        (11_000, Is.SERVING),
        (20_000, Is.ON_HOLD),
        (900_000, Is.CALLED),
    ):
        visits.happened(replace(TICKET, status=state), at)
    assert counted(visits) == ({("A", "help"): (1, 10.0)}, {("A", "help"): (1, 9.0)})


def test_a_booked_visitor_waits_from_when_she_is_here_and_who_is_gone_is_forgotten() -> None:
    visits = Visits()
    for at, state in (
        (0, Is.BOOKED),
        (3_600_000, Is.WAITING),
        (3_630_000, Is.CALLED),
        (3_660_000, Is.NO_SHOW),
        (3_700_000, Is.WAITING),
        (3_701_000, Is.CANCELLED),
    ):
        visits.happened(replace(TICKET, status=state), at)
    assert counted(visits) == ({("A", "help"): (1, 30.0)}, {})
    assert visits._open == {}


def test_what_was_there_before_the_start_is_not_guessed() -> None:
    visits = Visits()
    visits.happened(replace(TICKET, status=Is.CALLED), 10)
    assert counted(visits) == ({}, {})


def test_a_label_s_value_may_be_anything() -> None:
    assert escaped('a"b\\c\nd') == 'a\\"b\\\\c\\nd'
    assert labelled({"a": 1, "b": 'x"'}) == 'a="1",b="x\\""'
