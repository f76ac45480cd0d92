"""What espeak-ng makes of our spelling: a listener who knows no more than how Indonesian is spelled hears number,
letter and counter again."""

import random
import re
from itertools import chain
from pathlib import Path

from counter_server.protocol.locale import Locale
from counter_server.protocol.phrases import ID_LETTERS, call_sentence, letter
from display.speech.sentence_sound import is_pause, with_commas
from tests.listening import ENGLISH, LETTER_NAMES, ONES, meant, meant_in_english, phonemes, spelled

LOCALES = Path(__file__).resolve().parents[2] / "assets" / "locale"
ID, EN = (Locale.load(LOCALES, language) for language in ("id", "en"))
LETTERS = "".join(ID_LETTERS)

LETTER_SOUNDS = {
    "A": "'a", "B": "b'E", "C": "tS'E", "D": "d'E", "E": "'e", "F": "'Ef", "G": "g'E", "H": "h'a", "I": "'i",
    "J": "dZ'E", "K": "k'a", "L": "'El", "M": "'Em", "N": "'En", "O": "'o", "P": "p'E", "Q": "k'i", "R": "'ER",
    "S": "'es", "T": "t'E", "U": "'u", "V": "v'E", "W": "w'E", "X": "'Eks", "Y": "j'E", "Z": "z'Et",
}  # fmt: skip
"""Indonesian letter names in espeak-ng's notation, ' before the stressed vowel."""

Call = tuple[str, str, int, str, int, str]
"""Letter, series, number, kind and number of the counter, reading."""


def calls(count: int) -> list[Call]:
    """So many, the same each time: every letter, every hundred and every kind among them."""
    chance = random.Random(2026)
    made: list[Call] = []
    for i in range(count):
        series = chance.choice(LETTERS) if i % 7 == 0 else ""
        n = chance.randrange(1, 100) if series else chance.randrange(1, 10_000 if i % 5 == 0 else 1000)
        kind = ("loket", "loket", "bantuan")[i % 3]
        made.append((LETTERS[i % 26], series, n, kind, chance.randrange(1, 100), ("digits", "terbilang")[i % 2]))
    return made


def number(call: Call) -> str:
    sign, series, n, *_ = call
    return f"{sign}-{series}{n:02d}" if series else f"{sign}-{n:03d}"


def parts(locale: Locale, call: Call) -> list[str]:
    """What the engine is given, one after the other."""
    sentence = call_sentence(locale, number(call), *call[3:])
    return [part for part in with_commas(sentence) if not is_pause(part)]


def heard(locale: Locale, some: list[Call]) -> list[list[list[str]]]:
    """The phonemes of each part of each call; every part is said once."""
    given = [parts(locale, call) for call in some]
    said = list(dict.fromkeys(chain(*given)))
    sounds = dict(zip(said, phonemes(said, locale.language), strict=True))
    return [[sounds[part] for part in each] for each in given]


def digits(words: list[str], names: dict[str, int]) -> str:
    return "".join(str(names[word]) for word in words)


def test_a_thousand_calls_are_understood_as_they_were_meant() -> None:
    some = calls(1000)
    assert {call[0] for call in some} == set(LETTERS)
    for call, sounds in zip(some, heard(ID, some), strict=True):
        sign, series, n, kind, counter, reading = call
        start, *signs, figures, end = ([spelled(word) for word in part] for part in sounds)
        assert start == ["nomor", "antrean"]
        assert [LETTERS[LETTER_NAMES.index(name)] for (name,) in signs] == [sign, *series]
        if series or (reading == "digits" and n <= 999):
            assert digits(figures, ONES) == number(call).lstrip(f"-{LETTERS}"), call
        else:
            assert meant(" ".join(figures)) == n, call
        place = {"loket": ["loket"], "bantuan": ["meja", "bantuan"]}[kind]
        assert end[: 2 + len(place)] == ["silakan", "menuju", *place]
        assert meant(" ".join(end[2 + len(place) :])) == counter, call


def test_three_hundred_english_calls_are_understood_by_who_knows_each_word_alone() -> None:
    some = calls(300)
    words, names = [*ENGLISH, "hundred", "thousand"], list(LETTERS)
    alone = {unstressed(said): word for (said,), word in zip(phonemes(words, "en"), words, strict=True)}
    letters = {unstressed(said): name for (said,), name in zip(phonemes(names, "en"), names, strict=True)}
    places = {"loket": "counter", "bantuan": "help desk"}
    sounds_of = {kind: [unstressed(said) for said in phonemes([place], "en")[0]] for kind, place in places.items()}
    for call, sounds in zip(some, heard(EN, some), strict=True):
        sign, series, n, kind, counter, reading = call
        _, *signs, figures, end = ([unstressed(word) for word in part] for part in sounds)
        assert [letters[name] for (name,) in signs] == [sign, *series]
        understood = [alone[word] for word in figures]
        if series or (reading == "digits" and n <= 999):
            assert digits(understood, ENGLISH) == number(call).lstrip(f"-{LETTERS}"), call
        else:
            assert meant_in_english(" ".join(understood)) == n, call
        place = sounds_of[kind]
        assert end[3 : 3 + len(place)] == place  # please go to
        assert meant_in_english(" ".join(alone[word] for word in end[3 + len(place) :])) == counter, call


def unstressed(phoneme: str) -> str:
    return re.sub(r"[',;]|r-$", "", phoneme)  # an r before a vowel is bound to it


def test_each_letter_is_said_by_its_indonesian_name() -> None:
    said = phonemes([f"{letter(sign, ID).text}," for sign in LETTERS], "id")
    assert {sign: " ".join(words) for sign, words in zip(LETTERS, said, strict=True)} == LETTER_SOUNDS


def test_the_call_sounds_as_an_indonesian_would_say_it() -> None:
    (said,) = heard(ID, [("A", "", 12, "loket", 3, "digits")])
    assert said == [
        ["n'omOR", "antR2'Ean"], ["'a"], ["n'ol", "s'atu", "d'ua"], ["sil'akan", "m@n'udZu", "l'ok@t", "t'iga"],
    ]  # fmt: skip


def test_a_voice_of_another_language_reads_figures_in_its_own_words() -> None:
    malay = phonemes(["0 1 4,", "sila ke kaunter 14"], "ms")
    assert [spelled(word) for word in malay[0]] == ["kosong", "satu", "empat"]
    assert "".join(spelled(word) for word in malay[1]).endswith("empatbelas")
