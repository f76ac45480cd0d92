"""What a paired machine says of itself: each of its parts, in one of four states, and a short word for what it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .terms import PartIs


@dataclass(frozen=True, slots=True)
class PartState:
    """One part: a printer, its paper, the sound. `code` is a word of the field (`no_paper`, `cover_open`, `near_end`,
    `unreachable`, `no_device`, `voice_missing`, `waiting`), empty where all is well; `count` of what waits; `percent`
    of what is left."""

    state: PartIs
    code: str = ""
    count: int | None = None
    percent: int | None = None


@dataclass(frozen=True, slots=True)
class DeviceState:
    """A whole report: what it does not name is not known. `version` is the program's."""

    parts: Mapping[str, PartState] = field(default_factory=dict)
    version: str = ""

    def body(self) -> dict[str, Any]:
        """As it crosses the wire."""
        return {"parts": {name: _part(part) for name, part in self.parts.items()}, "version": self.version}


def _part(part: PartState) -> dict[str, Any]:
    told = {"state": str(part.state), "code": part.code, "count": part.count, "percent": part.percent}
    return {name: value for name, value in told.items() if value not in (None, "")}
