"""Prometheus text of the present; no label holds more values than the branch has services, states and machines."""

from collections.abc import Iterator

from counter_server.protocol.terms import StaffState

from .counter import Counter
from .watch import Watch


def metrics(counter: Counter) -> str:
    """All of it."""
    return "\n".join([*_of_the_branch(counter), *_of_machines(counter.watch)]) + "\n"


def _of_the_branch(counter: Counter) -> Iterator[str]:
    present = counter.present
    yield "# TYPE lalopa_waiting gauge"
    for letter, steps in counter.waiting().items():
        for step, n in steps.items():
            yield f'lalopa_waiting{{service="{letter}",step="{step}"}} {n}'
    yield "# TYPE lalopa_staff gauge"
    states = [member.state for member in present.members.values()]
    for state in StaffState:
        yield f'lalopa_staff{{state="{state}"}} {states.count(state)}'
    yield from ("# TYPE lalopa_journal_lines counter", f"lalopa_journal_lines {present.seq}")
    yield from ("# TYPE lalopa_listeners gauge", f"lalopa_listeners {counter.hub.listening()}")
    yield from ("# TYPE lalopa_phones gauge", f"lalopa_phones {counter.phones.listening()}")


def _of_machines(watch: Watch) -> Iterator[str]:
    health = watch.devices.health()
    yield "# TYPE lalopa_device_heard gauge"
    for one in health:
        yield f'lalopa_device_heard{{device="{one.device}",kind="{one.kind}"}} {int(not one.away_since)}'
    yield "# TYPE lalopa_device_part gauge"
    for one in health:
        for name, part in one.parts.items():
            yield f'lalopa_device_part{{device="{one.device}",part="{name}",state="{part.state}"}} 1'
    yield from ("# TYPE lalopa_alerts gauge", f"lalopa_alerts {len(watch.present())}")
