"""The whole room at once, for as long as asked: 16 verifiers, 2 extra staff, 8 kiosks, 10 displays and 2,000 phones."""

import asyncio
import json
import os
import random
import resource
import shutil
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import uvloop

from .figures import Spread, Table, percent, tenths, whole
from .listeners import Listener, Phone, Wall
from .programs import ROOT, Program, server
from .rates import CORES, KIOSK, PAPERS, WALL, sign_in
from .wire import Answer, Wire, request

REAL_RATE = 400 / (7 * 3600)
"""Tickets a second on a real day."""
FILES = 8192
"""Open files at both ends."""
VERIFIERS, EXTRA, KIOSKS, WALLS = 16, 2, 8, 10
LACKING = 0.1
"""Of the visitors: a paper is missing, so the extra staff help first."""
WALK = 0.4
"""Of one visit's time at the counter: from the call to the start."""
ASKED: dict[str, Any] = {"service": "A", "answers": {"for": "self", "insurance": "none", "residence": "city"}}
PHONE = "call → the phone says so"
LATE = "for comparison: a timer that asks nobody is late by"
LOOK_SECONDS = 0.05
WANTED = {"issue": "100", "call": "100"}


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many, how fast and for how long."""

    minutes: float = 10.0
    phones: int = 2000
    pace: float = 20.0
    """Times the counter's real rate."""

    @property
    def rate(self) -> float:
        """Tickets a second."""
        return REAL_RATE * self.pace


@dataclass
class Room:
    """Everybody who is there, and what has happened to them."""

    program: Program
    crowd: Crowd
    kiosks: list[Wire] = field(default_factory=list)
    listeners: list[Listener] = field(default_factory=list)
    phones: dict[int, Phone] = field(default_factory=dict)
    calls: "asyncio.Queue[int]" = field(default_factory=asyncio.Queue)
    took: "defaultdict[str, list[float]]" = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    numbers: set[str] = field(default_factory=set)
    ends: float = 0.0

    async def ask(self, what: str, wire: Wire, path: str, token: str, body: Any = None) -> Answer:
        """A command that must succeed; how long it took is kept by what it is."""
        content = json.dumps(body).encode() if body is not None else b""
        await wire.stay_connected(self.program.address)
        answer = await wire.ask(request("POST", path, token, content))
        self.took[what].append(answer.seconds)
        if answer.status not in (200, 201, 204):
            self.errors.append(f"{what}: {answer.status} {answer.body[:200]!r}")
        return answer

    async def issue(self, wire: Wire) -> None:
        """A ticket, its paper, and its page on a phone."""
        papers = {} if random.random() < LACKING else PAPERS
        body = {"request_id": random.randbytes(12).hex(), "documents": papers, **ASKED}
        ticket = (await self.ask("issue", wire, "/tickets", KIOSK, body)).json()
        if ticket["number"] in self.numbers:
            self.errors.append(f"{ticket['number']} twice")
        self.numbers.add(ticket["number"])
        await self.ask("printed", wire, f"/tickets/{ticket['id']}/printed", KIOSK)
        stream = f"{urlsplit(ticket['page']).path}/events"
        self.phones[ticket["id"]] = await Phone.to(self.program.address, stream)

    async def rest(self, seconds: float) -> bool:
        """Some time; False when the time of all is up."""
        left = self.ends - time.perf_counter()
        await asyncio.sleep(max(0.0, min(seconds, left)))
        return seconds < left


