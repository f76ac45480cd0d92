"""What the floor should show at each line of the journal, by the server's own stream and board; and what the page of
the person in charge did show."""

import asyncio
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

from counter_server.protocol.event_stream import Away, Happening
from counter_server.protocol.messages import Board, Change, CounterNow, Heartbeat, Ticket
from counter_server.protocol.terms import Is, StaffState

AT_A_COUNTER = (Is.CALLED, Is.SERVING)
STEPS = ("help", "verification")


@dataclass(frozen=True, slots=True)
class Picture:
    """The floor: each counter's state and ticket, each queue's count by step, and the sums."""

    counters: list[list[str]]
    queues: dict[str, list[str]]
    sums: list[str]


def picture(counters: list[CounterNow], tickets: dict[int, Ticket], waiting: dict[str, dict[str, int]]) -> Picture:
    """As it is."""
    here = {one.id: one for one in tickets.values() if one.status in AT_A_COUNTER}
    states = [one.status for one in tickets.values()]
    staff = [one.state for one in counters if one.staff]
    shown = []
    for one in counters:
        ticket = here.get(one.ticket or 0)
        shown.append([str(ticket.status if ticket else one.state), ticket.number if ticket else ""])
    sums = (
        sum(n for steps in waiting.values() for n in steps.values()),
        states.count(Is.CALLED), states.count(Is.SERVING), states.count(Is.ON_HOLD),
        staff.count(StaffState.READY), staff.count(StaffState.PAUSED),
    )  # fmt: skip
    queues = {
        letter: [str(steps[step]) if step in steps else "–" for step in STEPS] for letter, steps in waiting.items()
    }
    return Picture(shown, queues, [str(one) for one in sums])


def of_board(board: Board) -> Picture:
    """What a board says."""
    return picture(board.counters, {one.id: one for one in board.tickets}, board.waiting)


@dataclass
class Truth:
    """The floor at every line of the journal since it began to listen."""

    tickets: dict[int, Ticket] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    """Why the line was lost, where it was."""
    seq: int = 0
    """The last line it has heard of."""
    _counters: dict[str, CounterNow] = field(default_factory=dict)
    _seqs: list[int] = field(default_factory=list)
    _pictures: list[Picture] = field(default_factory=list)
    _seq: int = 0
    _moved: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def hear(self, happening: Happening | Away) -> None:
        """One more word of the person in charge's stream."""
        match happening:
            case Away(reason=reason):
                self.lost.append(reason)
                return
            case Heartbeat(seq=seq):
                self.seq = max(self.seq, seq)
            case Board():
                self._counters = {one.counter: one for one in happening.counters}
                self.tickets = {one.id: one for one in happening.tickets}
                self._keep(happening.seq, happening.waiting)
            case Change():
                if happening.counter:
                    self._counters[happening.counter.counter] = happening.counter
                if happening.ticket:
                    self.tickets[happening.ticket.id] = happening.ticket
                self._keep(happening.seq, happening.waiting)
        async with self._moved:
            self._moved.notify_all()

    def _keep(self, seq: int, waiting: dict[str, dict[str, int]]) -> None:
        self.seq = max(self.seq, seq)
        self._seqs.append(seq)
        self._pictures.append(picture(list(self._counters.values()), self.tickets, waiting))

    async def reaches(self, seq: int) -> None:
        """Waits until it has heard of this line."""
        async with self._moved:
            await self._moved.wait_for(lambda: self.seq >= seq)

    def at(self, seq: int) -> Picture:
        """The floor when the journal stood there."""
        return self._pictures[bisect_right(self._seqs, seq) - 1]


def shown(told: dict[str, Any]) -> Picture:
    """What a page has told."""
    return Picture(told["counters"], told["queues"], told["sums"])
