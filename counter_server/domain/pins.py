"""What may be a PIN, or a password in its place. A number pad has no letters, so digits alone are welcome; who likes
letters better takes a word of eight or more."""

import re
from itertools import pairwise

SHORTEST_PIN = 6
SHORTEST_PASSWORD = 8
LONGEST = 64
EVERYBODYS = frozenset({"246810", "password", "lalopa123", "qwertyui", "rahasia1", "antrean1"})
"""The demonstration's PIN, and words of this place that everybody would try first."""
WORDS_OF_THE_PLACE = ("lalopa", "p2km", "loket", "antrean", "verifikator", "password", "rahasia", "qwerty")


def too_easy(pin: str, *, staff: str) -> bool:
    """Whether somebody who knows her name (`staff`, the name she signs in with) and no more would soon guess it."""
    if not SHORTEST_PIN <= len(pin) <= LONGEST or any(ord(character) < 32 for character in pin):
        return True
    if pin.isascii() and pin.isdigit():
        return pin in EVERYBODYS or _repeats(pin) or _runs(pin) or _is_a_date(pin)
    plain = re.sub(r"[^a-z]", "", pin.lower())
    return (
        len(pin) < SHORTEST_PASSWORD
        or pin.lower() in EVERYBODYS
        or plain in WORDS_OF_THE_PLACE
        or staff.lower() in pin.lower()
        or _repeats(pin.lower())
    )


def _repeats(pin: str) -> bool:
    """111111, 121212, 123123, 111222, 123321."""
    parts = any(len(pin) % n == 0 and pin == pin[:n] * (len(pin) // n) for n in range(1, len(pin) // 2 + 1))
    return parts or len(set(pin)) < 3 or pin == pin[::-1]


def _runs(pin: str) -> bool:
    """123456, 654321, 135791, 112233: every step the same, or pairs in a row."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    pairs = len(pin) % 2 == 0 and all(pin[n] == pin[n + 1] for n in range(0, len(pin), 2))
    return len(steps) == 1 or pairs


def _is_a_date(pin: str) -> bool:
    """A birthday, day first or year first: the first thing a colleague would try."""
    century = ("19", "20")
    readings = {
        6: [(pin[:2], pin[2:4]), (pin[4:], pin[2:4])],
        8: [(pin[:2], pin[2:4])] * (pin[4:6] in century) + [(pin[6:], pin[4:6])] * (pin[:2] in century),
    }
    return any(1 <= int(day) <= 31 and 1 <= int(month) <= 12 for day, month in readings.get(len(pin), []))
