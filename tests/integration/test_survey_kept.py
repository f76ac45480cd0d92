"""What is kept of a survey, in a real database: answers, and nothing that leads from one to a ticket."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from counter_server.domain.survey import Element, Marks, tallies
from counter_server.domain.ticket import Ticket
from counter_server.operations.callers import token_hash
from counter_server.operations.day_turn import tick
from counter_server.operations.surveying import Answered, Asked, keep
from counter_server.storage import journal, survey
from counter_server.storage.journal import Verified
from counter_server.storage.store import Store
from counter_server.web.counter import Counter
from counter_server.web.survey_desk import TOGETHER, SurveyDesk
from tests.store import MONDAY, SECRET, a_store, at, database_of
from tests.survey_office import all_say, answered, marks_in_order, served

TODAY = MONDAY[:10]


def desk_of(store: Store) -> SurveyDesk:
    return Counter(store, SECRET, store.clock).survey


def answer_as(desk: SurveyDesk, ticket: Ticket, marks: Marks) -> None:
    """As the phone of this ticket would."""
    desk.take(marks, Asked.PHONE, service=ticket.service, page_hash=token_hash(f"page of {ticket.id}"))


def everything(data: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, in the order it lies in."""
    with closing(sqlite3.connect(database_of(data))) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: list(database.execute(f"SELECT * FROM {table}")) for table in tables}


