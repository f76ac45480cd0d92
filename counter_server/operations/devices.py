"""What machines say of themselves, and that they are heard."""

from collections.abc import Mapping
from typing import Any

from counter_server.storage import statements
from counter_server.storage.day import Day

from .callers import Caller

PRESENCE = "presence"
"""Who noticed that a machine is not heard any more, or is again."""


def report(day: Day, caller: Caller, *, parts: Mapping[str, Any]) -> None:
    """The parts of the caller that are in another state than before."""
    caller.may("state")
    day.record("device", who=caller.key, subject=f"device:{caller.key}", payload={"parts": dict(parts)})


def presence(day: Day, *, heard: Mapping[str, bool]) -> None:
    """Machines that have gone, or are back."""
    for device, is_heard in heard.items():
        day.record("device", who=PRESENCE, subject=f"device:{device}", payload={"heard": is_heard})


def remember_seen(day: Day, *, seen: Mapping[str, int]) -> None:
    """When each machine was heard last, milliseconds since 1970 UTC; no line of the journal."""
    for device, at in seen.items():
        day.line.do(statements.save_seen, branch=day.branch, device=device, last_seen=at)
