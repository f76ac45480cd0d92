"""As fast as it goes: tickets issued and called a second, by clients that ask again as soon as they are answered."""

import asyncio
import json
import shutil
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import median

import uvloop

from .figures import Spread, Table, hundredths, percent, tenths, whole
from .programs import Program, server
from .wire import Stream, Wall, Wire, request

KIOSK, WALL = "demo-kiosk", "demo-display"
ISSUE, BY_PULL, BY_PUSH = "issue", "call-next, pull", "call by push: no-show → next call"
WITH_STREAMS = f"{BY_PULL}, 3 streams open"
"""A wall's, a kiosk's and a console's."""
PIN = "246810"
CORES = 2
ASSETS = Path(__file__).parents[2] / "assets"
PRESET_COUNTERS = 16
PAPERS = {"kk": ["original", "copy"], "ektp": ["original", "copy"]}
WARM_UP = 100


@dataclass(frozen=True, slots=True)
class Load:
    """How much is asked for, and by how many at once."""

    issues: int
    calls: int
    issuing_clients: tuple[int, ...] = (1, 8, 32)
    calling_counters: tuple[int, ...] = (1, 8, 16, 32)


@dataclass(frozen=True, slots=True)
class Rate:
    """One measurement. Processor times in milliseconds a request; shares of both cores, 0 to 1."""

    what: str
    clients: int
    per_second: float
    took: Spread
    server_each: float
    server_share: float
    generator_share: float

    @classmethod
    def median(cls, runs: Sequence["Rate"]) -> "Rate":
        """Each figure's median over several runs."""

        def of(figure: Callable[["Rate"], float]) -> float:
            return median(figure(run) for run in runs)

        return cls(
            runs[0].what, runs[0].clients, of(lambda run: run.per_second), Spread.median([run.took for run in runs]),
            of(lambda run: run.server_each), of(lambda run: run.server_share), of(lambda run: run.generator_share),
        )  # fmt: skip


def measure_rates(folder: Path, load: Load, runs: int) -> list[Rate]:
    """The median of several runs, each on a new database; the runs of one figure lie apart in time."""
    measured: dict[tuple[str, int], list[Rate]] = {}
    assets = str(an_office(folder / "assets", max(load.calling_counters)))
    for run in range(runs):
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            with server(folder / f"issues-{run}") as program:
                rates = runner.run(_issues(program, load))
            with server(folder / f"calls-{run}", "--assignment", "pull", "--assets", assets) as program:
                rates += runner.run(_calls(program, load))
            with server(folder / f"pushed-{run}", "--assignment", "push", "--assets", assets) as program:
                rates += runner.run(_pushed_calls(program, load))
        for rate in rates:
            measured.setdefault((rate.what, rate.clients), []).append(rate)
    return [Rate.median(found) for found in measured.values()]


def an_office(folder: Path, counters: int) -> Path:
    """The preset with so many counters, each with its verifier: it has sixteen itself."""
    shutil.copytree(ASSETS, folder)
    with (folder / "branch.toml").open("a", encoding="utf-8") as branch:
        for n in range(PRESET_COUNTERS + 1, counters + 1):
            branch.write(f'\n[[counters]]\nkey = "loket-{n}"\nkind = "loket"\nn = {n}\n')
            branch.write(f'\n[[staff]]\nkey = "verifier-{n}"\nname = "Verifikator {n}"\nrole = "verifier"\n')
    return folder


def rate_table(rates: Sequence[Rate], runs: int) -> Table:
    """As a table."""
    rows = tuple(
        (
            rate.what, str(rate.clients), whole(rate.per_second), tenths(rate.took.p50), tenths(rate.took.p99),
            hundredths(rate.server_each), percent(rate.server_share), percent(rate.generator_share),
        )
        for rate in rates
    )  # fmt: skip
    return Table(
        f"Rates (median of {runs} runs)",
        ("", "clients", "a second", "p50 ms", "p99 ms", "server CPU ms/request", "server's share", "generator's share"),
        rows,
        note="Shares are of both cores. In pull mode each counter says no-show between two calls: that time is in the "
        "rate, that request in the CPU's denominator, only the calls are counted. In push mode the no-show makes the "
        "next call, which the counter hears of from one wall's stream: it took from the one to the other.",
    )


async def _issues(program: Program, load: Load) -> list[Rate]:
    wanted = issue_requests(KIOSK, channel="kiosk")
    rates = []
    for clients in load.issuing_clients:
        wires = [await Wire.to(program.address) for _ in range(clients)]

        async def one(wire: Wire) -> list[float]:
            answer = await wire.ask(next(wanted))
            assert answer.status == 201, answer
            return [answer.seconds]

        rates.append(await _measure(ISSUE, program, [_asking(one, wire) for wire in wires], load.issues))
        for wire in wires:
            wire.close()
    return rates


