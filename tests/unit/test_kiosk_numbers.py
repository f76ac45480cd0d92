import pytest

from kiosk.number_check import NumberCheck, check_number
from kiosk.scanner import Scanner

WOMAN = "1871064512900003"


@pytest.mark.parametrize(
    "key, digits, expected",
    [
        ("nik", "", NumberCheck(16, "")),
        ("nik", "1871064", NumberCheck(9, "")),
        ("nik", WOMAN, NumberCheck(0, "")),
        ("nik", "1871068", NumberCheck(9, "day")),  # 81 to 99 is nobody's day
        ("nik", "18710600", NumberCheck(8, "day")),
        ("nik", "1871067", NumberCheck(9, "")),  # 71 is the 31st, of a woman
        ("nik", "18710672", NumberCheck(8, "day")),
        ("nik", "1871064513", NumberCheck(6, "month")),
        ("nik", "187106310", NumberCheck(7, "")),  # the 31st of a month not typed yet
        ("nik", "1871063102", NumberCheck(6, "")),
        ("nik", "187106310290", NumberCheck(4, "date")),
        ("nik", "187106290200", NumberCheck(4, "")),  # 2000 had a 29 February
        ("nik", "187106290201", NumberCheck(4, "date")),
        ("nik", "1871064512900000", NumberCheck(0, "serial")),
        ("kk", "18710645", NumberCheck(8, "day")),  # a family card adds nothing to the day
        ("kk", "1871060512200003", NumberCheck(0, "")),
    ],
)
def test_a_mistake_in_a_number_is_told_as_soon_as_it_is_certain(key: str, digits: str, expected: NumberCheck) -> None:
    assert check_number(key, digits) == expected


@pytest.mark.parametrize("length", range(17))
def test_a_good_number_is_never_called_wrong_while_it_is_typed(length: int) -> None:
    assert check_number("nik", WOMAN[:length]).mistake == ""


def test_a_scanned_number_takes_the_place_of_a_half_typed_one() -> None:
    now = [0.0]
    scanner = Scanner(clock=lambda: now[0])
    digits = scanner.key("9", "")
    now[0] = 5.0
    for digit in WOMAN:
        digits = scanner.key(digit, digits)[:16]
        now[0] += 0.01
    assert digits == WOMAN


def test_digits_typed_slowly_on_a_keyboard_are_added_one_by_one() -> None:
    now = [0.0]
    scanner = Scanner(clock=lambda: now[0])
    digits = ""
    for digit in "1871":
        digits = scanner.key(digit, digits)
        now[0] += 2.0
    assert digits == "1871"
