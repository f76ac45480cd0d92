"""What if, beside the running server: one question at a time, reckoned by a process of its own that is ended when it
takes too long. Nobody waits for it."""

import asyncio
import logging
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from counter_server.domain.forecast.history import Entry
from counter_server.domain.forecast.plan import PlanResult
from counter_server.forecaster.jobs import Job
from counter_server.forecaster.process import Forecaster, ForecasterGone
from counter_server.planning import Asked, Wish, asked, entries_of
from counter_server.setup import Setup
from counter_server.storage import statements
from counter_server.storage.database import Line
from counter_server.storage.present import Present

if TYPE_CHECKING:
    from .counter import Counter

log = logging.getLogger(__name__)
LONGEST_SECONDS = 120.0
TELL_SECONDS = 1.0
"""From one word about how far it is to the next."""
PAST_DAYS = 20
"""Days that may be played again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A question and how far it is. `failed`: `too_long` or `no_data`, empty while all is well."""

    wish: Wish
    asked: Asked | None = None
    result: PlanResult | None = None
    done: int = 0
    of: int = 0
    failed: str = ""

    @property
    def runs(self) -> bool:
        """Whether it is still reckoned."""
        return self.result is None and not self.failed


class PlanningDesk:
    """Asked from the event loop; reckons in a thread that waits for a process."""

    def __init__(self, counter: "Counter") -> None:
        self._counter = counter
        self._forecaster = Forecaster()
        self._reckoning: asyncio.Task[None] | None = None
        self.planned: Planned | None = None
        """The last question."""

    def ask(self, wish: Wish) -> None:
        """Begins to reckon, unless something else is being reckoned."""
        if self.planned is not None and self.planned.runs:
            return
        self.planned = Planned(wish=wish)
        self._reckoning = asyncio.create_task(self._answer(wish))

    async def end(self) -> None:
        """The server ends, or nobody wants to know any more."""
        await asyncio.to_thread(self._forecaster.end)
        if self._reckoning is not None:
            await self._reckoning

    async def days(self) -> list[date]:
        """Those that may be played again, the last one first."""

        def read(line: Line, present: Present, setup: Setup) -> list[date]:
            known = {str(row[1]) for row in line.all(statements.days, branch=setup.key)} | {present.day}
            return [date.fromisoformat(day) for day in sorted(known, reverse=True)[:PAST_DAYS]]

        return await self._counter.store.read(read)

    async def _answer(self, wish: Wish) -> None:
        try:
            question = await asyncio.to_thread(self._question, wish)
            if not question.visitors:
                self.planned = Planned(wish=wish, asked=question, failed="no_data")
                return
            self.planned = Planned(wish=wish, asked=question)
            limit = threading.Timer(LONGEST_SECONDS, self._forecaster.end)
            limit.start()
            try:
                await asyncio.to_thread(self._reckon, wish, question)
            finally:
                limit.cancel()
        except ForecasterGone:
            self.planned = Planned(wish=wish, failed="too_long")
        except Exception:
            log.exception("a plan could not be reckoned")
            self.planned = Planned(wish=wish, failed="no_data")
        finally:
            self._counter.watch.tell()

    def _reckon(self, wish: Wish, question: Asked) -> None:
        told = float("-inf")
        for answer in self._forecaster.ask(Job(plan=question.plan)):
            self.planned = Planned(wish=wish, asked=question, result=answer.plan, done=answer.done, of=answer.of)
            if time.monotonic() - told > TELL_SECONDS:
                told = time.monotonic()
                self._counter.watch.tell_from_anywhere()
        self._forecaster.end()

    def _question(self, wish: Wish) -> Asked:
        """What is known of the day, read in handfuls beside the running server."""
        outlooks, store = self._counter.outlooks, self._counter.store
        today = date.fromisoformat(self._counter.present.day)
        recorded: list[Entry] | None = None
        if wish.day <= today:
            recorded = store.read_now(lambda line, present, setup: list(entries_of(line, setup, wish.day)))

        def make(line: Line, present: Present, setup: Setup) -> Asked:
            with outlooks.learning:
                return asked(wish, setup, present, outlooks.history, recorded)

        return store.read_now(make)


def weekdays_ahead(today: date, setup: Setup) -> Sequence[date]:
    """The next of each weekday on which the branch opens, tomorrow first."""
    file = setup.branch.hours
    ahead = (today + timedelta(days=n) for n in range(1, 8))
    return [day for day in ahead if file.weekly.on(day.weekday())]
