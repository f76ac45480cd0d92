"""How fast and how big: `python -m tests.bench` prints one page of tables.

Takes a quarter of an hour; `--quick` two minutes. Every part can be asked for alone: `python -m tests.bench rates
statements`. Three take long and are measured only when named: `room` (`--minutes 10`), `flat` (`--history 200000`) and
`reports`. Nothing here passes or fails.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from . import machine
from .figures import Spread, Table, tenths
from .flat import Lengths, measure_flat
from .kiosk_frames import measure_kiosk
from .programs import SOFTWARE, server, started
from .rates import Load, measure_rates, rate_table
from .reports import measure_reports
from .room import Crowd, measure_room
from .standing import measure_memory, measure_starts
from .statements import count_statements
from .wall import measure_wall


@dataclass(frozen=True, slots=True)
class Extent:
    """How often everything is done."""

    runs: int
    load: Load
    calls_seen: int
    touches: int
    starts: int
    crowd: Crowd = field(default_factory=Crowd)
    lengths: Lengths = field(default_factory=Lengths)
    report_days: int = 250


FULL = Extent(runs=5, load=Load(issues=4000, calls=2500), calls_seen=50, touches=50, starts=15)
QUICK = Extent(
    runs=1,
    load=Load(issues=1500, calls=1000),
    calls_seen=3,
    touches=5,
    starts=3,
    crowd=Crowd(minutes=1),
    report_days=50,
    lengths=Lengths(history=20_000, waiting=(10, 1_000), rounds=3, burst=320),
)
TINY = Extent(
    runs=1,
    load=Load(40, 20, issuing_clients=(1, 4), calling_counters=(1, 2)),
    calls_seen=1,
    touches=1,
    starts=1,
    crowd=Crowd(minutes=0.05, phones=40, pace=2000),
    report_days=3,
    lengths=Lengths(history=300, waiting=(10, 100), rounds=1, burst=40),
)
EXTENTS = {"full": FULL, "quick": QUICK, "tiny": TINY}


def rates(folder: Path, extent: Extent) -> Table:
    """Issues and calls a second."""
    return rate_table(measure_rates(folder, extent.load, extent.runs), extent.runs)


def screens(folder: Path, extent: Extent) -> Table:
    """How long people wait for what they see, hear and hold."""
    painted, sounding = measure_wall(folder, extent.calls_seen)
    rows = (
        _spread("call → painted wall", painted, "100"),
        _spread("call → first sound", sounding, "300"),
        _spread("touch → last byte at the printer", _touches(folder, extent.touches), ""),
    )
    return Table("What people wait for", ("", "p50 ms", "p99 ms", "worst ms", "times", "wanted p99 ms"), rows)


def frames(folder: Path, extent: Extent) -> Table:
    """The kiosk's, in the software renderer."""
    rows = tuple(
        _spread(what, Spread.of(took), "100" if "→" in what else "33")
        for what, took in measure_kiosk(max(1, extent.starts // 5)).items()
    )
    return Table(
        "The kiosk's frames, software renderer", ("", "p50 ms", "p99 ms", "worst ms", "times", "wanted ms"), rows
    )


def starts(folder: Path, extent: Extent) -> Table:
    """From the start of the process."""
    took = measure_starts(folder, extent.starts)
    rows = (
        _spread("server ready, second start", took.ready, "1000"),
        _spread("kiosk's first frame", took.kiosk, "600"),
        _spread("display's first frame", took.display, "600"),
    )
    return Table("Start-up", ("", "p50 ms", "p99 ms", "worst ms", "times", "wanted ms"), rows)


def memory(folder: Path, extent: Extent) -> Table:
    """Idle."""
    wanted = {"server": "90", "kiosk": "120", "display": "140"}
    held = measure_memory(folder)
    rows = tuple((name, tenths(one.rss), tenths(one.pss), wanted.get(name, "")) for name, one in held.items())
    return Table("Memory, idle, all running, software renderer", ("", "RSS MiB", "PSS MiB", "wanted MiB"), rows)


def statements(folder: Path, extent: Extent) -> Table:
    """Of one request."""
    return count_statements(folder)


def room(folder: Path, extent: Extent) -> Table:
    """Everybody at once."""
    return measure_room(folder, extent.crowd)


def flat(folder: Path, extent: Extent) -> Table:
    """Whether anything grows with the history, or with how many wait."""
    return measure_flat(folder, extent.lengths)


def reports(folder: Path, extent: Extent) -> Table:
    """From days kept and days not yet."""
    return measure_reports(folder, extent.report_days)


PARTS: dict[str, Callable[[Path, Extent], Table]] = {
    "statements": statements, "memory": memory, "starts": starts, "rates": rates, "screens": screens,
    "frames": frames,
}  # fmt: skip
LONG: dict[str, Callable[[Path, Extent], Table]] = {"flat": flat, "room": room, "reports": reports}


def main(given: Sequence[str] | None = None) -> int:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"only these of {', '.join(PARTS | LONG)}")
    parser.set_defaults(extent="full")
    parser.add_argument("--quick", action="store_const", dest="extent", const="quick", help="a minute or two")
    parser.add_argument("--extent", choices=EXTENTS, help="tiny: only to see that it runs")
    parser.add_argument("--folder", type=Path, help="on the file system to measure (the machine's temporary one)")
    parser.add_argument("--minutes", type=float, help="how long the room is held")
    parser.add_argument("--history", type=int, help="tickets in the past of flat")
    wanted = parser.parse_args(given)
    if unknown := set(wanted.parts) - set(PARTS | LONG):
        parser.error(f"no part is called {', '.join(sorted(unknown))}")
    extent = EXTENTS[wanted.extent]
    if wanted.minutes:
        extent = replace(extent, crowd=replace(extent.crowd, minutes=wanted.minutes))
    if wanted.history:
        extent = replace(extent, lengths=replace(extent.lengths, history=wanted.history))
    with tempfile.TemporaryDirectory(dir=wanted.folder, prefix="lalopa-bench-") as folder:
        print(Table("Machine", ("", "what"), tuple(machine.about(Path(folder)))).text(), flush=True)
        for name in wanted.parts or PARTS:
            print((PARTS | LONG)[name](Path(folder), extent).text(), flush=True)
    return 0


def _touches(folder: Path, times: int) -> Spread:
    """In a process of its own, for it holds a kiosk. The first touch, which loads what printing needs, is left out."""
    with (
        server(folder / "touched") as program,
        started(
            "tests.bench.touching", program.address, str(times + 1), str(folder / "touching"),
            log=folder / "touching.log", environment=SOFTWARE,
        ) as kiosk,
    ):  # fmt: skip
        assert kiosk.process.stdout
        took = [float(line) for line in kiosk.process.stdout]
    if len(took) <= times:
        raise RuntimeError(f"the kiosk stopped:\n{(folder / 'touching.log').read_text()}")
    return Spread.of(took[1:])


def _spread(name: str, spread: Spread, wanted: str) -> tuple[str, ...]:
    return name, tenths(spread.p50), tenths(spread.p99), tenths(spread.worst), str(spread.n), wanted


if __name__ == "__main__":
    sys.exit(main())
