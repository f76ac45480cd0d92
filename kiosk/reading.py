"""A page as it is read out: its words in the order somebody who listens needs them, spelled so that a voice says them
right. Pure."""

import re
from collections.abc import Iterable, Iterator

from counter_server.protocol.locale import Locale
from counter_server.protocol.numerals import in_words
from counter_server.protocol.phrases import ticket_number
from display.speech.utterance import Sentence

from .screen import Line, Screen
from .visit import NUMBER_LENGTH, Page

SPELLED = {
    "id": (
        (re.compile(r"\bNIK\b"), "nik"),
        (re.compile(r"[Hh]eadphone"), "hédfon"),
        (re.compile(r"\b0?(\d+)\.00\b"), r"\1"),
        (re.compile(r"\b0?(\d+)\.(\d\d)\b"), r"\1 \2"),
    ),
    "en": (
        (re.compile(r"\b0?(\d+):00\b"), r"\1 o'clock"),
        (re.compile(r"\b0?(\d+):(\d\d)\b"), r"\1 \2"),
    ),
}
"""What espeak-ng says wrong, and how it is written for it: 07.30 would be *nol tujuh titik tiga puluh*."""
RANGE = re.compile(r"(\d)\s*–\s*(\d)")
LONG_NUMBER = re.compile(r"\d{5,}")
"""A telephone's, not an amount: read digit by digit."""
SILENT = re.compile(r"[•|„“”\"()…]+")
DIGITS = re.compile(r"\d+")


def readable(words: Locale, texts: Iterable[str]) -> tuple[Sentence, ...]:
    """One sentence for each text that is not empty, ended by a full stop where it has no end."""
    return tuple(Sentence(_spelled(text, words), words.language) for text in texts if text.strip())


def page_said(told: Screen, words: Locale, *, away: bool, private: bool) -> tuple[Sentence, ...]:
    """What the page is, what stands on it, and how many answers there are."""
    return readable(words, _told(told, words, away=away, private=private))


def typed_said(before: str, told: Screen, words: Locale, *, private: bool) -> tuple[Sentence, ...]:
    """After a key of the number pad, or a scanner: the digit itself only where nobody else hears it."""
    digits = told.digits
    last = digits[-1] if private and len(digits) == len(before) + 1 else ""
    return readable(words, (last, _typed(digits, words), _remark(told, words, private=private)))


def _told(told: Screen, words: Locale, *, away: bool, private: bool) -> Iterator[str]:
    yield told.title
    numbered = told.page in (Page.TICKET, Page.REPEAT)
    if numbered:
        yield ticket_number(told.number, words).replace(" |", ",")
        yield told.service
        yield "" if told.page == Page.REPEAT else told.ahead  # there it is her NIK
        yield told.estimate
        yield told.note
    yield told.hint
    if told.page == Page.IDENTITY:
        yield _typed(told.digits, words)
        yield _remark(told, words, private=private)
        yield words.say("kiosk.spoken.dial_headphones" if private else "kiosk.spoken.dial")
        yield words.say("kiosk.spoken.may_skip") if told.second else ""
    elif not numbered:
        yield told.note
    for n, line in enumerate(told.lines, start=1):
        yield from _line(line, n, words)
    yield " ".join([f"{told.next_title}:" if told.next_title else "", "" if numbered else told.number, told.next_hint])
    yield words.say("kiosk.away") if away and told.page != Page.TAKING else ""
    yield words.say("kiosk.spoken.choices", n=len(told.choices)) if len(told.choices) > 1 else ""


def _line(line: Line, n: int, words: Locale) -> Iterator[str]:
    key = f"kiosk.spoken.mark.{line.mark}"
    mark = line.tag or (words.say(key, n=n) if words.has(key) else "")
    title = ", ".join(map(" ".join, DIGITS.findall(line.title))) if line.mark == "number" else line.title
    yield f"{mark}: {title}" if mark else title
    yield line.hint
    yield line.cost
    yield from line.items.split("\n")


def _typed(digits: str, words: Locale) -> str:
    n = len(digits)
    return words.say("kiosk.spoken.typed", n=in_words(n, words.language)) if n else words.say("kiosk.spoken.none_typed")


def _remark(told: Screen, words: Locale, *, private: bool) -> str:
    """The note may name digits; what others hear only says that something is wrong."""
    if told.tone == "warn":
        names_digits = any(sign.isdecimal() for sign in told.note)
        return words.say("kiosk.spoken.mistake") if names_digits and not private else told.note
    return told.note if len(told.digits) in (0, NUMBER_LENGTH) else ""


def _spelled(text: str, words: Locale) -> str:
    text = RANGE.sub(rf"\1 {words.say('kiosk.spoken.to')} \2", text)
    text = LONG_NUMBER.sub(lambda number: " ".join(number.group()), text)
    for written, said in SPELLED.get(words.language, ()):
        text = written.sub(said, text)
    text = " ".join(SILENT.sub(" ", text).split())
    return text if text[-1] in ".?!" else f"{text}."
