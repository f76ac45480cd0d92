"""NIK and family card number against field guide 2. Every number here is invented."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_server.domain.identity import Kk, Nik, Region, district_name, districts_from_csv
from counter_server.domain.refusals import KkMalformed, NikMalformed, Refusal

TODAY = date(2026, 11, 23)

regions = st.from_regex(r"[0-9]{6}", fullmatch=True)
serials = st.integers(1, 9999)
real_days = st.dates(date(1930, 1, 1), date(2026, 12, 31))
between = st.text(alphabet=" .-\t\n\u00a0\u2013", max_size=3)


def written(region: str, day: date, serial: int, *, plus: int = 0) -> str:
    return f"{region}{day.day + plus:02d}{day:%m%y}{serial:04d}"


niks = st.builds(written, regions, real_days, serials, plus=st.sampled_from([0, 40]))
kks = st.builds(written, regions, real_days, serials)


@given(niks, st.lists(between, min_size=17, max_size=17))
def test_a_nik_that_parses_prints_back_the_same_however_it_was_typed(digits: str, gaps: list[str]) -> None:
    typed = "".join(gap + digit for gap, digit in zip(gaps, [*digits, ""], strict=True))
    assert str(Nik.parse(typed)) == digits
    assert Nik.parse(str(Nik.parse(typed))) == Nik.parse(digits)


@given(kks)
def test_a_family_card_number_that_parses_prints_back_the_same(digits: str) -> None:
    assert str(Kk.parse(digits)) == digits


@given(regions, real_days, serials, st.booleans())
def test_a_nik_tells_region_sex_birth_and_serial(region: str, born: date, serial: int, female: bool) -> None:
    nik = Nik.parse(written(region, born, serial, plus=40 if female else 0))
    assert nik.region == f"{region[:2]}.{region[2:4]}.{region[4:]}"
    assert nik.sex == ("female" if female else "male")
    assert (nik.birth_day, nik.birth_month, nik.birth_year2) == (born.day, born.month, born.year % 100)
    assert nik.serial == serial


@given(real_days, st.sampled_from([0, 40]), st.dates(date(2027, 1, 1), date(2049, 1, 1)))
def test_the_true_birth_date_is_among_the_possible_ones_and_none_is_ahead(born: date, plus: int, today: date) -> None:
    possible = Nik.parse(written("187101", born, 1, plus=plus)).birth_dates(today)
    assert born in possible
    assert list(possible) == sorted(set(possible))
    assert all(day <= today and (day.day, day.month, day.year % 100) == _short(born) for day in possible)


def _short(day: date) -> tuple[int, int, int]:
    return day.day, day.month, day.year % 100


@pytest.mark.parametrize(
    "ddmmyy, possible",
    [
        ("170845", [date(1945, 8, 17)]),
        ("170826", [date(1926, 8, 17), date(2026, 8, 17)]),
        ("241126", [date(1926, 11, 24)]),
        ("290296", [date(1996, 2, 29)]),
        ("290200", [date(2000, 2, 29)]),
        ("290224", [date(1924, 2, 29), date(2024, 2, 29)]),
        ("571245", [date(1945, 12, 17)]),
    ],
)
def test_the_century_is_not_in_the_number(ddmmyy: str, possible: list[date]) -> None:
    assert list(Nik.parse(f"187101{ddmmyy}0001").birth_dates(TODAY)) == possible


@pytest.mark.parametrize(
    "typed, part, found",
    [
        ("", "length", "0"),
        ("187101170845000", "length", "15"),
        ("18710117084500011", "length", "17"),
        ("187101170845000O", "digits", "O"),
        ("1871 0117 0845 000l", "digits", "l"),
        ("187101170845000\u0661", "digits", "\u0661"),
        ("\uff11871011708450001", "digits", "\uff11"),
        ("187101170845000\u00b2", "digits", "\u00b2"),
        ("187101170845000\ud800", "digits", ""),
        ("187101170845000\x00", "digits", ""),
        ("+187101170845001", "digits", "+"),
        ("1871010008450001", "day", "00"),
        ("1871013208450001", "day", "32"),
        ("1871014008450001", "day", "40"),
        ("1871017208450001", "day", "72"),
        ("1871018108450001", "day", "81"),
        ("1871019908450001", "day", "99"),
        ("1871011700450001", "month", "00"),
        ("1871011713450001", "month", "13"),
        ("1871013104450001", "date", "31-04"),
        ("1871017104450001", "date", "71-04"),
        ("1871013002450001", "date", "30-02"),
        ("1871012902450001", "date", "29-02"),
        ("1871016902230001", "date", "69-02"),
        ("1871011708450000", "serial", "0000"),
    ],
)
def test_what_can_be_no_nik_is_refused_with_the_part_that_is_wrong(typed: str, part: str, found: str) -> None:
    with pytest.raises(NikMalformed) as refused:
        Nik.parse(typed)
    assert refused.value.facts == {"part": part, "found": found}


@pytest.mark.parametrize(
    "typed, part, found",
    [
        ("1871010107140001 ", None, None),
        ("1871014107140001", "day", "41"),
        ("1871017107140001", "day", "71"),
        ("1871013102140001", "date", "31-02"),
        ("1871010113140001", "month", "13"),
        ("1871010107140000", "serial", "0000"),
        ("187101010714000", "length", "15"),
    ],
)
def test_a_family_card_adds_nothing_to_its_day(typed: str, part: str | None, found: str | None) -> None:
    if part is None:
        assert Kk.parse(typed).recorded_day == 1
        return
    with pytest.raises(KkMalformed) as refused:
        Kk.parse(typed)
    assert refused.value.facts == {"part": part, "found": found}


@pytest.mark.parametrize("day", [*range(1, 32), *range(41, 72)])
def test_every_day_the_registry_writes_is_taken(day: int) -> None:
    nik = Nik.parse(f"187101{day:02d}08450001")
    assert nik.birth_day == day - (40 if nik.sex == "female" else 0)


def refusal_of(kind: type[Nik] | type[Kk], typed: str) -> Refusal | None:
    try:
        kind.parse(typed)
    except (NikMalformed, KkMalformed) as refused:
        return refused
    return None


@given(st.one_of(niks, st.text(alphabet="0123456789 -O", max_size=24)), st.sampled_from([Nik, Kk]))
def test_a_refusal_never_holds_the_number(typed: str, kind: type[Nik] | type[Kk]) -> None:
    if refused := refusal_of(kind, typed):
        assert set(refused.facts) == {"part", "found"}
        assert len(refused.facts["found"]) <= 5
        assert len(typed) < 6 or typed not in f"{refused!r} {refused}"
        assert refused.__cause__ is None


@given(niks)
def test_neither_repr_nor_mask_shows_a_number(digits: str) -> None:
    nik = Nik.parse(digits)
    shown: list[Any] = [nik, (nik,), {"nik": nik}]
    assert digits not in repr(shown)
    assert digits[4:12] not in nik.masked


def test_a_mask_is_enough_to_recognise_ones_own() -> None:
    assert Nik.parse("1871011708450001").masked == "1871••••••••0001"


def test_a_nik_is_no_family_card_number_though_the_digits_agree() -> None:
    numbers: set[object] = {Nik.parse("1871010107140001"), Kk.parse("1871010107140001")}
    assert len(numbers) == 2


@pytest.mark.parametrize(
    "digits, codes",
    [
        ("1871011708450001", ()),
        ("1872011708450001", ("region_elsewhere",)),
        ("3171011708450001", ("region_elsewhere",)),
        ("0000001708450001", ("region_elsewhere",)),
    ],
)
def test_a_region_elsewhere_is_a_warning_and_no_error(digits: str, codes: tuple[str, ...]) -> None:
    assert Nik.parse(digits).warnings(TODAY) == codes
    assert Kk.parse(digits).warnings(TODAY) == tuple(f"kk_{code}" for code in codes)


def test_another_branch_has_another_home() -> None:
    assert Nik.parse("3171011708450001").warnings(TODAY, home="31.71") == ()
    assert not Nik.parse("3171011708450001").is_from("31.7")


def test_a_date_the_clock_has_not_seen_is_a_warning() -> None:
    assert Nik.parse("1871012902000001").warnings(date(1999, 1, 1)) == ("birth_date_ahead",)


def test_a_family_card_of_tomorrow_may_be_a_hundred_years_old() -> None:
    assert Kk.parse("1871012411260001").recorded_dates(TODAY) == (date(1926, 11, 24),)


TABLE = (
    "kode,nama,tingkat,kecamatan\n"
    "18.71,Kota Bandar Lampung,kota,\n"
    "18.71.01,Kedaton,kecamatan,Kedaton\n"
    "18.71.01.1004,Surabaya,kelurahan,Kedaton\n"
)


def test_the_districts_name_comes_from_the_table() -> None:
    districts = districts_from_csv(TABLE)
    assert district_name(Nik.parse("1871011708450001").region, districts) == "Kedaton"
    assert district_name("18.71.99", districts) is None
    assert districts["18.71.01.1004"] == Region(
        code="18.71.01.1004", name="Surabaya", level="kelurahan", district="Kedaton"
    )


def test_a_table_saved_by_a_spreadsheet_reads_the_same() -> None:
    assert districts_from_csv("\ufeff" + TABLE.replace("\n", "\r\n")) == districts_from_csv(TABLE)
