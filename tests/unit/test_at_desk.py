"""What only the desk needs of a ticket: what numbers say, and what is ticked, confirmed, expected."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from counter_server.domain.at_desk import NOTHING_TOLD, NOTHING_YET, AtDesk, ages, at_issue, told_by
from counter_server.domain.identity import Kk, Nik
from counter_server.protocol.terms import Is

from .counter_tickets import a_ticket

TODAY = date(2026, 11, 23)
WOMAN = Nik.parse("1871014501900001")
CHILD = Nik.parse("1871020101200002")
ELSEWHERE = Kk.parse("3273011203100004")


def test_a_nik_tells_birth_sex_and_district() -> None:
    told = told_by(WOMAN, None, TODAY)
    assert (told.born, told.sex, told.region, told.kk_region) == (("1990-01-05",), "female", "18.71.01", "")


def test_where_the_century_is_open_both_dates_are_told() -> None:
    assert told_by(CHILD, None, TODAY).born == ("1920-01-01", "2020-01-01")


def test_a_kk_tells_where_it_was_issued_and_nothing_of_a_person() -> None:
    told = told_by(None, ELSEWHERE, TODAY)
    assert (told.born, told.sex, told.region, told.kk_region) == ((), "", "", "32.73.01")


def test_without_a_number_nothing_is_told() -> None:
    assert told_by(None, None, TODAY) is NOTHING_TOLD
    assert at_issue(None, None, TODAY, expected_at=0, seen=False) is NOTHING_YET


def test_an_age_counts_whole_years() -> None:
    assert ages(("1966-11-23", "1966-11-24", "2026-11-23"), TODAY) == [60, 59, 0]


@given(st.dates(date(1906, 12, 1), TODAY))
def test_no_age_is_ahead_of_its_birthday(born: date) -> None:
    (age,) = ages((born.isoformat(),), TODAY)
    assert (born.year + age, born.month, born.day) <= (TODAY.year, TODAY.month, TODAY.day)
    assert (born.year + age + 1, born.month, born.day) > (TODAY.year, TODAY.month, TODAY.day)


def test_whoever_was_issued_a_ticket_face_to_face_has_been_seen() -> None:
    assert at_issue(None, None, TODAY, expected_at=0, seen=True).confirmed


def test_ticks_of_one_step_leave_those_of_another_alone() -> None:
    desk = AtDesk().ticked("help", ["asked"]).ticked("verification", ["copies", "address"])
    again = desk.ticked("verification", ["address"])
    assert again.has_ticked("help", "asked")
    assert again.has_ticked("verification", "address")
    assert not again.has_ticked("verification", "copies")
    assert not again.has_ticked("help", "address")


def test_a_reminder_ends_with_the_call_and_all_else_stays() -> None:
    held = a_ticket(Is.SERVING, desk=AtDesk(checked=("help/asked",), confirmed=True)).held(remind_at=99_000)
    assert held.desk.remind_at == 99_000
    called = held.called(staff="extra-1", counter="bantuan-1", at=99_500)
    assert called.desk == replace(held.desk, remind_at=0)


def test_a_recall_begins_the_wait_for_an_answer_anew_and_the_next_call_forgets_it() -> None:
    recalled = a_ticket(Is.CALLED).recalled(at=70_000)
    assert recalled.desk.announced_at == 70_000
    called = recalled.returned().called(staff="extra-2", counter="bantuan-2", at=80_000)
    assert called.desk.announced_at == 0


def test_what_nothing_is_known_of_takes_no_room() -> None:
    assert a_ticket(Is.WAITING).called(staff="a", counter="b", at=1).desk is NOTHING_YET
