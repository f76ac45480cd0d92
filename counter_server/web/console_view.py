"""What the console shows, derived from a desk: no request and no template in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from counter_server.domain.identity import Region
from counter_server.protocol.locale import Locale
from counter_server.protocol.messages import CounterNow, StaffNow, Ticket, WallTicket
from counter_server.protocol.terms import Is, Mode, Outcome, Role, StaffState

from . import console_floor as floor
from .console_alerts import ToldAlert, told
from .console_hand import CheckTick, Hand, check_ticks
from .console_keys import VerbKey, card_keys, desk_keys
from .console_words import TicketWords
from .desk import Desk

SIGNED_IN = "signed_in"
"""The pause everybody begins with: signed in is not yet ready."""

LIST_END = 200
"""The waiting list of a desk ends here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MainKey:
    """The next sensible thing. `words` is its key in the locale; `outcome` goes along with a finish."""

    words: str
    url: str
    asks: bool = False
    outcome: str = ""
    grave: bool = False
    letter: str = "Enter"


@dataclass(frozen=True, slots=True)
class Ending:
    """An outcome, and the name of the step it leads to (empty: the visit ends)."""

    key: str
    leads_to: str


@dataclass(frozen=True)
class DeskView:
    """The desk in one language."""

    desk: Desk
    locale: Locale
    districts: Mapping[str, Region] = field(default_factory=dict)

    @cached_property
    def hand(self) -> Hand:
        """Her own work."""
        return Hand(self.desk, self.locale, self.districts, self.place)

    @cached_property
    def words(self) -> TicketWords:
        """How this desk speaks of tickets."""
        return TicketWords(self.locale, self.desk.services)

    @property
    def me(self) -> StaffNow:
        """Whose desk it is."""
        return self.desk.me

    @property
    def ticket(self) -> Ticket | None:
        """The ticket in hand."""
        return self.desk.ticket

    @property
    def supervises(self) -> bool:
        """Whether this desk is the floor."""
        return self.me.role is Role.SUPERVISOR

    @property
    def helps_at_the_kiosk(self) -> bool:
        """Whether she stands by the kiosks, and should know what ails them."""
        return self.me.role is Role.EXTRA

    @property
    def place(self) -> str:
        """Where I am: my counter, or the floor."""
        return self.locale.counter(self.me.counter) if self.me.counter else self.locale.say("console.floor")

    @cached_property
    def alerts(self) -> list[ToldAlert]:
        """What needs a hand, in words; what somebody knows of steps back."""
        shown = [told(alert, self.locale, self.desk.names) for alert in self.desk.alerts]
        return sorted(shown, key=lambda alert: bool(alert.acknowledged_by))

    @property
    def title(self) -> str:
        """Of the window."""
        number = f"{self.ticket.number} · " if self.ticket else ""
        return f"{number}{self.place} · Lalopa"

    @property
    def reason(self) -> str:
        """Why I am paused, in words."""
        return self.why(self.me.reason)

    def why(self, reason: str | None) -> str:
        """A pause's reason in words: the branch's own for itself."""
        key = f"common.pause_reason.{reason}"
        return self.locale.say(key) if self.locale.has(key) else reason or ""

    @property
    def everybody(self) -> list[WallTicket]:
        """Every number that may be looked for: those not here yet first, then who waits. Of those that others have in
        hand only what the wall shows may be known."""
        desk = self.desk
        waiting = sorted(desk.waiting, key=lambda one: one.status is not Is.BOOKED)
        in_hand = [one for one in desk.board.tickets if one.status in (Is.CALLED, Is.SERVING)]
        return list({one.id: one for one in [*waiting, *desk.held, *desk.no_show, *in_hand]}.values())

    @property
    def rest(self) -> str:
        """Which quiet page stands where the ticket would."""
        if self.me.state is StaffState.PAUSED and self.me.reason == SIGNED_IN:
            return "arrived"
        if self.me.state in (StaffState.AWAY, StaffState.PAUSED):
            return str(self.me.state)
        return "waiting" if self.desk.mode is Mode.PUSH else "calling"

    @property
    def main(self) -> MainKey | None:
        """None: nothing to press, the next number comes by itself."""
        if self.ticket:
            return self._main_of(self.ticket)
        if self.rest in ("away", "paused"):
            return MainKey(words="ready_again", url="/console/ready")
        if self.desk.mode is Mode.PULL:
            return MainKey(words="call_next", url="/console/call-next")
        return MainKey(words="ready", url="/console/ready") if self.rest == "arrived" else None

    @property
    def verbs(self) -> list[VerbKey]:
        """Every verb, always in the same place."""
        return desk_keys(self.me.role, self.ticket, has_next_step=self.desk.has_next_step)

    @property
    def side(self) -> MainKey | None:
        """The other thing that is sensible now, beside the main key."""
        if self.ticket and self.hand.offers_no_show:
            return MainKey(words="start", url=f"/console/tickets/{self.ticket.id}/start", letter="M")
        if self.ticket and self.ticket.status is Is.SERVING and self.ticket.missing and self._complete_leads_on:
            return MainKey(words="all_there", url=f"/console/tickets/{self.ticket.id}/all-there", letter="G")
        return None

    @cached_property
    def checks(self) -> list[CheckTick]:
        """The check list of the step."""
        papers = self.words.papers(self.ticket) if self.ticket else ()
        return check_ticks(self.desk.mine.checks, self.locale, digits_taken=sum(len(row.forms) for row in papers))

    @property
    def unchecked(self) -> list[str]:
        """What of the check list is not ticked, in words."""
        return [one.words for one in self.checks if not one.ticked]

    @property
    def may_pause(self) -> bool:
        """Whether there is work to pause from."""
        return bool(self.ticket) or self.rest not in ("arrived", "paused", "away")

    @property
    def endings(self) -> list[Ending]:
        """How the ticket's step may end, and where each end leads."""
        leads = self.words.leads(self.ticket) if self.ticket else {}
        return [
            Ending(str(key), self.words.step_words(leads[key]) if leads.get(key) else "") for key in self.desk.outcomes
        ]

    @property
    def waiting_count(self) -> int:
        """All who wait for me, also those beyond the end of the list."""
        listed = sum(one.status is Is.WAITING for one in self.desk.waiting)
        return listed if len(self.desk.waiting) < LIST_END else max(listed, floor.waiting(self.desk.board))

    @property
    def longest(self) -> datetime | None:
        """Since when the longest waiting visitor waits."""
        here = [one.issued_at for one in self.desk.waiting if one.issued_at and one.status is Is.WAITING]
        return min(here, default=None)

    def card_keys(self, ticket: Ticket) -> list[VerbKey]:
        """What may be done to a ticket of a list."""
        return card_keys(self.me.role, self.me.staff, ticket)

    def name(self, staff: str | None) -> str:
        """A colleague's name."""
        return self.desk.names.get(staff or "", staff or "")

    def colleagues(self) -> list[StaffNow]:
        """Who else serves now."""
        here = [one for one in self.desk.board.staff if one.counter and one.state is not StaffState.AWAY]
        return [one for one in here if one.staff != self.me.staff]

    def within_reach(self) -> list[tuple[CounterNow, str]]:
        """Counters a number may be named for: those whose owner is ready, then the busy ones, with what she has."""
        numbers = {ticket.id: ticket.number for ticket in self.desk.board.tickets}
        free = [(place, "") for place in self.desk.board.counters if place.staff and place.state is StaffState.READY]
        busy = [
            (place, numbers.get(place.ticket or 0, ""))
            for place in self.desk.board.counters
            if place.staff and place.state is StaffState.BUSY
        ]
        return [*free, *busy]

    @property
    def _complete_leads_on(self) -> bool:
        return any(one.leads_to for one in self.endings if one.key == Outcome.COMPLETE)

    def _main_of(self, ticket: Ticket) -> MainKey:
        if self.hand.offers_no_show:
            return MainKey(words="no_show", url=f"/console/tickets/{ticket.id}/no-show", grave=True)
        if ticket.status is Is.CALLED:
            return MainKey(words="start", url=f"/console/tickets/{ticket.id}/start")
        complete = next((one for one in self.endings if one.key == Outcome.COMPLETE), None)
        if ticket.missing or not complete:
            return MainKey(words="finish_missing", url=f"/console/tickets/{ticket.id}/ask/finish", asks=True)
        if self.unchecked:
            return MainKey(words="finish_checks", url=f"/console/tickets/{ticket.id}/ask/finish", asks=True)
        words = "finish_on" if complete.leads_to else "finish"
        return MainKey(words=words, url=f"/console/tickets/{ticket.id}/finish", outcome=Outcome.COMPLETE)
