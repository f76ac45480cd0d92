"""The kiosk's line to the server: asks for the offer and for tickets, and gives numbers of its own while nobody
answers.

Threads of their own, so that none waits for another: the offer, the visitor's ticket, the paper's outcome, the
delivery. A server that has not answered a wish within `patience` is away: the visitor is given a number of the
kiosk's own series, and from then on that number counts, whatever may still be answered. A kiosk that cannot give one
(no letter, or no disk that keeps it) asks again until the server answers or the visitor leaves.
"""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from counter_server.protocol.client import ServerAway, ServerRefused
from counter_server.protocol.device_state import PartState
from counter_server.protocol.messages import IssuedTicket, Ticket
from counter_server.protocol.offer import Services
from counter_server.protocol.terms import PartIs

from . import delivery, survey_line
from .asking import answer_to
from .delivery import NOT_OURS, PRINTED, VISITOR_LEFT, Delivery, for_later, tell_paper
from .errands import Errands
from .kiosk_clock import KioskClock
from .outbox import Outbox
from .outbox_file import OutboxShut
from .wish import Wish

log = logging.getLogger(__name__)

AGAIN_AFTER_SECONDS = 1.0
PATIENCE_SECONDS = 4.0


class Door(delivery.Door, survey_line.Door, Protocol):
    """What the kiosk needs of counter_server.protocol.client.CounterClient."""

    def services(self) -> Services: ...
    def ticket(self, ticket: int) -> Ticket: ...


