"""How a language of the branch's own is spoken: `assets/voices/NAME/wording.toml`. What each key is for, with examples:
assets/voices/README.md."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter, ascii_uppercase
from typing import Literal

from counter_server.protocol.mistakes import PresetBroken
from counter_server.protocol.settings import Wrong, attempt, rule, setting
from counter_server.protocol.toml_file import read_toml

FILE = "wording.toml"


def _places(wording: str, *wanted: str) -> None:
    try:
        found = [name for _, name, _, _ in Formatter().parse(wording) if name is not None]
    except ValueError:
        found = []
    if sorted(found) != sorted(wanted):
        raise Wrong("malformed", found=f'"{wording[:60]}"', expected=" … ".join(f"{{{name}}}" for name in wanted))


def _call(wording: str) -> None:
    if wording:
        _places(wording, "number", "counter")


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingFile:
    """The whole file."""

    voice: str = setting("", why="The espeak-ng voice that speaks; empty: recorded words, the WAV files beside it.")
    like: Literal["", "id", "en"] = setting("", why="A language whose sentence, letters and numbers it has.")
    instead: Literal["id", "en"] = setting("id", why="Says the call when the recorded words are not complete.")
    call: str = setting("", why="The sentence, with {number}, {counter}, | and ||.", check=_call)
    counter: dict[str, str] = setting({}, why="A counter's name by its kind, with {n}.")
    letter: dict[str, str] = setting({}, why="Letters whose names the voice has wrong.")
    number: dict[str, str] = setting({}, why="Numbers in words: 0 to 9, and as many more as the language needs.")

    @rule("like", "call", "counter")
    def the_sentence_is_whole(self) -> Iterator[Wrong]:
        """Its own, or that of another language."""
        if not self.like:
            yield from () if self.call else (Wrong("missing", key="call"),)
            for kind in ("loket", "bantuan"):
                yield from () if kind in self.counter else (Wrong("missing", key=f"counter.{kind}"),)

    @rule("counter")
    def a_counter_has_a_number(self) -> Iterator[Wrong]:
        """Its place is {n}."""
        for kind, wording in self.counter.items():
            try:
                _places(wording, "n")
            except Wrong as wrong:
                yield Wrong(wrong.code, key=f"counter.{kind}", **wrong.facts)

    @rule("letter")
    def letters_are_letters(self) -> Iterator[Wrong]:
        """A to Z."""
        for sign in self.letter:
            if len(sign) != 1 or sign not in ascii_uppercase:
                yield Wrong("malformed", key=f"letter.{sign}", found=f'"{sign}"', expected="A … Z")

    @rule("voice", "like", "number")
    def recorded_words_have_digits(self) -> Iterator[Wrong]:
        """A voice reads figures by itself, a recording does not."""
        for n in self.number:
            if not (n.isascii() and n.isdecimal() and str(int(n)) == n):
                yield Wrong("malformed", key=f"number.{n}", found=f'"{n}"', expected="0, 1, 2 …")
        if self.number or not (self.voice or self.like):
            for digit in "0123456789":
                if digit not in self.number:
                    yield Wrong("missing", key=f"number.{digit}")

    def words(self) -> dict[str, str]:
        """As a locale's section [speech] has them."""
        tables = {"counter": self.counter, "letter": self.letter, "number": self.number}
        words = {f"speech.{table}.{key}": text for table, texts in tables.items() for key, text in texts.items()}
        return words | ({"speech.call": self.call} if self.call else {})


def read_wording(folder: Path) -> WordingFile:
    """Raises PresetBroken with every mistake in the file."""
    name = f"voices/{folder.name}/{FILE}"
    tables, unread = read_toml(folder / FILE, file=name)
    wording, mistakes = (None, unread) if unread else attempt(tables, WordingFile, file=name)
    if wording is None or mistakes:
        raise PresetBroken(mistakes)
    return wording
