"""Codes of machines that wait to be paired, on a clock the test turns."""

import pytest

from counter_server.domain.refusals import PairingCodeUnknown, TooManyTries
from counter_server.protocol.terms import Device
from counter_server.web.pairings import LASTS_SECONDS, MOST_BEGUN_EACH, MOST_OPEN, MOST_OPEN_EACH, Pairings, plain

SECRET = b"a secret of thirty-two bytes....."


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pairings(clock: Clock) -> Pairings:
    return Pairings(SECRET, clock)


def test_a_code_is_good_for_ten_minutes_and_no_longer(pairings: Pairings, clock: Clock) -> None:
    begun = pairings.begin(Device.KIOSK, "10.0.0.7")
    hashed = pairings.key_hash(begun.secret)
    clock.now = LASTS_SECONDS - 1
    assert pairings.seconds_left(hashed) == 1
    clock.now = LASTS_SECONDS
    assert pairings.seconds_left(hashed) == 0
    with pytest.raises(PairingCodeUnknown):
        pairings.take(begun.code)


def test_a_code_that_was_taken_is_gone_until_it_is_put_back(pairings: Pairings) -> None:
    begun = pairings.begin(Device.DISPLAY, "10.0.0.7")
    taken = pairings.take(begun.code)
    assert (taken.kind, taken.key_hash) == (Device.DISPLAY, pairings.key_hash(begun.secret))
    with pytest.raises(PairingCodeUnknown):
        pairings.take(begun.code)
    pairings.put_back(taken)
    assert pairings.take(begun.code) == taken


def test_the_key_of_a_claim_is_another_on_another_server(pairings: Pairings, clock: Clock) -> None:
    begun = pairings.begin(Device.KIOSK, "10.0.0.7")
    other = Pairings(b"another secret of thirty-two byte", clock)
    assert other.key_hash(begun.secret) != pairings.key_hash(begun.secret)


def test_an_office_behind_one_address_pairs_all_its_machines_on_one_morning(pairings: Pairings, clock: Clock) -> None:
    shown = [pairings.begin(Device.KIOSK, "10.0.0.7") for _ in range(8)]
    shown += [pairings.begin(Device.DISPLAY, "10.0.0.7") for _ in range(18)]
    for restarted in (0, 9, 25):
        clock.now += 60
        shown[restarted] = pairings.begin(Device.KIOSK, "10.0.0.7")
    assert [pairings.take(begun.code).key_hash for begun in shown] == [pairings.key_hash(one.secret) for one in shown]


def test_many_addresses_together_open_no_more_than_there_is_room_for(pairings: Pairings, clock: Clock) -> None:
    for n in range(MOST_OPEN):
        pairings.begin(Device.KIOSK, f"10.0.0.{n // MOST_OPEN_EACH}")
    with pytest.raises(TooManyTries) as refused:
        pairings.begin(Device.KIOSK, "10.0.1.1")
    clock.now = float(refused.value.facts["seconds"])
    assert pairings.begin(Device.KIOSK, "10.0.1.1").code


def test_whoever_waited_may_begin_again(pairings: Pairings, clock: Clock) -> None:
    for _ in range(MOST_BEGUN_EACH):
        pairings.begin(Device.KIOSK, "10.0.0.7")
    with pytest.raises(TooManyTries) as refused:
        pairings.begin(Device.KIOSK, "10.0.0.7")
    assert pairings.begin(Device.KIOSK, "10.0.0.8").code
    clock.now = float(refused.value.facts["seconds"])
    assert pairings.begin(Device.KIOSK, "10.0.0.7").code


@pytest.mark.parametrize("typed", ["K7R4MX", "k7r4mx", "K7R-4MX", " k7r 4mx ", "k7r–4mx"])
def test_a_code_is_the_same_however_it_is_typed(typed: str) -> None:
    assert plain(typed) == "K7R4MX"
