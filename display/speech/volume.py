"""How loud, and whether at all, at a time of day: the branch's table, and what a technician has turned the wall to."""

import contextlib
from datetime import time
from pathlib import Path

from counter_server.protocol.hours_settings import MIDNIGHT
from counter_server.protocol.voice_settings import FULL_VOLUME, LEAST_VOLUME, Voice

QUIET = "quiet_hour"
"""The reason told of a call that was shown in a quiet hour."""


def volume_at(settings: Voice, now: time) -> int:
    """Percent, at `now` on the branch's clock: that of the last time of the table, or `volume` before its first."""
    begun = [one for one in settings.volumes if one.start <= now]
    return max(begun).percent if begun else settings.volume


def is_quiet(settings: Voice, now: time) -> bool:
    """Whether nothing is spoken at `now` on the branch's clock."""
    return any(hour.start <= now and (now < hour.end or hour.end == MIDNIGHT) for hour in settings.quiet)


class VolumeKnob:
    """What was set at the machine: a file with a percentage, which goes before the branch's table until it is taken
    away. Read before every sound."""

    def __init__(self, data: Path) -> None:
        self._file = data / "volume"

    def read(self) -> int | None:
        """None where none is set, or nothing that makes sense."""
        with contextlib.suppress(OSError, ValueError):
            return max(LEAST_VOLUME, min(FULL_VOLUME, int(self._file.read_text(encoding="ascii"))))
        return None

    def turn(self, percent: int | None) -> None:
        """Set it, or with None leave it to the branch's table. Raises OSError, and ValueError for a percentage that is
        not from LEAST_VOLUME to FULL_VOLUME."""
        if percent is None:
            self._file.unlink(missing_ok=True)
            return
        if not LEAST_VOLUME <= percent <= FULL_VOLUME:
            raise ValueError(f"{percent}: {LEAST_VOLUME} to {FULL_VOLUME}")
        self._file.parent.mkdir(parents=True, exist_ok=True)
        part = self._file.with_suffix(".part")
        part.write_text(f"{percent}\n", encoding="ascii")
        part.replace(self._file)
