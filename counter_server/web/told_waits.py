"""How long whoever comes now waits, at each step: told to walls and the person in charge when the rounded range is
another, and not more often than anybody reads it."""

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from counter_server.domain.estimate import Estimate
from counter_server.operations.expected_wait import newcomer
from counter_server.protocol import messages
from counter_server.setup import Setup
from counter_server.storage.present import Present

from .faces import View

if TYPE_CHECKING:
    from .counter import Counter

STANDS_SECONDS = 20.0
"""A range that has just been told stays so long. One that nobody can tell any more goes at once, and comes at once."""
NO_FACTS = frozenset[str]()
"""All papers there, nothing that leads to another step."""

Told = Mapping[str, Estimate]
"""By queue, `A/verification`."""


class ToldWaits:
    """Lives in the event loop."""

    def __init__(self, counter: "Counter", monotonic: Callable[[], float] = time.monotonic) -> None:
        self._counter, self._monotonic = counter, monotonic
        self._at = float("-inf")
        self.by_queue: Told = {}
        """As it was told last."""
        self._faces: messages.Waits = {}

    def turn(self) -> None:
        """Time has passed."""
        present, setup = self._counter.present, self._counter.setup
        found = newcomers(present, setup, self._counter.clock.now())
        shown = self.of_wall(found, present, setup)
        if (found, shown) == (self.by_queue, self._faces):
            return
        stands = self._at + STANDS_SECONDS / max(self._counter.clock.speed, 1.0)
        if (found.keys(), shown.keys()) == (self.by_queue.keys(), self._faces.keys()) and self._monotonic() < stands:
            return
        self._at, self.by_queue, self._faces = self._monotonic(), found, shown
        at, hub = setup.moment(self._counter.clock.now()), self._counter.hub
        told = messages.Change(seq=hub.seq, at=at, action="waits", waiting=self._counter.waiting(), waits=shown)
        hub.notice(told, (View.WALL, View.SUPERVISOR))

    def seen_by(self, view: View) -> messages.Waits:
        """As the board has it: what was told last, so that the next telling is a change of that."""
        return self._faces if view is View.WALL else {}

    def of_wall(self, found: Told, present: Present, setup: Setup) -> messages.Waits:
        """Of the step where somebody with all papers begins, for each service that takes tickets."""
        if not setup.branch.display.expected_wait:
            return {}
        begins = {
            letter: f"{letter}/{loaded.service.first_step(NO_FACTS).key}" for letter, loaded in setup.services.items()
        }
        return {
            letter: messages.Estimate(low=told.low, high=told.high, after_closing=told.after_closing)
            for letter, queue in begins.items()
            if letter not in present.closed and (told := found.get(queue)) is not None
        }


def newcomers(present: Present, setup: Setup, at: int) -> Told:
    """For every step of every service that somebody serves."""
    steps = [(letter, step) for letter, loaded in setup.services.items() for step in loaded.service.steps]
    found = {f"{letter}/{step.key}": newcomer(present, setup, letter, step, at) for letter, step in steps}
    return {queue: told for queue, told in found.items() if told is not None}
