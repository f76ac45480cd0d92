"""Receives a visitor: takes touches and news, replaces the visit, and tells the screen that follows from it."""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Slot

from counter_server.protocol.device_state import PartState
from counter_server.protocol.locale import Locale
from counter_server.protocol.messages import Board, Change, IssuedTicket, Ticket
from counter_server.protocol.offer import Services

from . import flow, offer_gone
from .again import to_print, visit_of
from .connection import Connection
from .delivery import VISITOR_LEFT
from .information import Information
from .kiosk_face import KioskFace, waiting_for
from .number_typing import NumberTyping
from .office import Office
from .outbox_file import DAMAGED, UNWRITABLE
from .pages import screen
from .panel import fit
from .paper_desk import PaperDesk
from .patience import Patience
from .surveying import Surveying
from .view_model import KioskView
from .visit import OnPaper, Page, Visit
from .wish import wish_of

CHANGES_THE_OFFER = frozenset({"configure", "day-open", "day-close"})


class Reception(QObject):
    """The kiosk between its view, the server and the printer. Lives in the thread of the screen."""

    def __init__(
        self,
        face: KioskFace,
        words: Mapping[str, Locale],
        connection: Connection,
        paper: PaperDesk,
        *,
        new_request_id: Callable[[], str] = lambda: str(uuid.uuid4()),
    ) -> None:
        super().__init__()
        self.view = KioskView(face.name, face.office, face.languages, face.comforts)
        self._face, self._words, self._connection, self._paper = face, words, connection, paper
        self._new_request_id = new_request_id
        self._office = Office(languages=face.languages)
        self._patience = Patience(self)
        self._visit = self._new_visit()
        self._join()
        self._typing = NumberTyping(self, self._act)
        self._information = Information(self, words, paper, self.start_over)
        self._surveying = Surveying(self, connection.survey, self.start_over)
        self._tell()

    @property
    def visit(self) -> Visit:
        """The visit as it is now."""
        return self._visit

    @property
    def offer(self) -> Office:
        """The office as it is known now."""
        return self._office

    def show(self, visit: Visit) -> None:
        """This visit in place of the one before."""
        self._visit = visit
        self._wait()
        self._tell()

    @Slot()
    def start_over(self) -> None:
        """Forgets the visit. A wish the server has not answered yet is taken back."""
        self._begin(self._new_visit())

    @Slot(object)
    def take_services(self, services: Services) -> None:
        """The offer, fresh or remembered."""
        self._knows(self._office.with_services(services))

    def take_board(self, board: Board) -> None:
        """The whole board: the server is there again, and the offer may have changed meanwhile."""
        self._connection.ask_services()
        self._knows(self._office.with_opening(board.services).with_waiting(board.waiting).with_away(False))

    def take_change(self, change: Change) -> None:
        """One change of the board."""
        office = self._office.with_waiting(change.waiting).with_away(False)
        if change.action == "reprint" and change.ticket is not None:
            self._connection.ask_again(change.ticket.id)
        if change.action in CHANGES_THE_OFFER:
            self._connection.ask_services()
        self._knows(office.with_opening([change.service]) if change.service else office)

    def take_heartbeat(self, heartbeat: object) -> None:
        """The server is there."""
        self._knows(self._office.with_away(False))

    def take_away(self, reason: str) -> None:
        """The server does not answer."""
        self._knows(self._office.with_away(True))

    def take_time(self, moment: datetime) -> None:
        """It is now `moment`; a kiosk that hears nobody opens and closes by itself."""
        self._knows(self._office.at(moment))

    def _join(self) -> None:
        view, connection, paper = self.view, self._connection, self._paper
        view.chosen.connect(lambda key: self.show(flow.choose(self._visit, key, self._office)))
        view.acted.connect(self._act)
        view.actedBeside.connect(self._act_beside)
        view.wentBack.connect(lambda: self.show(flow.back(self._visit)))
        view.cancelled.connect(self.start_over)
        view.askedForHelp.connect(lambda: self.show(flow.ask_for_help(self._visit)))
        view.stayed.connect(self._wait)
        view.touched.connect(lambda: None if view.asks_to_stay else self._wait())
        view.spoke.connect(lambda language: self.show(flow.speak(self._visit, language)))
        view.arranged.connect(lambda name: self.show(flow.arrange(self._visit, name)))
        connection.services.connect(self.take_services)
        connection.issued.connect(self._take_issued)
        connection.outbox_state.connect(self._take_outbox)
        connection.refused.connect(self._take_refused)
        connection.trying.connect(self._take_trying)
        connection.wanted_again.connect(self._print_again)
        paper.done.connect(self._take_paper)
        paper.printer.connect(view.show_printer)
        self._patience.over.connect(self.start_over)
        self._patience.left.connect(view.count_down)

    @property
    def _say(self) -> Locale:
        return self._words[self._visit.language]

    def _new_visit(self) -> Visit:
        return Visit(request_id=self._new_request_id(), language=self._face.languages[0])

    def _act(self) -> None:
        match self._visit.at.page:
            case Page.SUMMARY if self._visit.checking:
                self._information.go_on()
            case Page.SUMMARY | Page.HELP:
                self._take_ticket()
            case Page.IDENTITY if self._screen.action:
                self.show(flow.onward(self._visit, self._office))
            case Page.REPEAT:
                self._take_first()
            case Page.CLOSED | Page.REFUSED:
                self.show(flow.begin_anew(self._visit, self._new_visit()))
            case Page.TICKET:
                self.start_over()

    def _act_beside(self) -> None:
        match self._visit.at.page:
            case Page.WELCOME | Page.SERVICE if self._office.known:
                self.show(flow.read_guide(self._visit, self._visit.service or self._office.services[0].letter))
            case Page.SUMMARY | Page.GUIDE:
                self._information.print_list()
            case Page.COVERED:
                self.show(flow.back(self._visit))
            case Page.IDENTITY:
                self.show(flow.skip_number(self._visit, self._office))
            case Page.TAKING | Page.REPEAT:
                self.start_over()

    def _take_first(self) -> None:
        service = self._office.service(self._visit.service)
        if service is not None:
            self.show(flow.print_again(self._visit))
            self._connection.repeat(wish_of(self._visit, service))

    def _take_ticket(self) -> None:
        visit = flow.take(self._visit, self._office)
        service = self._office.service(visit.service)
        if visit.at.page is Page.TAKING and service is not None:
            self.show(visit)
            self._connection.issue(wish_of(visit, service))

    def _is_here(self, request_id: str) -> bool:
        return self._visit.request_id == request_id and self._visit.at.page is Page.TAKING

    @Slot(object)
    def _print_again(self, ticket: Ticket) -> None:
        self._paper.print_ticket(to_print(ticket), visit_of(ticket), reprint=True)

    @Slot(object)
    def _take_outbox(self, state: PartState) -> None:
        self._knows(self._office.with_outbox(state.code not in (DAMAGED, UNWRITABLE)))

    @Slot(str, object)
    def _take_issued(self, request_id: str, ticket: IssuedTicket) -> None:
        if not self._is_here(request_id):  # the visitor left: nobody would take a paper
            self._connection.not_printed(ticket.id, VISITOR_LEFT)
            return
        self.show(flow.issued(self._visit, ticket))
        self._paper.print_ticket(ticket, self._visit, reprint=ticket.repeat)

    @Slot(str, str, object)
    def _take_refused(self, request_id: str, code: str, facts: dict[str, Any]) -> None:
        if self._is_here(request_id):
            self._connection.ask_services()
            self.show(flow.refused(self._visit, code, facts))

    @Slot(str)
    def _take_trying(self, request_id: str) -> None:
        if self._is_here(request_id) and not self._visit.waits_for_server:
            self.show(flow.still_trying(self._visit))

    @Slot(int, str, str)
    def _take_paper(self, ticket: int, code: str, picture: str) -> None:
        self._paper.ask()
        came = code == OnPaper.PRINTED
        if came:
            self._connection.printed(ticket)
        else:
            self._connection.not_printed(ticket, code)
        if self._visit.ticket and self._visit.ticket.id == ticket:
            self.view.show_paper(picture)
            self.show(flow.paper_came(self._visit) if came else flow.no_paper(self._visit, code))

    def _knows(self, office: Office) -> None:
        if office == self._office:
            return
        self._office = office
        if offer_gone.fits(self._visit, office):
            self._tell()
        else:
            self._begin(offer_gone.overtaken(self._visit, office, self._new_visit()))

    def _begin(self, new: Visit) -> None:
        self._connection.give_up(self._visit.request_id)
        self._typing.forget()
        self.view.show_paper("")
        self.show(new)

    def _wait(self) -> None:
        waits = waiting_for(self._visit, self._face)
        if waits is None:
            self._patience.stop()
        else:
            self._patience.wait(waits.seconds, warn=waits.warn)

    def _tell(self) -> None:
        self._screen = screen(self._visit, self._office, self._say)
        self.view.tell(self._screen, self._visit, self._office, self._say, fit(self._face.panel, self._visit.comfort))
