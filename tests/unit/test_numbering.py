import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_server.domain.numbering import number, parse_number

letters = st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
a_series = st.one_of(st.just(""), letters)


@pytest.mark.parametrize(
    "letter, series, n, printed",
    [
        ("A", "", 1, "A-001"),
        ("A", "", 42, "A-042"),
        ("S", "", 999, "S-999"),
        ("A", "", 1000, "A-1000"),
        ("A", "", 12345, "A-12345"),
        ("A", "X", 1, "A-X01"),
        ("A", "X", 99, "A-X99"),
        ("A", "X", 100, "A-X100"),
    ],
)
def test_a_number_is_letter_dash_and_digits_that_grow_and_never_wrap(
    letter: str, series: str, n: int, printed: str
) -> None:
    assert number(letter, series, n) == printed


@given(letters, a_series, st.integers(1, 999_999_999))
def test_a_number_that_is_printed_can_be_read_back(letter: str, series: str, n: int) -> None:
    assert parse_number(number(letter, series, n)) == (letter, series, n)


@given(
    st.tuples(letters, a_series, st.integers(1, 20_000)),
    st.tuples(letters, a_series, st.integers(1, 20_000)),
)
def test_two_tickets_never_bear_the_same_number(one: tuple[str, str, int], other: tuple[str, str, int]) -> None:
    assert (number(*one) == number(*other)) == (one == other)


@given(letters, a_series, st.integers(1, 5_000))
def test_the_next_number_is_never_shorter(letter: str, series: str, n: int) -> None:
    assert len(number(letter, series, n + 1)) >= len(number(letter, series, n))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A",
        "A-",
        "A001",
        "A-1",
        "A-01",
        "A-000",
        "A-X00",
        "A-X1",
        "A-0042",
        "A-X001",
        "a-001",
        "A-001\n",
        " A-001",
        "A-\u0660\u0660\u0661",
        "A-\uff10\uff10\uff11",
        "AA-001",
        "A-XY01",
        "A-9999999999",
        "\u00c4-001",
    ],
)
def test_what_no_ticket_bears_is_no_number(text: str) -> None:
    assert parse_number(text) is None


@given(st.text(alphabet="AX-0129 \n", max_size=8))
def test_only_what_is_printed_that_way_is_read(text: str) -> None:
    read = parse_number(text)
    assert read is None or number(*read) == text
