"""A period's report, read from the database and put into words; and its PDF, drawn beside the event loop."""

import asyncio
import time
from datetime import date
from pathlib import Path

from fastapi import Request

from counter_server.domain.survey import FEWEST
from counter_server.domain.survey_period import Period, period_of, recent
from counter_server.protocol.locale import Locale
from counter_server.protocol.terms import SurveySpan

from .console_answers import counter_of
from .counter import Counter
from .survey_sheet import Sheet, draw
from .survey_words import Report, report

PDF = "application/pdf"
DRAWN_SECONDS = 300.0
MOST_DRAWN = 32
MOST_PERIODS = 6


class Drawn:
    """Sheets drawn lately, so that asking often costs little; one is drawn at a time."""

    def __init__(self, fonts: Path) -> None:
        self._fonts = fonts
        self._kept: dict[tuple[str, str], tuple[float, bytes]] = {}
        self._one = asyncio.Lock()

    async def of(self, counter: Counter, told: Report, words: Locale, *, fresh: bool = False) -> bytes:
        """The PDF of a report; `fresh`: as it is now, not minutes ago."""
        key = (words.language, told.period.key)
        async with self._one:
            now = time.monotonic()
            known = self._kept.get(key)
            if known is not None and known[0] > now - DRAWN_SECONDS and not fresh:
                return known[1]
            sheet = sheet_of(counter)
            content = await asyncio.get_running_loop().run_in_executor(None, draw, told, sheet, words, self._fonts)
            while len(self._kept) >= MOST_DRAWN:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = (now, content)
            return content


def sheet_of(counter: Counter) -> Sheet:
    """The branch's letterhead and signature."""
    branch, survey = counter.setup.branch.branch, counter.setup.branch.survey
    return Sheet(
        letterhead=survey.letterhead or (branch.office or branch.name,), branch=branch.name, signed=survey.signed,
        place=survey.signed_at, made=counter.survey.running(),
    )  # fmt: skip


async def report_of(request: Request, period: Period, words: Locale) -> Report:
    """A period's, in this language."""
    counter = counter_of(request)
    figures = await counter.survey.figures(period)
    names = {letter: loaded.texts[words.language].name for letter, loaded in counter.setup.services.items()}
    return report(figures, period, names, words, counter.survey.running())


async def published(counter: Counter) -> list[Period]:
    """The periods everybody may read about, newest first: those that are over and have figures. A running one would
    tell, from one day to the next, what few have said; the demonstration shows it all the same."""
    today, span = counter.survey.running(), counter.setup.branch.survey.span
    found = []
    for period in recent(today, span, MOST_PERIODS):
        figures = await counter.survey.figures(period)
        if figures.whole.answers >= FEWEST and (period.last < today or counter.setup.demo):
            found.append(period)
    return found


def to_choose(today: date) -> list[tuple[SurveySpan, list[Period]]]:
    """The periods the person in charge may look at."""
    most = {SurveySpan.MONTH: 12, SurveySpan.QUARTER: 4, SurveySpan.HALF: 4, SurveySpan.YEAR: 3}
    return [(span, list(recent(today, span, n))) for span, n in most.items()]


def newest_over(counter: Counter) -> Period:
    """The last one that is over; of a demonstration, which has no past, the running one."""
    running = running_period(counter)
    return running if counter.setup.demo else running.before


def running_period(counter: Counter) -> Period:
    """The one today lies in."""
    return period_of(counter.survey.running(), counter.setup.branch.survey.span)
