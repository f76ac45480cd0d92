"""A day's lines folded into facts, where it is not plain: nights without a server, holds, no-shows, machines that come
back unnoticed, lines that have been forgotten."""

from typing import Any

from counter_server.domain.reporting.facts import Carried, DayFacts
from counter_server.domain.reporting.journal_fold import DayFrame, JournalFold
from counter_server.domain.reporting.lines import JournalLine

MINUTE, HOUR = 60_000, 3_600_000
MIDNIGHT = 1_795_366_800_000
"""Which 22 November 2026 ends with, in Jakarta."""
NINE = MIDNIGHT - 15 * HOUR


class DayLines:
    """Writes a day's lines."""

    def __init__(self, at: int = NINE) -> None:
        self.at, self.lines = at, list[JournalLine]()

    def line(self, action: str, subject: str = "", /, *, who: str = "x", after: int = 0, **payload: Any) -> "DayLines":
        """`after`: minutes since the line before."""
        self.at += after * MINUTE
        self.lines.append(JournalLine(len(self.lines) + 1, self.at, who, action, subject, payload))
        return self

    def ticket(self, action: str, status: str, *, after: int = 0, ticket: int = 1, **more: Any) -> "DayLines":
        told = {
            "id": ticket, "service": "A", "version": 1, "step": "verification", "status": status, "priority": "none",
            "channel": "kiosk", "staff": "v1", "counter": "loket-1", "issued_at": NINE, "arrived_at": NINE,
            "outcome": "", "missing": {}, "hospital": "",
        }  # fmt: skip
        return self.line(action, f"ticket:{ticket}", after=after, ticket=told | more)

    def staff(self, action: str, state: str, *, after: int = 0, key: str = "v1", who: str = "v1") -> "DayLines":
        return self.line(action, f"staff:{key}", who=who, after=after, staff={"key": key, "state": state})

    def facts(self, *, now: int = MIDNIGHT, is_first: bool = False, carried: Carried = Carried()) -> DayFacts:  # noqa: B008
        frame = DayFrame(day="2026-11-22", ends=MIDNIGHT, is_first=is_first, carried=carried)
        fold = JournalFold(frame, lambda service, version, step: 15)
        fold.feed(self.lines)
        return fold.facts(now)


def opened(at: int = NINE, closed: str = "") -> DayLines:
    return DayLines(at).line("day-open", "day:2026-11-22", who="calendar", services="AK", closed=closed)


def test_a_step_of_two_sittings_is_one_step_and_the_hold_does_not_count() -> None:
    day = opened().ticket("issue", "waiting").ticket("call", "called", after=5).ticket("start", "serving", after=1)
    day.ticket("hold", "on_hold", after=4).ticket("call", "called", after=60).ticket("start", "serving", after=1)
    facts = day.ticket("finish", "finished", after=3, outcome="complete").facts()
    held, done = facts.turns
    assert (held.end, held.is_done, held.worked) == ("hold", False, 0)
    assert (done.worked, done.queued, done.kept_promise) == (7 * MINUTE, 0, True)
    assert facts.visits[0].wait == 5 * MINUTE


def test_what_was_returned_is_not_added_to_whoever_does_it_in_the_end() -> None:
    day = opened().ticket("issue", "waiting").ticket("call", "called", after=5).ticket("start", "serving", after=1)
    day.ticket("return", "waiting", after=9).ticket("call", "called", after=2).ticket("start", "serving")
    facts = day.ticket("finish", "finished", after=3, outcome="complete").facts()
    assert [turn.worked for turn in facts.turns] == [0, 3 * MINUTE]
    assert facts.turns[1].queued == facts.turns[0].ended


