"""The survey of public satisfaction in a report: its index, class and number of answers, and the way to its own page.

A report is handed on and kept, and two of them may be subtracted: so it tells of the branch's own published periods
alone, once they are over, and of none that has fewer answers than may be shown (decisions/0032)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from counter_server.domain.survey import FEWEST, Tallies, grade, ikm, rounded, sample_size

from .material import Material, title
from .section import Further, Kind, Row, Section, Table

KEY = "survey"
"""Of `Material.more`: a sequence of SurveyTold, the newest first; not there where nobody is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyTold:
    """A period that is over. `name`: as it is read; `key`: as its page's address has it; `visits`: finished in it."""

    name: str
    key: str
    answers: int
    tallies: Tallies
    visits: int


def survey(of: Material) -> Section | None:
    """None where nobody is asked, and nobody was."""
    words, told = of.words, of.more.get(KEY)
    if not isinstance(told, Sequence) or not told:
        return None
    columns = (
        title(words, "survey_period", Kind.TEXT), title(words, "grade", Kind.TEXT), title(words, "ikm", Kind.NUMBER),
        title(words, "answers"), title(words, "needed"),
    )  # fmt: skip
    table = Table(
        key="survey", title=words.say("table.survey"), columns=columns, rows=[_row(of, one) for one in told],
        note=words.say("note.survey_few", n=FEWEST),
    )  # fmt: skip
    return Section(
        key="survey", title=words.say("section.survey"), note=words.say("note.survey"), tables=(table,),
        further=Further(words.say("survey_page"), f"/console/survey?period={told[0].key}"),
    )  # fmt: skip


def _row(of: Material, told: SurveyTold) -> Row:
    needed = sample_size(told.visits)
    index = ikm(told.tallies) if told.answers >= FEWEST else None
    if index is None:
        return Row((told.name, None, None, told.answers if told.answers >= FEWEST else None, needed))
    value = rounded(index)
    its = grade(value)
    name = of.words.locale.say(f"common.survey.grade.{its}")
    return Row((told.name, f"{its} · {name}", Fraction(value), told.answers, needed))
