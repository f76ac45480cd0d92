"""What the person in charge does about hooks: tries one, has something told again, says go on."""

import asyncio
import logging
from typing import TYPE_CHECKING

from counter_server.domain.refusals import DeliveryUnknown
from counter_server.operations import hooks as operations
from counter_server.operations.hook_lines import line_of, trial
from counter_server.storage import interfaces

from .hook_door import Answered

if TYPE_CHECKING:
    from .counter import Counter

log = logging.getLogger(__name__)


class HookDesk:
    """Lives in the event loop."""

    def __init__(self, counter: "Counter") -> None:
        self._counter, self._hooks = counter, counter.hooks
        self._asked: set[asyncio.Future[Answered]] = set()

    async def try_it(self, credential: str, hook: str) -> Answered:
        """A message that nothing happened for, now."""
        telling = self._hooks.telling(hook)
        await self._counter.perform(operations.asked_for, credential, hook=hook, what="trial")
        return await self._hooks.once(telling, trial())

    async def go_on(self, credential: str, hook: str) -> None:
        """Tries at once what waits, and for another day."""
        telling = self._hooks.telling(hook)
        await self._counter.perform(operations.asked_for, credential, hook=hook, what="go-on")
        telling.progress = telling.progress.gone_on()
        telling.woken.set()
        await self._hooks.save(telling)
        self._hooks.tell_alerts(telling)

    async def again(self, credential: str, delivery: int) -> Answered:
        """One that is remembered, once more, whatever its hook is at."""
        known = await self._counter.store.read(
            lambda line, present, setup: interfaces.delivery_of(line, setup.key, delivery)
        )
        if known is None or known.hook not in self._hooks.tellings:
            raise DeliveryUnknown(delivery=delivery)
        await self._counter.perform(operations.asked_for, credential, hook=known.hook, what=f"again:{known.seq}")
        found = await self._counter.store.read(lambda line, present, setup: line_of(line, setup, known.seq))
        if known.seq and found is None:
            raise DeliveryUnknown(delivery=delivery)
        return await self._hooks.once(self._hooks.tellings[known.hook], found or trial())

    def kept_alive(self, asked: "asyncio.Future[Answered]") -> None:
        """Whoever asked has stopped waiting for it; those who look are told how it ended."""
        self._asked.add(asked)
        asked.add_done_callback(self._ended)

    def _ended(self, asked: "asyncio.Future[Answered]") -> None:
        self._asked.discard(asked)
        if not asked.cancelled() and asked.exception() is not None:
            log.warning("a trial of a hook failed: %s", asked.exception())
        self._counter.watch.tell()
