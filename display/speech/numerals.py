"""Whole numbers in words, Indonesian (*terbilang*) and English, and digit by digit."""

LARGEST = 999_999

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


def digit_by_digit(digits: str, language: str) -> str:
    """Each digit by its name, zeros included: `012` → nol satu dua. KeyError for a language but `id`, `en`."""
    names = {"id": ID_DIGITS, "en": EN_DIGITS}[language]
    return " ".join(names[int(digit)] for digit in digits)


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
