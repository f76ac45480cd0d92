"""The machines of a branch in a few groups, each with the state of its worst: the floor at a glance. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from counter_server.protocol.terms import Device, PartIs

from .alerts import SERVER, Alert, Level, Part

WORST_FIRST = (PartIs.FAILED, PartIs.WARNING, PartIs.UNKNOWN, PartIs.OK)
OF_ALARM = {Level.FAILED: PartIs.FAILED, Level.WARNING: PartIs.WARNING}
PARTS = {"printer": "printer", "paper": "paper", "sound": "sound", "speech": "sound"}
"""A machine's part → the group it stands in."""
GROUPS = ("kiosk", "printer", "paper", "display", "sound", "server")


@dataclass(frozen=True, slots=True)
class Machine:
    """A paired machine: whether it is heard, and how its parts are."""

    kind: Device
    heard: bool
    parts: Mapping[str, Part]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """`well` of `of` machines or parts; none of them: nothing is known. `percent`: the least that is left."""

    name: str
    state: PartIs = PartIs.UNKNOWN
    well: int = 0
    of: int = 0
    percent: int | None = None


def groups(machines: Iterable[Machine], alerts: Iterable[Alert]) -> list[Group]:
    """Always the same ones, in the same order. Of a machine that is not heard, what it said last says nothing."""
    known = list(machines)
    states: dict[str, list[PartIs]] = {name: [] for name in GROUPS}
    percents: list[int] = []
    for machine in known:
        states[str(machine.kind)].append(PartIs.OK if machine.heard else PartIs.FAILED)
        for name, part in machine.parts.items() if machine.heard else ():
            if name in PARTS:
                states[PARTS[name]].append(part.state)
                percents += [part.percent] if name == "paper" and part.percent is not None else []
    states["server"] = [OF_ALARM[alert.level] for alert in alerts if alert.part == SERVER] or [PartIs.OK]
    return [_group(name, states[name], min(percents, default=None) if name == "paper" else None) for name in GROUPS]


def _group(name: str, states: list[PartIs], percent: int | None) -> Group:
    worst = min(states, key=WORST_FIRST.index, default=PartIs.UNKNOWN)
    return Group(name=name, state=worst, well=states.count(PartIs.OK), of=len(states), percent=percent)
