"""Whole numbers in words, Indonesian (*terbilang*) and English, by a table of any language, and digit by digit."""

from collections.abc import Mapping

LARGEST = 999_999
LANGUAGES = ("id", "en")
"""Whose words are here."""

ID_DIGITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
EN_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
EN_TEENS = (
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
EN_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def terbilang(n: int) -> str:
    """`n` in Indonesian words: 12 → dua belas. ValueError outside 0..999 999."""
    _check(n)
    return ID_DIGITS[0] if n == 0 else " ".join(_indonesian(n))


def in_english(n: int) -> str:
    """`n` in English words: 123 → one hundred twenty-three. ValueError outside 0..999 999."""
    _check(n)
    return EN_DIGITS[0] if n == 0 else " ".join(_english(n))


def in_words(n: int, language: str) -> str:
    """`n` in the words of `id` or `en`. KeyError for another language."""
    return {"id": terbilang, "en": in_english}[language](n)


def digit_names(digits: str, language: str) -> list[str]:
    """Each digit by its name, zeros included: `012` → nol, satu, dua. KeyError for a language but `id`, `en`."""
    names = {"id": ID_DIGITS, "en": EN_DIGITS}[language]
    return [names[int(digit)] for digit in digits]


def by_table(n: int, table: Mapping[int, str]) -> list[str]:
    """`n` by the words of a table: its own entry, or the entry of its leading digit with zeros behind it and then the
    rest. 36 is the entry of 30 and that of 6. Empty when the table has no way to say it."""
    if n in table:
        return [table[n]]
    head = n - n % 10 ** (len(str(n)) - 1)
    rest = by_table(n - head, table) if head in table and head != n else []
    return [table[head], *rest] if rest else []


def _check(n: int) -> None:
    if not 0 <= n <= LARGEST:
        raise ValueError(f"no words for {n}: only 0 to {LARGEST}")


def _indonesian(n: int) -> list[str]:
    if n < 10:
        return [ID_DIGITS[n]] if n else []
    if n < 20:
        return [{10: "sepuluh", 11: "sebelas"}[n]] if n < 12 else [ID_DIGITS[n - 10], "belas"]
    for unit, name in ((1000, "ribu"), (100, "ratus"), (10, "puluh")):
        if n >= unit:
            many, rest = divmod(n, unit)
            head = [f"se{name}"] if many == 1 else [*_indonesian(many), name]
            return head + _indonesian(rest)
    raise AssertionError(n)


def _english(n: int) -> list[str]:
    if n < 10:
        return [EN_DIGITS[n]] if n else []
    if n < 20:
        return [EN_TEENS[n - 10]]
    if n < 100:
        tens, ones = divmod(n, 10)
        return [EN_TENS[tens - 2] + (f"-{EN_DIGITS[ones]}" if ones else "")]
    unit, name = (1000, "thousand") if n >= 1000 else (100, "hundred")
    many, rest = divmod(n, unit)
    return [*_english(many), name, *_english(rest)]
