"""How often a PIN may be wrong, and whom that holds up."""

import pytest

from counter_server.domain.sign_in_limits import DAY, NOTHING, SECOND, Known, Limits, Tries, Wait, after_failure, wait

MINUTE = 60 * SECOND
LIMITS = Limits(wrong_pins=10, wrong_pins_of_strangers=30, lock=15 * MINUTE, familiar=30 * DAY)
NOW = 1_764_000_000_000
STRANGER: Known = (NOTHING, NOTHING, NOTHING)
AT_HOME: Known = (Tries(signed_in_at=NOW - DAY), NOTHING, NOTHING)
"""Signed in here yesterday."""


def after(known: Known, failures: int, *, at: int = NOW) -> Known:
    for _ in range(failures):
        known = after_failure(known, at, LIMITS)
    return known


@pytest.mark.parametrize(
    "failures, seconds", [(0, 0), (1, 0), (2, 0), (3, 2), (4, 4), (5, 8), (6, 16), (7, 32), (8, 64), (9, 128)]
)
def test_three_tries_are_free_and_each_further_one_waits_twice_as_long(failures: int, seconds: int) -> None:
    known = after(STRANGER, failures)
    held = wait(known, NOW, LIMITS)
    assert (held is None) == (seconds == 0)
    if held is not None:
        assert held == Wait(seconds + 1)
        assert wait(known, NOW + seconds * SECOND, LIMITS) is None


def test_the_tenth_locks_for_a_quarter_of_an_hour_and_what_follows_for_twice_as_long_up_to_a_day() -> None:
    known, at, minutes = STRANGER, NOW, []
    for _ in range(9):
        known = after(known, 10, at=at)
        minutes.append((known[0].locked_until - at) // MINUTE)
        at = known[0].locked_until + 1
    assert minutes == [15, 30, 60, 120, 240, 480, 960, 1440, 1440]


def test_where_she_is_at_home_a_lock_never_grows_beyond_two_hours() -> None:
    known, at, minutes = AT_HOME, NOW, []
    for _ in range(6):
        known = after(known, 10, at=at)
        minutes.append((known[0].locked_until - at) // MINUTE)
        at = known[0].locked_until + 1
    assert minutes == [15, 30, 60, 120, 120, 120]


def test_a_lock_says_so_and_ends() -> None:
    known = after(STRANGER, 10)
    assert wait(known, NOW + 14 * MINUTE, LIMITS) == Wait(61, locked=True)
    assert wait(known, NOW + 15 * MINUTE, LIMITS) is None


def test_one_address_cannot_lock_others_out_of_their_own_counters() -> None:
    """An attacker tries every name from his address: it is closed to him, and to nobody who works there."""
    of_address, of_person = NOTHING, NOTHING
    for _ in range(30):
        _, of_address, of_person = after_failure((NOTHING, of_address, of_person), NOW, LIMITS)
    assert wait((NOTHING, of_address, NOTHING), NOW, LIMITS) == Wait(15 * 60 + 1, locked=True)
    assert wait((NOTHING, NOTHING, of_person), NOW, LIMITS) == Wait(15 * 60 + 1, locked=True)
    assert wait((AT_HOME[0], of_address, of_person), NOW, LIMITS) is None


def test_wrong_pins_at_her_own_counter_close_nobody_elses() -> None:
    pair, of_address, of_person = after(AT_HOME, 10)
    assert pair.locked_until > NOW
    assert (of_address, of_person) == (NOTHING, NOTHING)


def test_an_address_stays_familiar_for_the_branchs_days() -> None:
    locked = Tries(locked_until=NOW + MINUTE)
    days_ago = [Tries(signed_in_at=NOW - days * DAY) for days in (29, 30)]
    assert [wait((pair, locked, locked), NOW, LIMITS) is None for pair in days_ago] == [True, False]


def test_a_right_pin_forgives_what_was_here_and_makes_it_familiar() -> None:
    assert after(STRANGER, 9)[0].succeeded(NOW) == Tries(signed_in_at=NOW)


def test_after_a_quiet_day_it_begins_anew() -> None:
    known = after(after(STRANGER, 9), 1, at=NOW + DAY + 1)
    assert known[0].failures == 1
    locked = after(STRANGER, 10)
    assert after(locked, 1, at=locked[0].locked_until + DAY + 1)[0].locks == 0


def test_tries_under_way_count_as_failed_until_they_are_not() -> None:
    assert wait(STRANGER, NOW, LIMITS, under_way=(2, 2, 2)) is None
    assert wait(STRANGER, NOW, LIMITS, under_way=(3, 3, 3)) is not None
    last_but_one = (NOTHING, Tries(failures=29, failed_at=NOW - DAY), NOTHING)
    assert wait(last_but_one, NOW, LIMITS) is None
    assert wait(last_but_one, NOW, LIMITS, under_way=(0, 1, 0)) is not None


def test_a_clock_set_back_lengthens_no_lock_beyond_a_day() -> None:
    known = after(STRANGER, 10)
    held = wait(known, NOW - 30 * DAY, LIMITS)
    assert held is not None
    assert held.seconds <= 24 * 3600 + 1
