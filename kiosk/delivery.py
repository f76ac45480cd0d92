"""Tells the server what waits in the outbox, in order, again and again until it has answered."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from counter_server.protocol.client import ServerAway, ServerRefused
from counter_server.protocol.messages import Board, IssuedTicket, Ticket

from .kiosk_clock import KioskClock
from .outbox import Outbox
from .outbox_entry import Entry, Step
from .outbox_file import OutboxShut

log = logging.getLogger(__name__)

VISITOR_LEFT = "visitor_left"
"""The server cancels a ticket that is reported so."""
PRINTED = "printed"
DECLARED_WRONG = frozenset({"malformed", "nik_malformed", "kk_malformed"})
"""What was said at the kiosk is not, or no longer, understood; the number may still be taken without it."""
NOT_OURS = frozenset({"not_signed_in", "not_allowed"})
"""The refusals of a kiosk that is paired no longer. Another's ticket (403 too) is one entry's matter."""
BROKEN = 500
"""The status of a fault of the server's own."""
QUICK_SECONDS = 0.5
REFUSED_PAUSE = 30.0
"""Seconds until a server that knows us no longer is asked again."""


class Door(Protocol):
    """What delivering needs of counter_server.protocol.client.CounterClient."""

    def issue(
        self,
        *,
        request_id: str,
        service: str,
        language: str,
        documents: dict[str, list[str]],
        answers: dict[str, str],
        priority: str,
        nik: str | None,
        kk: str | None,
        number: str | None = None,
        taken_at: datetime | None = None,
        again: bool = False,
    ) -> IssuedTicket: ...
    def printed(self, ticket: int) -> Ticket: ...
    def not_printed(self, ticket: int, reason: str) -> Ticket: ...
    def board(self) -> Board: ...


def for_later(refused: ServerRefused) -> bool:
    """Whether the server would take it another time: it is full, slowed down or broken."""
    return refused.status == 429 or refused.status >= 500


def tell_paper(door: Door, ticket: int, outcome: str) -> None:
    """How the print of a ticket of the server's ended."""
    if outcome == PRINTED:
        door.printed(ticket)
    else:
        door.not_printed(ticket, outcome)


class Delivery:
    """A thread of its own, from `start` on. `told` is called there after each thing the server has heard."""

    def __init__(
        self, door: Door, outbox: Outbox, clock: KioskClock, *, again_after: float, told: Callable[[], None]
    ) -> None:
        self.refused: set[str] = set()
        """Requests the server will not take as they are; kept, and tried again when it has come back."""
        self._door, self._outbox, self._clock, self._told = door, outbox, clock, told
        self._again_after = again_after
        self._bare: set[str] = set()
        self._broken: set[str] = set()
        """Requests at which the server broke: logged, and not again until they are settled or it has come back."""
        self._stopping = threading.Event()
        self._news = threading.Event()
        self._thread = threading.Thread(target=self._work, name="delivery", daemon=True)

    def start(self) -> None:
        """Once, when whoever is `told` is there to hear."""
        self._thread.start()

    def wake(self) -> None:
        """There is something new, or the server is there again."""
        self._news.set()

    def try_refused_again(self) -> None:
        """The server has come back, perhaps with other settings."""
        self.refused.clear()
        self._broken.clear()
        self.wake()

    def stop(self, seconds: float = 1.0) -> None:
        """One more round, for no longer than `seconds`."""
        self._stopping.set()
        self.wake()
        self._thread.join(seconds)

    def _work(self) -> None:
        wait: float | None = 0.0
        ending = False
        while not ending:
            self._news.wait(wait)
            self._news.clear()
            ending = self._stopping.is_set()
            try:
                wait = self._round()
            except Exception:
                log.exception("the delivery broke")
                wait = self._again_after

    def _round(self) -> float | None:
        """Tells everything there is to tell; seconds to the next try, None where nothing is left."""
        heard = True
        try:
            for entry in self._outbox.to_tell():
                if entry.wish.request_id not in self.refused:
                    heard = self._tell(entry) and heard
                    self._told()
        except OutboxShut:
            return self._again_after
        except ServerAway as away:
            log.info("the outbox waits: %s", away.reason)
            return self._again_after
        except ServerRefused as refused:
            log.warning("the outbox waits: %s", refused.code)
            return REFUSED_PAUSE if refused.code in NOT_OURS else self._again_after
        return None if heard else self._again_after

    def _tell(self, entry: Entry) -> bool:
        """Whether that is done with; one at which the server breaks is told again, and keeps no other waiting."""
        if not self._clock.set_by_server:
            self._set_clock()
        try:
            match entry.step:
                case Step.OWN:
                    self._deliver(entry)
                case Step.LEFT:
                    self._withdraw(entry)
                case _:
                    tell_paper(self._door, entry.ticket, entry.paper)
                    self._outbox.done(entry.wish.request_id)
        except ServerRefused as refused:
            if refused.status == BROKEN:
                self._broke_at(entry)
                return False
            if for_later(refused) or refused.code in NOT_OURS:
                raise
            self._will_not(entry, refused)
        self._broken.discard(entry.wish.request_id)
        return True

    def _broke_at(self, entry: Entry) -> None:
        if entry.wish.request_id not in self._broken:
            self._broken.add(entry.wish.request_id)
            log.error("the server broke at %s", entry.number or f"ticket {entry.ticket}")

    def _set_clock(self, tries: int = 3) -> None:
        """An answer that was long under way tells an old time: then another is asked for."""
        asked = self._clock.stamp()
        at = self._door.board().at
        if tries > 1 and self._clock.stamp().since - asked.since > QUICK_SECONDS:
            self._set_clock(tries - 1)
        else:
            self._clock.hear(at)

    def _deliver(self, entry: Entry) -> None:
        ticket, request = entry.ticket, entry.wish.request_id
        if not ticket:
            taken_at = self._clock.when(entry.stamp)
            wish = entry.wish.bare() if request in self._bare else entry.wish
            issued = self._door.issue(**wish.told(), number=entry.number, taken_at=taken_at)
            log.info("%s, taken at %s, delivered", entry.number, taken_at)
            ticket = issued.id
        if not entry.paper:
            self._outbox.arrived(entry, ticket)
            return
        if entry.paper != PRINTED:
            tell_paper(self._door, ticket, entry.paper)
        self._outbox.done(request)

    def _withdraw(self, entry: Entry) -> None:
        """Whether a ticket was made is not known, and nobody would come when it is called."""
        if self._of_today(entry):
            self._door.not_printed(self._door.issue(**entry.wish.told()).id, VISITOR_LEFT)
        self._outbox.done(entry.wish.request_id)

    def _of_today(self, entry: Entry) -> bool:
        return self._clock.when(entry.stamp).date() == self._clock.now().date()

    def _will_not(self, entry: Entry, refused: ServerRefused) -> None:
        request = entry.wish.request_id
        if entry.step is not Step.OWN or entry.ticket:  # it heard us; saying it again changes nothing
            log.info("not for this kiosk, or not any more: %s %s", refused.code, refused.facts)
            self._outbox.done(request)
        elif refused.code in DECLARED_WRONG and request not in self._bare:
            log.warning("%s is delivered without what was said with it: %s", entry.number, refused.facts)
            self._bare.add(request)
            self.wake()
        else:
            log.error("the server does not take %s, which is on paper: %s", entry.number, refused.code)
            if self._of_today(entry):
                self.refused.add(request)
            else:
                self._outbox.done(request)
