"""NIK and family card number (KK): parsed once, at the edge; afterwards the type is the proof.

Sixteen digits each, made by the population registry (field guide, 2). What cannot exist is an error; what is merely
unexpected is a warning, for the registry never corrects a number once given. Neither `repr` nor a refusal shows one.
"""

import csv
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from .refusals import KkMalformed, NikMalformed, Refusal

BANDAR_LAMPUNG = "18.71"
FEMALE_DAY_OFFSET = 40  # the registry adds 40 to a woman's birth day; `day % 40` would let 81 to 99 through
OLDEST_YEARS = 120
DIGITS = 16

_TYPED_BETWEEN = re.compile(r"[\s.\-\u2010-\u2015\u200b\ufeff]")
_DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True, repr=False)
class _SixteenDigits:
    """What NIK and KK share: region 6, a date 6, serial 4."""

    _digits: str

    def __str__(self) -> str:
        return self._digits

    def __repr__(self) -> str:
        return f"{type(self).__name__}(hidden)"

    @property
    def region(self) -> str:
        """The district's code with its dots: `18.71.01`."""
        return f"{self._digits[0:2]}.{self._digits[2:4]}.{self._digits[4:6]}"

    @property
    def serial(self) -> int:
        """From 1 within region and date."""
        return int(self._digits[12:16])

    @property
    def masked(self) -> str:
        """Enough to recognise one's own number on a screen: `1871••••••••0001`."""
        return masked(self._digits)

    def is_from(self, home: str) -> bool:
        """Whether the region lies in `home`, a code such as `18.71`."""
        return f"{self.region}.".startswith(f"{home}.")


class Nik(_SixteenDigits):
    """A person's number, for life. Its region is where the person was first registered, whatever the move since."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """The number in `text`, typed or scanned, with or without spaces, dots and dashes.

        Raises NikMalformed with `part` (`digits`, `length`, `day`, `month`, `date`, `serial`) and `found`, which
        holds no more than that part (for `length` the count, for `digits` the first wrong character).
        """
        return cls(_checked(text, NikMalformed, days_of=_birth_day))

    @property
    def sex(self) -> str:
        """`female` or `male`, as registered."""
        return "female" if int(self._digits[6:8]) > FEMALE_DAY_OFFSET else "male"

    @property
    def birth_day(self) -> int:
        """1 to 31."""
        return _birth_day(int(self._digits[6:8]))

    @property
    def birth_month(self) -> int:
        """1 to 12."""
        return int(self._digits[8:10])

    @property
    def birth_year2(self) -> int:
        """The last two digits of the year; the century is not in the number."""
        return int(self._digits[10:12])

    def birth_dates(self, today: date) -> tuple[date, ...]:
        """Every date the number may mean, oldest first: not after `today`, not over 120 years ago."""
        return _dates(self.birth_day, self.birth_month, self.birth_year2, today)

    def warnings(self, today: date, *, home: str = BANDAR_LAMPUNG) -> tuple[str, ...]:
        """Hints for staff, never a refusal: `region_elsewhere`, `birth_date_ahead`."""
        elsewhere = () if self.is_from(home) else ("region_elsewhere",)
        return elsewhere if self.birth_dates(today) else (*elsewhere, "birth_date_ahead")


class Kk(_SixteenDigits):
    """A family card's number. It changes when the family moves: better evidence of residence, still no proof."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """As Nik.parse, with KkMalformed; the date is the card's, nothing is added to its day."""
        return cls(_checked(text, KkMalformed, days_of=int))

    @property
    def recorded_day(self) -> int:
        """1 to 31."""
        return int(self._digits[6:8])

    @property
    def recorded_month(self) -> int:
        """1 to 12."""
        return int(self._digits[8:10])

    @property
    def recorded_year2(self) -> int:
        """The last two digits of the year."""
        return int(self._digits[10:12])

    def recorded_dates(self, today: date) -> tuple[date, ...]:
        """Every date the number may mean, oldest first."""
        return _dates(self.recorded_day, self.recorded_month, self.recorded_year2, today)

    def warnings(self, today: date, *, home: str = BANDAR_LAMPUNG) -> tuple[str, ...]:
        """Hints for staff, never a refusal: `kk_region_elsewhere`, `kk_date_ahead`."""
        elsewhere = () if self.is_from(home) else ("kk_region_elsewhere",)
        return elsewhere if self.recorded_dates(today) else (*elsewhere, "kk_date_ahead")


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """One row of the region table (Kepmendagri 300.2.2-2430/2025)."""

    code: str
    name: str
    level: str
    """`kota`, `kecamatan` or `kelurahan`."""
    district: str = ""


def districts_from_csv(text: str) -> dict[str, Region]:
    """The region table by code, from the text of `assets/wilayah_1871.csv` (kode, nama, tingkat, kecamatan)."""
    rows = csv.DictReader(text.lstrip("\ufeff").splitlines())
    return {
        row["kode"]: Region(code=row["kode"], name=row["nama"], level=row["tingkat"], district=row["kecamatan"])
        for row in rows
    }


def masked(digits: str) -> str:
    """Sixteen digits, the middle eight hidden; anything else hidden whole."""
    return f"{digits[:4]}{'•' * 8}{digits[12:]}" if len(digits) == DIGITS else "•" * len(digits)


def district_name(region: str, districts: Mapping[str, Region]) -> str | None:
    """`Kedaton` for `18.71.01`; None for a region outside the table."""
    found = districts.get(region)
    return found.name if found else None


def _birth_day(written: int) -> int:
    return written - FEMALE_DAY_OFFSET if written > FEMALE_DAY_OFFSET else written


def _checked(text: str, refusal: type[Refusal], *, days_of: Callable[[int], int]) -> str:
    digits = _TYPED_BETWEEN.sub("", text)
    # str.isdecimal() would accept other scripts' digits
    wrong = next((character for character in digits if character not in "0123456789"), None)
    if wrong is not None:
        # a lone surrogate could not be encoded in the answer
        raise refusal(part="digits", found=wrong if wrong.isprintable() else "")
    if len(digits) != DIGITS:
        raise refusal(part="length", found=str(len(digits)))
    day, month, year2 = days_of(int(digits[6:8])), int(digits[8:10]), int(digits[10:12])
    if not 1 <= day <= 31:
        raise refusal(part="day", found=digits[6:8])
    if not 1 <= month <= 12:
        raise refusal(part="month", found=digits[8:10])
    leap_day_without_leap_year = (day, month) == (29, 2) and year2 % 4 != 0  # 00 may be 2000, which was one
    if day > _DAYS_IN_MONTH[month - 1] or leap_day_without_leap_year:
        raise refusal(part="date", found=f"{digits[6:8]}-{digits[8:10]}")
    if digits[12:] == "0000":
        raise refusal(part="serial", found="0000")
    return digits


def _dates(day: int, month: int, year2: int, today: date) -> tuple[date, ...]:
    years = (year for year in range(today.year - OLDEST_YEARS, today.year + 1) if year % 100 == year2)
    possible = (date(year, month, day) for year in years if (day, month) != (29, 2) or _is_leap(year))
    return tuple(day_then for day_then in possible if day_then <= today)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
