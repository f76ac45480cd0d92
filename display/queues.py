"""How many wait for each service, and how long whoever takes a number now will."""

from dataclasses import dataclass

from counter_server.protocol.locale import Locale
from counter_server.protocol.messages import Board, Estimate

LONG_MINUTES = 180
"""From here on hours are told: nobody plans a morning by the quarter of an hour."""


@dataclass(frozen=True, slots=True)
class Queue:
    """How many wait for a service."""

    letter: str
    waiting: str
    wait: str = ""
    """How long for whoever takes a number now; empty: nobody can tell, or it would be after closing."""
    unit: str = ""


def waiting(board: Board) -> dict[str, int]:
    """How many wait, by service."""
    return {letter: sum(steps.values()) for letter, steps in sorted(board.waiting.items())}


def queues(board: Board, locale: Locale) -> tuple[Queue, ...]:
    """Every service, in the order of the letters."""
    return tuple(Queue(letter, str(n), *_wait(board.waits.get(letter), locale)) for letter, n in waiting(board).items())


def _wait(expected: Estimate | None, locale: Locale) -> tuple[str, str]:
    if expected is None or expected.after_closing:
        return "", ""
    if expected.low >= LONG_MINUTES:
        return locale.say("display.wait_long", hours=expected.low // 60), locale.say("display.hours")
    return locale.say("display.wait", low=expected.low, high=expected.high), locale.say("display.minutes")
