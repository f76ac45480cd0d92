"""Who comes on a morning, when, with what papers, and how long each step takes: all of it by one seed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from tests.server import COMPLETE, PLAIN_ANSWERS

PAPERS: tuple[dict[str, list[str]], ...] = (
    {"kk": ["original", "copy"]},
    {"kk": ["original"], "ektp": ["original"]},
    {},
)
"""What those hold who lack some."""

SHARES = (("help", 0.5), ("verification", 1.0))
"""Of the usual time each step takes: help is short."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Morning:
    """A morning's shape. Times are minutes, `arrivals` how many come in an hour, one after another `every` minutes."""

    starts: str
    """When the server starts: staff come before visitors do."""
    every: int
    arrivals: Sequence[int]
    seed: int = 7
    least: float = 2.0
    usual: float = 6.0
    most: float = 20.0
    """Of a step at a counter."""


@dataclass(slots=True, kw_only=True)
class Visitor:
    """Somebody who takes a number, and what she will do. Minutes."""

    after: float
    """From when the doors open."""
    service: str
    documents: dict[str, list[str]] = field(default_factory=dict)
    priority: str = "none"
    minutes: dict[str, float] = field(default_factory=dict)
    """How long each step takes."""
    fetches_the_rest: bool = True
    """Whether papers she lacks are there in the end."""
    is_here: bool = True
    """Whether she comes when she is called."""
    comes_back: float = 0.0
    """After a call she missed; 0: never."""
    on_hold: float = 0.0
    """For how long she is sent to the photocopier; 0: not at all."""

    @property
    def answers(self) -> dict[str, str]:
        """To the kiosk's questions."""
        return dict(PLAIN_ANSWERS) if self.service in "AK" else {}


def visitors(of: Morning) -> list[Visitor]:
    """In the order they come."""
    chance = Random(of.seed)
    return [_visitor(chance, of, after) for after in _arrivals(chance, of)]


def _arrivals(chance: Random, of: Morning) -> Iterator[float]:
    """A Poisson process whose rate is another in each stretch: where one ends, chance begins anew."""
    for n, an_hour in enumerate(of.arrivals):
        after = n * of.every + chance.expovariate(an_hour / 60)
        while after < (n + 1) * of.every:
            yield after
            after += chance.expovariate(an_hour / 60)


def _visitor(chance: Random, of: Morning, after: float) -> Visitor:
    service = chance.choices("AKLS", (76, 15, 3, 6))[0]
    lacks = chance.random() < 0.12
    rare = chance.random()
    return Visitor(
        after=after,
        service=service,
        documents={} if service in "LS" else chance.choice(PAPERS) if lacks else COMPLETE,
        priority=chance.choices(("none", "elderly", "disability", "pregnant", "infant"), (84, 8, 3, 3, 2))[0],
        minutes={
            step: min(of.most, of.least + share * chance.expovariate(1 / (of.usual - of.least)))
            for step, share in SHARES
        },
        fetches_the_rest=chance.random() < 0.7,
        is_here=rare >= 0.06,
        comes_back=chance.uniform(1, 4) if rare < 0.03 else 0.0,
        on_hold=chance.uniform(1, 4) if 0.06 <= rare < 0.14 else 0.0,
    )
