"""The survey's index, exactly: by the regulation's own example of a mistake, by its limits, by its laws."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_server.domain.survey import (
    FEWEST,
    SMALLEST_CROWD,
    Element,
    Grade,
    Marks,
    Standing,
    Tally,
    grade,
    ikm,
    kept_under,
    lowest,
    of_hundred,
    rounded,
    sample_size,
    shown_apart,
    standing,
    tallies,
)

marks = st.dictionaries(st.sampled_from(list(Element)), st.integers(1, 4))
everybody = st.lists(marks, max_size=40)
sizes = st.dictionaries(st.sampled_from(["", *"AKLS"]), st.integers(1, 40))


def naive(said: list[Marks]) -> Fraction | None:
    """By the regulation's words, element by element."""
    total = Fraction(0)
    for element in Element:
        given = [marks[element] for marks in said if element in marks]
        if not given:
            return None
        total += Fraction(sum(given), len(given)) * Fraction(1, 9)
    return total * 25


@given(everybody)
def test_the_index_is_the_plain_sum_of_ninths(said: list[Marks]) -> None:
    assert ikm(tallies(said)) == naive(said)


@given(everybody)
def test_the_index_lies_between_its_ends(said: list[Marks]) -> None:
    index = ikm(tallies(said))
    assert index is None or 25 <= index <= 100


@given(everybody, st.randoms())
def test_in_which_order_people_answer_does_not_matter(said: list[Marks], chance: Random) -> None:
    mixed = list(said)
    chance.shuffle(mixed)
    assert tallies(mixed) == tallies(said)


@given(everybody, everybody)
def test_two_groups_taken_together_are_one(some: list[Marks], others: list[Marks]) -> None:
    apart, together = (tallies(some), tallies(others)), tallies([*some, *others])
    assert {element: apart[0][element] + apart[1][element] for element in Element} == together


@pytest.mark.parametrize("mark, index", [(1, 25), (4, 100)])
def test_whoever_says_the_same_to_everything_gives_the_scale_s_end(mark: int, index: int) -> None:
    assert ikm(tallies([dict.fromkeys(Element, mark)])) == index


def test_an_element_nobody_has_answered_leaves_no_index() -> None:
    said = dict.fromkeys(Element, 3)
    del said[Element.FEE]
    assert ikm(tallies([said])) is None


def test_an_element_s_mean_is_over_those_who_answered_it() -> None:
    said: list[Marks] = [dict.fromkeys(Element, 4), {Element.TIME: 2}]
    assert tallies(said)[Element.TIME].mean == 3
    assert tallies(said)[Element.FEE].mean == 4


def test_a_ninth_is_a_ninth_and_not_eleven_hundredths() -> None:
    """The known mistake: with 0.11 for 1/9 a true 91.48 becomes 90.56."""
    sums = [915] * 7 + [914, 914]
    assert sum(sums) == 8233
    counted = {element: Tally(250, total) for element, total in zip(Element, sums, strict=True)}
    index = ikm(counted)
    assert index is not None
    assert rounded(index) == Decimal("91.48")
    assert rounded(Fraction(8233, 250) * Fraction("0.11") * 25) == Decimal("90.56")


@pytest.mark.parametrize(
    "value, of",
    [
        ("25.00", "D"), ("64.99", "D"), ("65.00", "C"), ("76.60", "C"), ("76.61", "B"), ("88.30", "B"), ("88.31", "A"),
        ("100.00", "A"),
    ],
)  # fmt: skip
def test_a_class_begins_and_ends_where_the_regulation_says(value: str, of: str) -> None:
    assert grade(Decimal(value)) is Grade(of)


def test_the_rounded_value_is_classed_not_the_exact_one() -> None:
    just_below = Fraction("76.605")
    assert grade(rounded(just_below)) is Grade.B
    assert grade(rounded(just_below - Fraction(1, 10**9))) is Grade.C


@given(st.fractions(min_value=25, max_value=100))
def test_rounding_is_half_up_to_two_decimals(value: Fraction) -> None:
    exact = Decimal(value.numerator * 10**40 // value.denominator).scaleb(-40)
    assert rounded(value) == exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_a_half_goes_up() -> None:
    assert rounded(Fraction("88.305")) == Decimal("88.31")
    assert rounded(Fraction("88.315")) == Decimal("88.32")
    assert str(rounded(Fraction(100))) == "100.00"


@pytest.mark.parametrize("visits, sample", [(0, 0), (1, 1), (100, 80), (500, 217), (1000, 278), (10_000, 370)])
def test_the_sample_is_krejcie_and_morgan_s(visits: int, sample: int) -> None:
    assert sample_size(visits) == sample


@given(st.integers(1, 10**9))
def test_a_sample_is_never_more_than_all_nor_more_than_384(visits: int) -> None:
    assert 0 < sample_size(visits) <= min(visits, 384)
    assert sample_size(visits) <= sample_size(visits + 1)


@pytest.mark.parametrize(
    "answers, visits, stands",
    [
        (0, 0, Standing.NONE), (0, 500, Standing.NONE), (1, 1, Standing.TOO_FEW), (9, 500, Standing.TOO_FEW),
        (10, 500, Standing.SHORT), (216, 500, Standing.SHORT), (217, 500, Standing.ENOUGH), (10, 10, Standing.ENOUGH),
    ],
)  # fmt: skip
def test_what_may_be_said_of_so_many_answers(answers: int, visits: int, stands: Standing) -> None:
    assert standing(answers, visits) is stands


def test_the_lowest_three_are_mended_first_and_an_unanswered_one_is_not_low() -> None:
    said = {Element.TIME: 1, Element.FACILITIES: 2, Element.CONDUCT: 2, Element.FEE: 4}
    assert lowest(tallies([said])) == [Element.TIME, Element.CONDUCT, Element.FACILITIES]
    assert lowest(tallies([])) == []


def test_an_element_is_told_on_the_index_s_scale() -> None:
    assert of_hundred(Fraction(1)) == 25
    assert of_hundred(Fraction(4)) == 100


@given(sizes)
def test_what_is_not_shown_cannot_be_told_from_what_is(groups: dict[str, int]) -> None:
    shown = shown_apart(groups)
    hidden = sum(size for name, size in groups.items() if name not in shown)
    assert all(groups[name] >= FEWEST for name in shown)
    assert hidden == 0 or hidden >= FEWEST or not shown


def test_a_small_group_takes_the_next_smallest_along() -> None:
    assert shown_apart({"A": 300, "K": 12, "L": 3}) == {"A"}
    assert shown_apart({"A": 300, "K": 12, "L": 10}) == {"A", "K", "L"}


@pytest.mark.parametrize(
    "visits, kept",
    [
        ({"A": 40, "L": SMALLEST_CROWD}, ("2026-11-23", "L")),
        ({"A": 40, "L": SMALLEST_CROWD - 1}, ("2026-11-23", "")),
        ({"L": SMALLEST_CROWD - 1}, ("2026-11-01", "")),
        ({}, ("2026-11-01", "")),
    ],
)
def test_an_answer_stands_among_others(visits: dict[str, int], kept: tuple[str, str]) -> None:
    assert kept_under("2026-11-23", "L", visits) == kept
