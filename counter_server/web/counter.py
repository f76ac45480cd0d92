"""The running branch: what every route and page is given. Commands go to the writer, questions to the readers."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from counter_server.clock import Clock
from counter_server.domain.refusals import NotSignedIn
from counter_server.operations import staffing
from counter_server.operations.callers import Caller, caller, caller_of, token_hash
from counter_server.operations.day_turn import write_head
from counter_server.protocol import messages, offer
from counter_server.protocol.terms import Role
from counter_server.setup import Setup
from counter_server.storage.database import Line
from counter_server.storage.event import Event
from counter_server.storage.picture import Picture, take
from counter_server.storage.present import Present
from counter_server.storage.store import Store

from . import faces
from .antrean_guard import AntreanGuard
from .at_my_desk import notes_of
from .credentials import new_token
from .desk import Desk
from .desk_of import desk_of
from .hook_desk import HookDesk
from .hooks import Hooks
from .hub import Hub
from .kiosk_offer import offer_to
from .measures import Measures
from .outlooks import Outlooks
from .pairing_desk import PairingDesk
from .phone_permits import Permits
from .phones import Phones
from .planning_desk import PlanningDesk
from .presence import Presence
from .report_desk import ReportDesk
from .server_watch import ServerWatch
from .sessions import Sessions
from .sign_in_guard import SignInGuard
from .survey_desk import SurveyDesk
from .told_waits import ToldWaits
from .watch import Watch

log = logging.getLogger(__name__)
SURE_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody's look at the branch."""

    caller: Caller
    picture: Picture
    setup: Setup
    notes: Sequence[str] = ()
    """On the ticket in the caller's hand."""


