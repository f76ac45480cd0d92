"""What if: the same day for every team, and the answer to how many are enough."""

from dataclasses import replace
from pathlib import Path

import pytest

from counter_server.domain.forecast.accuracy import Outcome
from counter_server.domain.forecast.hall import Desk, Rules
from counter_server.domain.forecast.plan import Plan, Rate, plan
from counter_server.domain.forecast.times import Pace, Visits, lengths, visits
from counter_server.domain.forecast.waits import Visitor, waits_of
from counter_server.plan_charts import day_chart, teams_chart
from counter_server.plan_view import accuracy_rows
from counter_server.protocol.locale import Locale
from counter_server.protocol.terms import Mode

ASSETS = Path(__file__).parents[2] / "assets"
MINUTE = 60_000
OPENS = 1_795_395_600_000
HOUR = 60 * MINUTE
A = "A/verification"
TEAM = [Desk(staff=f"v{n:02}", counter=f"l{n}", queues=frozenset({A}), ready_since=OPENS) for n in range(12)]
PACE = Pace(steps={A: Visits((10 * MINUTE,), ("",))}, pauses=lengths([], MINUTE), gaps=lengths([], MINUTE))
VARIED = replace(PACE, steps={A: visits([], 10 * MINUTE, "")})
EACH_FIVE_MINUTES = [Visitor(at=OPENS + n * 5 * MINUTE, queue=A, priority=n % 3 == 0) for n in range(24)]


def a_plan(**more: object) -> Plan:
    told: dict[str, object] = {
        "visitors": EACH_FIVE_MINUTES, "pace": PACE, "rules": Rules(closes_at=OPENS + 3 * HOUR), "opens_at": OPENS,
        "last_ticket_at": OPENS + 3 * HOUR, "verifiers": TEAM, "teams": [1, 2, 3], "chosen": 2, "replications": 6,
    }  # fmt: skip
    return Plan(**(told | more))  # type: ignore[arg-type]


def test_a_day_without_chance_is_worked_out_by_hand() -> None:
    """One each 5 minutes, 10 minutes each: two serve at once, one alone falls 5 minutes behind with every visitor."""
    one, two, three = plan(a_plan(visitors=[replace(who, priority=False) for who in EACH_FIVE_MINUTES])).teams
    assert two.everybody.longest.high == 0
    assert three.busy.middle == pytest.approx(240 / (3 * 180))
    assert one.everybody.longest.middle == 23 * 5
    assert one.everybody.median.middle == pytest.approx(11.5 * 5)
    assert one.everybody.within.middle == pytest.approx(7 / 24)  # 0, 5, … 30
    assert one.ends.middle == 60


def test_the_same_plan_gives_the_same_answer_and_another_seed_another() -> None:
    varied = a_plan(pace=VARIED)
    assert plan(varied) == plan(varied)
    assert plan(varied) != plan(replace(varied, seed=2))


def test_each_visitor_keeps_a_counter_as_long_whoever_serves() -> None:
    """With the same chance for every team none of them can do worse by having one more."""
    teams = plan(a_plan(pace=VARIED, teams=[1, 2, 3, 4, 5], replications=10)).teams
    longest = [team.everybody.longest.middle for team in teams]
    assert longest == sorted(longest, reverse=True)
    many = plan(a_plan(pace=VARIED, teams=[10, 11, 12], chosen=10)).teams  # so many that nobody waits
    assert [team.ends.middle for team in many] == [0, 0, 0]
    worked = [team.busy.middle * team.verifiers for team in many]
    assert worked == pytest.approx([worked[0]] * 3)


@pytest.mark.parametrize("goal, enough", [(0.9, 2), (0.2, 1), (1.0, 2)])
def test_the_fewest_who_meet_the_goal_are_found(goal: float, enough: int) -> None:
    assert plan(a_plan(goal=goal)).enough == enough


def test_where_no_team_meets_the_goal_that_is_said() -> None:
    assert plan(a_plan(teams=[1], chosen=1)).enough is None


def test_priority_waits_less_and_a_larger_weight_makes_it_less_still() -> None:
    alike, three, ten = (
        plan(a_plan(rules=Rules(weight=weight, closes_at=OPENS + 3 * HOUR), teams=[1], chosen=1)).teams[0]
        for weight in (1.0, 3.0, 10.0)
    )
    waits = [team.priority.median.middle for team in (alike, three, ten) if team.priority]
    assert waits[0] > waits[1] > waits[2]


def test_in_pull_mode_the_keys_cost_time() -> None:
    push, pull = (
        plan(a_plan(rules=Rules(mode=mode, closes_at=OPENS + 3 * HOUR), teams=[1], chosen=1)).teams[0]
        for mode in (Mode.PUSH, Mode.PULL)
    )
    assert pull.everybody.median.middle > push.everybody.median.middle + 5


def test_who_comes_too_early_stands_at_the_door_and_who_comes_too_late_gets_no_number() -> None:
    early = [Visitor(at=OPENS - 20 * MINUTE, queue=A), Visitor(at=OPENS + 4 * HOUR, queue=A)]
    team = plan(a_plan(visitors=early, teams=[1], chosen=1)).teams[0]
    assert team.everybody.n == 1
    assert team.everybody.longest.middle == 20


def test_who_will_come_comes_by_chance_at_the_rate_that_was_measured() -> None:
    rates = [Rate(queue=A, priority=False, start=OPENS, end=OPENS + HOUR, per_hour=30.0)]
    found = plan(a_plan(visitors=[], rates=rates, teams=[5], chosen=5, replications=60))
    assert found.teams[0].everybody.n == pytest.approx(30, abs=3)
    assert {moment.at for moment in found.day} == {OPENS, OPENS + HOUR // 2}


def test_a_recorded_day_is_counted_the_same_way() -> None:
    found = waits_of([0, 10, 20, 30, 40], 30)
    assert found is not None
    assert (found.n, found.median.middle, found.within.middle, found.longest.middle) == (5, 20, 0.8, 40)
    assert waits_of([], 30) is None


def test_charts_show_every_team_the_goal_and_the_day_and_no_script() -> None:
    found = plan(a_plan(pace=VARIED))
    teams = teams_chart(found.teams, chosen=2, goal=0.9, title="A & <B>", below="verifikator")
    assert teams.count("<rect") == 3
    assert 'aria-label="A &amp; &lt;B&gt;"' in teams
    assert ">90 %</text>" in teams
    hours = [str(n) for n in range(len(found.day))]
    day = day_chart(found.day, hours=hours, within=30, title="hari", below="jam")
    assert "<polyline" in day
    assert "style=" not in teams + day
    assert day_chart([], hours=[], within=30, title="", below="") == ""


def test_an_error_that_rounds_to_nothing_has_no_minus_sign() -> None:
    locale = Locale.load(ASSETS / "locale", "id")
    told = Outcome(
        ticket=1, at=OPENS, called=OPENS + 302_400, priority=False, method="forecast", low=4.0, high=6.0, naive=None,
        last_to_enter=None,
    )  # fmt: skip
    (row,) = accuracy_rows([told], locale)
    assert row.cells[:3] == ("1", "0,0", "+0,0")
