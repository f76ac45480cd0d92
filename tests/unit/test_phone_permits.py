"""Who may take a ticket by phone, how often and for how long."""

import pytest

from counter_server.domain.refusals import TooManyTries
from counter_server.web.phone_permits import LASTS, MOST_OF_A_CODE, TICKETS_A_MINUTE, TICKETS_OF_A_CODE, Permit, Permits

KIOSK, HALL = "hash of its key", "192.0.2.1"


def permit(permits: Permits, now: float = 0.0, code: str = "CODE") -> Permit:
    found = permits.find(permits.open(KIOSK, code, "id", now), now)
    assert found is not None
    return found


def take(permits: Permits, permit: Permit, now: float, address: str = HALL) -> None:
    permits.count(permit, address, now)
    permit.page = "/t/page/id"


def test_a_permit_lasts_a_quarter_of_an_hour_and_no_longer() -> None:
    permits = Permits()
    name = permits.open(KIOSK, "CODE", "id", 0.0)
    assert permits.find(name, LASTS - 0.001) is not None
    assert permits.find(name, LASTS) is None
    assert permits.find("another", 0.0) is None


def test_a_code_lets_in_so_many_and_others_after_it_again() -> None:
    permits = Permits()
    for _ in range(MOST_OF_A_CODE):
        permit(permits)
    with pytest.raises(TooManyTries):
        permit(permits)
    permit(permits, code="OTHER")


def test_a_code_gives_so_many_tickets() -> None:
    permits = Permits()
    for n in range(TICKETS_OF_A_CODE):
        take(permits, permit(permits), 0.0, address=f"192.0.2.{n}")
    with pytest.raises(TooManyTries):
        take(permits, permit(permits), 0.0, address="198.51.100.1")


def test_an_address_gets_so_many_tickets_a_minute() -> None:
    permits = Permits()
    for n in range(TICKETS_A_MINUTE):
        take(permits, permit(permits, code=f"CODE{n}"), n * 1.0)
    with pytest.raises(TooManyTries):
        take(permits, permit(permits, code="LAST"), 59.0)
    take(permits, permit(permits, code="LAST"), 59.0, address="198.51.100.1")
    take(permits, permit(permits, code="LAST"), 60.5)


def test_what_is_repeated_counts_once() -> None:
    permits = Permits()
    one = permit(permits)
    for _ in range(2 * TICKETS_A_MINUTE):
        permits.count(one, HALL, 0.0)
    take(permits, permit(permits), 0.0)


def test_whoever_asks_counts_before_she_has_her_ticket() -> None:
    permits = Permits()
    for n in range(TICKETS_OF_A_CODE):
        permits.count(permit(permits), f"192.0.2.{n}", 0.0)
    with pytest.raises(TooManyTries):
        permits.count(permit(permits), "198.51.100.1", 0.0)


def test_what_is_over_is_forgotten() -> None:
    permits = Permits()
    for n in range(1000):
        take(permits, permit(permits, n * LASTS, code=f"CODE{n}"), n * LASTS, address=f"address {n}")
    kept = (len(permits._open), len(permits._opened), len(permits._taken), len(permits._lately))
    assert kept == (1, 1, 1, 1)
