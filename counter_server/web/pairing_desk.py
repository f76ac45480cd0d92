"""Where machines are paired: what they ask, and what the person in charge answers."""

from typing import TYPE_CHECKING

from counter_server.domain.refusals import DeviceNameTaken, PairingUnknown
from counter_server.operations import pairing as operations
from counter_server.protocol.device_messages import Claim, DeviceNow, Pairing
from counter_server.protocol.terms import Device
from counter_server.setup import Setup
from counter_server.storage.database import Line
from counter_server.storage.paired_devices import PairedDevice, device_of_key
from counter_server.storage.present import Present

from .pairings import LASTS_SECONDS, Pairings, device_key

if TYPE_CHECKING:
    from .counter import Counter

OF_A_DEMONSTRATION = "demo-"


class PairingDesk:
    """Lives in the event loop."""

    def __init__(self, counter: "Counter") -> None:
        self._counter = counter
        self.open = Pairings(counter.secret)

    def begin(self, kind: Device, address: str) -> Pairing:
        """A machine without a key asks for a code."""
        begun = self.open.begin(kind, address)
        return Pairing(code=begun.code, secret=begun.secret, seconds=begun.seconds)

    async def claim(self, secret: str) -> Claim:
        """It asks whether it has been approved; refuses `pairing_unknown` once its code is too old, or its key used."""
        hashed = self.open.key_hash(secret)
        seconds = self.open.seconds_left(hashed)
        if seconds:
            return Claim(seconds=seconds)

        def look(line: Line, present: Present, setup: Setup) -> PairedDevice | None:
            return device_of_key(line, hashed)

        paired = await self._counter.store.read(look)
        if paired is None or self._too_late(paired):
            raise PairingUnknown()
        key = device_key(self._counter.secret, secret)
        return Claim(key=key, device=paired.device, kind=paired.kind, letter=paired.letter)

    async def approve(self, credential: str, code: str, device: str) -> DeviceNow:
        """The machine that shows this code gets this name, and may fetch its key. A code is good for one machine, and
        still good where the name is refused."""
        (await self._counter.caller(credential)).may("configure")
        pairing = self.open.take(code)
        try:
            if device.casefold().startswith(OF_A_DEMONSTRATION):
                raise DeviceNameTaken(device=device)
            command = {"kind": pairing.kind, "device": device, "key_hash": pairing.key_hash}
            paired = await self._counter.perform(operations.approve, credential, **command)
        except BaseException:
            self.open.put_back(pairing)
            raise
        return self._counter.watch.face(paired)

    async def revoke(self, credential: str, device: str) -> DeviceNow:
        """Its key counts no longer: its stream ends, and so does whatever it asks."""
        revoked = await self._counter.perform(operations.revoke, credential, device=device)
        return self._counter.watch.face(revoked)

    def _too_late(self, paired: PairedDevice) -> bool:
        """A key is handed out until it has been used, and no longer than its code would have been good for."""
        seen = max(paired.last_seen, self._counter.watch.devices.last_seen(paired.device))
        age = self._counter.clock.now() - paired.at
        return seen > paired.at or age > LASTS_SECONDS * 1000
