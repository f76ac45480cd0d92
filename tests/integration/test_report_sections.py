"""Alerts and the survey in a report: what the server itself wrote down, in words; and no more of the survey than its
own page may tell."""

import asyncio
import tomllib
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from counter_server.domain.reporting import machine_figures
from counter_server.domain.reporting.facts import UNSERVED, Alarm, DayFacts
from counter_server.domain.reporting.periods import Period, day_of, month_of, year_of
from counter_server.domain.survey import Element
from counter_server.domain.survey_period import over_in
from counter_server.operations import serving, surveying
from counter_server.operations.day_turn import turn_day
from counter_server.operations.surveying import Answered, Asked
from counter_server.protocol.locale import Locale
from counter_server.protocol.terms import Outcome, SurveySpan
from counter_server.reports.section import Kind, Section
from counter_server.reports.wording import Wording
from counter_server.storage.store import Store
from counter_server.web.alert_keeper import AlertKeeper
from counter_server.web.counter import Counter
from counter_server.web.report_work import Made, ReportWork
from tests.server import ROOT
from tests.store import SECRET, VERIFIER, a_store, issue, sign_in

LOCALES = {language: Locale.load(ROOT / "assets" / "locale", language) for language in ("id", "en")}
MINUTE, HOUR = 60_000, 3_600_000


def counter_of(store: Store) -> Counter:
    counter = Counter(store, SECRET, store.clock)
    counter.reports.begin(ReportWork(counter, LOCALES, ROOT / "assets" / "fonts"))
    return counter


def made(counter: Counter, period: Period, language: str = "id") -> Made:
    return asyncio.run(counter.reports.make(period, LOCALES[language]))


def section(report: Made, key: str) -> Section:
    return next(one for one in report.report.sections if one.key == key)


def cells(report: Made, key: str) -> list[tuple[object, ...]]:
    return [tuple(row.cells) for table in report.report.tables if table.key == key for row in table.rows]


def test_an_alert_the_floor_raised_is_told_in_words_with_how_long_it_lasted(tmp_path: Path) -> None:
    """Somebody waits for 50 minutes, and is called; the watch is the server's own, its clock set by hand."""
    with a_store(tmp_path / "data", "2026-11-23T08:00:00+07:00") as store:
        counter, seconds = counter_of(store), [0.0]
        counter.watch.keeper = AlertKeeper(counter, monotonic=lambda: seconds[0])
        begins = store.clock.start
        assert begins is not None

        def looks(minute: float) -> None:
            store.clock.start = begins + timedelta(minutes=minute)
            for _ in range(2):  # once to see it, once after it has held, or been gone, for long enough
                seconds[0] += 60
                asyncio.run(counter.watch.keeper.turn())

        store.writer.perform_now(issue)
        store.writer.perform_now(sign_in)
        looks(50)
        assert [alert.code for alert in counter.watch.present()] == ["long_wait"]
        looks(52)
        store.writer.perform_now(lambda day: serving.call_next(day, VERIFIER, counter="loket-1"))
        looks(57)
        looks(70)
        for language, name in (("id", "Antrean: menunggu terlalu lama"), ("en", "Queue: waited too long")):
            ((told, about, times, lasted),) = cells(made(counter, day_of(date(2026, 11, 23)), language), "alarms")
            assert (told, times, lasted) == (name, 1, 7 * MINUTE)
            assert str(about).startswith("A · ")
            assert str(about).endswith((", Verifikasi", ", Verification"))
        counter.reports.close()


@pytest.mark.parametrize("language", LOCALES)
def test_every_alert_the_console_can_tell_has_words_in_a_report(language: str) -> None:
    words = Wording(LOCALES[language], {}, {}, {})
    told = tomllib.loads((ROOT / "assets" / "locale" / f"{language}.toml").read_text(encoding="utf-8"))
    known = told["console"]["alert"]
    codes = [(part, code) for part, codes in known.items() if part != "other" for code in codes if code != "other"]
    assert [one for one in codes if not LOCALES[language].has(f"console.report.alarm.{one[1]}")] == []
    assert all(words.alarm(code, part).count(": ") == 1 for part, code in codes)
    assert words.subject("step", "loket-3") == {"id": "Loket 3", "en": "Counter 3"}[language]


@pytest.mark.parametrize("language", LOCALES)
def test_every_way_a_visit_ends_has_words_about_the_visit(language: str) -> None:
    words = Wording(LOCALES[language], {}, {}, {})
    endings = [*UNSERVED, *map(str, Outcome)]
    told = [words.ending(ending) for ending in endings]
    assert len(set(told)) == len(endings)
    assert set(told).isdisjoint(endings)
    said_to_visitors = LOCALES[language].say("common.outcome.day_closed")
    assert said_to_visitors not in told, "it says that the service has ended, not that somebody was being served"


