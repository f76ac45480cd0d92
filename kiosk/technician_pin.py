"""The technician's PIN: kept as Argon2id in a file of its owner's, with the wrong tries since the last right one.

Each try is counted on the disk before it is looked at, so that a restart forgives nothing. Wrong ones are slowed down,
to five minutes at most: the corner is never locked for ever, and a million PINs would take ten years.
"""

import contextlib
import hmac
import logging
import os
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from counter_server.domain.pins import too_easy
from counter_server.protocol.decoding import decoded

if TYPE_CHECKING:
    from argon2 import PasswordHasher

log = logging.getLogger(__name__)

SHORTEST, LONGEST = 6, 12
FREE_TRIES = 3
"""So many wrong ones are nobody's fault."""
LONGEST_WAIT = 300
"""Seconds."""
DEMO_PIN = "246810"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What the file holds. `hash` is empty where no PIN is set; `wrong` tries in a row, the last one `tried_at`."""

    hash: str = ""
    wrong: int = 0
    tried_at: datetime | None = None


def wait_after(wrong: int) -> int:
    """Seconds to wait after so many wrong PINs in a row: 0, 0, 2, 4, 8 … 256, 300, 300 …"""
    return 0 if wrong < FREE_TRIES else min(LONGEST_WAIT, 2 ** min(wrong - FREE_TRIES + 1, 30))


def unfit(pin: str) -> bool:
    """Whether this may not be a technician's PIN: six to twelve digits, and none that is soon guessed."""
    digits = pin.isascii() and pin.isdigit() and SHORTEST <= len(pin) <= LONGEST
    return not digits or too_easy(pin, staff="technician")


class PinLock:
    """The file is read at each use: another program sets the PIN (`--set-technician-pin`). A disk that keeps nothing
    does not keep the technician out: the tries are then counted in memory.

    `demonstration`: where no PIN is set, everybody's opens; it is never written.
    """

    def __init__(self, file: Path, now: Callable[[], datetime], *, demonstration: bool = False) -> None:
        """`now` tells aware times."""
        self._file, self._now, self._demonstration = file, now, demonstration
        self._unkept: Kept | None = None
        self._guard = threading.Lock()

    @property
    def is_set(self) -> bool:
        """Whether any PIN opens."""
        return bool(self._read().hash) or self._demonstration

    def set_pin(self, pin: str) -> None:
        """This one from now on, and the tries forgiven. Raises ValueError for one that is unfit, OSError where it
        cannot be kept."""
        if unfit(pin):
            raise ValueError("unfit")
        self._write(Kept(hash=_hasher().hash(pin)))

    def seconds_to_wait(self) -> int:
        """Until the next try is looked at. A clock set back makes nobody wait longer than the wait itself."""
        kept = self._read()
        wait = wait_after(kept.wrong)
        if not wait or kept.tried_at is None:
            return 0
        left = wait - (self._now() - kept.tried_at).total_seconds()
        if left > wait:
            self._keep(replace(kept, tried_at=self._now()))
        return ceil(max(0.0, min(left, wait)))

    def opens(self, pin: str) -> bool:
        """Whether this is the PIN. Takes a tenth of a second; a try that comes too early is not looked at, nor
        counted."""
        with self._guard:
            if self.seconds_to_wait() or not self.is_set:
                return False
            kept = self._read()
            self._keep(replace(kept, wrong=kept.wrong + 1, tried_at=self._now()))
            if not self._is(pin, kept.hash):
                log.warning("technician's corner: a wrong PIN, the %d. in a row", kept.wrong + 1)
                return False
            self._keep(Kept(hash=kept.hash))
            return True

    def _is(self, pin: str, hashed: str) -> bool:
        if not hashed:
            return self._demonstration and hmac.compare_digest(pin, DEMO_PIN)
        from argon2.exceptions import InvalidHashError, VerificationError

        try:
            return _hasher().verify(hashed, pin)
        except (VerificationError, InvalidHashError):
            return False

    def _read(self) -> Kept:
        kept = self._on_disk()
        if self._unkept is not None and self._unkept.hash == kept.hash:
            return self._unkept
        return kept

    def _on_disk(self) -> Kept:
        try:
            return decoded(self._file.read_bytes(), Kept)
        except FileNotFoundError:
            return Kept()
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as broken:
            log.warning("the technician's PIN cannot be read, and must be set again: %s", broken)
            return Kept()

    def _keep(self, kept: Kept) -> None:
        try:
            self._write(kept)
            self._unkept = None
        except OSError as full:
            log.warning("the tries at the technician's PIN are counted in memory only: %s", full)
            self._unkept = kept

    def _write(self, kept: Kept) -> None:
        """Whole or not at all, for its owner's eyes only. Raises OSError."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=self._file.parent, prefix="technician-")  # mode 0600
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(msgspec.json.encode(kept))
                file.flush()
                os.fsync(file.fileno())
            Path(aside).replace(self._file)
        except OSError:
            with contextlib.suppress(OSError):
                Path(aside).unlink()
            raise


@cache
def _hasher() -> "PasswordHasher":
    """Loaded with the first PIN, not with the first screen."""
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def pin_lock(data: Path, now: Callable[[], datetime], *, demonstration: bool = False) -> PinLock:
    """The lock of the kiosk whose data lie here."""
    return PinLock(data / "kiosk" / "technician.json", now, demonstration=demonstration)
