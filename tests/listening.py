"""A listener for the tests: hears the phonemes espeak-ng would say, writes them down as Indonesian is spelled, and
understands numbers. The phonemes are the same on every machine, the samples are not."""

import re
import shutil
import subprocess
from collections.abc import Sequence

ONES = {
    "nol": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8,
    "sembilan": 9, "sepuluh": 10, "sebelas": 11,
}  # fmt: skip
ENGLISH = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "  # noqa: SIM905
        "seventeen eighteen nineteen".split()
    )
} | {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}

LETTER_NAMES = "a be ce de e ef ge ha i je ka el em en o pe ki er es te u ve we eks ye zet".split()  # noqa: SIM905
"""A to Z, as Indonesians name them."""

SPELLING = (
    ("tS", "c"), ("dZ", "j"), ("R2", "r"), ("R", "r"), ("N", "ng"), ("@", "e"), ("E", "e"), ("O", "o"),
)  # fmt: skip
"""espeak-ng's Indonesian phonemes → letters; the others are written as they are. `j` is the sound of y."""


def phonemes(texts: Sequence[str], voice: str) -> list[list[str]]:
    """The words of each text as espeak-ng says them; each text is one clause. In one process: it takes 1 ms a text."""
    espeak = shutil.which("espeak-ng")
    assert espeak, "espeak-ng is not installed"
    answer = subprocess.run(
        [espeak, "-q", "-x", "-v", voice, "--stdin"],
        input="\n\n".join(texts), capture_output=True, text=True, check=True,
    )  # fmt: skip
    said = [line.split() for line in answer.stdout.splitlines() if line.strip()]
    assert len(said) == len(texts)
    return said


def spelled(phoneme: str) -> str:
    """An Indonesian word written as it was heard."""
    plain = re.sub(r"[',_|:;]", "", phoneme)
    plain = plain.replace("dZ", "\0").replace("j", "y").replace("\0", "dZ")
    for sound, letters in SPELLING:
        plain = plain.replace(sound, letters)
    return plain


def meant(words: str) -> int:
    """The grammar of Indonesian numerals read the other way: belas adds ten, puluh, ratus and ribu multiply."""
    total = group = digit = 0
    for word in words.split():
        if word == "belas":
            group, digit = group + digit + 10, 0
        elif word in ("puluh", "ratus"):
            group, digit = group + digit * {"puluh": 10, "ratus": 100}[word], 0
        elif word == "seratus":
            group += 100
        elif word in ("ribu", "seribu"):
            total, group, digit = total + 1000 * (group + digit if word == "ribu" else 1), 0, 0
        else:
            digit = ONES[word]
    return total + group + digit


def meant_in_english(words: str) -> int:
    """The same of English ones."""
    total = group = 0
    for word in words.replace("-", " ").split():
        if word == "thousand":
            total, group = group * 1000, 0
        elif word == "hundred":
            group *= 100
        else:
            group += ENGLISH[word]
    return total + group
