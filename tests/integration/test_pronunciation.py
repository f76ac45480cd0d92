"""What espeak-ng makes of our spelling: its phonemes are the same on every machine, its samples are not."""

import shutil
import subprocess
from pathlib import Path

import pytest

from counter_server.protocol.locale import Locale
from display.speech.phrases import ID_LETTERS, call_sentence, letter

LOCALES = Path(__file__).resolve().parents[2] / "assets" / "locale"

LETTER_SOUNDS = {
    "A": "'a", "B": "b'E", "C": "tS'E", "D": "d'E", "E": "'e", "F": "'Ef", "G": "g'E", "H": "h'a", "I": "'i",
    "J": "dZ'E", "K": "k'a", "L": "'El", "M": "'Em", "N": "'En", "O": "'o", "P": "p'E", "Q": "k'i", "R": "'ER",
    "S": "'es", "T": "t'E", "U": "'u", "V": "v'E", "W": "w'E", "X": "'Eks", "Y": "j'E", "Z": "z'Et",
}  # fmt: skip
"""Indonesian letter names in espeak-ng's notation, ' before the stressed vowel."""


def phonemes(text: str, voice: str) -> list[str]:
    espeak = shutil.which("espeak-ng")
    assert espeak, "espeak-ng is not installed"
    answer = subprocess.run([espeak, "-q", "-x", "-v", voice, text], capture_output=True, text=True, check=True)
    return answer.stdout.split()


@pytest.mark.parametrize("sign", list(ID_LETTERS))
def test_each_letter_is_said_by_its_indonesian_name(sign: str) -> None:
    assert phonemes(f"Nomor antrean {letter(sign, 'id')}, nol", "id") == [
        "n'omOR",
        "antR2'Ean",
        LETTER_SOUNDS[sign],
        "n'ol",
    ]


def test_the_call_sounds_as_an_indonesian_would_say_it() -> None:
    sentence = call_sentence(Locale.load(LOCALES, "id"), "A-012", "loket", 3)
    said = phonemes(sentence, "id")
    assert said[:6] == ["n'omOR", "antR2'Ean", "'a", "n'ol", "s'atu", "d'ua"]
    assert said[6:] == ["sil'akan", "m@n'udZu", "l'ok@t", "t'iga"]


def test_a_long_number_is_said_in_words() -> None:
    sentence = call_sentence(Locale.load(LOCALES, "id"), "A-1000", "bantuan", 1)
    assert phonemes(sentence, "id")[3:] == ["s@R2'ibu", "sil'akan", "m@n'udZu", "m'EdZa", "bant'uan", "s'atu"]


def test_english_letters_keep_their_names_also_before_another_letter() -> None:
    sentence = call_sentence(Locale.load(LOCALES, "en"), "A-X01", "loket", 2)
    assert phonemes(sentence, "en")[2:5] == ["'eI", "'Eks", "z'i@roU"]
