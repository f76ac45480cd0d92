"""Watches over the machines of the branch: takes their reports, notices who is gone, tells the person in charge."""

import asyncio
import time
from typing import TYPE_CHECKING

from counter_server.domain.alerts import Alert, Health, Level, alerts
from counter_server.domain.floor_limits import heeded
from counter_server.domain.machine_groups import Group, Machine, groups
from counter_server.domain.refusals import StorageFull
from counter_server.operations import devices as operations
from counter_server.operations.callers import Caller
from counter_server.protocol import messages
from counter_server.protocol.device_messages import AlertNow, DeviceNow, PartNow
from counter_server.protocol.device_messages import Devices as DevicesNow
from counter_server.protocol.device_state import DeviceState
from counter_server.protocol.terms import Device, Role
from counter_server.setup import Setup
from counter_server.storage.database import Line
from counter_server.storage.event import Event
from counter_server.storage.paired_devices import PairedDevice, paired_devices
from counter_server.storage.present import Present

from . import faces
from .alert_keeper import AlertKeeper, limits_of
from .alerts import Alerts
from .devices import Devices
from .voices import Voices

if TYPE_CHECKING:
    from .counter import Counter

SAVE_SEEN_SECONDS = 60.0
TOLD = (faces.View.SUPERVISOR, faces.View.EXTRA)
CHANGES_DEVICES = frozenset({"configure", "pair", "revoke"})


