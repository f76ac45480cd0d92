"""A NIK or KK number while it is being typed: what can already be said of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from counter_server.domain.identity import FEMALE_DAY_OFFSET, Kk, Nik
from counter_server.domain.refusals import KkMalformed, NikMalformed

from .visit import NUMBER_LENGTH

POSSIBLE = "1871010101000001"
"""Stands in for the digits not typed yet; any possible number does."""
DAY, MONTH, YEAR = slice(6, 8), slice(8, 10), slice(10, 12)
NOT_TYPED = "…"


@dataclass(frozen=True, slots=True)
class NumberCheck:
    """`left`: digits still to type. `mistake`: which part cannot be, or empty: `day`, `woman_day` (a woman's, written
    with 40 added), `month`, `date`, `serial`. `facts`: its digits as they were typed, for the words that tell it."""

    left: int
    mistake: str
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def good(self) -> bool:
        """Whole, and possible."""
        return not self.left and not self.mistake


def check_number(key: str, digits: str) -> NumberCheck:
    """What is wrong with these first digits of a `nik` or `kk`, whatever follows."""
    left = NUMBER_LENGTH - len(digits)
    parse = Kk.parse if key == "kk" else Nik.parse
    try:
        parse(_completed(digits))
    except (NikMalformed, KkMalformed) as malformed:
        mistake, facts = _told(key, str(malformed.facts["part"]), digits)
        return NumberCheck(left, mistake, facts)
    return NumberCheck(left, "")


def _completed(digits: str) -> str:
    """Sixteen digits that begin with these, and are possible if any such number is."""
    n = len(digits)
    if n == 9:  # of the months that begin so, one of 31 days: 01 or 12
        return digits + ("1" if digits[8] == "0" else "2") + POSSIBLE[10:]
    if n == 11:  # a leap year of this decade
        return digits + ("2" if int(digits[10]) % 2 else "0") + POSSIBLE[12:]
    return digits + POSSIBLE[n:]


def _told(key: str, part: str, digits: str) -> tuple[str, dict[str, str]]:
    day, month, year = (_typed(digits[place]) for place in (DAY, MONTH, YEAR))
    if part != "date":
        return _day_told(key, day) if part == "day" else (part, {"found": month} if part == "month" else {})
    woman = key == "nik" and int(day) > FEMALE_DAY_OFFSET
    calendar_day = f"{int(day) - FEMALE_DAY_OFFSET:02d}" if woman else day
    return "date", {"found": f"{calendar_day}-{month}" if NOT_TYPED in year else f"{calendar_day}-{month}-{year}"}


def _day_told(key: str, day: str) -> tuple[str, dict[str, str]]:
    woman = key == "nik" and day.isdecimal() and int(day) > FEMALE_DAY_OFFSET
    if woman:
        return "woman_day", {"found": day, "day": str(int(day) - FEMALE_DAY_OFFSET)}
    return "day", {"found": day}


def _typed(part: str) -> str:
    return part if len(part) == 2 else part + NOT_TYPED
