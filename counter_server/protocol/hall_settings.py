"""Where the counters of a branch are: the [[counters]], and the [[halls]] whose walls call to them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from .declaration import once, slug
from .mistakes import nearest
from .settings import Wrong, setting
from .terms import Language

Arrow = Literal["", "up", "up-right", "right", "down-right", "down", "down-left", "left", "up-left"]
"""From somebody who looks at the wall: `up` is straight on, past the wall. Empty: none is drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterPlace:
    """[[counters]] Its name is the locale's: Loket 2."""

    key: str = setting(why="Its name on the wire.", check=slug)
    kind: Literal["loket", "bantuan"] = setting("loket", why="loket: a verifier's counter. bantuan: the help desk.")
    n: int = setting(why="Its number, shown and spoken.", low=1, high=999)
    arrow: Arrow = setting("", why="Which way it is, for somebody who looks at the wall; empty: no arrow.")
    zone: dict[Language, str] = setting(
        {}, why='The part of the building it is in: "Zona B", or a text per language.', one_text=True
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class HallPlace:
    """[[halls]] A wall of a hall shows and speaks only the calls to its own counters."""

    key: str = setting(why="Its name for `--hall` and [display] hall.", check=slug)
    name: dict[Language, str] = setting(
        {}, why="What its wall says it is: one text, or one per language.", one_text=True
    )
    counters: tuple[str, ...] = setting(why="Keys of its counters.", may_be_empty=False, check=once)
    arrows: dict[str, Arrow] = setting({}, why="Counter → which way it is from this hall's wall, where not as usual.")


def halls_in_order(halls: Sequence[HallPlace], counters: Iterable[CounterPlace]) -> Iterator[Wrong]:
    """What is wrong with them: every counter lies in one hall, or its calls were heard nowhere or twice."""
    known = [counter.key for counter in counters]
    holders: dict[str, str] = {}
    for hall in halls:
        for field, named in (("counters", hall.counters), ("arrows", hall.arrows)):
            for counter in named:
                if counter not in known:
                    guess = nearest(counter, known)
                    yield Wrong(
                        "unknown_name", key=f"halls[{hall.key}].{field}", found=counter, where="[[counters]]",
                        did_you_mean=guess,
                    )  # fmt: skip
        for counter in hall.counters:
            if counter in holders:
                yield Wrong("duplicate", key=f"halls[{hall.key}].counters", found=counter, other=holders[counter])
            holders.setdefault(counter, hall.key)
    for counter in known if halls else ():
        if counter not in holders:
            yield Wrong("in_no_hall", key="halls", found=counter)


def hall_named(key: str, halls: Sequence[HallPlace]) -> HallPlace | None:
    """The hall of that key; None for an empty one. Raises Wrong with what was probably meant."""
    if not key:
        return None
    for hall in halls:
        if hall.key == key:
            return hall
    names = [hall.key for hall in halls]
    raise Wrong("unknown_name", key="hall", found=key, where="[[halls]]", did_you_mean=nearest(key, names))
