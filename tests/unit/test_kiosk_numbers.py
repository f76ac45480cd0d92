from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.number_check import NumberCheck, check_number
from kiosk.scanner import Scanner

WOMAN = "1871064512900003"
TOO_LONG = f"{WOMAN}1"


@pytest.mark.parametrize(
    "key, digits, expected",
    [
        ("nik", "", NumberCheck(16, "")),
        ("nik", "1871064", NumberCheck(9, "")),
        ("nik", WOMAN, NumberCheck(0, "")),
        ("nik", "3174064512900003", NumberCheck(0, "")),  # first registered elsewhere: nothing is said of it
        ("nik", "1871068", NumberCheck(9, "day", {"found": "8…"})),  # 81 to 99 is nobody's day
        ("nik", "18710600", NumberCheck(8, "day", {"found": "00"})),
        ("nik", "18710632", NumberCheck(8, "day", {"found": "32"})),
        ("nik", "1871067", NumberCheck(9, "")),  # 71 is the 31st, of a woman
        ("nik", "18710672", NumberCheck(8, "woman_day", {"found": "72", "day": "32"})),
        ("nik", "1871064513", NumberCheck(6, "month", {"found": "13"})),
        ("nik", "187106452", NumberCheck(7, "month", {"found": "2…"})),
        ("nik", "187106310", NumberCheck(7, "")),  # the 31st of a month not typed yet
        ("nik", "187106311", NumberCheck(7, "")),  # of October, or December
        ("nik", "1871063102", NumberCheck(6, "date", {"found": "31-02"})),  # of no year
        ("nik", "1871067102", NumberCheck(6, "date", {"found": "31-02"})),
        ("nik", "1871062902", NumberCheck(6, "")),
        ("nik", "187106290200", NumberCheck(4, "")),  # 2000 had a 29 February
        ("nik", "18710629021", NumberCheck(5, "")),  # so had 2012
        ("nik", "187106290201", NumberCheck(4, "date", {"found": "29-02-01"})),
        ("nik", "187106451290000", NumberCheck(1, "")),
        ("nik", "1871064512900000", NumberCheck(0, "serial")),
        ("kk", "18710645", NumberCheck(8, "day", {"found": "45"})),  # a family card adds nothing to the day
        ("kk", "1871060512200003", NumberCheck(0, "")),
    ],
)
def test_a_mistake_in_a_number_is_told_as_soon_as_it_is_certain(key: str, digits: str, expected: NumberCheck) -> None:
    assert check_number(key, digits) == expected


@pytest.mark.parametrize("length", range(17))
def test_a_good_number_is_never_called_wrong_while_it_is_typed(length: int) -> None:
    assert check_number("nik", WOMAN[:length]).mistake == ""


@cache
def beginnings(*, of_a_woman: bool = False) -> set[str]:
    """Of every date that two digits of a year can mean."""
    calendar = [date(2000, 1, 1) + timedelta(days=n) for n in range(36_525)]
    return {f"{day.day + 40 * of_a_woman:02d}{day:%m%y}"[:n] for day in calendar for n in range(7)}


@given(st.sampled_from(["nik", "kk"]), st.text("0123456789", min_size=6, max_size=12))
def test_a_date_is_called_impossible_exactly_where_no_date_begins_so(key: str, digits: str) -> None:
    begins = digits[6:]
    possible = begins in beginnings() or (key == "nik" and begins in beginnings(of_a_woman=True))
    assert (check_number(key, digits).mistake == "") == possible


class Hand:
    """Somebody, or something, that types; `now` is the time the scanner is told."""

    def __init__(self) -> None:
        self.now, self.digits = 0.0, ""
        self.scanner = Scanner(clock=lambda: self.now)

    def type(self, text: str, *, every: float) -> str:
        for character in text:
            self.digits = self.scanner.key(character, self.digits)[:16]
            self.now += every
        return self.digits


@pytest.mark.parametrize(
    "code",
    [WOMAN, f"]Q3{WOMAN}", f"]C1{WOMAN}", "1871 0645 1290 0003", "1871.0645.1290.0003", f" {WOMAN}"],
)
def test_a_scanned_number_takes_the_place_of_a_half_typed_one(code: str) -> None:
    hand = Hand()
    hand.type("9", every=5.0)
    assert hand.type(code, every=0.01) == WOMAN
    assert hand.scanner.end() is None


@pytest.mark.parametrize(
    "code",
    [
        "https://tte.kemendagri.go.id/verify?id=1871064512900003",
        "]Q1https://wa.me/6281234567890",
        TOO_LONG,
        "A-012",
        "١٨٧١٠٦٤٥١٢٩٠٠٠٠٣",
    ],
)
def test_a_code_that_is_no_number_leaves_what_stood_there(code: str) -> None:
    hand = Hand()
    hand.type("1871", every=1.0)
    stands = hand.type(code, every=0.01)
    assert hand.scanner.end() == "1871"
    assert stands == (code[:16] if code == TOO_LONG else "1871")


def test_a_code_is_known_to_be_none_before_its_end() -> None:
    hand = Hand()
    hand.type("ht", every=0.01)
    assert not hand.scanner.strays
    hand.type("t", every=0.01)
    assert hand.scanner.strays


def test_digits_typed_slowly_on_a_keyboard_are_added_one_by_one() -> None:
    hand = Hand()
    assert hand.type("1871", every=2.0) == "1871"
    assert hand.scanner.end() is None


def test_digits_typed_fast_are_added_to_those_that_stood_there() -> None:
    hand = Hand()
    hand.type("1871", every=2.0)
    assert hand.type("0645", every=0.05) == "18710645"


def test_two_codes_are_two_lines() -> None:
    hand = Hand()
    hand.type("A-012", every=0.01)
    hand.scanner.end()
    hand.digits = ""
    assert hand.type(WOMAN, every=0.01) == WOMAN
    assert hand.scanner.end() is None
