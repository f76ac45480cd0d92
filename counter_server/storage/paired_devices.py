"""The machines that have been paired, as the database keeps them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from counter_server.protocol.terms import Device

from . import statements
from .database import Line, Row

COLUMNS = tuple(column.name for column in statements.DEVICE.columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedDevice:
    """A machine. Times are milliseconds since 1970 UTC; what has not come is 0."""

    device: str
    kind: Device
    key_hash: str = ""
    letter: str = ""
    """A kiosk's own series."""
    at: int = 0
    paired_by: str = ""
    last_seen: int = 0
    revoked: int = 0


def device_of(row: Row) -> PairedDevice:
    """From a whole row of its table."""
    of: Mapping[str, Any] = dict(zip(COLUMNS, row, strict=True))
    return PairedDevice(
        device=of["device"], kind=Device(of["kind"]), key_hash=of["key_hash"], letter=of["letter"], at=of["at"],
        paired_by=of["paired_by"], last_seen=of["last_seen"], revoked=of["revoked"],
    )  # fmt: skip


def device_of_key(line: Line, key_hash: str) -> PairedDevice | None:
    """The machine whose key has this hash."""
    row = line.one(statements.device, key_hash=key_hash)
    return device_of(row) if row is not None else None


def paired_devices(line: Line, branch: str) -> list[PairedDevice]:
    """Every machine ever paired, by name."""
    return sorted((device_of(row) for row in line.all(statements.devices, branch=branch)), key=lambda one: one.device)
