"""The kiosk's line to the server: asks for the offer and for tickets, and delivers what became of the paper.

Three threads, so that none waits for another: the offer, the visitor's ticket, the reports. A ticket is asked for
again and again under the same `request_id` until the server answers or the visitor leaves; a report until it is
delivered.
"""

import logging
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from counter_server.protocol.client import ServerAway, ServerRefused
from counter_server.protocol.messages import IssuedTicket, Ticket
from counter_server.protocol.offer import Services

from .errands import Errands
from .wish import Wish

log = logging.getLogger(__name__)

AGAIN_AFTER_SECONDS = 1.0
VISITOR_LEFT = "visitor_left"
"""The server cancels a ticket that is reported so."""


class Door(Protocol):
    """What the kiosk needs of counter_server.protocol.client.CounterClient."""

    def services(self) -> Services: ...
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
    ) -> IssuedTicket: ...
    def ticket(self, ticket: int) -> Ticket: ...
    def printed(self, ticket: int) -> Ticket: ...
    def not_printed(self, ticket: int, reason: str) -> Ticket: ...


class Connection(QObject):
    """Answers come as signals, in the thread that listens to them."""

    services = Signal(object)
    issued = Signal(str, object)
    """request_id, IssuedTicket"""
    refused = Signal(str, str, object)
    """request_id, code, facts"""
    wanted_again = Signal(object)
    """Ticket of this kiosk, to be printed once more"""
    trying = Signal(str)
    """request_id of a wish that could not be delivered yet"""

    def __init__(self, door: Door, *, again_after: float = AGAIN_AFTER_SECONDS) -> None:
        super().__init__()
        self._door = door
        self._again_after = again_after
        self._offers = Errands("offers")
        self._wishes = Errands("wishes")
        self._reports = Errands("reports")
        self._given_up: set[str] = set()

    def ask_services(self) -> None:
        """The offer, fresh."""
        self._offers.send(self._ask_services)

    def issue(self, wish: Wish) -> None:
        """A ticket, however long it takes to reach the server."""
        self._wishes.send(lambda: self._issue(wish))

    def give_up(self, request_id: str) -> None:
        """The visitor left before the server answered: the wish is not sent again."""
        self._given_up.add(request_id)

    def ask_again(self, ticket: int) -> None:
        """Staff want a ticket reprinted: only the kiosk it came from is told more."""
        self._reports.send(lambda: self._deliver(lambda: self.wanted_again.emit(self._door.ticket(ticket))))

    def printed(self, ticket: int) -> None:
        """Tell that the paper came."""
        self._reports.send(lambda: self._deliver(lambda: self._door.printed(ticket)))

    def not_printed(self, ticket: int, reason: str) -> None:
        """Tell that no paper came, and why."""
        self._reports.send(lambda: self._deliver(lambda: self._door.not_printed(ticket, reason)))

    def stop(self) -> None:
        """Ends the threads; what is on its way gets a moment to arrive."""
        for errands in (self._offers, self._wishes, self._reports):
            errands.stop()

    def _ask_services(self) -> None:
        try:
            self.services.emit(self._door.services())
        except ServerAway as away:
            log.info("no offer: %s", away.reason)
        except ServerRefused as refused:
            log.warning("the server refuses the offer: %s %s", refused.code, refused.facts)

    def _issue(self, wish: Wish) -> None:
        asked = False
        while wish.request_id not in self._given_up:
            try:
                ticket = self._door.issue(**wish.told())
            except ServerRefused as refused:
                log.info("no ticket: %s", refused.code)
                self.refused.emit(wish.request_id, refused.code, refused.facts)
                return
            except ServerAway as away:
                log.info("no answer to a wish for a ticket: %s", away.reason)
                self.trying.emit(wish.request_id)
                asked = True
            else:
                self.issued.emit(wish.request_id, ticket)
                return
            if self._wishes.stopping.wait(self._again_after):
                return
        if asked:  # whether a ticket was made is not known, and nobody would come when it is called
            self._reports.send(lambda: self._deliver(lambda: self._withdraw(wish)))

    def _withdraw(self, wish: Wish) -> None:
        ticket = self._door.issue(**wish.told())
        self._door.not_printed(ticket.id, VISITOR_LEFT)

    def _deliver(self, report: Callable[[], object]) -> None:
        while True:
            try:
                report()
                return
            except ServerRefused as refused:  # it heard us; saying it again changes nothing
                log.info("not for this kiosk, or not any more: %s %s", refused.code, refused.facts)
                return
            except ServerAway as away:
                log.info("a print report waits: %s", away.reason)
            if self._reports.stopping.wait(self._again_after):
                return
