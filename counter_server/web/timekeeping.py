"""What a running branch does because time has passed, whether or not anybody asks for anything."""

import asyncio
import logging
from typing import TYPE_CHECKING

from counter_server.domain.refusals import Refusal, StorageFull
from counter_server.operations import staffing
from counter_server.operations.day_turn import tick
from counter_server.protocol import messages
from counter_server.storage.database import fold_log

from .hub import HEARTBEAT_SECONDS

if TYPE_CHECKING:
    from .counter import Counter

log = logging.getLogger(__name__)
TICK_SECONDS = 1.0


async def tick_for(counter: "Counter") -> None:
    """For ever: looks once a second whether something is due, on a clock that may run fast."""
    folded = False
    while True:
        await asyncio.sleep(TICK_SECONDS / max(counter.clock.speed, 1.0))
        try:
            await counter.server_watch.turn()
            await counter.watch.turn()
            forgot = await counter.perform_unasked(tick)
            await counter.sessions.turn()
            await counter.pins.turn()
            for staff in counter.presence.gone():
                await counter.perform_unasked(staffing.away, staff=staff)
            folded = not forgot and (folded or await asyncio.to_thread(fold_log, counter.store.engine))
        except StorageFull:
            continue  # the writer says it, once a minute
        except Refusal as refusal:
            log.warning("the calendar was refused: %s", refusal.code)
        except Exception:
            log.exception("the calendar failed; it will be asked again")


async def beat_for(counter: "Counter") -> None:
    """For ever: everybody who listens hears that the line is alive."""
    while True:
        await asyncio.sleep(HEARTBEAT_SECONDS)
        counter.hub.beat(messages.Heartbeat(seq=counter.hub.seq, at=counter.setup.moment(counter.clock.now())))
