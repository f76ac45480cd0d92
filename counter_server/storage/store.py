"""Where a branch's truth is kept: opened, set up on the first start, written by one writer, read by readers."""

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from sqlalchemy import Engine

from counter_server.clock import Clock
from counter_server.domain.refusals import Refusal
from counter_server.setup import Setup

from . import statements
from .database import Line, open_engine
from .day import Day
from .event import Event
from .migrate import migrate
from .present import Present, load
from .setup_parts import Conduct, load_setup
from .witness import Witness
from .writer import Publish, Writer

Read = TypeVar("Read")
READERS = 2


class Store:
    """One branch in one database."""

    def __init__(self, engine: Engine, branch: str, clock: Clock, conduct: Conduct) -> None:
        self.engine, self.branch, self.clock, self.conduct = engine, branch, clock, conduct
        self.publish: Publish = lambda events, after: None
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="reader")
        self._lines: dict[int, Line] = {}
        """Each thread's own, for reading."""
        self._setup: Setup | None = None
        self._witness = Witness.beside(engine)
        self.writer = Writer(Line(engine), self._open_day, self._publish)

    @classmethod
    def open(cls, address: str, branch: str, clock: Clock, conduct: Conduct) -> "Store":
        """Of a database that has been set up."""
        engine = open_engine(address)
        migrate(engine)
        return cls(engine, branch, clock, conduct)

    def setup(self, line: Line, version: int) -> Setup:
        """The branch's setup of this version; read again when another process has changed it."""
        known = self._setup
        if known is None or known.version != version:
            self._setup = known = load_setup(line, self.branch, version, self.conduct)
        return known

    async def read(self, reading: Callable[[Line, Present, Setup], Read]) -> Read:
        """Runs a reading in a transaction of its own, beside the writer."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self.read_now, reading)

    def read_now(self, reading: Callable[[Line, Present, Setup], Read]) -> Read:
        """The same for a caller without an event loop."""
        line = self._line()
        try:
            line.begin(write=False)
            present = load(line, self.branch, None, write=False)
            return reading(line, present, self.setup(line, present.setup))
        except Refusal:
            raise
        except Exception:
            if not line.works():
                self._lines[threading.get_ident()] = line.renewed()
            raise
        finally:
            self._line().rollback()

    def close(self) -> None:
        """After everything asked for has been done."""
        self.writer.close()
        self._witness.write()
        self._readers.shutdown()
        for line in self._lines.values():
            with contextlib.suppress(Exception):  # a database that has gone needs no goodbye
                line.close()
        self.engine.dispose()

    def _publish(self, events: list[Event], after: int) -> None:
        if events:
            self._witness.note(events[-1].seq, events[-1].present.hash)
        self.publish(events, after)

    def _line(self) -> Line:
        me = threading.get_ident()
        if me not in self._lines:
            self._lines[me] = Line(self.engine)
        return self._lines[me]

    def _open_day(self, line: Line, known: Present | None) -> Day:
        present = load(line, self.branch, known, write=True)
        day = Day(line, self.setup(line, present.setup), present, self.clock.now())
        self.conduct.begin(day)
        return day


@contextlib.contextmanager
def one_transaction(engine: Engine) -> Iterator[Line]:
    """For setting up and for checks: a line with a writing transaction, committed at the end."""
    line = Line(engine)
    try:
        line.begin(write=True)
        yield line
        line.commit()
    finally:
        line.close()


def only_branch(engine: Engine) -> str | None:
    """The branch this database holds, None for an empty one."""
    line = Line(engine)
    try:
        line.begin(write=False)
        row: Any = line.one(statements.branches)
        return str(row[0]) if row else None
    finally:
        line.close()
