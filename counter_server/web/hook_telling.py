"""One hook while the server runs: its settings, its secret, and how far it has been told."""

import asyncio
from dataclasses import dataclass, field

from counter_server.domain.deliveries import Progress
from counter_server.operations.keyed import keyed_digest
from counter_server.protocol.interface_settings import HookPlace


def secret_of(secret: bytes, branch: str, hook: HookPlace) -> str:
    """What signs this hook's messages: derived, so that no file and no table holds it."""
    return "lh_" + keyed_digest(secret, f"hook:{branch}:{hook.key}:{hook.secret}".encode()).hex()


@dataclass(eq=False)
class Telling:
    """One hook, and how far it has been told."""

    hook: HookPlace
    progress: Progress
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    saved: int = 0
    task: "asyncio.Task[None] | None" = None
    outcomes: dict[str, int] = field(default_factory=dict)
    """Deliveries since the start: `taken`, or why not → how many."""
