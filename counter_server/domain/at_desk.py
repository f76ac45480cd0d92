"""What only the desk needs of a ticket, and only until the day closes: nothing of it is in the journal, in an event or
on a wall."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .identity import Kk, Nik
from .replaced import replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the patient's numbers say; empty where they were not given. Dates are ISO, the oldest first: the century is
    not in a number, so there may be two."""

    born: tuple[str, ...] = ()
    sex: str = ""
    """`female` or `male`, as registered."""
    region: str = ""
    """The district of first registration, by its code: `18.71.01`."""
    kk_region: str = ""
    """The district that issued the KK."""


NOTHING_TOLD = Told()


def told_by(nik: Nik | None, kk: Kk | None, today: date) -> Told:
    """What these numbers say on this day."""
    if nik is None and kk is None:
        return NOTHING_TOLD
    return Told(
        born=tuple(day.isoformat() for day in nik.birth_dates(today)) if nik else (),
        sex=nik.sex if nik else "",
        region=nik.region if nik else "",
        kk_region=kk.region if kk else "",
    )


def ages(born: Iterable[str], today: date) -> list[int]:
    """How old somebody is today who was born on each of these days (ISO), in whole years."""
    days = [date.fromisoformat(day) for day in born]
    return [today.year - day.year - ((today.month, today.day) < (day.month, day.day)) for day in days]


@dataclass(frozen=True, kw_only=True)
class AtDesk:
    """Times are milliseconds since 1970 UTC; 0 where there is none."""

    told: Told = NOTHING_TOLD
    checked: tuple[str, ...] = ()
    """Ticked of the check lists, each `step/check`."""
    confirmed: bool = False
    """Staff have seen with their own eyes that the declared priority is so, or have given or withdrawn it."""
    notes: tuple[int, ...] = ()
    """Lines of the journal whose remarks are notes on this ticket."""
    remind_at: int = 0
    """While it is on hold: when its member of staff wants to be reminded."""
    expected_at: int = 0
    """While it is booked: when the visitor said she would come."""
    announced_at: int = 0
    """When its call was heard last: a wall has spoken it, or it was announced again."""

    def called(self) -> "AtDesk":
        """It is called: whatever was to remind of it has, and nobody has heard this call yet."""
        return replace(self, remind_at=0, announced_at=0) if self.remind_at or self.announced_at else self

    def ticked(self, step: str, checks: Iterable[str]) -> "AtDesk":
        """These are ticked of the step's list, and no other of it."""
        others = [one for one in self.checked if not one.startswith(f"{step}/")]
        return replace(self, checked=(*others, *(f"{step}/{check}" for check in checks)))

    def has_ticked(self, step: str, check: str) -> bool:
        """Whether this check of the step's list is ticked."""
        return f"{step}/{check}" in self.checked


NOTHING_YET = AtDesk()


def at_issue(nik: Nik | None, kk: Kk | None, today: date, *, expected_at: int, seen: bool) -> AtDesk:
    """As a ticket begins. `seen`: staff issue it, with the visitor and her reason for priority before them."""
    if nik is None and kk is None and not expected_at and not seen:
        return NOTHING_YET
    return AtDesk(told=told_by(nik, kk, today), confirmed=seen, expected_at=expected_at)
