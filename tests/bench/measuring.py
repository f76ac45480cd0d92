"""What it costs to measure: `python -m tests.bench.measuring`. Processor time, the best of seven rounds."""

import tempfile
import time
import timeit
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from counter_server.domain.ticket import Ticket
from counter_server.protocol.terms import Is
from counter_server.web.counter import Counter
from counter_server.web.metrics import metrics
from tests.store import SECRET, a_store

ROUNDS, ROUTES = 7, 60
VISIT = (Is.WAITING, Is.CALLED, Is.SERVING, Is.FINISHED)


def microseconds(what: Callable[[], object], times: int) -> float:
    """Of one."""
    return min(timeit.repeat(what, timer=time.process_time, number=times, repeat=ROUNDS)) / times * 1e6


def main() -> None:
    """A request, a visit, a scrape."""
    with tempfile.TemporaryDirectory() as folder, a_store(Path(folder), demo=True) as store:
        counter = Counter(store, SECRET, store.clock)
        measures = counter.measures
        born = Ticket(id=1, day="2026-11-23", letter="A", n=1, service="A", step="help", issued_at=0, arrived_at=0)
        moves = [replace(born, status=state) for state in VISIT]

        def visit() -> None:
            for n, ticket in enumerate(moves):
                measures.visits.happened(ticket, n * 1000)

        def request() -> None:
            measures.answered("POST", "/api/v1/tickets", 201, time.perf_counter())

        print(f"a request: {microseconds(request, 100_000):.1f} µs")
        print(f"a visit of four moves: {microseconds(visit, 20_000):.1f} µs")
        for n in range(ROUTES):
            for status in (200, 404):
                measures.answered("GET", f"/route/{n}", status, time.perf_counter())
        told = metrics(counter)
        print(f"a scrape of {told.count(chr(10))} lines: {microseconds(lambda: metrics(counter), 20) / 1000:.1f} ms")


if __name__ == "__main__":
    main()
