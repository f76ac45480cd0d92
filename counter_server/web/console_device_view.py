"""The machines as the person in charge reads them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from counter_server.protocol.device_messages import DeviceNow, Devices, PartNow
from counter_server.protocol.locale import Locale
from counter_server.protocol.terms import Device, PartIs

NAMES = {Device.KIOSK: "kiosk", Device.DISPLAY: "layar"}
BADGE = {PartIs.OK: "good", PartIs.WARNING: "warn", PartIs.FAILED: "bad", PartIs.UNKNOWN: "plain"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PartBadge:
    """A part and how it is; `style` is a class of the page's look."""

    words: str
    style: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceLine:
    """A machine. `state`: `heard`, `away`, `never` or `revoked`; `since`: when it was heard last, or revoked."""

    device: str
    kind: str
    letter: str
    state: str
    since: datetime | None
    parts: tuple[PartBadge, ...]
    version: str
    paired_by: str
    paired_at: datetime | None

    @property
    def may_be_revoked(self) -> bool:
        """Whether it has a key of its own that counts; a demonstration's is in the program."""
        return self.state != "revoked" and self.paired_at is not None


def device_lines(listing: Devices, names: Mapping[str, str], locale: Locale) -> list[DeviceLine]:
    """Those at work first, kiosks before walls; those whose key was revoked last. `names`: staff key → name."""
    kinds = list(Device)
    ordered = sorted(
        listing.devices, key=lambda one: (bool(one.revoked_at), kinds.index(one.kind), _by_number(one.device))
    )
    return [_line(one, names, locale) for one in ordered]


def names_to_choose(listing: Devices) -> list[str]:
    """The next free name of each kind, then the names whose machines were revoked."""
    taken = {one.device for one in listing.devices}
    fresh = [next(name for n in range(1, 1000) if (name := f"{kind}-{n}") not in taken) for kind in NAMES.values()]
    return fresh + [one.device for one in listing.devices if one.revoked_at]


def _line(one: DeviceNow, names: Mapping[str, str], locale: Locale) -> DeviceLine:
    state = "revoked" if one.revoked_at else "heard" if one.heard else "away" if one.last_seen else "never"
    return DeviceLine(
        device=one.device, kind=locale.say(f"common.device.{one.kind}"), letter=one.letter, state=state,
        since=one.revoked_at or one.last_seen,
        parts=tuple(_badge(name, part, locale) for name, part in one.parts.items()) if one.heard else (),
        version=one.version, paired_by=names.get(one.paired_by, one.paired_by), paired_at=one.paired_at,
    )  # fmt: skip


def _badge(name: str, part: PartNow, locale: Locale) -> PartBadge:
    key = f"console.device_part.{name}"
    words = f"{locale.say(key) if locale.has(key) else name}: {locale.say(f'common.part_state.{part.state}')}"
    numbers = [str(part.count)] if part.count is not None else []
    numbers += [f"{part.percent}%"] if part.percent is not None else []
    return PartBadge(words=" · ".join([words, *numbers]), style=BADGE[part.state])


def _by_number(name: str) -> tuple[str, int]:
    stem, _, n = name.rpartition("-")
    return (stem, int(n)) if n.isdecimal() else (name, 0)
