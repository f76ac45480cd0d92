"""What a report tells of the survey: read beside everything else, in the thread of reports."""

from collections.abc import Mapping
from datetime import date

from counter_server.domain.reporting.periods import Period
from counter_server.domain.survey_period import over_in
from counter_server.protocol.locale import Locale
from counter_server.reports.survey_section import KEY, SurveyTold
from counter_server.setup import Setup
from counter_server.storage import survey
from counter_server.storage.database import Line

from .survey_words import named


def survey_told(line: Line, setup: Setup, period: Period, locale: Locale, today: date) -> Mapping[str, object]:
    """For `Material.more`. `today`: the business day, on which no period is over that lasts until it."""
    settings = setup.branch.survey
    told = []
    for one in over_in(*period, settings.span, today):
        found = survey.figures(line, setup.key, one.first.isoformat(), one.last.isoformat())
        told.append(
            SurveyTold(
                name=named(one, locale), key=one.key, answers=found.whole.answers, tallies=found.whole.tallies,
                visits=found.visits,
            )
        )  # fmt: skip
    asked = settings.offered or setup.demo or any(one.answers for one in told)
    return {KEY: told} if asked else {}
