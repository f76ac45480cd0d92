"""What the person in charge has decided for this day, over the calendar, the roster and the branch's file. Each holds
until she takes it back, until a moment she named, or until the day ends. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from counter_server.protocol.terms import Mode, Role

from .opening_hours import HORIZON_DAYS, OpeningHours
from .replaced import replace
from .staff import Member

MODE, DAY, RUNNING_TEXT = "mode", "day", "running_text"
"""What there is only one of to rule about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """`about`: `service:A`, `staff:verifier-1`, MODE, DAY or RUNNING_TEXT. Times are milliseconds since 1970 UTC."""

    about: str
    value: Mapping[str, Any] = field(default_factory=dict)
    """A service's `open`; a member's `role` and `services`; the `mode`; the running text's words by language."""
    by: str
    at: int
    until: int = 0
    """0: until the day ends."""


Rulings = Mapping[str, Ruling]
"""By what they are about."""


def of_service(letter: str) -> str:
    """What a ruling about a service is about."""
    return f"service:{letter}"


def of_staff(staff: str) -> str:
    """What a ruling about a member of staff is about."""
    return f"staff:{staff}"


def by_hand(letter: str, rulings: Rulings) -> bool | None:
    """Whether the person in charge has opened a service, or closed it; None: the calendar holds."""
    if DAY in rulings:
        return False
    ruling = rulings.get(of_service(letter))
    return bool(ruling.value["open"]) if ruling else None


def takes_tickets(letter: str, rulings: Rulings, *, calendar: bool) -> bool:
    """Whether a service takes tickets; `calendar`: whether it would by the calendar alone."""
    ruled = by_hand(letter, rulings)
    return calendar if ruled is None else ruled


def closed_letters(letters: Iterable[str], rulings: Rulings, *, calendar: bool) -> str:
    """The services that take no tickets, in the order of their letters."""
    return "".join(sorted(letter for letter in letters if not takes_tickets(letter, rulings, calendar=calendar)))


def opens_next(letter: str, rulings: Rulings, hours: OpeningHours, at: datetime) -> datetime | None:
    """When a closed service opens: one closed by hand not before the next day the calendar opens."""
    if by_hand(letter, rulings) is not False:
        return hours.opens_next(at)
    for ahead in range(1, HORIZON_DAYS):
        for start, _ in hours.openings(at + timedelta(days=ahead), days=1):
            return start
    return None


def moved(member: Member, rulings: Rulings) -> Member:
    """A member of staff of the roster as she serves today."""
    ruling = rulings.get(of_staff(member.staff))
    if ruling is None:
        return member
    return replace(member, role=Role(ruling.value["role"]), services=tuple(ruling.value["services"]))


def mode_today(own: Mode, rulings: Rulings) -> Mode:
    """How visitors are called; `own`: as the branch is set up."""
    ruling = rulings.get(MODE)
    return Mode(ruling.value["mode"]) if ruling else own


def running_text(own: Mapping[str, str], rulings: Rulings) -> dict[str, str]:
    """The line at the foot of the wall; in a language she wrote nothing in, the branch's own."""
    ruling = rulings.get(RUNNING_TEXT)
    return {**own, **(ruling.value if ruling else {})}


def over(rulings: Rulings, now: int) -> list[Ruling]:
    """Those whose moment has come."""
    return [ruling for ruling in rulings.values() if 0 < ruling.until <= now]


def without(rulings: Rulings, about: Collection[str]) -> dict[str, Ruling]:
    """The others."""
    return {key: ruling for key, ruling in rulings.items() if key not in about}
