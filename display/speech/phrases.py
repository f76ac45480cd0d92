"""What is said for a call. Pure: words in, sentence out; spelled so that espeak-ng reads it right."""

import re

from counter_server.protocol.locale import Locale

from .numerals import digit_by_digit, in_words

ID_LETTERS = {
    "A": "A", "B": "be", "C": "ce", "D": "de", "E": "E", "F": "ef", "G": "ge", "H": "ha", "I": "I",
    "J": "je", "K": "ka", "L": "el", "M": "em", "N": "en", "O": "O", "P": "pe", "Q": "ki", "R": "er",
    "S": "es", "T": "te", "U": "U", "V": "ve", "W": "we", "X": "eks", "Y": "ye", "Z": "zet",
}  # fmt: skip
"""Letters by their Indonesian names. A bare letter would be read by espeak-ng's own table, wrong for F, V and X after
another letter; the vowels it names as Indonesians do."""

LARGEST_BY_DIGITS = 999
"""Longer numbers are read in words: four digits one by one are not kept in mind across a hall."""


def call_sentence(locale: Locale, number: str, kind: str, n: int, reading: str = "digits") -> str:
    """The call of ticket `number` (`A-001`, `A-X01`) to the counter of `kind` (`loket`, `bantuan`) and number `n`.

    `reading` is `digits` or `terbilang`. ValueError when nothing in `number` can be read, KeyError for a kind without
    words.
    """
    counter = locale.say(f"speech.counter.{kind}", n=in_words(n, locale.language))
    return locale.say("speech.call", number=ticket_number(number, locale.language, reading), counter=counter)


def ticket_number(number: str, language: str, reading: str = "digits") -> str:
    """`A-012` as it is said: `A, nol satu dua`, or in words when `reading` is `terbilang`. The kiosk's own series
    (`A-X01`) is always read letter by letter and digit by digit."""
    signs = re.findall(r"[A-Z]|[0-9]+", number.upper())
    if not signs:
        raise ValueError(f"no ticket number: {number!r}")
    in_series = sum(sign.isalpha() for sign in signs) > 1
    said = (letter(sign, language) if sign.isalpha() else _digits(sign, language, reading, in_series) for sign in signs)
    return ", ".join(said)


def letter(sign: str, language: str) -> str:
    """A letter's name as it is to be written for the voice. English voices name bare letters themselves."""
    return ID_LETTERS[sign] if language == "id" else sign


def _digits(sign: str, language: str, reading: str, in_series: bool) -> str:
    n = int(sign)
    if n > LARGEST_BY_DIGITS or (reading == "terbilang" and not in_series):
        return in_words(n, language)
    return digit_by_digit(sign, language)
