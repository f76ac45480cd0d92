"""What a paired machine says of itself: each of its parts, in one of four states, and a short word for what it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .terms import PartIs

MOST_NUMBERS = 5


@dataclass(frozen=True, slots=True)
class PartState:
    """One part: a printer, its paper, the sound. `code` is a word of the field (`no_paper`, `cover_open`, `near_end`,
    `unreachable`, `no_device`, `voice_missing`, `waiting`), empty where all is well; `count` of what waits; `percent`
    of what is left; `numbers` of the tickets it is about, the first MOST_NUMBERS of them."""

    state: PartIs
    code: str = ""
    count: int | None = None
    percent: int | None = None
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeviceState:
    """A whole report: what it does not name is not known. `version` is the program's."""

    parts: Mapping[str, PartState] = field(default_factory=dict)
    version: str = ""

    def body(self) -> dict[str, Any]:
        """As it crosses the wire."""
        return {"parts": {name: _part(part) for name, part in self.parts.items()}, "version": self.version}


def _part(part: PartState) -> dict[str, Any]:
    told: dict[str, Any] = {"state": str(part.state), "code": part.code, "count": part.count, "percent": part.percent}
    told["numbers"] = list(part.numbers) or None
    return {name: value for name, value in told.items() if value not in (None, "")}