async def _calls(program: Program, load: Load) -> list[Rate]:
    wires = [await Wire.to(program.address) for _ in range(max(load.calling_counters))]
    tokens = [await sign_in(wire, f"verifier-{n}", f"loket-{n}") for n, wire in enumerate(wires, start=1)]
    wanted = issue_requests(tokens[0], channel="staff")
    callers = [_caller(wire, token, f"loket-{n}") for n, (wire, token) in enumerate(zip(wires, tokens, strict=True), 1)]
    rates = []
    for counters in load.calling_counters:
        await _stock(wires, wanted, load.calls + 2 * WARM_UP)
        rates.append(await _measure(BY_PULL, program, callers[:counters], load.calls, requests_each=2))
    for token in (WALL, KIOSK, tokens[0]):
        await Stream.to(program.address, token)
    await _stock(wires, wanted, load.calls + 2 * WARM_UP)
    return [*rates, await _measure(WITH_STREAMS, program, callers, load.calls, requests_each=2)]


async def _pushed_calls(program: Program, load: Load) -> list[Rate]:
    wires = [await Wire.to(program.address) for _ in range(max(load.calling_counters))]
    tokens = [await sign_in(wire, f"verifier-{n}", f"loket-{n}") for n, wire in enumerate(wires, start=1)]
    wanted = issue_requests(tokens[0], channel="staff")
    wall = await Wall.to(program.address, WALL)
    await _stock(wires, wanted, load.calls + 2 * WARM_UP)
    callers = []
    for n, (wire, token) in enumerate(zip(wires, tokens, strict=True), start=1):
        ready = await wire.ask(request("POST", "/staff/me/ready", token))
        assert ready.status == 200, ready
        callers.append(_pushed_caller(wire, token, wall, f"loket-{n}"))
    rates = []
    for counters in load.calling_counters:
        await _stock(wires, wanted, load.calls + 2 * WARM_UP)
        rates.append(await _measure(BY_PUSH, program, callers[:counters], load.calls))
    return rates


async def sign_in(wire: Wire, staff: str, counter: str) -> str:
    """A session's token."""
    body = json.dumps({"staff": staff, "pin": PIN, "counter": counter}).encode()
    answer = await wire.ask(request("POST", "/session", "", body))
    assert answer.status == 200, answer
    return str(answer.json()["token"])


def issue_requests(token: str, *, channel: str) -> Iterator[bytes]:
    """Requests for tickets of visitors who bring everything, without end."""
    answers = {"for": "self", "insurance": "none", "residence": "city"}
    asked = {"service": "A", "documents": PAPERS, "answers": answers, "channel": channel}
    for n in count():
        yield request("POST", "/tickets", token, json.dumps({"request_id": f"bench-{n:09d}", **asked}).encode())


async def _stock(wires: Sequence[Wire], wanted: Iterator[bytes], tickets: int) -> None:
    async def fetch(wire: Wire) -> None:
        for _ in range(-(-tickets // len(wires))):
            answer = await wire.ask(next(wanted))
            assert answer.status == 201, answer

    await asyncio.gather(*(fetch(wire) for wire in wires))


Once = Callable[[], Awaitable[list[float]]]
"""Does the thing once; the durations that count."""


def _asking(once: Callable[[Wire], Awaitable[list[float]]], wire: Wire) -> Once:
    return lambda: once(wire)


def _caller(wire: Wire, token: str, counter: str) -> Once:
    call = request("POST", f"/counters/{counter}/call-next", token)

    async def once() -> list[float]:
        answer = await wire.ask(call)
        assert answer.status == 200, answer
        ticket = answer.body.partition(b'"id":')[2].partition(b",")[0].decode()
        gone = await wire.ask(request("POST", f"/tickets/{ticket}/no-show", token))
        assert gone.status == 200, gone
        return [answer.seconds]

    return once


def _pushed_caller(wire: Wire, token: str, wall: Wall, counter: str) -> Once:
    ticket = ""

    async def once() -> list[float]:
        nonlocal ticket
        ticket = ticket or await wall.next_call(counter)
        began = time.perf_counter()
        gone = await wire.ask(request("POST", f"/tickets/{ticket}/no-show", token))
        assert gone.status == 200, gone
        ticket = await wall.next_call(counter)
        return [time.perf_counter() - began]

    return once


async def _measure(what: str, program: Program, clients: Sequence[Once], times: int, *, requests_each: int = 1) -> Rate:
    await _repeat(clients, WARM_UP)
    server_before, own_before, began = program.processor_seconds(), time.process_time(), time.perf_counter()
    took = await _repeat(clients, times)
    wall = time.perf_counter() - began
    own_used = time.process_time() - own_before
    server_used = program.processor_seconds() - server_before
    return Rate(
        what, len(clients), len(took) / wall, Spread.of(took), 1000 * server_used / (len(took) * requests_each),
        server_used / wall / CORES, own_used / wall / CORES,
    )  # fmt: skip


async def _repeat(clients: Sequence[Once], times: int) -> list[float]:
    left = times
    took: list[float] = []

    async def ask_on(once: Once) -> None:
        nonlocal left
        while left > 0:
            left -= 1
            took.extend(await once())

    await asyncio.gather(*(ask_on(once) for once in clients))
    return took
