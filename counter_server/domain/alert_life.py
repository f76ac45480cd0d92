"""An alert's life: it must hold for some seconds before it is raised, and be gone for some before it is over, so that
nothing that flickers fills the journal; in between it may be acknowledged. Pure: the caller says what time it is."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from .alerts import Alert

Key = tuple[str, str, str]
"""Part, code and subject: the same matter, whatever its numbers are by now."""


def key_of(alert: Alert) -> Key:
    """What makes two alerts the same matter."""
    return alert.part, alert.code, alert.subject


@dataclass(slots=True)
class Life:
    """`first`, `gone`: seconds of a clock that only runs forward; `gone` None: it is so at this moment. `id`: of its
    raising, 0 before it."""

    alert: Alert
    first: float
    gone: float | None = None
    id: int = 0
    acknowledged_by: str = ""
    acknowledged_at: int = 0
    """Milliseconds since 1970 UTC; 0: not yet."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What is to be written down."""

    raised: tuple[Alert, ...] = ()
    cleared: tuple[int, ...] = ()
    """By the ids of their raising."""

    def __bool__(self) -> bool:
        return bool(self.raised or self.cleared)


class Lives:
    """Of all matters at hand."""

    def __init__(self, holds: float = 5.0, gone: float = 15.0) -> None:
        """Seconds it must be so, and must be gone."""
        self.holds, self.gone = holds, gone
        self._lives: dict[Key, Life] = {}

    def remembers(self, alert: Alert, id: int, acknowledged_by: str, acknowledged_at: int, now: float) -> None:
        """Raised before the server started; whether it is still so is not known yet."""
        self._lives[key_of(alert)] = Life(alert, now, now, id, acknowledged_by, acknowledged_at)

    def turn(self, present: Iterable[Alert], now: float) -> Turn:
        """What is so at this moment, and what follows from it."""
        here = {key_of(alert): alert for alert in present}
        for key, alert in here.items():
            known = self._lives.setdefault(key, Life(alert, now))
            known.alert, known.gone = replace(alert, since=min(alert.since, known.alert.since)), None
        for key, life in list(self._lives.items()):
            if key not in here:
                life.gone = now if life.gone is None else life.gone
                if not life.id:
                    del self._lives[key]
        return Turn(
            tuple(one.alert for one in self._lives.values() if not one.id and now - one.first >= self.holds),
            tuple(one.id for one in self._lives.values() if one.gone is not None and now - one.gone >= self.gone),
        )

    def noted(self, turn: Turn, ids: Iterable[int]) -> None:
        """It has been written down; `ids`: of what was raised, in that order."""
        for alert, id in zip(turn.raised, ids, strict=True):
            if life := self._lives.get(key_of(alert)):
                life.id = id
        for key in [key for key, life in self._lives.items() if life.id in turn.cleared]:
            del self._lives[key]

    def acknowledged(self, id: int, by: str, at: int) -> None:
        """Somebody knows."""
        for life in self._lives.values():
            if life.id == id:
                life.acknowledged_by, life.acknowledged_at = by, at

    def of(self, alert: Alert) -> Life | None:
        """The life of this matter."""
        return self._lives.get(key_of(alert))
