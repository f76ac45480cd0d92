"""Figures of machines and alerts from the facts of days."""

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from counter_server.domain.alerts import SERVER

from .facts import DayFacts
from .figures import grouped


class Availability(NamedTuple):
    """A machine: for how long it was to be heard, and for how long it was; milliseconds."""

    device: str
    watched: int
    heard: int

    @property
    def share(self) -> Fraction | None:
        """Of the opening time; None without any."""
        return Fraction(self.heard, self.watched) if self.watched else None


def availability(days: Iterable[DayFacts]) -> list[Availability]:
    """By machine."""
    machines = grouped((one for day in days for one in day.machines), lambda one: one.device, lambda one: one)
    return [
        Availability(device, sum(one.watched for one in seen), sum(one.heard for one in seen))
        for device, seen in sorted(machines.items())
    ]


def alarms(days: Iterable[DayFacts]) -> list[tuple[str, str, str, int, int]]:
    """Code, part, subject, how often, how long; what lasted longest first. Of the server's own matters the subject is a
    number, an address or a file: they are told together."""
    found: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for day in days:
        for alarm in day.alarms:
            totals = found[alarm.code, alarm.part, "" if alarm.part == SERVER else alarm.subject]
            totals[0] += alarm.times
            totals[1] += alarm.lasted
    ranked = sorted(found.items(), key=lambda one: (-one[1][1], one[0]))
    return [(*key, times, lasted) for key, (times, lasted) in ranked]
