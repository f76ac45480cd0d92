"""The calls waiting for the voice: each spoken once and in order, or superseded, and each outcome told to the server.

A call whose ticket is no longer called, or is called to another counter by now, must not be spoken any more.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from counter_server.protocol.messages import NOTICE, Announcement, Board, Change, Ticket
from counter_server.protocol.terms import Do, Is

SUPERSEDED = "superseded"

NOTICE_STANDS = timedelta(minutes=10)
"""A notice that nobody could say for so long is about a moment that has gone."""

BEFORE_THE_FIRST = -1
"""The journal's line before the first."""


@dataclass(frozen=True, slots=True)
class Report:
    """What became of an announcement, for the server."""

    seq: int
    ok: bool
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Announcements:
    """The voice's queue. Immutable: every event gives the next one."""

    seq: int = BEFORE_THE_FIRST
    """The journal's line everything here is as of."""
    waiting: tuple[Announcement, ...] = ()
    """To be spoken, oldest first."""
    current: Announcement | None = None
    """At the voice now, or there last."""
    speaking: bool = False
    taken: frozenset[int] = frozenset()
    """Every announcement seen and possibly still listed by a server that has not had our report."""
    reports: tuple[Report, ...] = ()
    """Outcomes not handed on yet."""

    def heard(self, happening: Board | Change) -> "Announcements":
        """After the whole board or a change of it."""
        if isinstance(happening, Board):
            return self._caught_up(happening)
        if happening.seq <= self.seq:
            return self
        changed = replace(self, seq=happening.seq)
        if happening.notice:
            return changed._noticed(happening)
        return changed if happening.ticket is None else changed._moved(happening, happening.ticket)

    def begun(self) -> "Announcements":
        """The oldest is at the voice now. Only while nothing is spoken and something waits."""
        return replace(self, current=self.waiting[0], waiting=self.waiting[1:], speaking=True)

    def ended(self, ok: bool, reason: str | None = None) -> "Announcements":
        """The voice is through with the current one."""
        if self.current is None or not self.speaking:
            return self
        silent = replace(self, speaking=False)
        if self.current.seq not in self.taken:  # of a journal that is no more
            return silent
        return replace(silent, reports=(*self.reports, Report(self.current.seq, ok, reason)))

    def notice(self, language: str) -> str:
        """The words of the current one, in this language or else in the first it was written in; empty for a call."""
        if self.current is None or self.current.kind != NOTICE:
            return ""
        return self.current.texts.get(language) or next(iter(self.current.texts.values()), "")

    def handed_on(self) -> "Announcements":
        """The reports are with the one who delivers them."""
        return replace(self, reports=())

    def _caught_up(self, board: Board) -> "Announcements":
        if board.seq < self.seq:
            # Another journal (a fresh database, a restored one): its numbers mean other calls.
            return replace(self, seq=BEFORE_THE_FIRST, waiting=(), taken=frozenset(), reports=())._caught_up(board)
        listed = {one.seq: one for one in board.announcements}
        fresh = [one for one in listed.values() if one.seq not in self.taken]
        known = sorted([*self.waiting, *fresh], key=lambda one: one.seq)
        tickets = {ticket.id: ticket for ticket in board.tickets}
        latest = {one.ticket: one.seq for one in known if one.kind == Do.CALL}
        standing = [
            _renumbered(one, tickets.get(one.ticket))
            for one in known
            if one.seq in listed
            and (_is_fresh(one, board.at) or _stands(one, tickets.get(one.ticket)))
            and one.seq >= latest.get(one.ticket, 0)
        ]
        at_the_voice = {self.current.seq} if self.current and self.speaking else set()
        taken = frozenset(self.taken & (listed.keys() | at_the_voice) | {one.seq for one in known})
        return replace(self, seq=board.seq, taken=taken)._left_with(known, standing)

    def _noticed(self, change: Change) -> "Announcements":
        if change.seq in self.taken:
            return self
        new = Announcement(
            seq=change.seq, number="", counter="", at=change.at, kind=NOTICE, ticket=0, texts=change.notice
        )
        return replace(self, waiting=(*self.waiting, new), taken=self.taken | {new.seq})

    def _moved(self, change: Change, ticket: Ticket) -> "Announcements":
        known = list(self.waiting)
        called_anew = change.action == Do.CALL
        standing = [
            _renumbered(one, ticket) if one.ticket == ticket.id else one
            for one in known
            if one.ticket != ticket.id or (_stands(one, ticket) and not called_anew)
        ]
        after = self._left_with(known, standing)
        if change.action not in (Do.CALL, Do.RECALL) or change.seq in self.taken or ticket.status is not Is.CALLED:
            return after
        counter = ticket.counter or (change.counter.counter if change.counter else "")
        new = Announcement(
            seq=change.seq,
            number=ticket.number,
            counter=counter,
            at=change.at,
            kind=change.action,
            ticket=ticket.id,
        )
        return replace(after, waiting=(*after.waiting, new), taken=after.taken | {new.seq})

    def _left_with(self, known: list[Announcement], standing: list[Announcement]) -> "Announcements":
        stay = {one.seq for one in standing}
        gone = tuple(Report(one.seq, False, SUPERSEDED) for one in known if one.seq not in stay)
        return replace(self, waiting=tuple(standing), reports=(*self.reports, *gone))


def _stands(one: Announcement, ticket: Ticket | None) -> bool:
    if ticket is None or ticket.status is not Is.CALLED:
        return False
    return ticket.counter is None or ticket.counter == one.counter


def _is_fresh(one: Announcement, now: datetime) -> bool:
    return one.kind == NOTICE and now - one.at < NOTICE_STANDS


def _renumbered(one: Announcement, ticket: Ticket | None) -> Announcement:
    return one if ticket is None or one.number == ticket.number else replace(one, number=ticket.number)
