"""The writer of a branch: one thread that takes whatever operations have queued up, and those that come while it is at
them, runs each in a savepoint of one transaction, commits once, and only then answers and publishes, in order.

That the late ones join in makes fewer and larger commits, and keeps the two threads from fighting for the interpreter:
a fifth less processor time at 32 clients (docs/performance.md).
"""

import asyncio
import logging
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from counter_server.domain.refusals import Refusal, StorageFull

from .database import Line, storage_refusal
from .day import Day
from .event import Event
from .present import Present, store
from .trouble import Trouble

log = logging.getLogger(__name__)

Operation = Callable[[Day], Any]
Answer = asyncio.Future[Any] | Future[Any]
MOST_AT_ONCE = 128
"""Operations that share a commit. More would only make the first of them wait longer."""


@dataclass(slots=True)
class Waiting:
    """An operation and whom to answer."""

    operation: Operation
    answer: Answer
    loop: asyncio.AbstractEventLoop | None
    result: Any = None
    failure: BaseException | None = None


Publish = Callable[[list[Event], int], None]
"""Told the events of a transaction, and the seq the journal stood at before them."""

OpenDay = Callable[[Line, Present | None], Day]
"""Loads the branch's present, in the transaction that has begun."""


class Writer:
    """One branch's writer. `perform` may be called from any thread."""

    def __init__(self, line: Line, open_day: OpenDay, publish: Publish) -> None:
        """`publish` is called in the event loop of whoever asked, else in the writer's thread."""
        self._line, self._open_day, self._publish = line, open_day, publish
        self._present: Present | None = None
        self.trouble = Trouble()
        self.committed: Callable[[float], None] = lambda seconds: None
        """Told, in the writer's thread, how long each commit took."""
        self._queue: queue.SimpleQueue[Waiting | None] = queue.SimpleQueue()
        self._ending = False
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    async def perform(self, operation: Operation) -> Any:
        """The operation's result once it is durable; raises its refusal."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Any] = loop.create_future()
        self._queue.put(Waiting(operation, answer, loop))
        return await answer

    def perform_now(self, operation: Operation) -> Any:
        """The same for a caller without an event loop; blocks."""
        answer: Future[Any] = Future()
        self._queue.put(Waiting(operation, answer, None))
        return answer.result()

    def queued(self) -> int:
        """Operations that wait to be begun."""
        return self._queue.qsize()

    def close(self) -> None:
        """After everything queued up has been done."""
        self._queue.put(None)
        self._thread.join()
        self._line.close()

    def _run(self) -> None:
        while not self._ending:
            batch: list[Waiting] = []
            self._take(batch, self._queue.get())
            if batch:
                self._answer(batch, self._transaction(batch))

    def _take(self, batch: list[Waiting], one: Waiting | None) -> None:
        if one is None:
            self._ending = True
        else:
            batch.append(one)

    def _transaction(self, batch: list[Waiting]) -> Day | None:
        """Of these, and of all that queue up until the last of them is done."""
        try:
            self._line.begin(write=True)
            day = self._open_day(self._line, self._present)
            for waiting in batch:
                self._one(day, waiting)
                while len(batch) < MOST_AT_ONCE and not (self._ending or self._queue.empty()):
                    self._take(batch, self._queue.get())
            day.flush()
            store(self._line, day.branch, day.before, day.present)
            began = time.perf_counter()
            self._line.commit()
            self.committed(time.perf_counter() - began)
        except BaseException as error:  # whatever it was: nothing of this batch is durable, and nobody may think so
            self._fail(batch, error)
            return None
        if self.trouble.code:
            self.trouble.over()
        self._present = day.present
        return day

    def _one(self, day: Day, waiting: Waiting) -> None:
        mark = day.mark()
        self._line.savepoint()
        try:
            waiting.result = waiting.operation(day)
            self._line.release()
        except Refusal as refusal:
            waiting.failure = refusal
            self._undo(day, mark)
        except Exception as error:
            if isinstance(storage_refusal(error), StorageFull):
                raise
            log.exception("an operation failed")
            waiting.failure = error
            self._undo(day, mark)

    def _undo(self, day: Day, mark: Any) -> None:
        self._line.back()
        day.restore(mark)

    def _fail(self, batch: list[Waiting], error: BaseException) -> None:
        self._present = None
        try:
            self._line.rollback()
        except Exception:
            log.exception("the transaction could not be rolled back")
        if not self._line.works():
            self._renew()
        failure = storage_refusal(error) if isinstance(error, Exception) else error
        self.trouble.met(failure, len(batch))
        for waiting in batch:
            waiting.result, waiting.failure = None, failure

    def _renew(self) -> None:
        """A database that went away and came back wants a new connection."""
        try:
            self._line = self._line.renewed()
        except Exception:
            log.exception("the database cannot be reached; it will be tried again")

    def _answer(self, batch: list[Waiting], day: Day | None) -> None:
        loop = next((waiting.loop for waiting in batch if waiting.loop is not None), None)
        for waiting in batch:
            if waiting.loop is None:
                _settle(waiting)
        if loop is None:
            self._tell(day)
            return
        try:
            loop.call_soon_threadsafe(self._deliver, batch, day)
        except RuntimeError:  # the loop has closed: the commit stands, and the client will ask again
            log.warning("%d answers came after the end", len(batch))

    def _deliver(self, batch: list[Waiting], day: Day | None) -> None:
        for waiting in batch:
            if waiting.loop is not None:
                _settle(waiting)
        self._tell(day)

    def _tell(self, day: Day | None) -> None:
        if day is None:
            return
        try:
            self._publish(day.events, day.before.seq)
        except Exception:
            log.exception("what is durable could not be told")  # the writer goes on: the next one is waiting


def _settle(waiting: Waiting) -> None:
    if waiting.answer.done():
        return  # whoever asked has gone
    if waiting.failure is not None:
        waiting.answer.set_exception(waiting.failure)
    else:
        waiting.answer.set_result(waiting.result)
