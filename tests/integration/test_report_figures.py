"""Every figure of a report, right to the ticket: three days are lived through the product's own operations, and each
figure is computed again the slow way, by code that shares nothing with the reports but the database."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import date, datetime
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from counter_server.domain.reporting import figures, machine_figures
from counter_server.domain.reporting.facts import DayFacts, Turn
from counter_server.domain.reporting.periods import Period
from counter_server.domain.reporting.selection import Selection, selected, step_key
from counter_server.domain.reporting.spread import Spread, spread
from counter_server.protocol.locale import Locale
from counter_server.reports.section import Kind, Report, Section
from counter_server.storage import day_sheets
from counter_server.storage.store import Store
from counter_server.web.counter import Counter
from counter_server.web.report_work import Made, ReportWork
from tests.office_past import past
from tests.server import ROOT
from tests.slow_report import ZONE, SlowReport, mean, nearest_rank
from tests.store import SECRET, database_of

FIRST, LAST = date(2026, 11, 18), date(2026, 11, 20)
WEEK = Period(FIRST, LAST)
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=ZONE)
INDONESIAN = Locale.load(ROOT / "assets" / "locale", "id")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("past")


@pytest.fixture(scope="module")
def store(folder: Path) -> Iterator[Store]:
    with past(folder, [FIRST, date(2026, 11, 19), LAST], tickets=55, until=NOW, early=date(2026, 11, 19)) as lived:
        yield lived


@pytest.fixture(scope="module")
def counter(store: Store) -> Iterator[Counter]:
    running = Counter(store, SECRET, store.clock)
    running.reports.begin(ReportWork(running, {"id": INDONESIAN}, ROOT / "assets" / "fonts"))
    yield running
    running.reports.close()


@pytest.fixture(scope="module")
def made(counter: Counter) -> Made:
    return asyncio.run(counter.reports.make(WEEK, INDONESIAN))


@pytest.fixture(scope="module")
def slow(store: Store, folder: Path) -> SlowReport:
    return SlowReport(database_of(folder / "data"), FIRST.isoformat(), LAST.isoformat(), NOW)


@pytest.fixture(scope="module")
def days(made: Made) -> list[DayFacts]:
    return list(made.material.days)


def by_hand(values: list[int]) -> Spread:
    median, p90, p95 = (nearest_rank(values, percent) for percent in (50, 90, 95))
    return Spread(len(values), median, p90, p95, max(values))


def test_the_past_has_something_of_every_kind(slow: SlowReport) -> None:
    actions = {line["action"] for lines in slow.lines.values() for line in lines}
    verbs = (
        "issue check-in call recall start finish forward transfer hold return no-show requeue cancel lapse documents"
    )
    assert actions >= {
        *verbs.split(),
        "priority",
        "not-printed",
        "pause",
        "sign-in",
        "sign-out",
        "device",
        "open",
        "close",
    }
    assert actions >= {"renumber", "note", "check", "away", "move", "end-day", "alert-raised", "alert-cleared"}
    everything = [line for lines in slow.lines.values() for line in lines]
    assert any(line["action"] == "recall" and line["who"] == "calling-rule" for line in everything)
    assert any(line["action"] == "call" and line["who"] == "supervisor-1" for line in everything)
    assert any(
        line["action"] == "issue" and line["payload"]["ticket"]["status"] == "lapsed" for line in everything
    )  # of yesterday
    assert set(slow.counts("ending")) >= {"never_came", "no_show", "cancelled", "unfinished", "lapsed", "day_closed"}
    held = [lines for lines in slow.of_ticket.values() if "hold" in [line["action"] for line in lines[:-1]]]
    assert any("finish" in [line["action"] for line in lines] for lines in held), "a step of two sittings"
    assert len(slow.counts("ending")) >= 8


@pytest.mark.parametrize("of", ["day", "service", "channel", "priority", "hospital", "hour", "weekday", "ending"])
def test_numbers_by(made: Made, slow: SlowReport, of: str) -> None:
    assert getattr(made.material.volume, f"by_{of}") == dict(slow.counts(of))
    assert sum(slow.counts(of).values()) == made.material.volume.tickets == len(slow.tickets)


def test_numbers_by_weekday_and_hour(made: Made, slow: SlowReport) -> None:
    assert made.material.volume.by_weekday_and_hour == dict(slow.counts("field"))


def test_waiting_times(made: Made, slow: SlowReport) -> None:
    waits = slow.waits()
    assert {letter: sorted(found) for letter, found in made.material.waits.items()} == waits
    for letter, found in made.material.waits.items():
        assert spread(found) == by_hand(waits[letter])
    assert spread(made.material.all_waits) == by_hand([wait for found in waits.values() for wait in found])


def test_service_times_and_the_promise_kept(made: Made, slow: SlowReport) -> None:
    def key(step: dict[str, Any]) -> tuple[str, str, int]:
        return step["service"], step["step"], step["standard"] // 60_000

    done = sorted(slow.done(), key=key)
    expected = {}
    for which, group in groupby(done, key):
        steps = list(group)
        kept = sum(step["took"] <= step["standard"] for step in steps)
        expected[which] = (by_hand([step["took"] for step in steps]), (kept, len(steps)))
    found = {
        (one.service, one.step, one.standard): (one.took, tuple(one.kept))
        for one in figures.promises(made.material.turns)
    }
    assert found == expected
    assert any(0 < kept < of for _, (kept, of) in expected.values()), "some promise was kept, and some was not"


def test_each_member_of_staff(days: list[DayFacts], slow: SlowReport) -> None:
    attended, _, _ = slow.by_the_second
    done = list(slow.done())
    for one in figures.members(days):
        own = [step for step in done if step["staff"] == one.staff]
        assert (one.served, one.took) == (len(own), by_hand([step["took"] for step in own]))
        assert tuple(one.kept) == (sum(step["took"] <= step["standard"] for step in own), len(own))
        assert (one.ready, one.busy, one.paused) == tuple(
            attended.get((one.staff, state), 0) for state in ("ready", "busy", "paused")
        )
        usual = [
            mean(
                [
                    other["took"]
                    for other in done
                    if (other["service"], other["step"]) == (step["service"], step["step"])
                ]
            )
            for step in own
        ]
        together = sum(step["took"] for step in own)
        assert one.relative == (together / sum(usual, Fraction(0)) if len(own) >= 10 else None)
    assert {one.staff for one in figures.members(days)} >= {"verifier-1", "verifier-2", "extra-1"}


def test_all_of_the_staff_together_take_what_the_same_work_takes(days: list[DayFacts]) -> None:
    done = figures.done_turns(days)
    together = [turn._replace(staff="all") for turn in done]
    (whole,) = figures.members([DayFacts("2026-11-18", 0, turns=tuple(together))])
    assert whole.relative == 1


def test_calls_nobody_answered(days: list[DayFacts], slow: SlowReport) -> None:
    assert {letter: tuple(one) for letter, one in figures.no_shows(days).items()} == slow.no_shows()


def test_whoever_registered_ahead(days: list[DayFacts], slow: SlowReport) -> None:
    found = {channel: tuple(one) for channel, one in figures.bookings(days).items()}
    assert found == slow.bookings()
    assert any(came and never for _, came, _, never in found.values())


def test_what_visitors_were_told_of_their_wait(made: Made, slow: SlowReport) -> None:
    told = slow.foretold()
    told["all"] = told["regular"] + told["priority"]
    table = next(table for table in made.report.tables if table.key == "foretold")
    rows = {(row.cells[0], row.cells[1]): row.cells[2:] for row in table.rows}
    words = {"regular": "Reguler", "priority": "Prioritas", "all": "Semua"}
    ways: dict[str, Callable[[dict[str, Any]], Fraction | None]] = {
        "Rentang pada tiket": lambda one: Fraction(one["low"] + one["high"], 2),
        "Orang di depan × waktu": lambda one: Fraction(one["naive"]),
        "Tunggu orang terakhir": lambda one: Fraction(one["last_to_enter"]) if "last_to_enter" in one else None,
    }
    expected = {}
    for klass, ones in told.items():
        for way, foretold in ways.items():
            errors = [said - one["waited"] for one in ones if (said := foretold(one)) is not None]
            n, minute = len(errors), 60_000
            mae, bias = sum(map(abs, errors), Fraction(0)) / n * minute, sum(errors, Fraction(0)) / n * minute
            within = Fraction(sum(one["low"] <= one["waited"] <= one["high"] for one in ones), n)
            share = pytest.approx(float(within)) if way == "Rentang pada tiket" else None
            expected[words[klass], way] = (n, pytest.approx(float(mae)), pytest.approx(float(bias)), share)
    assert rows == expected
    assert all(0 < share < 1 for *_, share in rows.values() if isinstance(share, float))
    cards = {card.label: card.value for card in _section(made, "foretold").cards}
    assert list(cards.values()) == [
        expected["Semua", "Rentang pada tiket"][1],
        expected["Semua", "Rentang pada tiket"][3],
        expected["Semua", "Orang di depan × waktu"][1],
        expected["Semua", "Tunggu orang terakhir"][1],
    ]


def _section(made: Made, key: str) -> Section:
    return next(section for section in made.report.sections if section.key == key)


def test_behind_the_share_within_the_range_are_those_outside_it(
    made: Made, days: list[DayFacts], slow: SlowReport
) -> None:
    (card,) = [card for card in _section(made, "foretold").cards if card.behind]
    assert card.behind is not None
    outside = [
        one for ones in slow.foretold().values() for one in ones if not one["low"] <= one["waited"] <= one["high"]
    ]
    assert len(selected(days, card.behind, ZONE)) == len(outside)
    assert card.note == f"{len(outside)} nomor di luarnya"


def test_missing_papers(days: list[DayFacts], slow: SlowReport) -> None:
    assert {one.form: (one.lacked, one.missing) for one in figures.lacking(days)} == slow.lacking()


def test_machines_and_alerts(days: list[DayFacts], slow: SlowReport) -> None:
    _, machines, alarms = slow.by_the_second
    assert {one.device: (one.watched, one.heard) for one in machine_figures.availability(days)} == machines
    assert {code: lasted for code, _, _, _, lasted in machine_figures.alarms(days)} == alarms
    assert machines["display-1"][1] < machines["display-1"][0]


def rows_behind(report: Report) -> Iterator[tuple[str, int, Selection]]:
    for table in report.tables:
        for row in table.rows:
            if row.behind is not None:
                count = row.cells[row.at]
                assert isinstance(count, int)
                assert table.columns[row.at].kind is Kind.COUNT
                yield table.key, count, row.behind


def test_behind_each_figure_are_as_many_tickets_as_it_says(made: Made, days: list[DayFacts]) -> None:
    counts_turns = {"promise", "staff", "late"}
    looked = set()
    for table, count, behind in rows_behind(made.report):
        found = selected(days, behind, ZONE)
        if table in counts_turns:
            assert len({seen.visit.id for seen in found}) == len(found)
            assert 0 < len(found) <= count, "a ticket may do a step twice"
            assert sum(_is_of(behind, turn) for seen in found for turn in seen.turns) == count
        else:
            assert len(found) == count, (table, behind)
        looked.add(table)
    kinds = {"by-day", "service", "channel", "priority", "hospital", "weekday", "hour", "waits", "ending", "missing"}
    assert looked == kinds | counts_turns | {"no-shows", "bookings", "foretold"}


def _is_of(behind: Selection, turn: Turn) -> bool:
    if behind.of == "staff":
        return turn.is_done and turn.staff == behind.value
    here = turn.is_done and step_key(turn) == behind.value
    return here and (behind.of == "step" or turn.kept_promise is False)


def test_a_day_is_the_same_from_its_sheet_as_from_the_journal(counter: Counter, days: list[DayFacts]) -> None:
    assert asyncio.run(counter.reports.close_books()) is True
    assert len(counter.store.read_now(day_sheets.with_sheets)) == 3
    again = asyncio.run(counter.reports.make(WEEK, INDONESIAN))
    assert list(again.material.days) == days
