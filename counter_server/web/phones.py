"""Two thousand phones that each follow a ticket: told one state at most every five seconds, and at once when called.

A phone keeps only its newest state, so none falls behind. Who waits and who serves is read once a second for all of
them together; a state is encoded once for each ticket, and only when it is another one.
"""

import asyncio
import logging
import random
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field

import msgspec

from counter_server.domain.ticket import Ticket
from counter_server.protocol.locale import Locale
from counter_server.protocol.terms import OPEN, Is
from counter_server.storage.event import Event
from counter_server.storage.store import Store

from .phone_state import NO_PLACE, Follower, Hall, Place, Seen, follower, hall_of, look, told_to_phone

log = logging.getLogger(__name__)
BEAT_SECONDS = 1.0
BETWEEN_SECONDS = 5.0
"""From one state to the next, unless the ticket is called."""
REPEAT_SECONDS = 20.0
"""A state is repeated after so long, so that the phone knows its line is alive."""
MOST_ON_ONE_TICKET = 20
"""Phones. An address is shown to a family, not to the world."""
AT_ONCE = 50
"""Phones told in one go; then whoever asks something of the server has a turn."""
COMES_BACK = (2000, 7000)
"""Milliseconds, by chance between the two, after which a phone whose line broke asks again: not all of them at once."""

_encode = msgspec.json.Encoder().encode


@dataclass(eq=False, slots=True)
class Phone:
    """One open page. `frame`: what it is to be told next, if anything."""

    frame: bytes = b""
    last: bytes = b""
    told_at: float = float("-inf")
    told: asyncio.Event = field(default_factory=asyncio.Event)
    ended: bool = False

    def tell(self, frame: bytes, now: float) -> None:
        """Replaces what it has not read yet."""
        self.frame = self.last = frame
        self.told_at = now
        self.told.set()

    def end(self) -> None:
        """After what it is still to be told."""
        self.ended = True
        self.told.set()


@dataclass(eq=False, slots=True)
class Followed:
    """A ticket and the phones that show it."""

    seen: Seen
    phones: list[Phone] = field(default_factory=list)
    told: tuple[Ticket, Place] | None = None
    """What `shown` was made of."""
    shown: Follower | None = None
    frame: bytes = b""

    def look(self, place: Place) -> bool:
        """At the ticket and its place; whether its phones must be told something else than before."""
        before, now = self.told, (self.seen.ticket, place)
        if before is not None and before[0] is now[0] and before[1] == place:
            return False
        self.told, shown = now, follower(self.seen.ticket, place)
        changed, self.shown = shown != self.shown, shown
        return changed


class Phones:
    """Lives in the event loop."""

    def __init__(self, store: Store, seq: int) -> None:
        self._store, self._seq = store, seq
        self._followed: dict[int, Followed] = {}
        self._hall: Hall | None = None
        self._moved = False
        self._closed = False
        self.locales: Mapping[str, Locale] = {}
        """The words a phone may choose; set by whoever has them."""

    def publish(self, events: list[Event]) -> None:
        """Takes in what has happened; tells at once whoever is called."""
        for event in events:
            self._seq = event.seq
            self._moved = self._moved or event.ticket is not None or event.member is not None
            if event.ticket is None:
                continue
            followed = self._followed.get(event.ticket.id)
            if followed is not None and event.seq > followed.seen.seq:
                followed.seen = Seen(event.ticket, followed.seen.place, event.seq)
                if event.ticket.status is Is.CALLED:
                    self._tell(followed, NO_PLACE, time.monotonic(), at_once=True)

    def listening(self) -> int:
        """How many phones."""
        return sum(len(followed.phones) for followed in self._followed.values())

    def room_for(self, ticket: int) -> bool:
        """Whether one more may follow this ticket."""
        followed = self._followed.get(ticket)
        return followed is None or len(followed.phones) < MOST_ON_ONE_TICKET

    def start_over(self, seq: int) -> None:
        """Ends every stream: they come back, and look for themselves. `seq`: where the journal stands."""
        self._seq = seq
        for followed in self._followed.values():
            for phone in followed.phones:
                phone.end()

    def close(self) -> None:
        """Ends every stream, and those to come."""
        self._closed = True
        self.start_over(self._seq)

    async def find(self, page_hash: str) -> Seen | None:
        """The ticket behind an address, today's only."""
        at = self._store.clock.now()
        return await self._store.read(lambda line, present, setup: look(line, present, setup, page_hash, at))

    async def listen(self, seen: Seen, page_hash: str) -> AsyncIterator[bytes]:
        """The ticket's states, the present one first, until it is over; `seen` is what `find` found."""
        followed = self._followed.setdefault(seen.ticket.id, Followed(seen))
        phone = Phone(ended=self._closed)
        followed.phones.append(phone)
        try:
            if self._seq > seen.seq:  # something happened between the look and now
                seen = await self.find(page_hash) or seen
            if seen.seq >= followed.seen.seq:
                followed.seen = seen
            yield b"retry: %d\n" % random.randint(*COMES_BACK)
            self._tell(followed, followed.seen.place, time.monotonic(), only=phone)
            while True:
                await phone.told.wait()
                phone.told.clear()
                frame, phone.frame = phone.frame, b""
                if frame:
                    yield frame
                if phone.ended and not phone.frame:
                    return
        finally:
            followed.phones.remove(phone)
            if not followed.phones and self._followed.get(seen.ticket.id) is followed:
                del self._followed[seen.ticket.id]

    async def keep_telling(self) -> None:
        """Runs while the server does."""
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            try:
                await self._beat()
            except Exception:
                log.exception("the phones could not be told; they will be")

    async def _beat(self) -> None:
        if self._moved:
            self._moved = False
            waiting = [one.seen.ticket for one in self._followed.values() if one.seen.ticket.status is Is.WAITING]
            if waiting:
                at = self._store.clock.now()
                self._hall = await self._store.read(
                    lambda line, present, setup: hall_of(line, present, setup, waiting, at)
                )
        told = 0
        for followed in list(self._followed.values()):
            now = time.monotonic()
            if any(now - phone.told_at >= BETWEEN_SECONDS for phone in followed.phones):
                before = told // AT_ONCE
                told += self._tell(followed, self._place(followed), now)
                if told // AT_ONCE > before:
                    await asyncio.sleep(0)

    def _place(self, followed: Followed) -> Place:
        ticket = followed.seen.ticket
        if ticket.status is not Is.WAITING:
            return NO_PLACE
        return (self._hall and self._hall.place(ticket)) or followed.seen.place

    def _tell(
        self, followed: Followed, place: Place, now: float, *, at_once: bool = False, only: Phone | None = None
    ) -> int:
        """Tells the phones whose turn it is and that do not know it yet. Returns how many."""
        ticket, told = followed.seen.ticket, 0
        if followed.look(place) and followed.shown is not None:
            followed.frame = self._frame(followed.shown)
        for phone in (only,) if only else followed.phones:
            since = now - phone.told_at
            is_new = phone.last != followed.frame and (at_once or since >= BETWEEN_SECONDS)
            if is_new or since >= REPEAT_SECONDS:
                phone.tell(followed.frame, now)
                told += 1
            if ticket.status not in OPEN and phone.last == followed.frame:
                phone.end()
        return told

    def _frame(self, shown: Follower) -> bytes:
        return b"event: state\ndata: %s\n\n" % _encode(told_to_phone(shown, self.locales))
