"""Machines that show a code and wait for the person in charge to type it. Kept in memory: after a restart of the server
they show another code. What has been approved is in the database, and survives (decisions/0017)."""

import hashlib
import hmac
import secrets
import time
from base64 import urlsafe_b64encode
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from counter_server.domain.refusals import PairingCodeUnknown, TooManyTries
from counter_server.operations.callers import token_hash
from counter_server.protocol.terms import Device

ALPHABET = "ACDEFHJKMNPRTWXY3479"
"""No two of these look alike across a hall, in whatever font a supervisor reads and writes them."""
LETTERS_IN_A_CODE = 6
LASTS_SECONDS = 600.0
MOST_OPEN = 256
MOST_OPEN_EACH = 64
"""Of one address, behind which a whole office may be: more than it has machines. One more ends its oldest, so that a
machine that keeps starting anew does not shut itself out."""
MOST_BEGUN_EACH = 240
"""Of one address within LASTS_SECONDS."""


@dataclass(frozen=True, slots=True)
class OpenPairing:
    """A machine that waits. `until` on the monotonic clock."""

    code: str
    key_hash: str
    kind: Device
    address: str
    until: float


@dataclass(frozen=True, slots=True)
class Begun:
    """What the machine is told: `code` for people, `secret` for itself."""

    code: str
    secret: str
    seconds: int


def device_key(secret: bytes, claim: str) -> str:
    """The key a machine gets that waits with this claim: nobody need keep it until it is fetched, and an answer lost on
    the way is given again. `secret`: the server's."""
    made = hmac.digest(secret, b"device key\0" + claim.encode(), hashlib.sha256)
    return urlsafe_b64encode(made).decode().rstrip("=")


def plain(code: str) -> str:
    """A code however it was typed."""
    return "".join(sign for sign in code.upper() if sign.isalnum())


class Pairings:
    """Lives in the event loop."""

    def __init__(self, secret: bytes, now: Callable[[], float] = time.monotonic) -> None:
        self._secret, self._now = secret, now
        self._open: dict[str, OpenPairing] = {}
        self._begun: dict[str, deque[float]] = {}

    def begin(self, kind: Device, address: str) -> Begun:
        """A new code, for ten minutes; refuses `too_many_tries`."""
        self._forget_old()
        begun = self._begun.setdefault(address, deque())
        if len(begun) >= MOST_BEGUN_EACH:
            raise TooManyTries(seconds=self._left(begun[0] + LASTS_SECONDS))
        own = [pairing for pairing in self._open.values() if pairing.address == address]
        if len(own) >= MOST_OPEN_EACH:
            del self._open[own[0].key_hash]
        elif len(self._open) >= MOST_OPEN:
            raise TooManyTries(seconds=self._left(next(iter(self._open.values())).until))
        begun.append(self._now())
        claim, code = secrets.token_urlsafe(32), self._fresh_code()
        pairing = OpenPairing(code, self.key_hash(claim), kind, address, self._now() + LASTS_SECONDS)
        self._open[pairing.key_hash] = pairing
        return Begun(code, claim, int(LASTS_SECONDS))

    def key_hash(self, claim: str) -> str:
        """What the database keeps of the key this claim leads to."""
        return token_hash(device_key(self._secret, claim))

    def seconds_left(self, key_hash: str) -> int:
        """How long its code is still good for; 0 where it waits no longer."""
        pairing = self._open.get(key_hash)
        return self._left(pairing.until) if pairing is not None and pairing.until > self._now() else 0

    def take(self, code: str) -> OpenPairing:
        """The machine that shows this code, for one try; refuses `pairing_code_unknown`."""
        self._forget_old()
        for pairing in self._open.values():
            if pairing.code == plain(code):
                return self._open.pop(pairing.key_hash)
        raise PairingCodeUnknown(typed=code[:12])

    def put_back(self, pairing: OpenPairing) -> None:
        """The try came to nothing: its code is still good."""
        self._open[pairing.key_hash] = pairing

    def _left(self, until: float) -> int:
        return max(1, int(until - self._now()))

    def _fresh_code(self) -> str:
        shown = {pairing.code for pairing in self._open.values()}
        while True:
            code = "".join(secrets.choice(ALPHABET) for _ in range(LETTERS_IN_A_CODE))
            if code not in shown:
                return code

    def _forget_old(self) -> None:
        now = self._now()
        self._open = {known: pairing for known, pairing in self._open.items() if pairing.until > now}
        for begun in self._begun.values():
            while begun and begun[0] + LASTS_SECONDS <= now:
                begun.popleft()
        self._begun = {address: begun for address, begun in self._begun.items() if begun}
