"""What the person in charge should know now: from how the machines are, and from what the server itself has met.

Nothing here is kept: an alert is there for as long as its cause is, and gone with it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from counter_server.protocol.terms import Device, PartIs

AWAY = "away"
DEVICE, SERVER = "device", "server"
"""Parts that are no part of a machine: the machine itself, and the server."""


class Level(StrEnum):
    """How pressing. Failed: something does not work; warning: it soon may not."""

    FAILED = "failed"
    WARNING = "warning"


ALARMING = {PartIs.FAILED: Level.FAILED, PartIs.WARNING: Level.WARNING}
"""Unknown is no alert: many printers never say how they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a machine. `since`: in this state with this code, milliseconds since 1970 UTC."""

    state: PartIs
    code: str = ""
    since: int = 0
    count: int | None = None
    percent: int | None = None
    numbers: tuple[str, ...] = ()
    """Of the tickets it is about, the first of `count`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """A machine as it is known now. `away_since`: not heard any more, milliseconds since 1970 UTC; 0: it is heard."""

    device: str
    kind: Device
    parts: Mapping[str, Part] = field(default_factory=dict)
    away_since: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One matter. `subject`: the machine or other noun it is about; `part`: whose words it is told with; `since`:
    milliseconds since 1970 UTC; `facts`: what its words may name."""

    code: str
    subject: str
    since: int
    level: Level = Level.FAILED
    part: str = SERVER
    facts: Mapping[str, object] = field(default_factory=dict)


def alerts(devices: Iterable[Health], raised: Iterable[Alert] = ()) -> list[Alert]:
    """Everything that is the matter: what failed first, then what may; of each the oldest first."""
    found = [*raised, *(alert for device in devices for alert in _of(device))]
    return sorted(found, key=lambda one: (one.level is not Level.FAILED, one.since, one.subject, one.part, one.code))


def _of(device: Health) -> Iterator[Alert]:
    """Of a machine that is away, what it said last may be so no longer: that it is away is all there is to say."""
    if device.away_since:
        yield Alert(
            code=AWAY, subject=device.device, since=device.away_since, part=DEVICE, facts={"kind": str(device.kind)}
        )
        return
    for name, part in device.parts.items():
        level = ALARMING.get(part.state)
        if level is not None:
            yield Alert(
                code=part.code or str(part.state), subject=device.device, since=part.since, level=level, part=name,
                facts=_facts(device, part),
            )  # fmt: skip


def _facts(device: Health, part: Part) -> dict[str, object]:
    facts = {"count": part.count, "percent": part.percent, "numbers": _listed(part)}
    return {"kind": str(device.kind)} | {name: fact for name, fact in facts.items() if fact is not None}


def _listed(part: Part) -> str | None:
    more = ["…"] if (part.count or 0) > len(part.numbers) else []
    return ", ".join([*part.numbers, *more]) if part.numbers else None
