"""Who may take a ticket by phone: whoever opened a code its kiosk showed just now, for a quarter of an hour, once.

Kept in memory, with what she has said so far: no cookie, no answer in an address, nothing on the disk. A server that
starts anew has forgotten them, and she scans again.
"""

import secrets
from collections import Counter as Tally
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import uuid4

from counter_server.domain.phone_code import GOOD_FOR, code
from counter_server.domain.refusals import TooManyTries

from .phone_visit import PhoneVisit

LASTS = 15 * 60.0
"""Seconds: time to answer, also for whoever reads slowly or must look for a card."""
MOST_OF_A_CODE = 20
"""Pages opened by one code: a photograph of it, sent to friends, ends there."""
TICKETS_OF_A_CODE = 10
TICKETS_A_MINUTE = 10
"""Of one address. A hall's phones share one; a kiosk's own glass gives about as many."""
MOST_OPEN = 5_000
MINUTE = 60.0


def shown_by(key_hashes: Mapping[str, str], given: str, minute: int) -> str:
    """Which kiosk shows, or has just shown, this code; empty: none. `key_hashes`: of the keys that count, by kiosk."""
    shown = {code(key_hash, minute - ago): name for name, key_hash in key_hashes.items() for ago in range(GOOD_FOR)}
    return shown.get(given, "")


@dataclass(eq=False, slots=True)
class Permit:
    """One phone before a kiosk. `kiosk`: the hash of its key, in whose name the ticket is taken."""

    kiosk: str
    code: str
    until: float
    visit: PhoneVisit
    request_id: str = field(default_factory=lambda: str(uuid4()))
    """One for all tries: touched twice it is one ticket."""
    page: str = ""
    """The address of the ticket's page, once there is one."""
    counted: bool = False
    """It has asked for its ticket: one of its code's, whether or not it was given."""


class Permits:
    """Lives in the event loop. `now`: seconds of a clock nobody sets."""

    def __init__(self) -> None:
        self._open: dict[str, Permit] = {}
        self._opened: Tally[str] = Tally()
        self._taken: Tally[str] = Tally()
        self._lately: dict[str, deque[float]] = {}

    def open(self, kiosk: str, shown: str, language: str, now: float) -> str:
        """A new one, by the name it has in addresses; refuses when the code has let in as many as it may."""
        self._forget(now)
        if self._opened[shown] >= MOST_OF_A_CODE or len(self._open) >= MOST_OPEN:
            raise TooManyTries(seconds=int(MINUTE))
        name = secrets.token_urlsafe(16)
        self._open[name] = Permit(kiosk, shown, now + LASTS, PhoneVisit(language=language))
        self._opened[shown] += 1
        return name

    def find(self, name: str, now: float) -> Permit | None:
        """While it lasts."""
        permit = self._open.get(name)
        return permit if permit is not None and permit.until > now else None

    def count(self, permit: Permit, address: str, now: float) -> None:
        """Counts a permit that asks for its ticket, once, and before it has it: many may ask in one moment. Refuses
        where the code, or the address in this minute, has had enough."""
        if permit.counted:
            return
        lately = self._lately.setdefault(address, deque())
        while lately and lately[0] < now - MINUTE:
            lately.popleft()
        if len(lately) >= TICKETS_A_MINUTE or self._taken[permit.code] >= TICKETS_OF_A_CODE:
            raise TooManyTries(seconds=int(MINUTE))
        permit.counted = True
        lately.append(now)
        self._taken[permit.code] += 1

    def _forget(self, now: float) -> None:
        """What is over; in the order they were opened, so it ends with the first that is not."""
        for name, permit in list(self._open.items()):
            if permit.until > now:
                break
            del self._open[name]
            self._opened[permit.code] -= 1
            if not self._opened[permit.code]:
                del self._opened[permit.code], self._taken[permit.code]
        for address, lately in list(self._lately.items()):
            if not lately or lately[-1] < now - MINUTE:
                del self._lately[address]
