"""The door to PINs: two checked at a time, slower after failures, locked after many; and who is told about it."""

import asyncio
import ipaddress
import logging
import secrets
import time
from collections import Counter as Tally
from typing import TYPE_CHECKING

from counter_server.domain.alerts import Level
from counter_server.domain.pins import SHORTEST_PIN, too_easy
from counter_server.domain.refusals import PinTooEasy, SignInLocked, TooManyTries, WrongPin
from counter_server.domain.sign_in_limits import Wait, wait
from counter_server.operations import sessions
from counter_server.operations import sign_in_safety as safety
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


class SignInGuard:
    """Lives in the event loop. What it counts is in the database: a restart forgives nothing."""

    def __init__(self, counter: "Counter") -> None:
        self._counter = counter
        self._at_a_time = asyncio.Semaphore(AT_A_TIME)
        self._under_way: Tally[tuple[str, str]] = Tally()
        self._told: set[tuple[str, str]] = set()
        self._looked = float("-inf")

    async def check(self, staff: str, pin: str, host: str) -> None:
        """Refuses a wrong PIN, an unknown name in the same words and time, and too many tries."""
        hashed = await self.hash_of(staff)
        if self._counter.setup.demo:
            if hashed is None or not secrets.compare_digest(pin.encode(), DEMO_PIN.encode()):
                raise WrongPin()
            return
        address, known = address_of(host), "" if hashed is None else staff
        await self._hurry_not(known, address)
        places = {(known, address), (safety.EVERYBODY, address), (known, safety.EVERYBODY)}
        async with self._at_a_time:
            self._under_way.update(places)
            try:  # under way until it is written down: else it would, for a moment, be counted nowhere
                await self._hurry_not(known, address, mine=1)  # again: others may have failed while this one queued
                await self._compared(known, address, pin, hashed or "")
            finally:
                self._under_way.subtract(places)
                self._under_way = +self._under_way

    async def _compared(self, staff: str, address: str, pin: str, hashed: str) -> None:
        right = await asyncio.get_running_loop().run_in_executor(None, matches, hashed, pin) and bool(hashed)
        if right:
            await self._counter.perform_unasked(safety.succeed, staff=staff, address=address)
            log.info("signed in: %s from %s", staff, address)
            return
        who = staff or "somebody not on the roster"
        locked = await self._counter.perform_unasked(safety.fail, staff=staff, address=address)
        log.warning("wrong PIN: %s from %s", who, address)
        for what in locked:
            log.warning("sign-in locked (%s): %s from %s", what, who, address)
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
            self._counter.alerts.clear(ALERTS[bool(place[0]), bool(place[1])], _subject(place))
        for place, until in held.items():
            staff, address = place
            self._counter.alerts.raise_(
                ALERTS[bool(staff), bool(address)], _subject(place), level=Level.WARNING, staff=names.get(staff, staff),
                address=address, until=f"{self._counter.setup.moment(until):%H.%M}",
            )  # fmt: skip
        self._told = set(held)

    async def _hurry_not(self, staff: str, address: str, *, mine: int = 0) -> None:
        now, under_way = self._counter.clock.now(), self._counted(staff, address, mine)  # before the database is read

        def look(line: Line, present: Present, setup: Setup) -> Wait | None:
            known = safety.tries(line, setup.key, staff, address)
            return wait(known, now, safety.limits_of(setup), under_way=under_way)

        held = await self._counter.store.read(look)
        if held is None:
            return
        log.warning("sign-in refused for now: %s from %s", staff or "somebody not on the roster", address)
        if held.locked:
            raise SignInLocked(minutes=-(-held.seconds // 60), seconds=held.seconds)
        raise TooManyTries(seconds=held.seconds)

    def _counted(self, staff: str, address: str, mine: int) -> tuple[int, int, int]:
        """How many others are under way."""
        of_address = self._under_way[safety.EVERYBODY, address] - mine
        if not staff:
            return 0, of_address, 0
        return self._under_way[staff, address] - mine, of_address, self._under_way[staff, safety.EVERYBODY] - mine


def _subject(place: tuple[str, str]) -> str:
    return " · ".join(filter(None, place))