def test_who_never_came_back_is_a_no_show_and_not_merely_left_over() -> None:
    day = opened().ticket("issue", "waiting").ticket("issue", "waiting", ticket=2)
    day.ticket("call", "called", after=5).ticket("no-show", "no_show", after=2)
    facts = day.ticket("lapse", "lapsed", after=400).ticket("lapse", "lapsed", ticket=2).facts()
    assert [visit.ending for visit in facts.visits] == ["no_show", "lapsed"]
    assert [visit.no_shows for visit in facts.visits] == [1, 0]
    assert [visit.wait for visit in facts.visits] == [5 * MINUTE, None]


def test_who_was_set_aside_when_the_day_ended_was_called_and_who_registered_and_never_came_was_not() -> None:
    day = opened().ticket("issue", "waiting").ticket("issue", "booked", ticket=2).ticket("issue", "booked", ticket=3)
    day.ticket("check-in", "waiting", ticket=3).ticket("call", "called", after=5).ticket("start", "serving")
    day.ticket("hold", "on_hold", after=3)
    facts = (
        day.ticket("lapse", "lapsed", after=400)
        .ticket("lapse", "lapsed", ticket=2)
        .ticket("lapse", "lapsed", ticket=3)
        .facts()
    )
    assert [visit.ending for visit in facts.visits] == ["unfinished", "never_came", "lapsed"]


def test_papers_that_lacked_at_one_step_and_were_there_in_the_end_sent_nobody_home() -> None:
    day = opened().ticket("issue", "waiting").ticket("call", "called").ticket("start", "serving")
    lacking: dict[str, Any] = {"outcome": "documents_missing", "missing": {"kk": ["copy"]}}
    day.ticket("finish", "waiting", after=3, **lacking).ticket("call", "called").ticket("start", "serving")
    facts = day.ticket("finish", "finished", after=3, outcome="complete", missing={"kk": ["copy"]}).facts()
    assert facts.visits[0].missing == ()
    home = opened().ticket("issue", "waiting").ticket("call", "called").ticket("start", "serving")
    assert home.ticket("finish", "finished", after=3, **lacking).facts().visits[0].missing == ("kk/copy",)


def test_a_wait_told_is_held_against_the_first_call_and_a_confirmed_priority_moves_nobody() -> None:
    day = opened()
    told = {"low": 5, "high": 20, "method": "forecast", "naive": 30.0}
    for ticket in (1, 2):
        day.ticket("issue", "waiting", ticket=ticket, priority="elderly")
        line = day.lines[-1]
        day.lines[-1] = line._replace(payload={**(line.payload or {}), "estimate": told})
    day.ticket("priority", "waiting", after=1, priority="elderly").ticket("priority", "waiting", ticket=2)
    day.ticket("call", "called", after=6, priority="elderly").ticket("call", "called", ticket=2)
    (one,) = day.facts().foretold
    assert (one.ticket, one.waited, one.is_within, one.priority, one.last_to_enter) == (1, 7, True, True, None)


def test_whoever_was_queued_again_waited_from_her_number_also_under_the_one_on_her_paper() -> None:
    day = opened().ticket("issue", "waiting").ticket("call", "called", after=5).ticket("no-show", "no_show", after=1)
    late = {"arrived_at": NINE + 15 * MINUTE}
    day.ticket("requeue", "waiting", after=1, **late).ticket("renumber", "waiting", after=1, **late)
    assert day.facts().visits[0].arrived == NINE


def test_whoever_registered_ahead_waits_from_when_she_is_here() -> None:
    day = opened().ticket("issue", "booked").ticket("check-in", "waiting", after=90, arrived_at=NINE + 90 * MINUTE)
    facts = day.ticket("call", "called", after=4).facts()
    assert facts.visits[0].wait == 4 * MINUTE
    assert facts.turns[0].queued == NINE + 90 * MINUTE


def test_a_number_whose_lines_are_forgotten_is_counted_and_not_made_up() -> None:
    day = opened().ticket("issue", "waiting").ticket("call", "called", after=1)
    day.lines[1] = day.lines[1]._replace(payload=None)
    facts = day.facts()
    assert (facts.untold, facts.visits, facts.turns) == (1, (), ())


