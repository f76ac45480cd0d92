"""The door to PINs: two checked at a time, slower after failures, locked after many; and who is told about it."""

import asyncio
import ipaddress
import logging
import secrets
import time
from collections import Counter as Tally
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter_server.domain.alerts import Level
from counter_server.domain.pins import SHORTEST_PIN, too_easy
from counter_server.domain.refusals import PinTooEasy, SignInLocked, TooManyTries, WrongPin
from counter_server.domain.sign_in_limits import Wait, wait
from counter_server.operations import sessions
from counter_server.operations import sign_in_safety as safety
from counter_server.operations.antrean import PARTNER
from counter_server.setup import Setup
from counter_server.storage import statements
from counter_server.storage.database import Line
from counter_server.storage.present import Present

from .credentials import DEMO_PIN, hash_pin, matches

if TYPE_CHECKING:
    from .counter import Counter

log = logging.getLogger(__name__)
ALERTS = {(True, True): "sign_in_locked", (True, False): "sign_in_locked_elsewhere", (False, True): "address_locked"}
"""By whether a lock is about a person, and about an address."""
LOOK_SECONDS = 30.0
AT_A_TIME = 2
"""Argon2 takes 19 MiB and 30 ms of a core; the queue goes on meanwhile."""


def address_of(host: str) -> str:
    """What counts as one address: of IPv6 the network, for whoever has one address there has 2^64."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host[:64]
    if address.version == 4:
        return str(address)
    mapped = getattr(address, "ipv4_mapped", None)
    return str(mapped) if mapped else str(ipaddress.ip_network((address, 64), strict=False))


@dataclass(frozen=True, slots=True)
class _Try:
    """`staff` is empty for a name on no roster. It counts at `place`; `also`: where she is familiar too once right."""

    staff: str
    address: str
    place: str
    also: tuple[str, ...] = ()

    @property
    def who(self) -> str:
        """For the log."""
        return self.staff or "somebody not on the roster"


class SignInGuard:
    """Lives in the event loop. What it counts is in the database: a restart forgives nothing."""

    def __init__(self, counter: "Counter") -> None:
        self._counter = counter
        self._at_a_time = asyncio.Semaphore(AT_A_TIME)
        self._under_way: Tally[tuple[str, str]] = Tally()
        self._told: set[tuple[str, str]] = set()
        self._looked = float("-inf")

    async def check(self, staff: str, pin: str, host: str, browser: str = "") -> None:
        """Refuses a wrong PIN, an unknown name in the same words and time, and too many tries. `browser`: the hash of
        what a browser shows that may be known, or will be from now on."""
        hashed = await self.hash_of(staff)
        if self._counter.setup.demo:
            if hashed is None or not secrets.compare_digest(pin.encode(), DEMO_PIN.encode()):
                raise WrongPin()
            return
        one = await self._trying("" if hashed is None else staff, address_of(host), browser)
        await self._hurry_not(one)
        places = {(one.staff, one.place), (safety.EVERYBODY, one.place), (one.staff, safety.EVERYBODY)}
        async with self._at_a_time:
            self._under_way.update(places)
            try:  # under way until it is written down: else it would, for a moment, be counted nowhere
                await self._hurry_not(one, mine=1)  # again: others may have failed while this one queued
                await self._compared(one, pin, hashed or "")
            finally:
                self._under_way.subtract(places)
                self._under_way = +self._under_way

    async def _trying(self, staff: str, address: str, browser: str) -> _Try:
        """It counts at her own browser, if this is one, else at the address."""
        if not staff or not browser:
            return _Try(staff, address, address)
        own = safety.BROWSER + browser[:32]

        def look(line: Line, present: Present, setup: Setup) -> bool:
            there, _, _ = safety.tries(line, setup.key, staff, own)
            return there.familiar(self._counter.clock.now(), safety.limits_of(setup))

        at_own = await self._counter.store.read(look)
        return _Try(staff, address, own, (address,)) if at_own else _Try(staff, address, address, (own,))

    async def _compared(self, one: _Try, pin: str, hashed: str) -> None:
        right = await asyncio.get_running_loop().run_in_executor(None, matches, hashed, pin) and bool(hashed)
        if right:
            await self._counter.perform_unasked(safety.succeed, staff=one.staff, address=one.place, also=one.also)
            log.info("signed in: %s from %s", one.staff, one.address)
            return
        locked = await self._counter.perform_unasked(safety.fail, staff=one.staff, address=one.place)
        log.warning("wrong PIN: %s from %s", one.who, one.address)
        for what in locked:
            log.warning("sign-in locked (%s): %s from %s", what, one.who, one.address)
        if locked:
            await self.tell()
        raise WrongPin()

    async def change(self, credential: str, pin: str, new: str, host: str) -> None:
        """A new PIN for whoever has this credential (a hash) and knows the present one."""
        who = await self._counter.caller(credential)
        who.may("pin")
        await self.check(who.key, pin, host)
        if too_easy(new, staff=who.key):
            raise PinTooEasy(shortest=SHORTEST_PIN)
        async with self._at_a_time:
            hashed = await asyncio.get_running_loop().run_in_executor(None, hash_pin, new)
        if not self._counter.setup.demo:  # everybody knows the demonstration's, and it stays so
            await self._counter.perform(sessions.change_pin, credential, pin_hash=hashed)
            log.info("PIN changed: %s from %s", who.key, address_of(host))

    async def reset(self, credential: str, staff: str, new: str) -> None:
        """A new PIN for somebody else, given by whoever has this credential (a hash)."""
        (await self._counter.caller(credential)).may("configure")
        if too_easy(new, staff=staff):
            raise PinTooEasy(shortest=SHORTEST_PIN)
        async with self._at_a_time:
            hashed = await asyncio.get_running_loop().run_in_executor(None, hash_pin, new)
        await self._counter.perform(sessions.reset_pin, credential, staff=staff, pin_hash=hashed)
        await self.tell()

    async def hash_of(self, staff: str) -> str | None:
        """Her PIN as the database keeps it, empty where she has none; None for somebody not on the roster."""

        def look(line: Line, present: Present, setup: Setup) -> str | None:
            row = line.one(statements.pin, branch=setup.key, staff=staff) if staff in present.members else None
            return str(row[0]) if row else None

        return await self._counter.store.read(look)

    async def turn(self) -> None:
        """The person in charge sees what is locked, for as long as it is."""
        if self._told or time.monotonic() - self._looked > LOOK_SECONDS:
            await self.tell()

    async def tell(self) -> None:
        """Raises an alert for each lock, and clears those that are over."""
        self._looked = time.monotonic()
        if self._counter.setup.demo:
            return
        now, branch = self._counter.clock.now(), self._counter.setup.key
        held, names = await self._counter.store.read(
            lambda line, present, setup: (
                safety.locked(line, branch, now), {one.staff: one.name for one in present.members.values()},
            )
        )  # fmt: skip
        for place in self._told - held.keys():
            self._counter.alerts.clear(_alert(place), _subject(place))
        for place, until in held.items():
            staff, address = place
            self._counter.alerts.raise_(
                _alert(place), _subject(place), level=Level.WARNING, staff=names.get(staff, staff),
                address=address, until=f"{self._counter.setup.moment(until):%H.%M}",
            )  # fmt: skip
        self._told = set(held)

    async def _hurry_not(self, one: _Try, *, mine: int = 0) -> None:
        now, under_way = self._counter.clock.now(), self._counted(one, mine)  # before the database is read

        def look(line: Line, present: Present, setup: Setup) -> Wait | None:
            known = safety.tries(line, setup.key, one.staff, one.place)
            return wait(known, now, safety.limits_of(setup), under_way=under_way)

        held = await self._counter.store.read(look)
        if held is None:
            return
        log.warning("sign-in refused for now: %s from %s", one.who, one.address)
        if held.locked:
            raise SignInLocked(minutes=-(-held.seconds // 60), seconds=held.seconds)
        raise TooManyTries(seconds=held.seconds)

    def _counted(self, one: _Try, mine: int) -> tuple[int, int, int]:
        """How many others are under way."""
        of_place = self._under_way[safety.EVERYBODY, one.place] - mine
        if not one.staff:
            return 0, of_place, 0
        own, of_person = self._under_way[one.staff, one.place], self._under_way[one.staff, safety.EVERYBODY]
        return own - mine, of_place, of_person - mine


def _alert(place: tuple[str, str]) -> str:
    if place[0].startswith(PARTNER):
        return "antrean_locked"
    if place[1].startswith(safety.BROWSER):
        return "sign_in_locked_browser"
    return ALERTS[bool(place[0]), bool(place[1])]


def _subject(place: tuple[str, str]) -> str:
    return " · ".join(filter(None, place))
