"""A leaking bucket for each source of failures."""

from counter_server.web.failure_rates import MOST_SOURCES, FailureRates


def test_who_fails_seldom_never_waits() -> None:
    rates = FailureRates(a_minute=60)
    assert not any(rates.failed("kiosk-1", now=float(second)) for second in range(10_000))
    assert rates.full == {}


def test_who_fails_all_the_time_waits_until_enough_has_leaked() -> None:
    rates = FailureRates(a_minute=6)
    assert [rates.failed("him", now=0.0) for _ in range(7)] == [False] * 6 + [True]
    assert rates.seconds_left("him", now=0.0) == 11
    assert rates.seconds_left("him", now=9.5) == 1
    assert rates.seconds_left("him", now=10.0) == 0
    assert rates.failed("him", now=10.0), "and once more, at the first failure"
    assert rates.seconds_left("her", now=10.0) == 0


def test_whoever_never_comes_back_is_forgotten_by_whoever_does() -> None:
    rates = FailureRates(a_minute=5)
    for _ in range(6):
        rates.failed("him", now=0.0)
    assert rates.seconds_left("her", now=1.0) == 0
    assert rates.full, "he still waits"
    assert rates.seconds_left("her", now=60.0) == 0
    assert rates.full == {}, "and the ordinary life is cheap again"


def test_the_beginning_of_a_wait_is_told_once() -> None:
    rates = FailureRates(a_minute=5)
    assert [rates.failed("him", now=0.0) for _ in range(8)] == [False] * 5 + [True, False, False]


def test_whoever_owns_many_addresses_fills_no_memory_and_is_not_forgiven_by_it() -> None:
    rates = FailureRates(a_minute=5)
    for _ in range(6):
        rates.failed("him", now=0.0)
    for source in range(3 * MOST_SOURCES):
        rates.failed(source, now=1.0)
    assert len(rates._levels) <= MOST_SOURCES
    assert rates.seconds_left("him", now=1.0) > 0
