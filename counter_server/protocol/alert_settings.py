"""From when on the person in charge is told: the [alerts] of branch.toml. How little room on the disk is too little is
[storage] low_megabytes."""

from dataclasses import dataclass
from typing import Literal

from .declaration import setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Alerts:
    """[alerts]"""

    wait_minutes: int = setting(
        45, why="Whoever waits longest in a queue waits longer than this; 0: never told.", low=0, high=600
    )
    over_standard_percent: int = setting(
        50, why="A step takes so much longer than its standard time; 0: told as soon as it is over.", low=0, high=1000
    )
    queue_length: int = setting(30, why="So many wait in one queue, or more; 0: never told.", low=0, high=10_000)
    break_minutes: int = setting(
        20, why="A member of staff has been on a break for longer than this; 0: never told.", low=0, high=480
    )
    printer: Literal["warning", "failed", "off"] = setting(
        "warning",
        why="From when a kiosk's printer and paper are told. warning: it soon may not print; failed: it does not.",
    )
    away_seconds: int = setting(
        30, why="A machine has not been heard for so long. It is looked for from 30 seconds on.", low=30, high=3600
    )
    holds_seconds: int = setting(
        5,
        why="So long it must be so before it is kept and may be acknowledged: a flicker is no line of the journal.",
        low=0,
        high=600,
    )
    gone_seconds: int = setting(
        15, why="So long it must be gone before it is over; one that comes back sooner is the same alert.",
        low=0, high=600,
    )  # fmt: skip
    kept_days: int = setting(
        30, why="Days that the list of alerts is kept; the journal has each one too.", low=1, high=366
    )
