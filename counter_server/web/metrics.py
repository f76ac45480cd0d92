"""Prometheus text of the present and of what was counted since the start (docs/interfaces.md names each).

No label holds more values than the branch has services, steps, states, machines and hooks, and the server routes.
"""

import sys
import time
from collections.abc import Callable, Iterable, Iterator

from counter_server.domain.alerts import Level
from counter_server.protocol.contract import CONTRACT
from counter_server.protocol.terms import StaffState

from .counter import Counter
from .histogram import Histogram
from .hooks import Hooks
from .measures import Measures
from .watch import Watch

Labels = dict[str, object]


def metrics(counter: Counter) -> str:
    """All of it."""
    parts = (
        _build(), _of_the_branch(counter), _of_machines(counter.watch), _of_requests(counter.measures),
        _of_visits(counter.measures), _of_hooks(counter.hooks),
    )  # fmt: skip
    return "\n".join(line for part in parts for line in part) + "\n"


def escaped(value: object) -> str:
    """As a label's value may be written (text format 0.0.4)."""
    return str(value).replace("\\", "\\\\").replace("\n", "\\n").replace('"', '\\"')


def labelled(labels: Labels) -> str:
    """`a="b",c="d"`."""
    return ",".join(f'{name}="{escaped(value)}"' for name, value in labels.items())


def _family(name: str, kind: str, about: str, samples: Iterable[tuple[Labels, float]]) -> Iterator[str]:
    yield f"# HELP {name} {about}"
    yield f"# TYPE {name} {kind}"
    for labels, value in samples:
        yield f"{name}{{{labelled(labels)}}} {value:.10g}" if labels else f"{name} {value:.10g}"


def _histograms(name: str, about: str, of: Iterable[tuple[Labels, Histogram]]) -> Iterator[str]:
    yield f"# HELP {name} {about}"
    yield f"# TYPE {name} histogram"
    for labels, histogram in of:
        yield from histogram.lines(name, labelled(labels))


def _build() -> Iterator[str]:
    python = ".".join(map(str, sys.version_info[:3]))
    labels: Labels = {"contract": CONTRACT, "python": python}
    yield from _family("lalopa_build_info", "gauge", "What runs: always 1.", [(labels, 1)])
    yield from _family("process_cpu_seconds_total", "counter", "Processor time used.", [({}, time.process_time())])


def _of_the_branch(counter: Counter) -> Iterator[str]:
    present, waiting = counter.present, counter.waiting()
    states = [member.state for member in present.members.values()]
    yield from _family(
        "lalopa_waiting", "gauge", "Tickets that wait.",
        (({"service": letter, "step": step}, n) for letter, steps in waiting.items() for step, n in steps.items()),
    )  # fmt: skip
    yield from _family(
        "lalopa_staff", "gauge", "Members of staff by state.",
        (({"state": state}, states.count(state)) for state in StaffState),
    )  # fmt: skip
    lines: list[tuple[str, str, str, float]] = [
        ("lalopa_journal_lines", "counter", "Lines of the journal ever written.", present.seq),
        ("lalopa_listeners", "gauge", "Open streams of staff, kiosks and walls.", counter.hub.listening()),
        ("lalopa_phones", "gauge", "Open streams of phones.", counter.phones.listening()),
        ("lalopa_writer_queue", "gauge", "Operations that wait to be begun.", counter.measures.writer.queued()),
    ]
    for name, kind, about, value in lines:
        yield from _family(name, kind, about, [({}, value)])


def _of_machines(watch: Watch) -> Iterator[str]:
    health, alerts = watch.devices.health(), watch.present()
    yield from _family(
        "lalopa_device_heard", "gauge", "Whether a machine is heard.",
        (({"device": one.device, "kind": one.kind}, not one.away_since) for one in health),
    )  # fmt: skip
    yield from _family(
        "lalopa_device_part", "gauge", "A machine's part is in this state: always 1.",
        (
            ({"device": one.device, "part": name, "state": part.state}, 1)
            for one in health for name, part in one.parts.items()
        ),
    )  # fmt: skip
    yield from _family("lalopa_alerts", "gauge", "What the person in charge should know now.", [({}, len(alerts))])
    yield from _family(
        "lalopa_alerts_by_level", "gauge", "The same by how pressing.",
        (({"level": level}, sum(one.level is level for one in alerts)) for level in Level),
    )  # fmt: skip


def _of_requests(measures: Measures) -> Iterator[str]:
    yield from _family(
        "lalopa_requests_total", "counter", "Requests answered.",
        (
            ({"method": method, "route": route, "status": status}, n)
            for (method, route, status), n in list(measures.requests.items())
        ),
    )  # fmt: skip
    yield from _histograms(
        "lalopa_request_seconds", "Seconds from a request's head to the head of its answer.",
        (({"route": route}, histogram) for route, histogram in list(measures.seconds.items())),
    )  # fmt: skip
    yield from _histograms("lalopa_commit_seconds", "Seconds a commit took.", [({}, measures.commits)])


def _of_visits(measures: Measures) -> Iterator[str]:
    visits = measures.visits
    for name, about, of in (
        ("lalopa_wait_seconds", "Seconds a ticket waited at a step until it was called.", visits.waits),
        ("lalopa_service_seconds", "Seconds from start until a ticket left its counter.", visits.services),
    ):
        yield from _histograms(
            name, about, (({"service": letter, "step": step}, one) for (letter, step), one in list(of.items()))
        )


def _of_hooks(hooks: Hooks) -> Iterator[str]:
    tellings = list(hooks.tellings.values())
    figures: list[tuple[str, str, Callable[..., float]]] = [
        ("lalopa_hook_backlog", "Lines of the journal a hook has not been told yet.", hooks.backlog),
        ("lalopa_hook_tries", "Tries in vain of the line that is next.", lambda one: one.progress.tries),
        ("lalopa_hook_parked", "Whether a hook waits for somebody to say go on.", lambda one: one.progress.parked),
    ]
    for name, about, figure in figures:
        yield from _family(name, "gauge", about, (({"hook": one.hook.key}, figure(one)) for one in tellings))
    yield from _family(
        "lalopa_hook_deliveries_total", "counter", "Deliveries since the start, by what became of them.",
        (
            ({"hook": one.hook.key, "outcome": outcome}, n)
            for one in tellings for outcome, n in sorted(one.outcomes.items())
        ),
    )  # fmt: skip
