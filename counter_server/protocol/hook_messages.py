"""What a hook is told: one line of the journal about a ticket, as a wall may see it. Never who somebody is."""

from dataclasses import dataclass
from datetime import datetime

from .messages import WallTicket

TRIAL = "trial"
"""The action of a message that nothing happened for: somebody tries whether it arrives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HookMessage:
    """`seq` is the journal's: it grows, and the same one again is the same message. A trial has 0 and no ticket."""

    hook: str
    branch: str
    seq: int
    at: datetime
    action: str
    """A ticket's verb (`issue`, `call`, …), or `renumber`: its number is another from now on."""
    ticket: WallTicket | None = None
