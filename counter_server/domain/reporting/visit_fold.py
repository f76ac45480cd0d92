"""Tickets out of the journal's lines: visits, and their turns at a counter."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from counter_server.protocol.terms import Is, Outcome

from .facts import CANCELLED, CONCLUDES, LAPSED, NEVER_CAME, NO_SHOW, UNFINISHED, Turn, Visit
from .lines import JournalLine

Standard = Callable[[str, int, str], int]
"""Service, its version and step → the standard minutes, 0 where none is known."""

AT_A_COUNTER = (Is.CALLED, Is.SERVING)
OVER = (Is.FINISHED, Is.CANCELLED, Is.LAPSED)
ARRIVES = ("issue", "check-in", "renumber")


@dataclass(slots=True)
class _Ticket:
    """A ticket while its day is read."""

    told: Mapping[str, Any]
    """The newest state."""
    service: str
    lacked: tuple[str, ...]
    arrived: int = 0
    queued: int = 0
    called: int = 0
    ended: int = 0
    ending: str = ""
    missing: tuple[str, ...] = ()
    no_shows: int = 0
    sat: int = 0
    """Time at a counter in earlier sittings of this step."""
    turn: Turn | None = None


@dataclass(slots=True)
class VisitFold:
    """Reads lines in order. `visits` and `turns` may be asked at any time."""

    standard: Standard
    untold: int = 0
    _tickets: dict[int, _Ticket] = field(default_factory=dict)
    _turns: list[Turn] = field(default_factory=list)

    def feed(self, line: JournalLine) -> None:
        """One more line."""
        if line.payload is None:
            self.untold += line.action == "issue"
            return
        told = line.payload.get("ticket")
        if told is None:
            return
        known = self._tickets.get(told["id"])
        if known is None and line.action == "issue":
            known = self._tickets[told["id"]] = _Ticket({"status": ""}, told["service"], _flat(told["missing"]))
        if known is not None:  # else its issue has been forgotten: it is untold
            self._move(known, told, line)

    def visits(self) -> tuple[Visit, ...]:
        """In the order their numbers were issued."""
        return tuple(_visit(ticket) for ticket in self._tickets.values())

    def turns(self) -> tuple[Turn, ...]:
        """Those that are over, in the order they ended, then those that last."""
        return (*self._turns, *(ticket.turn for ticket in self._tickets.values() if ticket.turn))

    def _move(self, known: _Ticket, told: Mapping[str, Any], line: JournalLine) -> None:
        before, now = known.told["status"], told["status"]
        if line.action in ARRIVES and now != Is.BOOKED:  # a requeue has moved `arrived_at` by its penalty
            known.arrived = told["arrived_at" if line.action == "check-in" else "issued_at"]
        if known.turn is not None and now not in AT_A_COUNTER:
            self._leave(known, known.turn, line)
        if now == Is.WAITING and (before != Is.WAITING or line.action == "renumber"):
            came = line.action in ARRIVES and before in ("", Is.WAITING, Is.BOOKED)
            known.queued = known.arrived if came else line.at
        if line.action == "call":
            self._call(known, told, line.at, waited=before == Is.WAITING)
        elif line.action == "start" and known.turn is not None:
            known.turn = known.turn._replace(started=line.at)
        known.no_shows += line.action == "no-show"
        known.ended, known.ending = (line.at, _ending(known, told)) if now in OVER else (0, "")
        known.missing = _flat(told["missing"]) if known.ending == Outcome.DOCUMENTS_MISSING else ()
        known.told = told

    def _call(self, known: _Ticket, told: Mapping[str, Any], at: int, *, waited: bool) -> None:
        known.called = known.called or at
        known.turn = Turn(
            visit=told["id"], service=told["service"], step=told["step"],
            standard=self.standard(told["service"], told["version"], told["step"]),
            staff=told["staff"], counter=told["counter"], queued=known.queued if waited else 0, called=at,
            started=0, ended=0, worked=0, end="", outcome="",
        )  # fmt: skip

    def _leave(self, known: _Ticket, turn: Turn, line: JournalLine) -> None:
        sitting = line.at - turn.started if turn.started else 0
        done = bool(turn.started) and line.action in CONCLUDES
        ended = (line.payload or {}).get("ended", {})
        self._turns.append(
            turn._replace(
                ended=line.at, end=line.action, outcome=ended.get("outcome", ""),
                worked=known.sat + sitting if done else 0,
            )
        )  # fmt: skip
        known.sat = known.sat + sitting if line.action == "hold" else 0
        known.turn = None


def _visit(ticket: _Ticket) -> Visit:
    told = ticket.told
    return Visit(
        id=told["id"], service=ticket.service, channel=told["channel"], priority=told["priority"],
        hospital=told["hospital"], issued=told["issued_at"], arrived=ticket.arrived, called=ticket.called,
        ended=ticket.ended, ending=ticket.ending, lacked=ticket.lacked, missing=ticket.missing,
        no_shows=ticket.no_shows,
    )  # fmt: skip


def _ending(known: _Ticket, told: Mapping[str, Any]) -> str:
    if told["status"] == Is.FINISHED:
        return str(told["outcome"])
    if told["status"] == Is.CANCELLED:
        return CANCELLED
    without_a_step = {str(Is.BOOKED): NEVER_CAME, str(Is.NO_SHOW): NO_SHOW}
    return without_a_step.get(known.told["status"], UNFINISHED if known.called else LAPSED)


def _flat(papers: Mapping[str, list[str]]) -> tuple[str, ...]:
    return tuple(f"{paper}/{form}" for paper, forms in papers.items() for form in forms)
