"""What a visitor may ask for without taking a number: whether her papers are complete, and lists to take home."""

from collections.abc import Callable, Mapping
from typing import Protocol

from PySide6.QtCore import QObject, Slot

from counter_server.protocol.locale import Locale

from .guide_parts import part_of
from .number_typing import Received
from .office import Office
from .paper_desk import PaperDesk
from .papers_check import begin_check, list_came, may_take_number, take_number, want_list
from .visit import Page


class Asked(Received, Protocol):
    """What it needs of kiosk.reception.Reception."""

    @property
    def offer(self) -> Office: ...


class Information(QObject):
    """Told by the reception what was touched: the page of a touch may be gone once it was answered."""

    def __init__(
        self, asked: Asked, words: Mapping[str, Locale], paper: PaperDesk, start_over: Callable[[], None]
    ) -> None:
        super().__init__()
        self._asked, self._words, self._paper, self._start_over = asked, words, paper, start_over
        self._under_way = ""
        asked.view.actedLast.connect(self._act_last)
        paper.listed.connect(self._take_list)

    def go_on(self) -> None:
        """From a check's answer to a number, where there is one to be had."""
        visit, office = self._asked.visit, self._asked.offer
        if may_take_number(visit, office):
            self._asked.show(take_number(visit, office))
        else:
            self._start_over()

    def print_list(self) -> None:
        """What to bring, on paper: once a visit for each service, one at a time."""
        from .take_home import requirement_list  # what is printed is loaded when somebody prints

        visit, office = self._asked.visit, self._asked.offer
        letter = visit.service if visit.at.page is Page.SUMMARY else part_of(visit.at.subject)[0]
        service = office.service(letter)
        wanted = want_list(visit, letter)
        if service is not None and wanted is not visit and not self._under_way:
            self._under_way = visit.request_id
            self._asked.show(wanted)
            asked = requirement_list(visit, office, self._words[visit.language], service)
            self._paper.print_list(asked, visit.language)

    @Slot()
    def _act_last(self) -> None:
        visit = self._asked.visit
        match visit.at.page:
            case Page.WELCOME:
                self._asked.show(begin_check(visit, self._asked.offer))
            case Page.SUMMARY if visit.checking:
                self._start_over()

    @Slot(str, str)
    def _take_list(self, outcome: str, picture: str) -> None:
        self._paper.ask()
        whose, self._under_way = self._under_way, ""
        if whose == self._asked.visit.request_id:  # else she has left, and another stands here
            self._asked.show(list_came(self._asked.visit, outcome))
