"""The survey's figures as they are read, in both languages."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from counter_server.domain.survey import Element, Standing, Tally
from counter_server.domain.survey_period import Period, parsed
from counter_server.protocol.locale import Locale
from counter_server.protocol.terms import Language
from counter_server.storage.survey import Figures, Group
from counter_server.web.survey_words import Report, counted, named, questions, report, written
from tests.server import ROOT

WORDS = {language: Locale.load(ROOT / "assets" / "locale", language) for language in Language}
INDONESIAN, ENGLISH = WORDS[Language.ID], WORDS[Language.EN]
NAMES = {"A": "Klaim", "K": "Kepesertaan", "L": "Tanpa identitas"}
TODAY = date(2026, 11, 23)


def group(answers: int, mark: int = 3, **others: int) -> Group:
    """So many people who all said the same, but of the elements in `others`."""
    return Group(answers, {one: Tally(answers, answers * others.get(one, mark)) for one in Element})


def told(services: Mapping[str, Group], visits: int = 500, key: str = "2026-H2", words: Locale = INDONESIAN) -> Report:
    period = parsed(key)
    assert period is not None
    whole = sum(services.values(), Group())
    return report(Figures(whole, services, {}, visits), period, NAMES, words, TODAY)


@pytest.mark.parametrize("words", WORDS.values(), ids=str)
def test_nine_questions_with_four_answers_each(words: Locale) -> None:
    asked = questions(words)
    assert [one.element for one in asked] == list(Element)
    assert all([mark for mark, _ in one.answers] == [1, 2, 3, 4] for one in asked)
    assert all(len({said for _, said in one.answers}) == 4 for one in asked)
    assert len({one.asks for one in asked}) == 9


def test_a_number_is_written_as_its_language_does() -> None:
    assert written(Decimal("83.40"), INDONESIAN) == "83,40"
    assert written(Decimal("83.40"), ENGLISH) == "83.40"
    assert (counted(9400, INDONESIAN), counted(9400, ENGLISH)) == ("9.400", "9,400")


@pytest.mark.parametrize(
    "key, indonesian, english",
    [
        ("2026-11", "November 2026", "November 2026"),
        ("2026-H1", "Semester 1 2026", "Half-year 1 of 2026"),
        ("2026-Q3", "Triwulan 3 2026", "Quarter 3 of 2026"),
        ("2026", "Tahun 2026", "Year 2026"),
    ],
)
def test_a_period_has_a_name(key: str, indonesian: str, english: str) -> None:
    period = parsed(key)
    assert isinstance(period, Period)
    assert (named(period, INDONESIAN), named(period, ENGLISH)) == (indonesian, english)


def test_a_report_says_index_class_and_what_to_mend() -> None:
    shown = told({"A": group(217, facilities=1, time=2, complaints=2)})
    assert shown.index is not None
    assert (shown.index.written, shown.index.grade_words) == ("63,89", "Tidak baik")
    assert [line.element for line in shown.mend] == [Element.FACILITIES, Element.TIME, Element.COMPLAINTS]
    assert [line.low for line in shown.elements].count(True) == 3
    values = [line.value.written for line in shown.elements if line.value]
    assert values == ["75,00", "75,00", "50,00", "75,00", "75,00", "75,00", "75,00", "50,00", "25,00"]
    assert shown.standing is Standing.ENOUGH
    assert "217" in shown.standing_words


def test_nine_answers_show_no_figure_at_all() -> None:
    shown = told({"A": group(9)})
    assert (shown.index, shown.elements, shown.mend, shown.services) == (None, [], [], [])
    assert "9" in shown.standing_words


def test_fewer_than_the_sample_are_said_to_be_provisional() -> None:
    shown = told({"A": group(10)})
    assert shown.index is not None
    assert shown.standing is Standing.SHORT
    assert "10 dari 217" in shown.standing_words


def test_a_service_of_a_few_is_told_with_others_only() -> None:
    shown = told({"A": group(100), "K": group(12, 4), "L": group(3, 1)})
    assert [(line.name, line.answers) for line in shown.services] == [("Klaim", 100), ("Lainnya dan tidak dirinci", 15)]


def test_one_service_that_may_be_shown_alone_is_not_broken_down() -> None:
    assert told({"A": group(100)}).services == []
    assert told({"": group(100)}).services == []
    assert told({"A": group(9), "K": group(9)}).services == []


def test_a_running_period_is_called_so() -> None:
    assert told({"A": group(30)}).running
    assert not told({"A": group(30)}, key="2026-H1").running


def test_it_is_told_where_how_many_have_answered() -> None:
    period = parsed("2026-H2")
    assert period is not None
    channels = {"kiosk": group(3), "phone": group(1200)}
    figures = Figures(group(1203), {"": group(1203)}, channels, 2000)
    assert report(figures, period, NAMES, INDONESIAN, TODAY).channels == ["Ponsel: 1.200", "Mesin antrean: 3"]
    assert report(figures, period, NAMES, ENGLISH, TODAY).channels == ["Phone: 1,200", "Kiosk: 3"]
