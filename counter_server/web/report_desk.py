"""Makes reports beside everything else: in one thread of its own, in short readings, never in the writer's and never in
the event loop. After a day has closed it keeps the day's sheet, and writes the reports that are due."""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from counter_server.storage.event import Event

if TYPE_CHECKING:
    from counter_server.domain.reporting.periods import Period
    from counter_server.protocol.locale import Locale

    from .counter import Counter
    from .report_work import Made, ReportWork

log = logging.getLogger(__name__)
Done = TypeVar("Done")
AGAIN_SECONDS = 600.0
"""A folder that could not be written is tried again."""


class ReportDesk:
    """Lives in the event loop; its work is given it once what makes reports is loaded, and is done in its thread."""

    _work: "ReportWork"

    def __init__(self, counter: "Counter") -> None:
        self._counter = counter
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="reports")
        self._turned = asyncio.Event()
        self.begun = asyncio.Event()
        """Set once it has been given its work."""

    def begin(self, work: "ReportWork") -> None:
        """Before anything is asked of it."""
        self._work = work
        self.begun.set()

    async def make(self, period: "Period", locale: "Locale") -> "Made":
        """A report in one language."""
        await self._counter.survey.turn()  # a period that is over is told of with all its answers
        return await self.beside(lambda: self._work.make(period, locale))

    async def file(self, made: "Made", kind: str) -> tuple[str, bytes]:
        """A report as a file: its name and content. `kind`: pdf, xlsx or zip."""
        return await self.beside(lambda: self._work.file(made, kind))

    async def close_books(self) -> bool:
        """Keeps the sheets of closed days, and writes what is due. Whether all of it was written."""
        while (folded := await self.beside(self._work.next_unfolded)) is not None:
            await self._counter.perform_unasked(self._work.keep_sheet, folded=folded)
        await self._counter.survey.turn()
        return await self.beside(self._work.write_due)

    async def keep(self) -> None:
        """For ever: after each turn of the day."""
        await self.begun.wait()
        while True:
            self._turned.clear()
            written = False
            try:
                written = await self.close_books()
            except Exception:
                log.exception("the day's sheet could not be made; it is tried again")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(None if written else AGAIN_SECONDS):
                    await self._turned.wait()

    def heard_of(self, events: list[Event]) -> None:
        """What has just become durable may have turned the day."""
        if any(event.action == "day-open" for event in events):
            self._turned.set()

    def close(self) -> None:
        """Before the store does."""
        if self.begun.is_set():
            self._work.ending = True
        self._thread.shutdown(cancel_futures=True)

    @property
    def today(self) -> date:
        """The business day."""
        return date.fromisoformat(self._counter.present.day)

    async def beside(self, work: Callable[[], Done]) -> Done:
        """In the thread of reports."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)