class Counter:
    """One branch, running."""

    def __init__(self, store: Store, secret: bytes, clock: Clock) -> None:
        self.store, self.secret, self.clock = store, secret, clock
        self.hub, self.presence, self.pins = Hub(), Presence(), SignInGuard(self)
        self.watch, self.sessions = Watch(self), Sessions(self)
        self.alerts = self.watch.alerts
        self.server_watch = ServerWatch(self)
        self.pairing = PairingDesk(self)
        self.reports = ReportDesk(self)
        self.hub.presence = self._stream_told
        store.publish = self._publish
        self._present: Present = store.read_now(lambda line, present, setup: present)
        self.setup: Setup = store.read_now(lambda line, present, setup: setup)
        self.hub.seq = self._present.seq
        self.phones = Phones(store, self._present.seq)
        self.permits = Permits()
        self.survey = SurveyDesk(self)
        self.outlooks, self.planning = Outlooks(self), PlanningDesk(self)
        self.waits = ToldWaits(self)
        self.antrean, self.hooks = AntreanGuard(self, self.pins), Hooks(self)
        self.hook_desk = HookDesk(self)
        self.measures = Measures(store.writer)
        self._wrote = float("-inf")

    async def perform(self, operation: Callable[..., Any], credential: str, **command: Any) -> Any:
        """Carries out one of the verbs for whoever has this credential (a hash); raises its refusal."""
        self.presence.seen(credential)
        done = await self.store.writer.perform(lambda day: operation(day, caller_of(day, credential), **command))
        self.sessions.used(credential)
        return done

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
            picture = take(line, setup.key, present, queues=_queues(who, setup))
            own = next((ticket for ticket in picture.called if ticket.staff == who.key), None)
            return Seen(who, picture, setup, notes_of(line, setup, own))

        return await self.store.read(look)

    async def board(self, credential: str) -> messages.Board:
        """The board for this caller."""
        seen = await self.look(credential)
        view = faces.view_of(seen.caller)
        return faces.board(seen.picture, seen.setup, view, self.clock.now(), self.waits.seen_by(view))

    async def services(self, credential: str) -> offer.Services:
        """What is offered."""

        def look(line: Line, present: Present, setup: Setup) -> offer.Services:
            return offer_to(caller(line, credential, setup, present.members), line, present, setup, self.clock.now())

        return await self.store.read(look)

    async def events(self, credential: str) -> AsyncIterator[bytes]:
        """The stream for this caller; refuses before it begins."""
        who = await self.caller(credential)
        who.may("board")
        self.watch.listens(who)
        return self.hub.listen(faces.view_of(who), who.session, lambda: asyncio.ensure_future(self.board(credential)))

    async def desk(self, credential: str) -> Desk:
        """What the caller's console shows."""
        await self.watch.refresh()
        seen = await self.look(credential)
        if not isinstance(seen.caller.role, Role):  # a machine's key opens no desk
            raise NotSignedIn()
        board = faces.board(seen.picture, seen.setup, faces.view_of(seen.caller), self.clock.now())
        alerts, machines = self.watch.seen_by(seen.caller.role), self.watch.groups_seen_by(seen.caller.role)
        now = desk_of(seen, board, self.clock.now(), alerts=alerts, machines=machines)
        return replace(now, waits=self.waits.by_queue)

    async def sign_in(
        self, staff: str, pin: str, counter: str | None, *, address: str, kind: str, browser: str = ""
    ) -> messages.Session:
        """Begins a session once the PIN is right. `kind`: `console` for a browser, `program` for anything else."""
        await self.pins.check(staff, pin, address, browser)
        token = new_token()
        session = token_hash(token)
        kept = f"demo-{kind}" if self.setup.demo else kind
        begun = await self.perform_unasked(staffing.sign_in, staff=staff, counter=counter, hashed=session, kind=kept)
        if kind == "console":
            self.presence.expect({session: staff})
        return messages.Session(token=token, staff=begun.staff, counter=begun.counter or None)

    def _publish(self, events: list[Event], after: int) -> None:
        try:
            if after != self.hub.seq:  # another process has written: what it did, nobody here was told
                self.start_over(after)
            self._tell(events)
        except Exception:
            log.exception("listeners could not be told; they start over")
            self.start_over(events[-1].seq if events else after)

    def start_over(self, seq: int) -> None:
        """Ends every stream, to begin again; `seq`: where the journal stands."""
        self.hub.start_over(seq)
        self.watch.forget()
        self.phones.start_over(seq)
        self.hooks.heard_of()

    def close_streams(self) -> None:
        """Ends every stream, and those to come: an open one would hold up the server's end."""
        self.hub.close()
        self.phones.close()

    def _tell(self, events: list[Event]) -> None:
        if not events:
            return
        if events[-1].present.setup != self.setup.version:
            self.setup = self.store.read_now(lambda line, present, setup: setup)
        self._present = events[-1].present
        self.watch.heard_of(events)
        self.server_watch.heard_of(events)
        self.reports.heard_of(events)
        self.hooks.heard_of()
        self.measures.heard_of(events)
        for event in events:
            if event.ended_session:
                self.presence.forget(event.ended_session)
        self.hub.publish(events, self.setup)
        self.phones.publish(events)
        self.outlooks.nudge()

    @property
    def present(self) -> Present:
        """As of the last line of the journal."""
        return self._present

    def waiting(self) -> messages.WaitingCounts:
        """How many wait, as of the last line of the journal."""
        return faces.waiting_counts(self._present, self.setup)

    def _stream_told(self, credential: str, opened: bool) -> None:
        self.presence.stream(credential, opened)
        self.watch.devices.stream(credential, opened)

    async def write_to_be_sure(self) -> None:
        """A write that changes nothing, at most once a second; raises what a command would be refused with."""
        now = time.monotonic()
        if now - self._wrote > SURE_SECONDS:
            await self.perform_unasked(write_head)
            self._wrote = now


def _queues(who: Caller, setup: Setup) -> frozenset[str] | None:
    """Whose waiting list a caller sees: one's role's, the supervisor all, a machine none."""
    if not isinstance(who.role, Role):
        return None
    roles = Role if who.role is Role.SUPERVISOR else (who.role,)
    return frozenset[str]().union(*(setup.role_queues(role) for role in roles))
