"""Signing in: PINs with Argon2, two at a time, slower after failures."""

import asyncio
import secrets
import time
from dataclasses import dataclass, field

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from fastapi import Request

from counter_server.domain.refusals import NotSignedIn, TooManyTries, WrongOrigin, WrongPin
from counter_server.operations.callers import token_hash

COOKIE = "lalopa_session"
DEMO_PIN = "246810"
SHORTEST_PIN = 6
FREE_TRIES = 3
LONGEST_WAIT = 300.0

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"


def hash_pin(pin: str) -> str:
    """What the database keeps."""
    return _hasher.hash(pin)


def _matches(hashed: str, pin: str) -> bool:
    try:
        return _hasher.verify(hashed or _NOBODY, pin)
    except (VerificationError, InvalidHashError):
        return False


def new_token() -> str:
    """A session's token: 256 random bits."""
    return secrets.token_urlsafe(32)


@dataclass(slots=True)
class Pins:
    """Checks PINs. `slow` is off in a demonstration."""

    demo: bool
    _failures: dict[tuple[str, str], tuple[int, float]] = field(default_factory=dict)
    _two_at_a_time: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(2))

    async def check(self, staff: str, pin: str, hashed: str | None, address: str) -> None:
        """Refuses a wrong PIN, an unknown name in the same words and time, and too many tries."""
        if self.demo:
            if hashed is None or not secrets.compare_digest(pin.encode(), DEMO_PIN.encode()):
                raise WrongPin()
            return
        self._hurry_not(staff, address)
        async with self._two_at_a_time:
            self._hurry_not(staff, address)  # again: others may have failed while this one queued
            right = await asyncio.get_running_loop().run_in_executor(None, _matches, hashed or "", pin)
        if right and hashed:
            self._failures.pop((staff, address), None)
            return
        failed, _ = self._failures.get((staff, address), (0, 0.0))
        self._forget_old()
        self._failures[staff, address] = (failed + 1, time.monotonic())
        raise WrongPin()

    def _hurry_not(self, staff: str, address: str) -> None:
        failed, last = self._failures.get((staff, address), (0, 0.0))
        if failed >= FREE_TRIES:
            left = last + min(2.0 ** (failed - FREE_TRIES + 1), LONGEST_WAIT) - time.monotonic()
            if left > 0:
                raise TooManyTries(seconds=int(left) + 1)

    def _forget_old(self) -> None:
        horizon = time.monotonic() - 2 * LONGEST_WAIT
        self._failures = {who: known for who, known in self._failures.items() if known[1] > horizon}


def credential(request: Request) -> str:
    """The hash of the caller's token: from the Authorization header, else from the cookie of a page of ours."""
    given = request.headers.get("authorization")
    if given is not None:
        scheme, _, token = given.partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise NotSignedIn()
        return token_hash(token.strip())
    token = request.cookies.get(COOKIE, "")
    if not token:
        raise NotSignedIn()
    check_origin(request)
    return token_hash(token)


def check_origin(request: Request) -> None:
    """A cookie counts only for requests of our own pages."""
    if request.method in ("GET", "HEAD"):
        return
    origin = request.headers.get("origin")
    site = request.headers.get("sec-fetch-site")
    if origin is not None:
        if origin.split("://", 1)[-1] != request.headers.get("host"):
            raise WrongOrigin()
    elif site not in ("same-origin", "none"):
        raise WrongOrigin()