class Watch:
    """Lives in the event loop; its `alerts` may be used from any thread."""

    def __init__(self, counter: "Counter") -> None:
        self._counter = counter
        self.alerts = Alerts(counter.clock.now, self.tell_from_anywhere)
        self.devices = Devices(counter.clock.now)
        self.keeper = AlertKeeper(counter)
        self._voices = Voices()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stale = True
        self._saved = time.monotonic()

    def begin(self) -> None:
        """The server runs."""
        self._loop = asyncio.get_running_loop()

    async def report(self, credential: str, state: DeviceState) -> None:
        """A machine says how it is. What differs is recorded, the rest only remembered."""
        who = await self._counter.caller(credential)
        who.may("state")
        assert isinstance(who.role, Device)  # the table lets nobody else
        changed = self.devices.report(who.key, who.role, state.parts, state.version)
        parts = self.devices.unrecorded(who.key)
        if parts:
            told = {
                name: {"state": str(part.state), "code": part.code, "count": part.count, "percent": part.percent}
                for name, part in parts.items()
            }
            try:
                await self._counter.perform(operations.report, credential, parts=told)
            except StorageFull:
                self.tell()  # it is so, whether or not it can be written down
                raise
            self.devices.recorded(who.key)
        elif changed:
            self.tell()

    def listens(self, who: Caller) -> None:
        """A machine is about to open its stream."""
        if isinstance(who.role, Device):
            self.devices.meets(who.session, who.key, who.role)

    def spoke(self, wall: str, announcement: int) -> None:
        """This wall has said a call aloud."""
        self._voices.said(announcement, wall)
        self._look_at_voices()

    def heard_of(self, events: list[Event]) -> None:
        """What has just become durable may be about machines."""
        if any(event.action in CHANGES_DEVICES for event in events):
            self.forget()

    def forget(self) -> None:
        """The list of machines is read again before it is needed next."""
        self._stale = True

    async def turn(self) -> None:
        """Time has passed: who is gone, who is back, and once a minute when each was seen last."""
        await self.refresh()
        self._look_at_voices()
        heard = self.devices.turn()
        if heard:
            try:
                await self._counter.perform_unasked(operations.presence, heard=heard)
            except StorageFull:
                self.tell()
                return
        if time.monotonic() - self._saved > SAVE_SEEN_SECONDS:
            self._saved = time.monotonic()
            seen = self.devices.unsaved()
            if seen:
                await self._counter.perform_unasked(operations.remember_seen, seen=seen)

    async def refresh(self) -> None:
        """What was paired or revoked meanwhile counts from now on."""
        if self._stale:
            await self.rows()

    async def rows(self) -> list[PairedDevice]:
        """Every machine ever paired, as the database has it."""
        rows = await self._counter.store.read(_rows)
        self._stale = False
        self.devices.paired({row.device: (row.kind, row.last_seen) for row in rows if not row.revoked})
        return rows

    def present(self) -> list[Alert]:
        """What is the matter now, as far as the branch wants to be told."""
        found = alerts(self.devices.health(), [*self.alerts.present(), *self.keeper.floor])
        return heeded(found, limits_of(self._counter.setup.branch.alerts), self._counter.clock.now())

    def seen_by(self, role: Role | Device) -> list[AlertNow]:
        """As much of it as helps: extra staff stand by the kiosks."""
        if role is Role.SUPERVISOR:
            return self.alerts_now()
        at_the_kiosk = [one for one in self.alerts_now() if one.facts.get("kind") == Device.KIOSK]
        return at_the_kiosk if role is Role.EXTRA else []

    def groups_seen_by(self, role: Role | Device) -> list[Group]:
        """All machines at a glance, for the person in charge."""
        if role is not Role.SUPERVISOR:
            return []
        health = self.devices.health()
        return groups([Machine(one.kind, self.devices.heard(one.device), one.parts) for one in health], self.present())

    def alerts_now(self) -> list[AlertNow]:
        """The same as messages."""
        return [self._as_told(one) for one in self.present()]

    def _as_told(self, alert: Alert) -> AlertNow:
        moment, life = self._counter.setup.moment, self.keeper.life(alert)
        known_at = life.acknowledged_at if life else 0
        return AlertNow(
            code=alert.code, subject=alert.subject, part=alert.part, level=str(alert.level),
            since=moment(life.alert.since if life else alert.since), facts=dict(alert.facts),
            id=life.id if life else 0, acknowledged_by=life.acknowledged_by if life else "",
            acknowledged_at=moment(known_at) if known_at else None,
        )  # fmt: skip

    async def listing(self, credential: str) -> DevicesNow:
        """All machines and alerts, for the person in charge."""
        who = await self._counter.caller(credential)
        who.may("configure")
        rows = await self.rows()
        health = {one.device: one for one in self.devices.health()}
        named = {row.device for row in rows}
        borrowed = [
            PairedDevice(device=one.device, kind=one.kind) for one in health.values() if one.device not in named
        ]
        return DevicesNow(
            devices=[self.face(row, health.get(row.device)) for row in [*rows, *borrowed]], alerts=self.alerts_now()
        )

    def tell(self) -> None:
        """Those who see alerts are told that they look different."""
        counter = self._counter
        at = counter.setup.moment(counter.clock.now())
        counter.hub.notice(messages.Change(seq=counter.hub.seq, at=at, action="alert", waiting=counter.waiting()), TOLD)

    def _look_at_voices(self) -> None:
        most = self._counter.setup.branch.voice.walls
        walls = [wall for wall in self._voices.too_many(most) if self.devices.heard(wall)]
        if len(walls) > most:
            self.alerts.raise_("two_voices", level=Level.WARNING, walls=", ".join(walls))
        else:
            self.alerts.clear("two_voices")

    def tell_from_anywhere(self) -> None:
        """The same from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.tell)

    def face(self, row: PairedDevice, health: Health | None = None) -> DeviceNow:
        """A machine as a message."""
        moment = self._counter.setup.moment
        seen = max(row.last_seen, self.devices.last_seen(row.device))
        parts = health.parts if health else {}
        return DeviceNow(
            device=row.device, kind=row.kind, letter=row.letter, paired_by=row.paired_by,
            paired_at=moment(row.at) if row.at else None,
            revoked_at=moment(row.revoked) if row.revoked else None,
            last_seen=moment(seen) if seen else None,
            heard=bool(health) and self.devices.heard(row.device),
            parts={
                name: PartNow(
                    state=part.state, code=part.code, count=part.count, percent=part.percent, since=moment(part.since)
                )
                for name, part in parts.items()
            },
            version=self.devices.version(row.device),
        )  # fmt: skip


def _rows(line: Line, present: Present, setup: Setup) -> list[PairedDevice]:
    return paired_devices(line, setup.key)
