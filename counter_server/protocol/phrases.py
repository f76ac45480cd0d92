"""What is said for a call. Pure: number and counter in, words and pauses out; spelled so that espeak-ng reads it right,
and each word with the name of the recording that says it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from string import Formatter, ascii_uppercase

from .locale import Locale
from .numerals import LANGUAGES, by_table, digit_names, in_words

ID_LETTERS = {
    "A": "A", "B": "be", "C": "ce", "D": "de", "E": "E", "F": "ef", "G": "ge", "H": "ha", "I": "I",
    "J": "je", "K": "ka", "L": "el", "M": "em", "N": "en", "O": "O", "P": "pe", "Q": "ki", "R": "er",
    "S": "es", "T": "te", "U": "U", "V": "ve", "W": "we", "X": "eks", "Y": "ye", "Z": "zet",
}  # fmt: skip
"""Letters by their Indonesian names. A bare letter would be read by espeak-ng's own table, wrong for F, V and X after
another letter; the vowels it names as Indonesians do."""

LARGEST_BY_DIGITS = 999
"""Longer numbers are read in words: four digits one by one are not kept in mind across a hall."""

LARGEST_NUMBER = 9999
"""What paper and wall have room for."""


class Pause(StrEnum):
    """As the wording writes it; how long it is, the branch sets."""

    SHORT = "|"
    LONG = "||"


@dataclass(frozen=True, slots=True)
class Word:
    """One word, or a few that are always said together. `text` is for a voice, `stem` names the recording."""

    text: str
    stem: str


Piece = Word | Pause


def call_pieces(locale: Locale, number: str, kind: str, n: int, reading: str = "digits") -> tuple[Piece, ...]:
    """The call of ticket `number` (`A-001`, `A-X01`) to the counter of `kind` (`loket`, `bantuan`) and number `n`.

    `reading` is `digits` or `terbilang`. ValueError when nothing in `number` can be read, KeyError for a kind without
    words.
    """
    called = tuple(_number_pieces(number, locale, reading))
    counter = tuple(_filled(locale, f"speech.counter.{kind}", {"n": _words(_in_words(n, locale))}))
    return tuple(_filled(locale, "speech.call", {"number": called, "counter": counter}))


def call_sentence(locale: Locale, number: str, kind: str, n: int, reading: str = "digits") -> str:
    """The same as text, the pauses in it as the wording has them."""
    return sentence(call_pieces(locale, number, kind, n, reading))


def sentence(pieces: Iterable[Piece]) -> str:
    """Words and marks as text."""
    text = " ".join(piece.text if isinstance(piece, Word) else piece for piece in pieces)
    return re.sub(r"\s+(?=[,.;:!?])", "", text)


def ticket_number(number: str, locale: Locale, reading: str = "digits") -> str:
    """`A-012` as it is said: `A | nol satu dua`, or in words when `reading` is `terbilang`. The kiosk's own series
    (`A-X01`) is always read letter by letter and digit by digit."""
    return sentence(_number_pieces(number, locale, reading))


def words_needed(
    locale: Locale, counters: Iterable[tuple[str, int]], reading: str = "digits", letters: str = ascii_uppercase
) -> tuple[Word, ...]:
    """Every word that any call of tickets with these letters to these counters (kind and number) may need, each once:
    what has to be recorded. KeyError for a kind without words."""
    counters = tuple(counters)
    needed: dict[str, Word] = {}
    for kind, n in counters:
        _note(needed, call_pieces(locale, f"{letters[0]}-001", kind, n, reading))
    _note(needed, (letter(sign, locale) for sign in letters))
    _note(needed, _words(_by_digits("0123456789", locale)))
    least = 1 if reading == "terbilang" else LARGEST_BY_DIGITS + 1
    for n in range(least, LARGEST_NUMBER + 1):
        _note(needed, _words(_in_words(n, locale)))
    return tuple(needed.values())


def letter(sign: str, locale: Locale) -> Word:
    """A letter by its name as it is to be written for the voice. English voices name bare letters themselves."""
    names = ID_LETTERS if numerals_of(locale) == "id" else {}
    return Word(locale.words.get(f"speech.letter.{sign}", names.get(sign, sign)), f"letter-{sign.lower()}")


def numerals_of(locale: Locale) -> str:
    """The language whose letters and numerals it has where it has no own."""
    return locale.words.get("speech.like") or locale.language


def stem(text: str) -> str:
    """The name of a recording: `Nomor antrean` → nomor-antrean."""
    return "-".join(re.findall(r"\w+", text.lower()))


def _note(needed: dict[str, Word], pieces: Iterable[Piece]) -> None:
    for piece in pieces:
        if isinstance(piece, Word):
            needed.setdefault(piece.stem, piece)


def _filled(locale: Locale, key: str, places: Mapping[str, tuple[Piece, ...]]) -> Iterator[Piece]:
    """The wording under `key`, cut at its pauses and its places."""
    if not locale.has(key):
        raise KeyError(f"{locale.language}: no words under {key!r}")
    for literal, place, _, _ in Formatter().parse(locale.words[key]):
        for text in re.split(r"(\|\|?)", literal):
            if text in tuple(Pause):
                yield Pause(text)
            elif stem(text):
                yield Word(" ".join(text.split()), stem(text))
        if place is not None:
            yield from places[place]


def _number_pieces(number: str, locale: Locale, reading: str) -> Iterator[Piece]:
    signs = re.findall(r"[A-Z]|[0-9]+", number.upper())
    if not signs:
        raise ValueError(f"no ticket number: {number!r}")
    in_series = sum(sign.isalpha() for sign in signs) > 1
    for place, sign in enumerate(signs):
        if place:
            yield Pause.SHORT
        if sign.isalpha():
            yield letter(sign, locale)
        elif int(sign) > LARGEST_BY_DIGITS or (reading == "terbilang" and not in_series):
            yield from _words(_in_words(int(sign), locale))
        else:
            yield from _words(_by_digits(sign, locale))


def _words(texts: Iterable[str]) -> tuple[Word, ...]:
    return tuple(Word(text, stem(text)) for text in texts)


def _in_words(n: int, locale: Locale) -> list[str]:
    """The number in words; in a language whose words we do not have, in figures, which its voice reads itself."""
    if table := _table(locale):
        return by_table(n, table) or _by_digits(str(n), locale)
    language = numerals_of(locale)
    return re.split(r"[ -]", in_words(n, language)) if language in LANGUAGES else [str(n)]


def _by_digits(digits: str, locale: Locale) -> list[str]:
    if table := _table(locale):
        return [table[int(digit)] for digit in digits]
    language = numerals_of(locale)
    return digit_names(digits, language) if language in LANGUAGES else list(digits)


def _table(locale: Locale) -> dict[int, str]:
    if "speech.number.0" not in locale.words:
        return {}
    return {int(n): words for n, words in locale.under("speech.number").items()}
