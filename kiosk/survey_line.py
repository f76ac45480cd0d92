"""Sends what was answered in the survey: once, and whatever comes of it, nothing is kept."""

import logging
from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from counter_server.protocol.client import ServerAway, ServerRefused

from .errands import Errands
from .survey_visit import Became

log = logging.getLogger(__name__)
REFUSED = {"too_many_tries": Became.SLOW, "survey_closed": Became.CLOSED}


class Door(Protocol):
    """What it needs of counter_server.protocol.client.CounterClient."""

    def answer_survey(self, marks: Mapping[str, int]) -> None: ...


class SurveyLine(QObject):
    """In a thread of its own. A server that does not answer is not asked again: it may have counted her already."""

    done = Signal(str, str)
    """request_id, Became"""

    def __init__(self, door: Door) -> None:
        super().__init__()
        self._door, self._errands = door, Errands("survey")

    def send(self, request_id: str, marks: Mapping[str, int]) -> None:
        """The server is told the marks and nothing else."""
        self._errands.send(lambda: self.done.emit(request_id, str(became(self._door, marks))))

    def stop(self) -> None:
        """What is on its way gets a moment to arrive."""
        self._errands.stop()


def became(door: Door, marks: Mapping[str, int]) -> Became:
    """What becomes of these marks."""
    try:
        door.answer_survey(marks)
    except ServerRefused as refused:
        log.info("no answers to the survey are taken: %s", refused.code)
        return REFUSED.get(refused.code, Became.LOST)
    except ServerAway as away:
        log.info("no answer to an answer of the survey: %s", away.reason)
        return Became.LOST
    return Became.THANKS