def test_what_is_less_than_nothing_has_a_minus_and_no_hyphen() -> None:
    words = Wording(LOCALES["id"], {}, {}, {})
    assert words.value(-41.9 * MINUTE, Kind.MINUTES) == "−41,9"


def test_the_servers_own_alerts_are_told_together_and_machines_apart() -> None:
    alarms = (
        Alarm("wall_silent", "server", "A-001", 1, MINUTE), Alarm("wall_silent", "server", "A-002", 1, MINUTE),
        Alarm("no_paper", "printer", "kiosk-1", 1, MINUTE), Alarm("no_paper", "printer", "kiosk-2", 2, HOUR),
    )  # fmt: skip
    assert machine_figures.alarms([DayFacts("2026-11-23", 0, alarms=alarms)]) == [
        ("no_paper", "printer", "kiosk-2", 2, HOUR),
        ("wall_silent", "server", "", 2, 2 * MINUTE),
        ("no_paper", "printer", "kiosk-1", 1, MINUTE),
    ]


MARCH, JULY = date(2026, 3, 2), date(2026, 7, 1)


def said(mark: int, day: date, n: int) -> list[Answered]:
    return [Answered(day.isoformat(), "", Asked.PHONE, dict.fromkeys(Element, mark))] * n


def answered(store: Store, *answers: list[Answered]) -> None:
    for some in answers:
        store.writer.perform_now(partial(surveying.keep, answers=some))


def test_the_survey_stands_in_the_report_of_a_period_that_is_over(tmp_path: Path) -> None:
    """Ten say 4 and two say 3 of everything: (10 · 4 + 2 · 3) / 12 · 25 = 95.83, A."""
    with a_store(tmp_path / "data", "2026-07-01T08:00:00+07:00") as store:
        counter = counter_of(store)
        assert cells(made(counter, year_of(MARCH)), "survey") == [], "nobody is asked"
        answered(store, said(4, MARCH, 10), said(3, MARCH, 2))
        for period in (year_of(MARCH), day_of(date(2026, 7, 1)), Period(date(2026, 1, 1), date(2026, 6, 30))):
            told = made(counter, period)
            assert cells(told, "survey") == [("Semester 1 2026", "A · Sangat baik", Fraction("95.83"), 12, 0)]
            further = section(told, "survey").further
            assert further is not None
            assert further.address == "/console/survey?period=2026-H1"
        counter.reports.close()


def test_fewer_answers_than_may_be_shown_are_not_told_nor_those_of_a_period_that_lasts(tmp_path: Path) -> None:
    with a_store(tmp_path / "data", "2026-07-01T08:00:00+07:00") as store:
        counter = counter_of(store)
        answered(store, said(4, MARCH, 9), said(1, JULY, 30))
        for period in (year_of(MARCH), month_of(MARCH), month_of(JULY), day_of(JULY)):
            for name, *figures in cells(made(counter, period), "survey"):
                assert name in ("Semester 1 2026", "Semester 2 2025")
                assert figures == [None, None, None, 0]
        counter.reports.close()


def test_reports_of_other_days_cannot_be_subtracted(tmp_path: Path) -> None:
    """Whatever days a report is of, what it tells of the survey are whole periods of one span."""
    (over_by_march,) = over_in(date(2026, 3, 1), date(2026, 3, 31), SurveySpan.HALF, JULY)
    assert over_by_march.key == "2025-H2", "what was over when the month ended, whenever it is asked"
    spans = (SurveySpan.MONTH, SurveySpan.QUARTER, SurveySpan.HALF, SurveySpan.YEAR)
    today, first = date(2026, 11, 23), date(2024, 1, 1)
    for span in spans:
        seen = set()
        for begins in range(0, 1000, 13):
            for days in (0, 6, 30, 91, 364):
                start = first + timedelta(days=begins)
                seen |= set(over_in(start, start + timedelta(days=days), span, today))
        assert {one.span for one in seen} == {span}
        assert all(one.last < today for one in seen)
        ranked = sorted(seen, key=lambda one: one.first)
        assert all(one.last < following.first for one, following in pairwise(ranked))


def test_a_report_of_a_period_that_has_just_ended_has_its_last_answers(tmp_path: Path) -> None:
    """Nine wait to be written when the day turns: a paper without them would tell what they said."""
    with a_store(tmp_path / "data", "2026-06-30T15:00:00+07:00") as store:
        counter = counter_of(store)
        answered(store, said(4, date(2026, 6, 30), 10))
        for _ in range(9):
            counter.survey.take(dict.fromkeys(Element, 1), Asked.TABLET)
        store.clock.start = datetime.fromisoformat("2026-07-01T00:00:05+07:00")
        store.writer.perform_now(turn_day)
        assert [told[3] for told in cells(made(counter, month_of(JULY)), "survey")] == [19]
        counter.reports.close()
