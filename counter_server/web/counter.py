"""The running branch: what every route and page is given. Commands go to the writer, questions to the readers."""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

from counter_server.clock import Clock
from counter_server.domain.refusals import Refusal
from counter_server.operations import staffing
from counter_server.operations.callers import Caller, caller, caller_of, token_hash
from counter_server.operations.day_turn import tick, write_head
from counter_server.protocol import messages, offer
from counter_server.protocol.terms import Device, Role, StaffState
from counter_server.setup import Setup
from counter_server.storage import statements
from counter_server.storage.database import Line
from counter_server.storage.event import Event
from counter_server.storage.picture import Picture, take
from counter_server.storage.present import Present
from counter_server.storage.store import Store

from . import faces
from .credentials import Pins, new_token
from .desk import Desk
from .desk_of import desk_of
from .hub import HEARTBEAT_SECONDS, Hub
from .presence import Presence

log = logging.getLogger(__name__)
TICK_SECONDS = 1.0
SURE_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody's look at the branch."""

    caller: Caller
    picture: Picture
    setup: Setup


class Counter:
    """One branch, running."""

    def __init__(self, store: Store, secret: bytes, clock: Clock) -> None:
        self.store, self.secret, self.clock = store, secret, clock
        self.hub, self.presence, self.pins = Hub(), Presence(), Pins(store.conduct.demo)
        self.hub.presence = self.presence.stream
        store.publish = self._publish
        self._present: Present = store.read_now(lambda line, present, setup: present)
        self.setup: Setup = store.read_now(lambda line, present, setup: setup)
        self.hub.seq = self._present.seq
        self._wrote = float("-inf")

    async def perform(self, operation: Callable[..., Any], credential: str, **command: Any) -> Any:
        """Carries out one of the verbs for whoever has this credential (a hash); raises its refusal."""
        self.presence.seen(credential)
        return await self.store.writer.perform(lambda day: operation(day, caller_of(day, credential), **command))

    async def perform_unasked(self, operation: Callable[..., Any], **command: Any) -> Any:
        """The same for what nobody signed in asks for: sign-in itself, the calendar."""
        return await self.store.writer.perform(lambda day: operation(day, **command))

    async def caller(self, credential: str) -> Caller:
        """Whose credential this is."""

        def look(line: Line, present: Present, setup: Setup) -> Caller:
            return caller(line, credential, setup, present.members)

        return await self.store.read(look)

    async def look(self, credential: str) -> Seen:
        """The present, as far as this caller may see it."""

        def look(line: Line, present: Present, setup: Setup) -> Seen:
            who = caller(line, credential, setup, present.members)
            who.may("board")
            return Seen(who, take(line, setup.key, present, queues=_queues(who, setup)), setup)

        return await self.store.read(look)

    async def board(self, credential: str) -> messages.Board:
        """The board for this caller."""
        seen = await self.look(credential)
        return faces.board(seen.picture, seen.setup, faces.view_of(seen.caller), self.clock.now())

    async def services(self, credential: str) -> offer.Services:
        """What is offered."""

        def look(line: Line, present: Present, setup: Setup) -> offer.Services:
            caller(line, credential, setup, present.members)
            return faces.services(setup, present, self.clock.now())

        return await self.store.read(look)

    async def events(self, credential: str) -> AsyncIterator[bytes]:
        """The stream for this caller; refuses before it begins."""
        who = await self.caller(credential)
        who.may("board")
        return self.hub.listen(faces.view_of(who), who.session, lambda: asyncio.ensure_future(self.board(credential)))

    async def desk(self, credential: str) -> Desk:
        """What the caller's console shows."""
        seen = await self.look(credential)
        return desk_of(
            seen, faces.board(seen.picture, seen.setup, faces.view_of(seen.caller), self.clock.now()), self.clock.now()
        )

    async def sign_in(self, staff: str, pin: str, counter: str | None, *, address: str, kind: str) -> messages.Session:
        """Begins a session once the PIN is right. `kind`: `console` for a browser, `program` for anything else."""
        hashed = await self.store.read(lambda line, present, setup: _pin_hash(line, present, setup, staff))
        await self.pins.check(staff, pin, hashed, address)
        token = new_token()
        session = token_hash(token)
        kept = f"demo-{kind}" if self.setup.demo else kind
        begun = await self.perform_unasked(staffing.sign_in, staff=staff, counter=counter, hashed=session, kind=kept)
        if kind == "console":
            self.presence.expect({session: staff})
        return messages.Session(token=token, staff=begun.staff, counter=begun.counter or None)

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Keeps time while the server runs."""
        await self.perform_unasked(tick)
        self.presence.expect(await self.store.read(_console_sessions))
        beats = [asyncio.create_task(self._tick()), asyncio.create_task(self._beat())]
        try:
            yield
        finally:
            for beat in beats:
                beat.cancel()
            await asyncio.gather(*beats, return_exceptions=True)
            await asyncio.get_running_loop().run_in_executor(None, self.store.close)

    def _publish(self, events: list[Event], after: int) -> None:
        try:
            if after != self.hub.seq:  # another process has written: what it did, nobody here was told
                self.hub.start_over(after)
            self._tell(events)
        except Exception:
            log.exception("listeners could not be told; they start over")
            self.hub.start_over(events[-1].seq if events else after)

    def _tell(self, events: list[Event]) -> None:
        if not events:
            return
        if events[-1].present.setup != self.setup.version:
            self.setup = self.store.read_now(lambda line, present, setup: setup)
        self._present = events[-1].present
        for event in events:
            if event.ended_session:
                self.presence.forget(event.ended_session)
        self.hub.publish(events, self.setup)

    async def write_to_be_sure(self) -> None:
        """A write that changes nothing, at most once a second; raises what a command would be refused with."""
        now = time.monotonic()
        if now - self._wrote > SURE_SECONDS:
            await self.perform_unasked(write_head)
            self._wrote = now

    def metrics(self) -> str:
        """Prometheus text of the present; no label holds more values than the branch has services and states."""
        present = self._present
        lines = ["# TYPE lalopa_waiting gauge"]
        for letter, steps in faces.waiting_counts(present, self.setup).items():
            lines += [f'lalopa_waiting{{service="{letter}",step="{step}"}} {n}' for step, n in steps.items()]
        lines.append("# TYPE lalopa_staff gauge")
        states = [member.state for member in present.members.values()]
        lines += [f'lalopa_staff{{state="{state}"}} {states.count(state)}' for state in StaffState]
        lines += ["# TYPE lalopa_journal_lines counter", f"lalopa_journal_lines {present.seq}"]
        lines += ["# TYPE lalopa_listeners gauge", f"lalopa_listeners {self.hub.listening()}"]
        return "\n".join(lines) + "\n"

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(TICK_SECONDS / max(self.clock.speed, 1.0))
            try:
                await self.perform_unasked(tick)
                for staff in self.presence.gone():
                    await self.perform_unasked(staffing.away, staff=staff)
            except Refusal as refusal:
                log.warning("the calendar was refused: %s", refusal.code)
            except Exception:
                log.exception("the calendar failed; it will be asked again")

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            self.hub.beat(messages.Heartbeat(seq=self.hub.seq, at=self.setup.moment(self.clock.now())))


def _queues(who: Caller, setup: Setup) -> frozenset[str] | None:
    """Whose waiting list a caller sees: one's role's, the supervisor all, a machine none."""
    if isinstance(who.role, Device):
        return None
    roles = Role if who.role is Role.SUPERVISOR else (who.role,)
    return frozenset[str]().union(*(setup.role_queues(role) for role in roles))


def _console_sessions(line: Line, present: Present, setup: Setup) -> dict[str, str]:
    rows = line.all(statements.sessions, branch=setup.key)
    return {row[0]: row[2] for row in rows if row[4].endswith("console")}


def _pin_hash(line: Line, present: Present, setup: Setup, staff: str) -> str | None:
    row = line.one(statements.pin, branch=setup.key, staff=staff) if staff in present.members else None
    return str(row[0]) if row else None
