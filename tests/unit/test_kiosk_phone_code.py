"""The code a kiosk shows for phones."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_server.domain.phone_code import GOOD_FOR, LENGTH, is_code, minute_of
from counter_server.operations.callers import token_hash
from counter_server.web.phone_permits import shown_by
from kiosk.phone_code import address, changes_in, phone_code

PAGE = "https://antrean.example/k/"
AT = datetime(2026, 11, 23, 8, 0, 30, tzinfo=UTC)
keys = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=8, max_size=43)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2050, 1, 1), timezones=st.just(UTC))


@given(keys, moments, st.integers(0, GOOD_FOR - 1))
def test_the_server_knows_the_code_of_this_minute_and_of_the_one_before(key: str, at: datetime, ago: int) -> None:
    code = phone_code(key, at - timedelta(minutes=ago))
    assert shown_by({"lobi": token_hash(key)}, code, minute_of(at)) == "lobi"


@given(keys, moments, st.sampled_from([-1, GOOD_FOR, 60]))
def test_an_older_code_and_one_to_come_are_worth_nothing(key: str, at: datetime, ago: int) -> None:
    code = phone_code(key, at - timedelta(minutes=ago))
    assert shown_by({"lobi": token_hash(key)}, code, minute_of(at)) == ""


@given(keys, keys, moments)
def test_each_kiosk_has_a_code_of_its_own(one: str, another: str, at: datetime) -> None:
    assert (phone_code(one, at) == phone_code(another, at)) == (one == another)
    assert shown_by({"a": token_hash(one), "b": token_hash(f"{one}.")}, phone_code(one, at), minute_of(at)) == "a"


@given(keys, moments)
def test_a_code_is_short_and_of_the_letters_a_qr_code_packs_best(key: str, at: datetime) -> None:
    code = phone_code(key, at)
    assert len(code) == LENGTH == 16
    assert is_code(code)
    assert code == code.upper()
    assert key not in code


@pytest.mark.parametrize("text", ["", "A" * 15, "A" * 17, "a" * 16, "1" * 16, "/" * 16])
def test_nothing_else_is_one(text: str) -> None:
    assert not is_code(text)


def test_the_address_is_the_page_with_the_code_behind_it() -> None:
    assert address(PAGE, "a key", AT) == PAGE + phone_code("a key", AT)
    assert address("", "a key", AT) == "", "a branch without a public address shows none"


@given(moments)
def test_the_kiosk_knows_when_it_changes(at: datetime) -> None:
    seconds = changes_in(at)
    assert 0 < seconds <= 60
    assert minute_of(at + timedelta(seconds=seconds + 0.001)) == minute_of(at) + 1
