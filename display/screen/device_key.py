"""The key a machine got when it was paired, in a file that only its owner may read."""

import contextlib
import logging
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import msgspec

from counter_server.protocol.decoding import decoded

log = logging.getLogger(__name__)

OWNER_ONLY = 0o600


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceKey:
    """What the server said when it paired this machine."""

    key: str
    device: str
    letter: str = ""


class KeyFile:
    """Below the program's `--data`, one for each kind of machine."""

    def __init__(self, data: Path, kind: str) -> None:
        self.path = data / kind / "key.json"

    def read(self) -> DeviceKey | None:
        """The key as it was kept; None where there is none that can be read."""
        try:
            known = decoded(self.path.read_bytes(), DeviceKey)
        except FileNotFoundError:
            return None
        except (OSError, msgspec.MsgspecError) as error:
            log.warning("the kept key cannot be read, and this machine must be paired again: %s", error)
            return None
        if self.path.stat().st_mode & 0o077:
            log.warning("%s could be read by others; now only by its owner", self.path)
            with contextlib.suppress(OSError):
                self.path.chmod(OWNER_ONLY)
        return known

    def keep(self, key: DeviceKey) -> None:
        """Written aside and flushed, then moved into place. A disk that takes nothing is logged: the machine works
        until it ends, and is paired again then."""
        aside = ""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle, aside = tempfile.mkstemp(dir=self.path.parent, prefix="key-")  # readable by its owner only
            with os.fdopen(handle, "wb") as file:
                file.write(msgspec.json.encode(key))
                file.flush()
                os.fsync(file.fileno())
            Path(aside).replace(self.path)
        except OSError as error:
            log.error("the key cannot be kept; this machine must be paired again after its next start: %s", error)
            with contextlib.suppress(OSError):
                Path(aside).unlink() if aside else None