def test_an_evening_without_a_server_is_nobody_s_readiness() -> None:
    day = opened().staff("ready", "ready", after=30)
    day.at = MIDNIGHT + 8 * HOUR
    facts = day.staff("sign-out", "away", who="calendar").line("day-close", who="calendar").facts(now=day.at)
    assert facts.attendance[0].ready == 0, "the last anybody did was to get ready"
    assert facts.opened == 30 * MINUTE


def test_ready_and_paused_count_while_the_counter_is_open_and_work_always() -> None:
    day = opened(closed="AK").staff("ready", "ready").line("open", "service:A", after=60)
    day.staff("pause", "paused", after=5)
    day.line("close", "service:A", after=10).staff("call", "busy", after=20).staff("finish", "ready", after=7)
    facts = day.line("day-close", who="calendar", after=1).facts()
    assert facts.attendance[0][1:] == (5 * MINUTE, 7 * MINUTE, 10 * MINUTE)
    assert facts.opened == 15 * MINUTE


def test_to_have_just_signed_in_is_no_pause() -> None:
    day = opened().staff("sign-in", "paused").staff("pause", "paused", after=3).staff("ready", "ready", after=4)
    assert day.facts(now=NINE + 9 * MINUTE).attendance[0][1:] == (2 * MINUTE, 0, 4 * MINUTE)


def test_a_machine_that_does_something_is_back_though_nobody_noted_it() -> None:
    day = opened().line("device", "device:kiosk-1", parts={}, who="kiosk-1")
    day.line("device", "device:kiosk-1", heard=False, after=10)
    day.ticket("issue", "waiting", after=5)
    day.lines[-1] = day.lines[-1]._replace(who="kiosk-1")
    (kiosk,) = day.facts(now=NINE + 30 * MINUTE).machines
    assert (kiosk.watched, kiosk.heard) == (30 * MINUTE, 25 * MINUTE)


def test_a_machine_switched_off_at_night_is_away_in_the_morning_until_it_is_heard() -> None:
    day = opened().line("device", "device:wall", heard=True, after=12)
    (wall,) = day.facts(now=NINE + 20 * MINUTE, carried=Carried((("wall", False),), ())).machines
    assert (wall.watched, wall.heard) == (20 * MINUTE, 8 * MINUTE)


def test_an_alert_that_says_a_machine_is_away_counts_like_the_line_that_says_so() -> None:
    told = {"code": "away", "part": "device", "subject": "wall", "level": "failed"}
    day = opened().line("pair", "device:wall", kind="display").line("alert-raised", "alert", after=5, **told)
    facts = day.line("alert-cleared", "alert", after=6, **told).facts(now=NINE + 20 * MINUTE)
    assert facts.machines[0].heard == 14 * MINUTE
    assert [(one.code, one.times, one.lasted) for one in facts.alarms] == [("away", 1, 6 * MINUTE)]


def test_a_revoked_machine_is_watched_no_longer() -> None:
    day = opened().line("pair", "device:wall", kind="display").line("revoke", "device:wall", after=5)
    assert day.facts(now=NINE + 20 * MINUTE).machines[0].watched == 5 * MINUTE


def test_where_the_journal_does_not_say_when_it_was_open_nothing_is_said() -> None:
    day = DayLines().line("day-open", "day:2026-11-22", who="calendar").line("pair", "device:wall", kind="display")
    facts = day.facts()
    assert (facts.opened, facts.machines) == (-1, ())


def test_the_first_day_of_all_is_open_until_a_line_says_otherwise() -> None:
    day = DayLines().line("pair", "device:wall", kind="display")
    assert day.facts(now=NINE + 7 * MINUTE, is_first=True).opened == 7 * MINUTE
    day.line("close", "service:A", after=3)
    assert day.facts(now=NINE + 7 * MINUTE, is_first=True).opened == 3 * MINUTE
