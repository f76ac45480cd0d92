"""The code this kiosk shows for phones: a page that takes a ticket without touching the glass.

Derived from the kiosk's own key and the minute, so nothing is asked of the server (counter_server/domain/phone_code.py
is what both sides count with). The moment must be the kiosk clock's, which follows the server's.
"""

import hashlib
from datetime import datetime

from counter_server.domain.phone_code import SECONDS, code, minute_of


def phone_code(key: str, at: datetime) -> str:
    """The code of the minute `at` (aware) lies in."""
    return code(hashlib.sha256(key.encode()).hexdigest(), minute_of(at))


def address(phone_page: str, key: str, at: datetime) -> str:
    """What the QR code holds; empty where no code is to be shown. `phone_page`: of the server's `Services`."""
    return phone_page + phone_code(key, at) if phone_page else ""


def changes_in(at: datetime) -> float:
    """Seconds until there is another code: more than 0, at most 60."""
    return SECONDS - at.timestamp() % SECONDS
