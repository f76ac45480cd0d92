"""When the floor itself is an alert: a wait, a step or a break that lasts too long, a queue that is too long. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .alerts import AWAY, DEVICE, Alert, Level

MINUTE = 60_000
PAPERY = frozenset({"printer", "paper"})
"""Parts of a kiosk whose alerts the branch may set apart."""
SOON = 0.8
"""Of a step's standard time: from here on it is nearly over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Minutes, percent, a count; 0: never told, but for the percent. `away`: milliseconds."""

    wait: int = 45
    over_standard: int = 50
    queue: int = 30
    pause: int = 20
    away: int = 30_000
    printer: Level | None = Level.WARNING
    """From which level on; None: never."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueNow:
    """Who waits for a step of a service. `since`: the one who waits longest, milliseconds since 1970 UTC;
    0: nobody does."""

    service: str
    step: str
    waiting: int = 0
    since: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ServingNow:
    """A ticket being served."""

    counter: str
    number: str
    since: int
    standard_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakNow:
    """A member of staff on a break."""

    staff: str
    since: int


def beyond(
    limits: Limits,
    now: int,
    *,
    queues: Iterable[QueueNow] = (),
    serving: Iterable[ServingNow] = (),
    breaks: Iterable[BreakNow] = (),
) -> Iterator[Alert]:
    """What of the floor is beyond its limit; `since`: when it went beyond. A long queue has no such moment but now."""
    for queue in queues:
        yield from _of_queue(queue, limits, now)
    for one in serving:
        allowed = one.since + one.standard_minutes * MINUTE * (100 + limits.over_standard) // 100
        if now > allowed:
            facts = {"number": one.number, "minutes": (now - one.since) // MINUTE, "standard": one.standard_minutes}
            yield _alert("over_standard", "step", one.counter, allowed, **facts)
    for pause in breaks:
        allowed = pause.since + limits.pause * MINUTE
        if limits.pause and now > allowed:
            yield _alert("long_break", "staff", pause.staff, allowed, minutes=(now - pause.since) // MINUTE)


def _of_queue(queue: QueueNow, limits: Limits, now: int) -> Iterator[Alert]:
    subject = f"{queue.service}/{queue.step}"
    allowed = queue.since + limits.wait * MINUTE
    if limits.wait and queue.since and now > allowed:
        yield _alert("long_wait", "queue", subject, allowed, minutes=(now - queue.since) // MINUTE)
    if limits.queue and queue.waiting >= limits.queue:
        yield _alert("long_queue", "queue", subject, now, count=queue.waiting)


def _alert(code: str, part: str, subject: str, since: int, **facts: object) -> Alert:
    return Alert(code=code, subject=subject, since=since, level=Level.WARNING, part=part, facts=facts)


def heeded(alerts: Iterable[Alert], limits: Limits, now: int) -> list[Alert]:
    """The alerts this branch wants to be told of."""
    return [alert for alert in alerts if _heeds(alert, limits, now)]


def _heeds(alert: Alert, limits: Limits, now: int) -> bool:
    if (alert.part, alert.code) == (DEVICE, AWAY):
        return now - alert.since >= limits.away
    if alert.part in PAPERY:
        return limits.printer is not None and (alert.level is Level.FAILED or limits.printer is Level.WARNING)
    return True
