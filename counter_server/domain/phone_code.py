"""The code a kiosk shows for phones. It changes with the minute, so whoever opens it stands before the kiosk.

Kiosk and server derive it each by itself, from the SHA-256 of the kiosk's key, which is all the server keeps of it: no
round trip, nothing to store, and a revoked key's code is worth nothing (docs/decisions/0026).
"""

import hmac
from base64 import b32encode
from datetime import datetime

LENGTH = 16
"""Letters and digits of base32: 80 bits. With capitals only, a QR code takes them in its denser mode."""
GOOD_FOR = 2
"""Minutes: the running one and the one before, for whoever scanned just before it changed."""
SECONDS = 60


def minute_of(at: datetime) -> int:
    """The minute a moment (aware) lies in, counted since 1970 UTC."""
    return int(at.timestamp() // SECONDS)


def code(key_hash: str, minute: int) -> str:
    """What the kiosk whose key has this hash (hexadecimal) shows during this minute."""
    made = hmac.digest(key_hash.encode(), f"phone-code:{minute}".encode(), "sha256")
    return b32encode(made[: LENGTH * 5 // 8]).decode()


def is_code(text: str) -> bool:
    """Whether this could be one."""
    return len(text) == LENGTH and all(character in "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" for character in text)