def without_keys(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted((row[0], *row[2:]) for row in rows)


def a_day(data: Path, who_answers: Callable[[list[Ticket]], list[tuple[Ticket, Marks]]]) -> None:
    """Twenty visits, and whoever of them answers what; the next day has begun."""
    with a_store(data) as store:
        desk, tickets = desk_of(store), served(store, 20)
        for ticket, marks in who_answers(tickets):
            answer_as(desk, ticket, marks)
        asyncio.run(desk.turn())
        asyncio.run(desk.write())
    with a_store(data, "2026-11-24T08:00:00+07:00") as store:
        store.writer.perform_now(tick)


def test_nothing_in_the_whole_database_links_an_answer_to_a_ticket(tmp_path: Path) -> None:
    """Two days with the same visits; the same things are said, by other people and in another order."""
    said = marks_in_order(12)
    a_day(tmp_path / "one", lambda tickets: list(zip(tickets[:12], said, strict=True)))
    a_day(tmp_path / "other", lambda tickets: list(zip(tickets[:7:-1], said[::-1], strict=True)))
    one, other = everything(tmp_path / "one"), everything(tmp_path / "other")
    kept = one.pop("survey_answer"), other.pop("survey_answer")
    assert one == other, "but for the answers all is the same, to the last line of the journal"
    assert without_keys(kept[0]) == without_keys(kept[1])
    assert len(kept[0]) == 12
    assert [sorted(rows) for rows in kept] == list(kept), "by their keys, which are chance"
    came = [tuple(marks[element] for element in Element) for marks in said]
    lie = [[row[5:] for row in rows] for rows in kept]
    assert lie[0] != came, "they lie in the order of chance"
    assert lie[1] != came[::-1]


def test_answers_have_no_row_numbers_that_would_tell_their_order(tmp_path: Path) -> None:
    with a_store(tmp_path):
        pass
    with closing(sqlite3.connect(database_of(tmp_path))) as database:
        with pytest.raises(sqlite3.OperationalError, match="rowid"):
            database.execute("SELECT rowid FROM survey_answer")
        columns = [name for _, name, *_ in database.execute("PRAGMA table_info(survey_answer)")]
    assert columns == ["branch", "id", "day", "service", "channel", *map(str, Element)], "no time, no ticket, no device"


def test_nine_answers_are_on_no_disk_and_the_tenth_takes_them_along(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        desk, tickets = desk_of(store), served(store, TOGETHER)
        for n, ticket in enumerate(tickets):
            assert everything(tmp_path)["survey_answer"] == []
            assert desk.waiting() == n
            answer_as(desk, ticket, all_say(3))
            asyncio.run(desk.turn())
        assert len(everything(tmp_path)["survey_answer"]) == TOGETHER
        assert desk.waiting() == 0


def test_a_visit_answers_once(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        desk, (ticket,) = desk_of(store), served(store, 1)
        answer_as(desk, ticket, all_say(4))
        answer_as(desk, ticket, all_say(1))
        assert desk.waiting() == 1
        assert not desk.may_answer(token_hash(f"page of {ticket.id}"))


def test_what_is_left_of_a_day_is_written_when_it_is_over(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        counter, tickets = Counter(store, SECRET, store.clock), served(store, 6)
        desk = counter.survey
        answer_as(desk, tickets[2], all_say(4))
        asyncio.run(desk.turn())
        assert desk.waiting() == 1
        store.clock = counter.clock = at("2026-11-24T00:00:01+07:00")
        asyncio.run(desk.turn())
        assert desk.may_answer(token_hash(f"page of {tickets[2].id}")), "who has answered is forgotten with the day"
    assert [row[2:5] for row in everything(tmp_path)["survey_answer"]] == [(TODAY, "A", "phone")]


def test_where_hardly_anybody_came_an_answer_keeps_neither_service_nor_day(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        served(store, 4, "K")
        store.writer.perform_now(lambda day: keep(day, answers=[answered(TODAY, all_say(2), "K")]))
        served(store, 5)
        store.writer.perform_now(lambda day: keep(day, answers=[answered(TODAY, all_say(2), "K")]))
        store.writer.perform_now(lambda day: keep(day, answers=[answered(TODAY, all_say(2), "A")]))
    kept = sorted(row[2:4] for row in everything(tmp_path)["survey_answer"])
    assert kept == [("2026-11-01", ""), (TODAY, ""), (TODAY, "A")]


def test_a_day_leaves_one_line_that_counts_the_answers(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        served(store, 5)
        for _ in range(3):
            store.writer.perform_now(lambda day: keep(day, answers=[answered(TODAY, all_say(2))] * 10))
        assert [row for row in everything(tmp_path)["journal"] if row[4] == "survey"] == []
    for day in ("2026-11-24", "2026-11-25"):  # the second one brings nothing
        with a_store(tmp_path, f"{day}T08:00:00+07:00") as store:
            store.writer.perform_now(tick)
            verified = store.read_now(lambda line, present, setup: journal.verify(line, setup.key))
            assert isinstance(verified, Verified)
    lines = [row for row in everything(tmp_path)["journal"] if row[4] == "survey"]
    assert [(row[5], row[7]) for row in lines] == [(f"day:{TODAY}", '{"kept":30}')]


def test_the_sums_of_a_report_are_those_of_its_answers(tmp_path: Path) -> None:
    said = [*marks_in_order(30), {Element.FEE: 4}, all_say(0, time=1)]
    with a_store(tmp_path) as store:
        served(store, 6)
        served(store, 5, "K")
        answers = [answered(TODAY, marks, "AK"[n % 2]) for n, marks in enumerate(said)]
        answers.append(Answered(TODAY, "", Asked.TABLET, all_say(1)))
        store.writer.perform_now(lambda day: keep(day, answers=answers))
        found = store.read_now(lambda line, present, setup: survey.figures(line, "p2km", TODAY, TODAY))
        before = store.read_now(lambda line, present, setup: survey.figures(line, "p2km", "2026-01-01", "2026-11-22"))
    assert found.whole.tallies == tallies([*said, all_say(1)])
    assert {letter: group.answers for letter, group in found.services.items()} == {"": 1, "A": 16, "K": 16}
    assert found.services["A"].tallies == tallies(said[::2])
    assert {channel: group.answers for channel, group in found.channels.items()} == {"phone": 32, "tablet": 1}
    assert found.visits == 11
    assert (before.whole.answers, before.visits) == (0, 0)


def test_what_could_not_be_written_waits(tmp_path: Path) -> None:
    no_room = "CREATE TRIGGER no_room BEFORE INSERT ON survey_answer BEGIN SELECT RAISE(ABORT, 'no room'); END"
    with a_store(tmp_path) as store:
        desk, tickets = desk_of(store), served(store, TOGETHER)
        for ticket in tickets:
            answer_as(desk, ticket, all_say(3))
        with closing(sqlite3.connect(database_of(tmp_path))) as other:
            other.execute(no_room)
            with pytest.raises(sqlite3.IntegrityError, match="no room"):
                asyncio.run(desk.turn())
            assert desk.waiting() == TOGETHER
            other.execute("DROP TRIGGER no_room")
        asyncio.run(desk.turn())
        assert desk.waiting() == 0
    assert len(everything(tmp_path)["survey_answer"]) == TOGETHER
