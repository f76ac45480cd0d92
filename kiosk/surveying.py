"""The survey, for those who have been served: led through its questions, and sent."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Slot

from . import survey_visit
from .number_typing import Received
from .office import Office
from .survey_line import SurveyLine
from .survey_visit import Became
from .visit import Page


class Asked(Received, Protocol):
    """What it needs of kiosk.reception.Reception."""

    @property
    def offer(self) -> Office: ...


class Surveying(QObject):
    """Takes the touches on the survey's pages; the answers' own are chosen as on every page."""

    def __init__(self, asked: Asked, line: SurveyLine, start_over: Callable[[], None]) -> None:
        super().__init__()
        self._asked, self._line, self._start_over = asked, line, start_over
        view = asked.view
        view.surveyed.connect(lambda: asked.show(survey_visit.begin_survey(asked.visit, asked.offer)))
        view.acted.connect(self._act)
        view.actedBeside.connect(self._act_beside)
        view.actedLast.connect(self._act_last)
        line.done.connect(self._take)

    @Slot()
    def _act(self) -> None:
        visit = self._asked.visit
        match visit.at.page:
            case Page.SURVEY_END if visit.marks:
                self._send()
            case Page.SURVEY_SENT if visit.at.subject == Became.SLOW:
                self._send()
            case Page.SURVEY_END | Page.SURVEY_SENT:
                self._start_over()

    @Slot()
    def _act_beside(self) -> None:
        match self._asked.visit.at.page:
            case Page.SURVEY:
                self._asked.show(survey_visit.pass_over(self._asked.visit))
            case Page.SURVEY_SENT:
                self._start_over()

    @Slot()
    def _act_last(self) -> None:
        if self._asked.visit.at.page is Page.SURVEY:
            self._send()

    def _send(self) -> None:
        visit = survey_visit.send(self._asked.visit)
        if visit.at.page is Page.SURVEY_SENDING:
            self._asked.show(visit)
            self._line.send(visit.request_id, visit.marks)

    @Slot(str, str)
    def _take(self, request_id: str, became: str) -> None:
        if request_id == self._asked.visit.request_id:  # else she has left, and another stands here
            self._asked.show(survey_visit.sent(self._asked.visit, became))
