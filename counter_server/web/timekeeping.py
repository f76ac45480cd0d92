"""What a running branch does because time has passed, whether or not anybody asks for anything."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from counter_server.domain.refusals import Refusal, StorageFull
from counter_server.operations import staffing
from counter_server.operations.day_turn import tick
from counter_server.protocol import messages
from counter_server.setup import Setup
from counter_server.storage import statements
from counter_server.storage.database import Line, fold_log
from counter_server.storage.present import Present

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
            await counter.watch.keeper.turn()
            forgot = await counter.perform_unasked(tick)
            await counter.sessions.turn()
            await counter.pins.turn()
            counter.waits.turn()
            await counter.survey.turn()
            await counter.hooks.turn()
            for staff in counter.presence.back():
                await counter.perform_unasked(staffing.back, staff=staff)
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


@contextlib.asynccontextmanager
async def running(counter: "Counter") -> AsyncIterator[None]:
    """Keeps time while the server runs."""
    counter.watch.begin()
    with contextlib.suppress(StorageFull):  # it can still say what it knows
        await counter.perform_unasked(tick)
        await counter.hooks.begin()
    counter.presence.expect(await counter.store.read(_console_sessions))
    await counter.watch.keeper.begin()
    keepers = (tick_for(counter), beat_for(counter), counter.phones.keep_telling(), counter.reports.keep())
    counter.outlooks.begin()
    beats = [asyncio.create_task(keeper) for keeper in keepers]
    try:
        yield
    finally:
        for beat in beats:
            beat.cancel()
        await asyncio.gather(*beats, return_exceptions=True)
        await counter.hooks.end()
        with contextlib.suppress(Refusal):
            await counter.sessions.write()
        with contextlib.suppress(Refusal):
            await counter.survey.write()
        await asyncio.get_running_loop().run_in_executor(None, counter.reports.close)
        await counter.planning.end()
        await asyncio.to_thread(counter.outlooks.end)
        await asyncio.get_running_loop().run_in_executor(None, counter.store.close)


def _console_sessions(line: Line, present: Present, setup: Setup) -> dict[str, str]:
    rows = line.all(statements.sessions, branch=setup.key)
    return {row[0]: row[2] for row in rows if row[4].endswith("console")}
