"""Tells hooks what happens to tickets: each in order, from the journal, by a cursor that is kept in the database.

At least once: what a receiver took is written down after it has, so a power cut between the two tells it again. One
task a hook; it waits for the network alone, so a receiver that hangs holds up nobody but itself.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from counter_server.domain.alerts import Level
from counter_server.domain.deliveries import SECOND, Progress
from counter_server.domain.refusals import HookUnknown, Refusal, StorageFull
from counter_server.operations import hooks as operations
from counter_server.operations.hook_lines import Line, next_lines
from counter_server.protocol.hook_signature import HEADER, signed
from counter_server.protocol.interface_settings import HookPlace
from counter_server.storage import interfaces
from counter_server.storage.interfaces import Delivery

from .hook_door import Answered, HookDoor
from .hook_telling import Telling, secret_of

if TYPE_CHECKING:
    from .counter import Counter

log = logging.getLogger(__name__)
SAVE_AFTER = 500
"""Lines that were not for a hook: so many more are looked through again after a restart, at most."""
SLOWEST = 0.001
FULL_SECONDS = 5.0
"""Until a disk that was full is asked again. Meanwhile nothing is told: it could not be written down."""


class Hooks:
    """Lives in the event loop."""

    def __init__(self, counter: "Counter", door: HookDoor | None = None) -> None:
        self._counter, self._door = counter, door or HookDoor()
        self.tellings: dict[str, Telling] = {}
        self._begun = False
        self._settings: tuple[HookPlace, ...] = ()

    async def begin(self) -> None:
        """The server runs, or is set up anew."""
        self._begun, settings = True, self._counter.setup.branch.hooks
        await self._end_those(set(self.tellings))
        if not settings and not await self._any_kept():
            self._settings = settings
            return
        named = {hook.key: hook for hook in settings}
        kept: Mapping[str, Progress] = await self._counter.perform_unasked(operations.begin, hooks=list(named))
        for key, place in named.items():
            progress = kept[key]
            telling = Telling(place, progress, saved=progress.seq)
            self.tellings[key] = telling
            telling.task = asyncio.create_task(self._tell(telling), name=f"hook {key}")
            self.tell_alerts(telling)
        self._settings = settings

    async def end(self) -> None:
        """The server stops."""
        await self._end_those(set(self.tellings))
        self._door.close()

    def heard_of(self) -> None:
        """Something has become durable."""
        for telling in self.tellings.values():
            telling.woken.set()

    async def turn(self) -> None:
        """Once a second: whether it has been set up anew."""
        if self._begun and self._counter.setup.branch.hooks != self._settings:
            await self.begin()

    def backlog(self, telling: Telling) -> int:
        """Lines of the journal it has not been told yet, those among them that are not for it."""
        return max(self._counter.present.seq - telling.progress.seq, 0)

    def telling(self, hook: str) -> Telling:
        """One of them, or refuses."""
        if hook not in self.tellings:
            raise HookUnknown(hook=hook)
        return self.tellings[hook]

    async def _any_kept(self) -> bool:
        return bool(
            await self._counter.store.read(lambda line, present, setup: interfaces.progress_of(line, setup.key))
        )

    async def _end_those(self, keys: set[str]) -> None:
        ending = [telling for key in keys if (telling := self.tellings.pop(key, None))]
        for telling in ending:
            if telling.task is not None:
                telling.task.cancel()
            for code in ALERTS:
                self._counter.alerts.clear(code, telling.hook.key)
        await asyncio.gather(*(telling.task for telling in ending if telling.task), return_exceptions=True)
        for telling in ending:
            if telling.progress.seq > telling.saved:
                with contextlib.suppress(Refusal):
                    await self.save(telling)

    async def save(self, telling: Telling) -> None:
        """Writes down how far it has been told."""
        telling.saved = telling.progress.seq
        await self._counter.perform_unasked(operations.passed_over, hook=telling.hook.key, progress=telling.progress)

    async def _tell(self, telling: Telling) -> None:
        """For ever."""
        while True:
            try:
                await self._tell_what_waits(telling)
                await telling.woken.wait()
                telling.woken.clear()
            except StorageFull:
                await asyncio.sleep(FULL_SECONDS)
            except Exception:
                log.exception("hook %s failed; it will be tried again", telling.hook.key)
                await asyncio.sleep(FULL_SECONDS)

    async def _tell_what_waits(self, telling: Telling) -> None:
        while True:
            await self._its_time(telling)
            after = telling.progress.seq
            look = partial(next_lines, after=after, events=telling.hook.events)
            lines, seen = await self._counter.store.read(look)
            if seen == after:
                return
            for one in lines:
                while not await self._told(telling, one):
                    await self._its_time(telling)
            await self._pass(telling, seen)

    async def _its_time(self, telling: Telling) -> None:
        """Until it may be tried: not before its back-off is over, and never while it is parked."""
        while True:
            wait = telling.progress.next_at - self._counter.clock.now()
            if not telling.progress.parked and wait <= 0:
                return
            seconds = None if telling.progress.parked else wait / SECOND / max(self._counter.clock.speed, SLOWEST)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._gone_on(telling)

    async def _gone_on(self, telling: Telling) -> None:
        """Until somebody says go on; what else wakes it is no reason."""
        before = telling.progress
        while telling.progress is before:
            telling.woken.clear()
            await telling.woken.wait()

    async def _told(self, telling: Telling, one: Line) -> bool:
        """Whether the receiver has it; either way it is written down before anything else is told."""
        before = telling.progress
        answered = await self._posted(telling, one, before.tries + 1)
        now = self._counter.clock.now()
        progress = before.told(one.seq) if answered.taken else before.failed(now)
        delivery = self._delivery(telling, one, answered, before.tries + 1)
        await self._written(delivery, progress)
        if telling.progress is before or answered.taken:  # else somebody said go on meanwhile
            telling.progress = progress
        telling.saved = max(telling.saved, progress.seq)
        if before.tries or not answered.taken:
            self.tell_alerts(telling)
        return answered.taken

    async def _written(self, delivery: Delivery, progress: Progress) -> None:
        while True:
            try:
                await self._counter.perform_unasked(operations.tried, delivery=delivery, progress=progress)
                return
            except StorageFull:
                await asyncio.sleep(FULL_SECONDS)

    async def _pass(self, telling: Telling, seen: int) -> None:
        if seen > telling.progress.seq:
            telling.progress = Progress(seq=seen)
        if telling.progress.seq - telling.saved >= SAVE_AFTER:
            await self.save(telling)

    async def once(self, telling: Telling, one: Line) -> Answered:
        """Tells it this line now, whatever it is at; its place does not move."""
        answered = await self._posted(telling, one, 1)
        delivery = self._delivery(telling, one, answered, 1)
        await self._counter.perform_unasked(operations.tried, delivery=delivery)
        return answered

    async def _posted(self, telling: Telling, one: Line, tries: int) -> Answered:
        hook, counter = telling.hook, self._counter
        content = one.content(hook.key, counter.setup, counter.clock.now())
        secret = secret_of(counter.secret, counter.setup.key, hook)
        headers = {
            HEADER: signed(secret, content, int(time.time())),  # the receiver's clock, not a demonstration's
            "Lalopa-Delivery": f"{counter.setup.key}/{hook.key}/{one.seq}", "Lalopa-Try": str(tries),
        }  # fmt: skip
        answered = await self._door.post(hook.url, content, headers, private=hook.private)
        outcome = answered.why or "taken"
        telling.outcomes[outcome] = telling.outcomes.get(outcome, 0) + 1
        return answered

    def _delivery(self, telling: Telling, one: Line, answered: Answered, tries: int) -> Delivery:
        return Delivery(
            hook=telling.hook.key, seq=one.seq, action=one.action, number=one.number, tries=tries,
            at=self._counter.clock.now(), status=answered.status, why=answered.why,
        )  # fmt: skip

    def tell_alerts(self, telling: Telling) -> None:
        """What the person in charge should know of it."""
        progress, alerts = telling.progress, self._counter.alerts
        noticed = progress.noticeable(self._counter.clock.now()) and not progress.parked
        facts: dict[str, Any] = {"lines": self.backlog(telling)}
        for code, so, level in (
            ("hook_failing", noticed, Level.WARNING),
            ("hook_parked", progress.parked, Level.FAILED),
        ):
            if so:
                alerts.raise_(code, telling.hook.key, level=level, **facts)
            else:
                alerts.clear(code, telling.hook.key)


ALERTS = ("hook_failing", "hook_parked")
