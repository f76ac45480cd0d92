import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_server.protocol.numerals import by_table, digit_names, in_english, in_words, terbilang
from tests.listening import ONES, meant, meant_in_english


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
    assert "".join(str(ONES[word]) for word in digit_names(digits, "id")) == digits


KRAMA = {
    **dict(enumerate("nol setunggal kalih tiga sekawan gangsal enem pitu wolu sanga sedasa".split())),  # noqa: SIM905
    12: "kalih welas", 20: "kalih dasa", 21: "selikur", 25: "selangkung", 30: "tigang dasa", 100: "satus",
    200: "kalih atus", 1000: "sewu",
}  # fmt: skip
"""Part of the Javanese numbers, of which many have a name of their own."""


@pytest.mark.parametrize(
    "n, words",
    [
        (7, ["pitu"]),
        (21, ["selikur"]),
        (36, ["tigang dasa", "enem"]),
        (125, ["satus", "selangkung"]),
        (1236, ["sewu", "kalih atus", "tigang dasa", "enem"]),
        (200, ["kalih atus"]),
        (13, ["sedasa", "tiga"]),
        (47, []),
        (5000, []),
    ],
)
def test_a_table_says_its_own_numbers_and_what_is_made_of_them_and_no_others(n: int, words: list[str]) -> None:
    assert by_table(n, KRAMA) == words


@given(st.integers(0, 9999))
def test_what_a_table_says_of_a_number_adds_up_to_it(n: int) -> None:
    values = {words: number for number, words in KRAMA.items()}
    said = by_table(n, KRAMA)
    assert not said or sum(values[words] for words in said) == n
