import pytest
from hypothesis import given
from hypothesis import strategies as st

from display.speech.numerals import digit_by_digit, in_english, in_words, terbilang

ONES = {
    "nol": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8,
    "sembilan": 9, "sepuluh": 10, "sebelas": 11,
}  # fmt: skip
ENGLISH = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "  # noqa: SIM905
        "seventeen eighteen nineteen".split()
    )
} | {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}


def meant(words: str) -> int:
    """The grammar of Indonesian numerals read the other way: belas adds ten, puluh, ratus and ribu multiply."""
    total = group = digit = 0
    for word in words.split():
        if word == "belas":
            group, digit = group + digit + 10, 0
        elif word in ("puluh", "ratus"):
            group, digit = group + digit * {"puluh": 10, "ratus": 100}[word], 0
        elif word == "seratus":
            group += 100
        elif word in ("ribu", "seribu"):
            total, group, digit = total + 1000 * (group + digit if word == "ribu" else 1), 0, 0
        else:
            digit = ONES[word]
    return total + group + digit


def meant_in_english(words: str) -> int:
    total = group = 0
    for word in words.replace("-", " ").split():
        if word == "thousand":
            total, group = group * 1000, 0
        elif word == "hundred":
            group *= 100
        else:
            group += ENGLISH[word]
    return total + group


@pytest.mark.parametrize(
    "n,words",
    [
        (0, "nol"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (21, "dua puluh satu"),
        (100, "seratus"),
        (101, "seratus satu"),
        (111, "seratus sebelas"),
        (123, "seratus dua puluh tiga"),
        (1000, "seribu"),
        (1001, "seribu satu"),
        (1200, "seribu dua ratus"),
        (11_000, "sebelas ribu"),
        (21_000, "dua puluh satu ribu"),
        (100_000, "seratus ribu"),
        (101_000, "seratus satu ribu"),
        (999_999, "sembilan ratus sembilan puluh sembilan ribu sembilan ratus sembilan puluh sembilan"),
    ],
)
def test_terbilang_says_a_number_as_indonesians_do(n: int, words: str) -> None:
    assert terbilang(n) == words


@given(st.integers(0, 999_999))
def test_terbilang_read_backwards_is_the_number(n: int) -> None:
    assert meant(terbilang(n)) == n


@given(st.integers(0, 999_999))
def test_one_of_a_unit_is_se_in_terbilang_and_never_satu(n: int) -> None:
    words = f" {terbilang(n)} "
    assert not any(f" satu {unit} " in words for unit in ("belas", "puluh", "ratus"))
    assert " satu ribu " not in words or n >= 2000


@pytest.mark.parametrize(
    "n,words", [(0, "zero"), (12, "twelve"), (21, "twenty-one"), (1200, "one thousand two hundred")]
)
def test_english_says_a_number_as_the_english_do(n: int, words: str) -> None:
    assert in_english(n) == words


@given(st.integers(0, 999_999))
def test_english_words_read_backwards_are_the_number(n: int) -> None:
    assert meant_in_english(in_english(n)) == n


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("n", [-1, 1_000_000])
def test_numbers_without_words_are_refused(n: int, language: str) -> None:
    with pytest.raises(ValueError, match=str(n)):
        in_words(n, language)


@given(st.text("0123456789", min_size=1, max_size=6))
def test_digits_are_said_one_by_one_with_every_zero(digits: str) -> None:
    assert "".join(str(ONES[word]) for word in digit_by_digit(digits, "id").split()) == digits
