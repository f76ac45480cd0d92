"""How right what visitors were told has been: from the lines of the journal to the mean error, the bias and how often
the range held, for each class and each way of foretelling. Pure; the reports take their figures from here."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from .history import Entry

MINUTE = 60_000
ANOTHER_PLACE = frozenset({"requeue", "renumber", "transfer"})
"""What gives a ticket another place in the queue than the one it was told of; another class does, too."""
TELLS = ANOTHER_PLACE | {"issue", "priority", "call", "day-close"}
"""The actions `Outcomes` learns from."""
TOLD, NAIVE, LAST = "told", "naive", "last_to_enter"
"""The range on the ticket; (n + 1)/(cμ), which knows no priority; the wait of whoever was called last."""


class Outcome(NamedTuple):
    """What somebody was told, and what happened. Minutes; `naive` and `last_to_enter` None where nothing was known. A
    report keeps one for each ticket: a NamedTuple, as its other facts are."""

    ticket: int
    at: int
    """When she was told, milliseconds since 1970 UTC."""
    called: int
    """When she was called."""
    priority: bool
    method: str
    """`forecast` or `formula`."""
    low: float
    high: float
    naive: float | None
    last_to_enter: float | None

    @property
    def waited(self) -> float:
        """What happened."""
        return (self.called - self.at) / MINUTE

    @property
    def is_within(self) -> bool:
        """Whether it lay within the range."""
        return self.low <= self.waited <= self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """Minutes. `bias`: how much longer the told was than the wait, on average; `rmse`: the root of the mean square;
    `coverage`: the share of the waits that lay within the range, None where no range was told."""

    n: int
    mae: float
    rmse: float
    bias: float
    coverage: float | None = None


class Outcomes:
    """From the lines of the journal, one after another: of each ticket that was told a range and then called, in the
    order of the calls. Whoever came to wait again is counted once; whoever gave up, or was given another place than the
    one she was told of, not at all: nobody knows how right it would have been."""

    def __init__(self, most: int | None = None) -> None:
        """`most`: the last so many are kept."""
        self._told: dict[int, tuple[int, bool, Mapping[str, Any]]] = {}
        self._found: deque[Outcome] = deque(maxlen=most)

    def found(self) -> list[Outcome]:
        """So far."""
        return list(self._found)

    def take(self, entry: Entry) -> None:
        """The next line."""
        ticket = entry.ticket
        if entry.action == "day-close":
            self._told.clear()
        elif entry.action == "issue" and entry.payload.get("estimate"):
            self._told[ticket["id"]] = (entry.at, entry.in_priority, entry.payload["estimate"])
        elif entry.action in ANOTHER_PLACE and ticket:
            self._told.pop(ticket["id"], None)
        elif entry.action == "priority" and (known := self._told.get(ticket.get("id", 0))):
            if entry.in_priority is not known[1]:  # else it was merely confirmed
                del self._told[ticket["id"]]
        elif entry.action == "call" and ticket and (known := self._told.pop(ticket["id"], None)):
            at, priority, told = known
            self._found.append(
                Outcome(
                    ticket=ticket["id"], at=at, called=entry.at, priority=priority,
                    method=told.get("method", "formula"), low=told["low"], high=told["high"],
                    naive=told.get("naive"), last_to_enter=told.get("last_to_enter"),
                )
            )  # fmt: skip


def outcomes(entries: Iterable[Entry]) -> list[Outcome]:
    """Of all these lines."""
    found = Outcomes()
    for entry in entries:
        found.take(entry)
    return found.found()


def accuracy(found: Sequence[Outcome]) -> dict[str, Accuracy]:
    """By way of foretelling; one about which nothing is known is left out."""
    known = [(one, one.waited) for one in found]
    ways = {
        TOLD: [((one.low + one.high) / 2, waited) for one, waited in known],
        NAIVE: [(one.naive, waited) for one, waited in known if one.naive is not None],
        LAST: [(one.last_to_enter, waited) for one, waited in known if one.last_to_enter is not None],
    }
    figures = {way: _figures(pairs) for way, pairs in ways.items() if pairs}
    if TOLD in figures:
        within = sum(one.low <= waited <= one.high for one, waited in known) / len(found)
        told = figures[TOLD]
        figures[TOLD] = Accuracy(n=told.n, mae=told.mae, rmse=told.rmse, bias=told.bias, coverage=within)
    return figures


def by_class(found: Iterable[Outcome]) -> dict[bool, dict[str, Accuracy]]:
    """The same for each class (True: priority) of which anybody is known."""
    listed = list(found)
    classes = {klass: [one for one in listed if one.priority is klass] for klass in (False, True)}
    return {klass: accuracy(ones) for klass, ones in classes.items() if ones}


def _figures(pairs: Sequence[tuple[float, float]]) -> Accuracy:
    errors = [foretold - waited for foretold, waited in pairs]
    n = len(errors)
    return Accuracy(
        n=n, mae=sum(map(abs, errors)) / n, rmse=(sum(error * error for error in errors) / n) ** 0.5,
        bias=sum(errors) / n,
    )  # fmt: skip
