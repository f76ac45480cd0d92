"""A NIK or KK number while it is being typed: what can already be said of it."""

from dataclasses import dataclass

from counter_server.domain.identity import Kk, Nik
from counter_server.domain.refusals import KkMalformed, NikMalformed

from .visit import NUMBER_LENGTH

POSSIBLE = "1871010101000001"
"""Stands in for the digits not typed yet; any possible number does."""

DIGITS_OF_THE_DATE = 12
"""Only with day, month and year typed can a date be told to be impossible."""


@dataclass(frozen=True, slots=True)
class NumberCheck:
    """`left`: digits still to type. `mistake`: which part cannot be, or empty."""

    left: int
    mistake: str

    @property
    def good(self) -> bool:
        """Whole, and possible."""
        return not self.left and not self.mistake


def check_number(key: str, digits: str) -> NumberCheck:
    """What is wrong with these first digits of a `nik` or `kk`, whatever follows."""
    left = NUMBER_LENGTH - len(digits)
    parse = Kk.parse if key == "kk" else Nik.parse
    try:
        parse(digits + POSSIBLE[len(digits) :])
    except (NikMalformed, KkMalformed) as malformed:
        part = str(malformed.facts["part"])
        if part == "date" and len(digits) < DIGITS_OF_THE_DATE:
            return NumberCheck(left, "")
        return NumberCheck(left, part)
    return NumberCheck(left, "")
