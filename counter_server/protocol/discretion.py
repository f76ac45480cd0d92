"""Sixteen digits in a row may be somebody's NIK or KK number: they are hidden wherever words leave a program, and
refused where words come in.

A defence behind the others: nothing here is meant to hold such a number in the first place.
"""

import logging
import re
import sys
import threading
from collections.abc import Mapping
from types import TracebackType
from typing import Any

_BETWEEN = r"[\s.\u200b\u2010-\u2015_/-]{0,3}"
_RUN = re.compile(rf"(?<!\d)\d(?:{_BETWEEN}\d){{15}}(?!\d)")
_ALONE = re.compile(r"(?<![0-9A-Za-z])\d{16}(?![0-9A-Za-z])")
_GROUPED = re.compile(rf"\d{{4}}(?:{_BETWEEN}\d{{4}}){{3}}")
HIDDEN = "••••••••••••••••"
SHORTEST = 10**15
"""The smallest whole number of sixteen digits."""


def holds_number(text: str) -> bool:
    """Whether free text holds what may be a NIK or KK number, grouped or not."""
    return _RUN.search(text) is not None


def is_like_number(word: str) -> bool:
    """Whether a machine's word is one, or holds one that stands alone: the digits of a UUID are none."""
    return _GROUPED.fullmatch(word) is not None or _ALONE.search(word) is not None


def hidden(text: str) -> str:
    """The text with such numbers made unreadable."""
    return _RUN.sub(HIDDEN, text)


def hidden_facts(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts that are told, with such numbers made unreadable, however deep they lie."""
    return {hidden(name): _hidden_fact(fact) for name, fact in facts.items()}


def _hidden_fact(fact: Any) -> Any:
    if isinstance(fact, str):
        return hidden(fact)
    if isinstance(fact, int):
        return HIDDEN if abs(fact) >= SHORTEST else fact
    if isinstance(fact, Mapping):
        return hidden_facts(fact)
    return [_hidden_fact(one) for one in fact] if isinstance(fact, (list, tuple)) else fact


class Discreet(logging.Formatter):
    """A formatter for every log of ours, what a failure says of itself included."""

    def format(self, record: logging.LogRecord) -> str:
        """As usual, but nobody's number."""
        return hidden(super().format(record))


def keep_discreet(log_format: str, level: int = logging.INFO) -> None:
    """The program's log on standard error from now on; what ends it or one of its threads is told there too."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Discreet(log_format, "%Y-%m-%dT%H:%M:%S%z"))
    logging.basicConfig(level=level, handlers=[handler])
    sys.excepthook = _told
    threading.excepthook = lambda failed: _told(failed.exc_type, failed.exc_value, failed.exc_traceback)


def _told(kind: type[BaseException], failure: BaseException | None, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, failure or kind(), trace)
        return
    logging.getLogger("lalopa").critical("the program failed", exc_info=(kind, failure or kind(), trace))
