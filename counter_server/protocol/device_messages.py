"""What crosses the wire about machines: pairing, the list of them, and alerts. Times are aware datetimes."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .terms import Device, PartIs

DEVICE_NAME = r"^[A-Za-z0-9]([A-Za-z0-9 ._-]*[A-Za-z0-9])?$"
"""What a machine may be called: it stands on pages, in addresses, in the journal and in metrics."""
LONGEST_DEVICE_NAME = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class PartNow:
    """A part of a machine at this moment; `since`: in this state."""

    state: PartIs
    code: str = ""
    count: int | None = None
    percent: int | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceNow:
    """A paired kiosk or display."""

    device: str
    kind: Device
    letter: str = ""
    """A kiosk's own series: it gives `A-X01` while the server is away."""
    paired_by: str = ""
    paired_at: datetime | None = None
    revoked_at: datetime | None = None
    """Its key counts no longer."""
    last_seen: datetime | None = None
    """None: never yet."""
    heard: bool = False
    """Whether it has been heard within the last 30 seconds."""
    parts: dict[str, PartNow] = field(default_factory=dict)
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """A pairing that has begun: the machine shows `code` for `seconds`, and asks with `secret` whether it was
    approved."""

    code: str
    secret: str
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Not approved yet: `seconds` are left. Approved: the `key`, which is told until it is used and kept nowhere."""

    seconds: int = 0
    key: str = ""
    device: str = ""
    kind: Device | None = None
    letter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertNow:
    """Something the person in charge should know, for as long as it is so."""

    code: str
    subject: str
    """A device's name, or another noun of the branch."""
    part: str
    """Which words it is told with: a device's part, `device` itself, or `server`."""
    level: str
    """`failed` or `warning`."""
    since: datetime
    facts: dict[str, Any] = field(default_factory=dict)
    id: int = 0
    """Of the line of the journal that raised it; 0: it has not held long enough to be acknowledged."""
    acknowledged_by: str = ""
    """A member of staff; empty: nobody yet."""
    acknowledged_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Devices:
    """Every machine ever paired, and what is the matter now."""

    devices: list[DeviceNow]
    alerts: list[AlertNow]
