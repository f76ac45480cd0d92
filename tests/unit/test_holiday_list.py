"""A list of holidays as people have it becomes days with names, and what is not understood is given back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_server.web.holiday_list import read_list


@pytest.mark.parametrize(
    "line, days, name",
    [
        ("2027-03-10 Hari Suci Nyepi", ["2027-03-10"], "Hari Suci Nyepi"),
        ("10/03/2027\tHari Suci Nyepi", ["2027-03-10"], "Hari Suci Nyepi"),
        ("10 Maret 2027: Hari Suci Nyepi", ["2027-03-10"], "Hari Suci Nyepi"),
        ("3. Rabu, 10 Maret 2027 Hari Suci Nyepi", ["2027-03-10"], "Hari Suci Nyepi"),
        ("7\t20-21 Maret\tSabtu-Minggu\tIdulfitri 1447 H", ["2026-03-20", "2026-03-21"], "Idulfitri 1447 H"),
        ("20, 23 dan 24 Maret Cuti bersama", ["2026-03-20", "2026-03-23", "2026-03-24"], "Cuti bersama"),
        ("1 Januari Kamis Tahun Baru 2026 Masehi", ["2026-01-01"], "Tahun Baru 2026 Masehi"),
        ("17 August 2026 Independence Day", ["2026-08-17"], "Independence Day"),
        ("- 1 Mei (Jumat) Hari Buruh", ["2026-05-01"], "Hari Buruh"),
    ],
)
def test_a_line_becomes_its_days(line: str, days: list[str], name: str) -> None:
    assert read_list(line, year=2026).days == tuple((date.fromisoformat(day), name) for day in days)


def test_a_year_that_is_named_holds_for_the_lines_after_it() -> None:
    found = read_list("1 Januari 2027 Tahun Baru\n1 Mei Hari Buruh", year=2026)
    assert [str(day) for day, _ in found.days] == ["2027-01-01", "2027-05-01"]


@pytest.mark.parametrize("line", ["Hari libur nasional", "31 Februari Tidak ada", "10 Maret", "12 orang hadir"])
def test_a_line_without_a_day_and_a_name_is_given_back(line: str) -> None:
    found = read_list(line, year=2026)
    assert (found.days, found.unread) == ((), (line,))


@given(st.text(), st.integers(1990, 2100))
def test_anything_may_be_pasted(text: str, year: int) -> None:
    assert all(name for _, name in read_list(text, year=year).days)
