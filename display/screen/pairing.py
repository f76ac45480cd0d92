"""Asks the server for a pairing code and waits until it is approved: in a thread, told in the thread of the screen."""

import logging
import threading
import time
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from counter_server.protocol.client import CounterClient, ServerAway, ServerRefused
from counter_server.protocol.device_messages import Claim, Pairing

from .device_key import DeviceKey

log = logging.getLogger(__name__)

ASK_SECONDS = 2.0
OLD_KEY_SECONDS = 30.0
PROMPT_END_SECONDS = 2.0
NOT_KNOWN = "not_signed_in"
"""The refusal of a key that counts no longer."""


class PairingDoor(Protocol):
    """What a machine without a key asks of the server, as CounterClient has it."""

    def begin_pairing(self, kind: str) -> Pairing: ...
    def claim_pairing(self, secret: str) -> Claim: ...


class PairingTalk(QObject):
    """Shows one code after the other, each as long as it is good, until one is approved."""

    code = Signal(str)
    """a new code to show"""
    waits = Signal(str)
    """no code for now: `away`, or the code of the server's refusal"""
    paired = Signal(object)
    """a DeviceKey"""

    def __init__(
        self, door: PairingDoor, kind: str, *, old: CounterClient | None = None, ask: float = ASK_SECONDS
    ) -> None:
        """`old`: with the key that was refused, which is tried again now and then, for the server may have been the
        one that was wrong. `ask`: seconds between two questions."""
        super().__init__()
        self._door, self._kind, self._old, self._ask_every = door, kind, old, ask
        self._try_old_at = time.monotonic() + OLD_KEY_SECONDS
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="pairing", daemon=True)

    def start(self) -> None:
        """Begin to ask."""
        self._thread.start()

    def stop(self) -> None:
        """Ask no more."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join(PROMPT_END_SECONDS)

    def _run(self) -> None:
        while not self._ended.is_set():
            try:
                pairing = self._door.begin_pairing(self._kind)
            except ServerAway as away:
                log.info("no pairing code yet: %s", away.reason)
                self.waits.emit("away")
                self._ended.wait(self._ask_every)
            except ServerRefused as refused:
                log.warning("no pairing code: %s %s", refused.code, refused.facts)
                self.waits.emit(refused.code)
                self._ended.wait(float(refused.facts.get("seconds", 10 * self._ask_every)))
            else:
                log.info("a pairing code is on the screen")  # only there: a log is read by others
                self.code.emit(pairing.code)
                self._until_it_ends(pairing)

    def _until_it_ends(self, pairing: Pairing) -> None:
        end = time.monotonic() + pairing.seconds
        while time.monotonic() < end and not self._ended.wait(self._ask_every):
            try:
                claim = self._door.claim_pairing(pairing.secret)
            except ServerAway as away:
                log.info("whether the code was approved is not known: %s", away.reason)
                continue
            except ServerRefused as refused:
                log.info("the code is good no longer: %s", refused.code)
                return
            if claim.key:
                self._done(DeviceKey(key=claim.key, device=claim.device, letter=claim.letter))
                return
            if self._old is not None and time.monotonic() > self._try_old_at:
                self._try_old(self._old)

    def _try_old(self, old: CounterClient) -> None:
        self._try_old_at = time.monotonic() + OLD_KEY_SECONDS
        try:
            old.services()
        except (ServerAway, ServerRefused):
            return
        self._done(None)

    def _done(self, key: DeviceKey | None) -> None:
        self._ended.set()
        self.paired.emit(key)
