"""Keeps what the person in charge is told: looks at the floor once a second, writes down what has held or is over, and
remembers what she has acknowledged."""

import json
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from counter_server.domain.alert_life import Key, Life, Lives, key_of
from counter_server.domain.alerts import Alert, Level
from counter_server.domain.floor_limits import BreakNow, Limits, QueueNow, ServingNow, beyond
from counter_server.domain.refusals import StorageFull
from counter_server.domain.staff import NOT_HEARD, SIGNED_IN
from counter_server.operations import alerting
from counter_server.protocol.alert_settings import Alerts
from counter_server.protocol.terms import Is, StaffState
from counter_server.setup import SECOND, Setup
from counter_server.storage import floor_statements, statements
from counter_server.storage.database import Line, Row
from counter_server.storage.present import FOR_ONE_PERSON, Present
from counter_server.storage.rows import ticket_of

if TYPE_CHECKING:
    from .counter import Counter

LOOK_SECONDS = 1.0
NO_BREAK = frozenset({SIGNED_IN, NOT_HEARD})
"""Reasons of a pause that nobody took."""
MOST_SHOWN = 200
MOST_LOOKED_AT = 500


def limits_of(settings: Alerts) -> Limits:
    """As the branch sets them."""
    return Limits(
        wait=settings.wait_minutes, over_standard=settings.over_standard_percent, queue=settings.queue_length,
        pause=settings.break_minutes, away=settings.away_seconds * SECOND,
        printer=None if settings.printer == "off" else Level(settings.printer),
    )  # fmt: skip


class AlertKeeper:
    """Lives in the event loop."""

    def __init__(self, counter: "Counter", monotonic: Callable[[], float] = time.monotonic) -> None:
        self._counter, self._monotonic = counter, monotonic
        self._lives = Lives()
        self._told: frozenset[Key] = frozenset()
        self._looked = float("-inf")
        self.floor: list[Alert] = []
        """What of the floor itself is beyond its limit."""

    async def begin(self) -> None:
        """What was raised before the server started is looked for anew."""
        now = self._monotonic()
        for row in await self._counter.store.read(_kept(after=self._counter.clock.now() + 1)):
            self._lives.remembers(alert_of(row), row[1], row[9], row[10], now)

    async def turn(self) -> None:
        """Time has passed."""
        if self._monotonic() - self._looked < LOOK_SECONDS:
            return
        self._looked = self._monotonic()
        settings = self._counter.setup.branch.alerts
        self._lives.holds, self._lives.gone = settings.holds_seconds, settings.gone_seconds
        at = self._counter.clock.now()
        self.floor = await self._counter.store.read(lambda line, present, setup: look(line, present, setup, at))
        present = self._counter.watch.present()
        turn = self._lives.turn(present, self._monotonic())
        keys = frozenset(map(key_of, present))
        if turn:
            try:
                noted = await self._counter.perform_unasked(alerting.note, raised=turn.raised, cleared=turn.cleared)
            except StorageFull:
                return
            self._lives.noted(turn, noted)
        if turn or keys != self._told:
            self._told = keys
            self._counter.watch.tell()

    async def acknowledge(self, credential: str, alert: int) -> None:
        """By whoever has this credential (a hash)."""
        who = await self._counter.caller(credential)
        if await self._counter.perform(alerting.acknowledge, credential, alert=alert):
            self._lives.acknowledged(alert, who.key, self._counter.clock.now())
            self._counter.watch.tell()

    def life(self, alert: Alert) -> Life | None:
        """What is known of this matter so far."""
        return self._lives.of(alert)

    async def of_today(self) -> list[Row]:
        """Every alert raised on this day or still at hand, the newest first, as the table has them."""
        moment = self._counter.setup.moment(self._counter.clock.now())
        midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
        return await self._counter.store.read(_kept(after=int(midnight.timestamp()) * SECOND))


def look(line: Line, present: Present, setup: Setup, now: int) -> list[Alert]:
    """What of the floor is beyond its limit. `now`: milliseconds since 1970 UTC."""
    rows = line.all(statements.in_state, branch=setup.key, status=Is.SERVING.value, most=MOST_LOOKED_AT)
    serving = [ticket_of(row) for row in rows]
    return list(
        beyond(
            limits_of(setup.branch.alerts),
            now,
            queues=queues_now(line, present, setup),
            serving=[
                ServingNow(
                    counter=ticket.counter, number=ticket.number, since=ticket.started_at,
                    standard_minutes=setup.step(ticket).standard_minutes,
                )
                for ticket in serving
            ],
            breaks=[
                BreakNow(staff=member.staff, since=member.since)
                for member in present.members.values()
                if member.state is StaffState.PAUSED and member.reason not in NO_BREAK
            ],
        )
    )  # fmt: skip


def queues_now(line: Line, present: Present, setup: Setup) -> list[QueueNow]:
    """Every queue somebody waits in; who waits for one person is counted with those of her step."""
    counts: dict[str, int] = {}
    since: dict[str, int] = {}
    for (queue, klass), n in present.waiting.items():
        if n <= 0 or queue.startswith("@"):
            continue
        counts[queue] = counts.get(queue, 0) + n
        row = None
        if klass != FOR_ONE_PERSON:
            row = line.one(floor_statements.longest_waiting, branch=setup.key, queue=queue, klass=klass)
        if row is not None:
            since[queue] = min(since.get(queue, row[0]), row[0])
    return [
        QueueNow(service=queue.partition("/")[0], step=queue.partition("/")[2], waiting=n, since=since.get(queue, 0))
        for queue, n in counts.items()
    ]


def alert_of(row: Row) -> Alert:
    """As it was when it was raised."""
    _, _, code, subject, part, level, facts, since, *_ = row
    return Alert(code=code, subject=subject, since=since, level=Level(level), part=part, facts=json.loads(facts))


def _kept(*, after: int) -> Callable[[Line, Present, Setup], list[Row]]:
    def read(line: Line, present: Present, setup: Setup) -> list[Row]:
        return line.all(floor_statements.alerts, branch=setup.key, after=after, most=MOST_SHOWN)

    return read
