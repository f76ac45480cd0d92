"""When the floor itself is an alert."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_server.domain.alerts import Alert, Level
from counter_server.domain.floor_limits import MINUTE, BreakNow, Limits, QueueNow, ServingNow, beyond, heeded

LIMITS = Limits(wait=45, over_standard=50, queue=30, pause=20)
NOW = 1_000 * MINUTE


def ago(minutes: float) -> int:
    return NOW - int(minutes * MINUTE)


def test_a_floor_at_its_limits_is_no_alert() -> None:
    assert not list(
        beyond(
            LIMITS,
            NOW,
            queues=[QueueNow(service="A", step="verification", waiting=29, since=ago(45))],
            serving=[ServingNow(counter="loket-1", number="A-001", since=ago(15), standard_minutes=10)],
            breaks=[BreakNow(staff="verifier-1", since=ago(20))],
        )
    )


def test_each_of_them_beyond_its_limit_is_one_with_its_numbers() -> None:
    found = beyond(
        LIMITS,
        NOW,
        queues=[QueueNow(service="A", step="verification", waiting=30, since=ago(46))],
        serving=[ServingNow(counter="loket-1", number="A-001", since=ago(16), standard_minutes=10)],
        breaks=[BreakNow(staff="verifier-1", since=ago(21))],
    )
    assert [(one.part, one.code, one.subject, NOW - one.since, dict(one.facts)) for one in found] == [
        ("queue", "long_wait", "A/verification", MINUTE, {"minutes": 46}),
        ("queue", "long_queue", "A/verification", 0, {"count": 30}),
        ("step", "over_standard", "loket-1", MINUTE, {"number": "A-001", "minutes": 16, "standard": 10}),
        ("staff", "long_break", "verifier-1", MINUTE, {"minutes": 21}),
    ]


def test_a_limit_of_nothing_is_never_reached_but_for_the_standard_time_itself() -> None:
    none = Limits(wait=0, over_standard=0, queue=0, pause=0)
    queue = QueueNow(service="A", step="help", waiting=500, since=ago(500))
    serving = [ServingNow(counter="loket-1", number="A-001", since=ago(10.1), standard_minutes=10)]
    found = beyond(none, NOW, queues=[queue], serving=serving, breaks=[BreakNow(staff="extra-1", since=ago(500))])
    assert [one.code for one in found] == ["over_standard"]


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 100), st.integers(1, 60))
def test_what_is_beyond_stays_beyond_as_time_passes(waited: int, later: int, percent: int, standard: int) -> None:
    limits = Limits(wait=45, over_standard=percent)
    queue = [QueueNow(service="A", step="help", waiting=1, since=ago(waited))]
    serving = [ServingNow(counter="loket-1", number="A-001", since=ago(waited), standard_minutes=standard)]
    now, then = (
        {one.code for one in beyond(limits, at, queues=queue, serving=serving)} for at in (NOW, NOW + later * MINUTE)
    )
    assert now <= then


def alert(part: str, level: Level = Level.FAILED, code: str = "no_paper", minutes: float = 0) -> Alert:
    return Alert(code=code, subject="kiosk-1", since=ago(minutes), level=level, part=part)


@pytest.mark.parametrize(
    "printer, heard",
    [(Level.WARNING, {"printer", "paper", "sound"}), (Level.FAILED, {"printer", "sound"}), (None, {"sound"})],
)
def test_the_branch_chooses_from_when_a_printer_is_told(printer: Level | None, heard: set[str]) -> None:
    told = [alert("printer"), alert("paper", Level.WARNING), alert("sound", Level.WARNING)]
    assert {one.part for one in heeded(told, Limits(printer=printer), NOW)} == heard


def test_a_machine_is_away_only_after_as_long_as_the_branch_says() -> None:
    away = [alert("device", code="away", minutes=2)]
    assert heeded(away, Limits(away=2 * MINUTE), NOW) == away
    assert heeded(away, Limits(away=2 * MINUTE + 1), NOW) == []