def measure_room(folder: Path, crowd: Crowd) -> Table:
    """As a table."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (FILES, FILES))  # what is started from here has no more either
    assets = folder / "room-assets"
    shutil.copytree(ROOT / "assets", assets)
    branch = assets / "branch.toml"
    branch.write_text(branch.read_text().replace('public_url = ""', 'public_url = "https://room.example"'))
    words = ("--assignment", "pull", "--assets", str(assets))
    with server(folder / "room", *words) as program, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(_measured(program, crowd))


async def _measured(program: Program, crowd: Crowd) -> Table:
    room = Room(program, crowd)
    staff = await _enter(room)
    await _fill(room)
    room.took.clear()
    memory = [program.memory().rss]
    server_before, own_before, began = program.processor_seconds(), time.process_time(), time.perf_counter()
    room.ends = began + crowd.minutes * 60
    beside = [
        asyncio.create_task(_speak(room, await Wire.to(program.address))),
        asyncio.create_task(_look_at_the_clock(room)),
    ]
    visits = [asyncio.create_task(_take(room, wire)) for wire in room.kiosks]
    visits += [asyncio.create_task(_serve(room, *who)) for who in staff]
    await asyncio.sleep(crowd.minutes * 30)
    memory.append(program.memory().rss)
    await asyncio.gather(*visits)
    lasted = time.perf_counter() - began
    for task in beside:
        task.cancel()
    memory.append(program.memory().rss)
    used = (program.processor_seconds() - server_before, time.process_time() - own_before)
    return _table(room, lasted, memory, [one / lasted / CORES for one in used])


async def _enter(room: Room) -> list[tuple[str, str, Wire]]:
    """Staff sign in, and everybody but the phones listens."""
    address, staff = room.program.address, []
    people = [(f"verifier-{n}", f"loket-{n}") for n in range(1, VERIFIERS + 1)]
    for name, place in people + [(f"extra-{n}", f"bantuan-{n}") for n in range(1, EXTRA + 1)]:
        wire = await Wire.to(address)
        token = await sign_in(wire, name, place)
        room.listeners.append(await Listener.to(address, "/events", token))
        staff.append((place, token, wire))
    for n in range(WALLS):
        speaking = {"calls": room.calls.put_nowait} if n == 0 else {}
        room.listeners.append(await Wall.to(address, "/events", WALL, **speaking))
    for _ in range(KIOSKS):
        room.listeners.append(await Listener.to(address, "/events", KIOSK))
        room.kiosks.append(await Wire.to(address))
    return staff


async def _fill(room: Room) -> None:
    """So many wait, each with a phone in her hand."""

    async def some(wire: Wire) -> None:
        while len(room.numbers) < room.crowd.phones:
            await room.issue(wire)

    await asyncio.gather(*(some(wire) for wire in room.kiosks))


async def _take(room: Room, wire: Wire) -> None:
    """At one kiosk visitors come by chance."""
    while await room.rest(random.expovariate(room.crowd.rate / KIOSKS)):
        await room.issue(wire)


async def _serve(room: Room, place: str, token: str, wire: Wire) -> None:
    """One member of staff: as many visits a second, all verifiers together, as tickets are taken."""
    visit = VERIFIERS / room.crowd.rate
    going_on = await room.rest(random.uniform(0, visit))
    while going_on:
        asked_at = time.perf_counter()
        answer = await room.ask("call", wire, f"/counters/{place}/call-next", token)
        going_on = await room.rest(visit * WALK * random.uniform(0.5, 1.5))
        if answer.status != 200:
            continue
        ticket = answer.json()["id"]
        if (phone := room.phones.get(ticket)) and phone.called_at:
            room.took[PHONE].append(phone.called_at - asked_at)
        await room.ask("start", wire, f"/tickets/{ticket}/start", token)
        going_on = await room.rest(visit * (1 - WALK) * random.uniform(0.5, 1.5))
        await room.ask("finish", wire, f"/tickets/{ticket}/finish", token, {"outcome": "complete"})


async def _speak(room: Room, wire: Wire) -> None:
    """One display speaks every call."""
    while True:
        seq = await room.calls.get()
        await room.ask("spoken", wire, f"/announcements/{seq}/spoken", WALL, {"ok": True})


async def _look_at_the_clock(room: Room) -> None:
    """How late the generator's own timer is: what the machine adds when others work on it, server or no server."""
    while True:
        due = time.perf_counter() + LOOK_SECONDS
        await asyncio.sleep(LOOK_SECONDS)
        room.took[LATE].append(time.perf_counter() - due)


def _table(room: Room, lasted: float, memory: list[float], shares: list[float]) -> Table:
    listening = [*room.listeners, *room.phones.values()]
    shown = ("issue", "call", PHONE, "start", "finish", LATE)
    spreads = {what: Spread.of(room.took[what]) for what in shown if room.took[what]}
    rows = tuple(
        (what, tenths(one.p50), tenths(one.p99), tenths(one.worst), str(one.n), WANTED.get(what, ""))
        for what, one in spreads.items()
    )
    commands = sum(len(took) for what, took in room.took.items() if what not in (LATE, PHONE))
    told = (
        f"{lasted / 60:.1f} minutes at {room.crowd.pace:g} times the counter's real rate: {whole(commands)} commands, "
        f"{len(room.errors)} errors, {sum(one.lost for one in listening)} of {whole(len(listening))} streams lost, "
        f"{whole(sum(one.frames for one in listening))} events told. Server: memory "
        f"{' → '.join(map(tenths, memory))} MiB (start, middle, end), {percent(shares[0])} of both cores; "
        f"generator {percent(shares[1])}; the machine's load at the end {os.getloadavg()[0]:.1f}."
    )
    return Table(
        "The whole room", ("", "p50 ms", "p99 ms", "worst ms", "times", "wanted p99 ms"), rows,
        note="\n".join([told, *room.errors[:5]]),
    )  # fmt: skip
