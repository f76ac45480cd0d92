"""The periods of the survey: by their keys and their days, without a gap."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_server.domain.survey_period import parsed, period_of, recent
from counter_server.protocol.terms import SurveySpan

days = st.dates(date(2001, 1, 1), date(2900, 12, 31))
spans = st.sampled_from(list(SurveySpan))


@pytest.mark.parametrize(
    "key, first, last",
    [
        ("2026", "2026-01-01", "2026-12-31"), ("2026-H1", "2026-01-01", "2026-06-30"),
        ("2026-H2", "2026-07-01", "2026-12-31"), ("2026-Q3", "2026-07-01", "2026-09-30"),
        ("2026-02", "2026-02-01", "2026-02-28"), ("2028-02", "2028-02-01", "2028-02-29"),
    ],
)  # fmt: skip
def test_a_period_is_known_by_its_key(key: str, first: str, last: str) -> None:
    period = parsed(key)
    assert period is not None
    assert (period.key, period.first.isoformat(), period.last.isoformat()) == (key, first, last)


@pytest.mark.parametrize(
    "text", ["", "x", "2026-", "2026-H3", "2026-Q0", "2026-13", "2026-1", "26", "1999", "٢٠٢٦", "9" * 400, "2026-h1"]
)
def test_nothing_else_is_a_period(text: str) -> None:
    assert parsed(text) is None


@given(days, spans)
def test_every_day_lies_in_its_period_and_the_one_before_ends_the_day_before(day: date, span: SurveySpan) -> None:
    period = period_of(day, span)
    assert period.first <= day <= period.last
    assert period.before.last == period.first - timedelta(days=1)
    assert parsed(period.key) == period


def test_the_running_one_comes_first() -> None:
    keys = [period.key for period in recent(date(2026, 2, 3), SurveySpan.QUARTER, 3)]
    assert keys == ["2026-Q1", "2025-Q4", "2025-Q3"]
