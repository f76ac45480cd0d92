"""The voice tried out as text: what a wall says for a call, sentence by sentence, with its pauses. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from counter_server.protocol.locale import Locale
from counter_server.protocol.phrases import call_sentence

NUMBERS = (("A-012", "loket", 3), ("K-120", "bantuan", 1))
READINGS = ("digits", "terbilang")


@dataclass(frozen=True, slots=True)
class Line:
    """What is said of one call, in the order of the voices. A voice of a folder has no text here: empty."""

    number: str
    said: tuple[tuple[str, str], ...]
    """Language, sentence."""


def trial(document: Mapping[str, Any], locales: Mapping[str, Locale]) -> list[Line]:
    """Of the voice as it is entered; what cannot be used yet is read as usual."""
    voice = document["voice"]
    reading = voice["reading"] if voice["reading"] in READINGS else READINGS[0]
    named = [name for name in (voice["language"], voice["second"]) if name]
    return [
        Line(number, tuple((name, _said(locales.get(name), number, kind, n, reading)) for name in named))
        for number, kind, n in NUMBERS
    ]


def _said(locale: Locale | None, number: str, kind: str, n: int, reading: str) -> str:
    if locale is None:
        return ""
    return call_sentence(locale, number, kind, n, reading).replace("||", "… …").replace("|", "…")
