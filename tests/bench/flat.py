"""Whether anything grows: the same requests in turn to servers whose databases differ in one thing only, how long their
history is or how many wait. What is compared is the server's processor time for one request."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import uvloop

from .figures import Table, hundredths, percentile, tenths, whole
from .history import build
from .listeners import Wall
from .programs import Program, server
from .rates import WALL, issue_requests, sign_in
from .wire import Wire, request

CLIENTS = 8
WALLS = 40
NANO = 1e-9


@dataclass(frozen=True, slots=True)
class Lengths:
    """How long, how many, and how often."""

    history: int = 200_000
    waiting: tuple[int, ...] = (10, 1_000, 100_000)
    rounds: int = 7
    burst: int = 600
    """Requests in one go."""


@dataclass
class Side:
    """A server of those that are compared, and what was measured of it: what → each round's (CPU, median) in ms."""

    name: str
    program: Program
    wires: list[Wire]
    tokens: list[str]
    wanted: Iterator[bytes]
    found: dict[str, list[tuple[float, float]]] = field(default_factory=dict)

    @classmethod
    async def of(cls, name: str, program: Program) -> "Side":
        """With a verifier at each of eight counters."""
        wires = [await Wire.to(program.address) for _ in range(CLIENTS)]
        tokens = [await sign_in(wire, f"verifier-{n}", f"loket-{n}") for n, wire in enumerate(wires, 1)]
        return cls(name, program, wires, tokens, issue_requests(tokens[0], channel="staff"))

    async def burst(self, what: str, once: "Once", times: int) -> None:
        """So many requests, eight at a time."""
        before, took = _processor(self.program.pid), list[float]()

        async def ask_on(client: int) -> None:
            for _ in range(times // CLIENTS):
                took.extend(await once(self, client))

        await asyncio.gather(*(ask_on(client) for client in range(CLIENTS)))
        used = 1000 * (_processor(self.program.pid) - before) / len(took)
        self.found.setdefault(what, []).append((used, 1000 * percentile(took, 0.5)))


Once = Callable[[Side, int], Awaitable[list[float]]]
"""Does the thing once; how long each of its requests took."""


async def issue(side: Side, client: int) -> list[float]:
    answer = await side.wires[client].ask(next(side.wanted))
    assert answer.status == 201, answer
    return [answer.seconds]


async def call_and_return(side: Side, client: int) -> list[float]:
    """As many wait afterwards as before."""
    return await _call_and(side, client, "return", b'{"reason": "bench"}')


async def call_and_no_show(side: Side, client: int) -> list[float]:
    return await _call_and(side, client, "no-show", b"")


async def _call_and(side: Side, client: int, verb: str, body: bytes) -> list[float]:
    wire, token = side.wires[client], side.tokens[client]
    called = await wire.ask(request("POST", f"/counters/loket-{client + 1}/call-next", token))
    assert called.status == 200, called
    gone = await wire.ask(request("POST", f"/tickets/{called.json()['id']}/{verb}", token, body))
    assert gone.status == 200, gone
    return [called.seconds, gone.seconds]


def board(of_wall: bool) -> Once:
    """A snapshot, for a wall or for a verifier."""

    async def once(side: Side, client: int) -> list[float]:
        token = WALL if of_wall else side.tokens[client]
        answer = await side.wires[client].ask(request("GET", "/board", token))
        assert answer.status == 200, answer
        return [answer.seconds]

    return once


def measure_flat(folder: Path, lengths: Lengths) -> Table:
    """As a table: history first, then how many wait."""
    past = f"{whole(lengths.history)} tickets of history"
    built = build(folder / "flat-past", lengths.history)
    rows = _compared(_histories(folder, past, lengths))
    for n in lengths.waiting:
        build(folder / f"flat-{n}", 0, waiting=n)
    rows += _compared(_crowds(folder, lengths))
    return Table(
        f"Flat (median of {lengths.rounds} rounds, in turn)",
        ("", "", "server CPU ms/request", "least", "most", "p50 ms"), tuple(rows),
        note=f"The past was built at {whole(60 * built.tickets / built.seconds)} tickets a minute: "
        f"{whole(built.lines)} lines of the journal.",
    )  # fmt: skip


def _compared(measuring: Awaitable[list[Side]]) -> list[tuple[str, ...]]:
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:

        async def found() -> list[Side]:
            return await measuring

        sides = runner.run(found())
    return [_row(what, side) for what in sides[0].found for side in sides]


async def _histories(folder: Path, past: str, lengths: Lengths) -> list[Side]:
    async with _servers({"an empty database": folder / "flat-empty", past: folder / "flat-past"}) as sides:
        for side in sides:
            await side.burst("warm", issue, lengths.burst)
        for side in _in_turn(sides, lengths.rounds):
            await side.burst("issue", issue, lengths.burst)
            await side.burst("call-next, no-show", call_and_no_show, lengths.burst)
            await side.burst("snapshot for a wall", board(of_wall=True), lengths.burst)
            await side.burst("snapshot for a verifier", board(of_wall=False), lengths.burst // 4)
        return _without_warming(sides)


async def _crowds(folder: Path, lengths: Lengths) -> list[Side]:
    async with _servers({f"{whole(n)} wait": folder / f"flat-{n}" for n in lengths.waiting}) as sides:
        for side in sides:
            await side.burst("warm", call_and_return, lengths.burst)
        for side in _in_turn(sides, lengths.rounds):
            await side.burst("call-next, return", call_and_return, lengths.burst)
            await side.burst("snapshot for a wall", board(of_wall=True), lengths.burst)
            await side.burst("snapshot for a verifier", board(of_wall=False), lengths.burst // 4)
        walls = [await Wall.to(side.program.address, "/events", WALL) for side in sides for _ in range(WALLS)]
        for side in _in_turn(sides, lengths.rounds):
            await side.burst(f"call-next, return, {WALLS} walls told", call_and_return, lengths.burst)
        for wall in walls:
            wall.end()
        return _without_warming(sides)


@asynccontextmanager
async def _servers(databases: dict[str, Path]) -> AsyncIterator[list[Side]]:
    with ExitStack() as stack:
        programs = [stack.enter_context(server(data, "--assignment", "pull")) for data in databases.values()]
        sides = [await Side.of(name, program) for name, program in zip(databases, programs, strict=True)]
        yield sides
        for wire in (wire for side in sides for wire in side.wires):
            wire.close()


def _in_turn(sides: Sequence[Side], rounds: int) -> Iterator[Side]:
    """Each once a round; every other round the other way about."""
    for n in range(rounds):
        yield from sides if n % 2 == 0 else reversed(sides)


def _without_warming(sides: list[Side]) -> list[Side]:
    for side in sides:
        del side.found["warm"]
    return sides


def _row(what: str, side: Side) -> tuple[str, ...]:
    used = [one for one, _ in side.found[what]]
    middle = median(p50 for _, p50 in side.found[what])
    return what, side.name, hundredths(median(used)), hundredths(min(used)), hundredths(max(used)), tenths(middle)


def _processor(pid: int) -> float:
    """Seconds of all its living threads, to the nanosecond: the kernel's ticks are too coarse for a short burst."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(thread.read_text().split()[0]) for thread in threads) * NANO
