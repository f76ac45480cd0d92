"""Who asks at /antrean: a user name and a password for a token, and the token from then on.

Passwords are checked and counted as PINs are (docs/decisions/0018). A token is signed, not kept: it says whose it is
and until when, and is worth nothing once its password has been changed.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from typing import TYPE_CHECKING

from counter_server.domain.refusals import TokenInvalid, WrongPassword, WrongPin
from counter_server.operations.antrean import PARTNER, program
from counter_server.operations.callers import Caller
from counter_server.operations.keyed import keyed_digest
from counter_server.setup import MINUTE, Setup
from counter_server.storage import interfaces
from counter_server.storage.database import Line
from counter_server.storage.present import Present

from .sign_in_guard import SignInGuard

if TYPE_CHECKING:
    from .counter import Counter

DEMO_USER = "demo"
"""Of a demonstration, with everybody's PIN for its password."""
LONGEST_TOKEN = 200


class AntreanGuard(SignInGuard):
    """Lives in the event loop."""

    def __init__(self, counter: "Counter", beside: SignInGuard) -> None:
        """`beside`: who checks PINs; two of all are checked at a time."""
        super().__init__(counter)
        self._at_a_time = beside._at_a_time

    async def hash_of(self, staff: str) -> str | None:
        """Its password as the database keeps it; None for a user name there is not."""
        name = staff.removeprefix(PARTNER)

        def look(line: Line, present: Present, setup: Setup) -> str | None:
            return _hash(line, setup, name)

        return await self._counter.store.read(look)

    async def token(self, user: str, password: str, host: str) -> str:
        """A token for whoever knows the password."""
        try:
            await self.check(PARTNER + user, password, host)
        except WrongPin:
            raise WrongPassword() from None
        known = await self.hash_of(user)
        until = self._counter.clock.now() + self._counter.setup.branch.antrean.token_minutes * MINUTE
        return f"{until:x}.{_signature(self._counter.secret, self._counter.setup.key, user, until, known or '')}"

    def caller(self, line: Line, setup: Setup, user: str, token: str) -> Caller:
        """Whose token this is, refused where it is nobody's (any more)."""
        until, _, signature = token.partition(".")
        known = _hash(line, setup, user)
        try:
            at = int(until, 16) if len(token) <= LONGEST_TOKEN else 0
        except ValueError:
            at = 0
        genuine = _signature(self._counter.secret, setup.key, user, at, known or "")
        right = hmac.compare_digest(genuine.encode(), signature.encode())
        if known is None or not right or at <= self._counter.clock.now():
            raise TokenInvalid()
        return program(user, setup.key)

    async def tell(self) -> None:
        """Whoever looks after all locks tells of these, too."""
        await self._counter.pins.tell()


def _hash(line: Line, setup: Setup, name: str) -> str | None:
    if setup.demo and name == DEMO_USER:
        return ""
    partner = interfaces.partner_named(line, setup.key, name)
    return partner.password_hash or None if partner else None


def _signature(secret: bytes, branch: str, user: str, until: int, password_hash: str) -> str:
    stamp = hashlib.sha256(password_hash.encode()).hexdigest()
    made = keyed_digest(secret, f"antrean:{branch}:{user}:{until}:{stamp}".encode())
    return urlsafe_b64encode(made).decode().rstrip("=")
