"""A floor in its busiest moment: sixteen counters serve, some over their time, sixty wait, and not all is well."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from counter_server.protocol.device_state import DeviceState, PartState
from counter_server.protocol.terms import PartIs
from tests.server import COMPLETE, ROOT, Server, running

MORNING = "2026-11-23T{}:00+07:00"
"""A Monday."""
AT_ONCE = "holds_seconds = 0\ngone_seconds = 0\n"
"""Of [alerts], for who does not want to wait."""
WALL_WELL = DeviceState({"sound": PartState(PartIs.OK)}, "0.1.0")
PAPER_LOW = DeviceState(
    {
        "printer": PartState(PartIs.OK), "paper": PartState(PartIs.WARNING, "near_end", percent=8),
        "outbox": PartState(PartIs.OK),
    },
    "0.1.0",
)  # fmt: skip


def assets_of(folder: Path, alerts: str = AT_ONCE) -> Path:
    """The branch's, with these [alerts]."""
    shutil.copytree(ROOT / "assets", folder / "assets")
    branch = folder / "assets" / "branch.toml"
    branch.write_text(branch.read_text(encoding="utf-8") + f"\n[alerts]\n{alerts}", encoding="utf-8")
    return folder / "assets"


@contextmanager
def busy_floor(folder: Path, *, waiting: int = 60, later: str = "10:13") -> Iterator[Server]:
    """A demonstration on that Monday: half of the tickets began at ten, half at six minutes past, and now it is
    `later`."""
    assets = assets_of(folder, AT_ONCE + "wait_minutes = 12\nqueue_length = 25\nover_standard_percent = 20\n")

    def options(at: str) -> tuple[str, ...]:
        return ("--demo", "--assets", str(assets), "--clock-start", MORNING.format(at), "--clock-speed", "1")

    with running(folder / "data", *options("10:00")) as server:
        serve(server, range(1, 9))
        fill(server, waiting)
        server.restart(*options("10:06"))
        serve(server, range(9, 16))
        server.extra(1).ready()
        server.verifier(16).pause("Istirahat")
        server.restart(*options(later))
        machines_say(server)
        yield server


def machines_say(server: Server) -> None:
    """Who says nothing for half a minute is away."""
    server.kiosk.report_state(PAPER_LOW)
    server.display.report_state(WALL_WELL)


def serve(server: Server, counters: range) -> None:
    """Each of these verifiers serves a ticket."""
    for n in counters:
        verifier = server.verifier(n)
        verifier.ready()
        held = verifier.board()
        mine = next((one for one in held.tickets if one.counter == f"loket-{n}" and one.status == "called"), None)
        ticket = mine or server.issue("K" if n % 4 == 0 else "A")
        verifier.start(ticket.id)


def fill(server: Server, waiting: int) -> None:
    """So many wait."""
    for n in range(waiting):
        priority = "elderly" if n % 9 == 4 else "none"
        if n % 5 == 3:
            server.issue("S", priority=priority)
        else:
            server.issue("K" if n % 4 == 1 else "A", documents={} if n % 6 == 5 else COMPLETE, priority=priority)
