"""Ticket numbers: letter, dash, at least three digits. Grows after 999, never wraps, never refuses."""

import re

LETTERS = re.compile(r"[A-Z]")


def number(letter: str, series: str, n: int) -> str:
    """`A-001`; a kiosk that issued on its own while the server was away has a series: `A-X01`."""
    return f"{letter}-{series}{n:02d}" if series else f"{letter}-{n:03d}"


def parse_number(text: str) -> tuple[str, str, int] | None:
    """(letter, series, n) of a printed number, or None when it is not one."""
    found = re.fullmatch(r"([A-Z])-([A-Z]?)([0-9]{2,9})", text)
    if not found:
        return None
    letter, series, digits = found.groups()
    n = int(digits)
    return (letter, series, n) if n > 0 and number(letter, series, n) == text else None