class Connection(QObject):
    """Answers come as signals, in the thread that listens to them."""

    services = Signal(object)
    issued = Signal(str, object)
    """request_id, IssuedTicket; with a number of the kiosk's own its id is negative"""
    refused = Signal(str, str, object)
    """request_id, code, facts"""
    wanted_again = Signal(object)
    """Ticket of this kiosk, to be printed once more"""
    trying = Signal(str)
    """request_id of a wish that could not be delivered yet, where no number of the kiosk's own can be given"""
    outbox_state = Signal(object)
    """PartState of what waits for the server, whenever it changes"""

    def __init__(
        self,
        door: Door,
        outbox: Outbox,
        clock: KioskClock,
        *,
        again_after: float = AGAIN_AFTER_SECONDS,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        super().__init__()
        self.letter = ""
        """The kiosk's own series, as the last offer named it."""
        self._door, self._outbox, self._clock = door, outbox, clock
        self._again_after, self._patience, self._waited_for = again_after, patience, set[str]()
        self._offers, self._wishes = Errands("offers"), Errands("wishes")
        self._reports, self._reprints = Errands("reports"), Errands("reprints")
        self.survey = survey_line.SurveyLine(door)
        self.state, self._silent, self._telling = PartState(PartIs.UNKNOWN), False, threading.Lock()
        """`state`: what waits for the server, as it was told last."""
        self._delivery = Delivery(door, outbox, clock, again_after=again_after, told=self._delivered)
        self._delivery.start()

    def ask_services(self) -> None:
        """The offer, fresh."""
        self._offers.send(self._ask_services)

    def issue(self, wish: Wish) -> None:
        """A ticket: the server's, or after a short while one of the kiosk's own."""
        self._waited_for.add(wish.request_id)
        self._wishes.send(lambda: self._issue(wish))

    def repeat(self, wish: Wish) -> None:
        """The paper of the ticket this patient has already. Asked once: she has her number."""
        self._wishes.send(lambda: self._repeat(wish))

    def give_up(self, request_id: str) -> None:
        """The visitor left before there was a number: the wish is not sent again."""
        self._waited_for.discard(request_id)

    def heard(self, at: datetime, *, back: bool = False) -> None:
        """The server is there, and says it is `at`; `back`: after it was not."""
        self._clock.hear(at)
        self._silent = False
        if back:
            self._delivery.try_refused_again()

    def lost(self, reason: str) -> None:
        """It is not heard any more: nobody has to wait for it. A kiosk paired no longer does not go on by itself."""
        self._silent = reason not in NOT_OURS

    def ask_again(self, ticket: int) -> None:
        """Staff want a ticket reprinted: only the kiosk it came from is told more."""
        self._reprints.send(lambda: self._insist(lambda: self.wanted_again.emit(self._door.ticket(ticket))))

    def printed(self, ticket: int) -> None:
        """Tell that the paper came."""
        self._reports.send(lambda: self._report(ticket, PRINTED))

    def not_printed(self, ticket: int, reason: str) -> None:
        """Tell that no paper came, and why."""
        self._reports.send(lambda: self._report(ticket, reason))

    def stop(self) -> None:
        """Ends the threads; what is on its way gets a moment to arrive."""
        for errands in (self._offers, self._wishes, self._reports, self._reprints, self.survey):
            errands.stop()
        self._delivery.stop()
        self._outbox.close()

    def _ask_services(self) -> None:
        try:
            services = self._door.services()
        except ServerAway as away:
            log.info("no offer: %s", away.reason)
        except ServerRefused as refused:
            log.warning("the server refuses the offer: %s %s", refused.code, refused.facts)
        else:
            self.letter = services.series
            with suppress(OutboxShut):
                self._outbox.know(services.series, services.given)
            self.services.emit(services)
            self._tell_state()

    def _issue(self, wish: Wish) -> None:
        if wish.request_id in self._waited_for:
            self._answer(wish)
            self._waited_for.discard(wish.request_id)

    def _answer(self, wish: Wish) -> None:
        if self._keep(wish) and self._silent and self._give_number(wish):
            return
        while True:
            answer = answer_to(wish, self._door, patience=self._patience)
            if isinstance(answer, IssuedTicket):
                with suppress(OutboxShut):
                    self._outbox.shown(wish.request_id, answer.id)
                self.issued.emit(wish.request_id, answer)
                return
            if isinstance(answer, ServerRefused) and not for_later(answer):
                log.info("no ticket: %s", answer.code)
                with suppress(OutboxShut):
                    self._outbox.done(wish.request_id)
                self.refused.emit(wish.request_id, answer.code, answer.facts)
                return
            log.info("no answer to a wish for a ticket: %s", answer)
            self._silent = True
            if wish.request_id in self._waited_for:
                if self._keep(wish) and self._give_number(wish):
                    return
                self.trying.emit(wish.request_id)
                if self._wishes.stopping.wait(self._again_after):
                    return
            if wish.request_id not in self._waited_for:
                self._withdraw(wish)
                return

    def _repeat(self, wish: Wish) -> None:
        try:
            self.issued.emit(wish.request_id, self._door.issue(**wish.told(), again=True))
        except ServerRefused as refused:
            self.refused.emit(wish.request_id, refused.code, refused.facts)
        except ServerAway:
            self.refused.emit(wish.request_id, "server_away", {})

    def _keep(self, wish: Wish) -> bool:
        try:
            self._outbox.ask(wish)
        except OutboxShut:
            self._tell_state()
            return False
        return True

    def _give_number(self, wish: Wish) -> bool:
        if not self.letter:
            return False
        try:
            entry = self._outbox.give_number(wish, self.letter)
        except OutboxShut as shut:
            log.warning("no number of our own: %s", shut.reason)
            self._tell_state()
            return False
        log.info("the server is away: number %s", entry.number)
        self.issued.emit(wish.request_id, entry.as_ticket())
        self._tell_state()
        self._delivery.wake()
        return True

    def _withdraw(self, wish: Wish) -> None:
        """Whether a ticket was made is not known, and nobody would come when it is called."""
        try:
            self._outbox.left(wish.request_id)
        except OutboxShut:
            self._reports.send(lambda: self._insist(lambda: self._take_back(wish)))
        self._delivery.wake()

    def _take_back(self, wish: Wish) -> None:
        self._door.not_printed(self._door.issue(**wish.told()).id, VISITOR_LEFT)

    def _report(self, ticket: int, outcome: str) -> None:
        try:
            self._outbox.paper(ticket, outcome)
        except OutboxShut:
            if ticket > 0:
                self._insist(lambda: tell_paper(self._door, ticket, outcome))
        self._delivery.wake()

    def _insist(self, report: Callable[[], object]) -> None:
        while True:
            try:
                report()
                return
            except ServerRefused as refused:  # it heard us; saying it again changes nothing
                log.info("not for this kiosk, or not any more: %s %s", refused.code, refused.facts)
                return
            except ServerAway as away:
                log.info("a report waits: %s", away.reason)
            if self._reports.stopping.wait(self._again_after):
                return

    def _delivered(self) -> None:
        self._silent = False
        self._tell_state()

    def _tell_state(self) -> None:
        with self._telling:  # from three threads: the newest is told last
            state = self._outbox.state(refused=self._delivery.refused)
            if state != self.state:
                self.state = state
                self.outbox_state.emit(state)
