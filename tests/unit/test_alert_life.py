"""An alert holds before it is raised, and is gone before it is over."""

from hypothesis import given
from hypothesis import strategies as st

from counter_server.domain.alert_life import Lives, key_of
from counter_server.domain.alerts import Alert

PAPER = Alert(code="no_paper", subject="kiosk-1", since=100, part="printer")
AWAY = Alert(code="away", subject="layar-1", since=200, part="device")
HOLDS, GONE = 5.0, 15.0


def lives() -> Lives:
    return Lives(HOLDS, GONE)


def raised(known: Lives, alert: Alert = PAPER, id: int = 7) -> Lives:
    known.turn([alert], 0.0)
    turn = known.turn([alert], HOLDS)
    known.noted(turn, [id])
    return known


def test_it_is_raised_once_it_has_held_and_only_once() -> None:
    known = lives()
    assert not known.turn([PAPER], 0.0)
    assert not known.turn([PAPER], 4.9)
    turn = known.turn([PAPER], 5.0)
    assert turn.raised == (PAPER,)
    known.noted(turn, [7])
    assert not known.turn([PAPER], 6.0)


def test_what_flickers_is_never_raised() -> None:
    known = lives()
    for second in range(60):
        assert not known.turn([PAPER] if second % 4 else [], float(second))


def test_it_is_over_once_it_has_been_gone_and_one_that_is_back_sooner_is_the_same() -> None:
    known = raised(lives())
    assert not known.turn([], 10.0)
    assert not known.turn([PAPER], 20.0)
    assert not known.turn([], 30.0)
    assert not known.turn([], 44.9)
    turn = known.turn([], 45.0)
    assert (turn.raised, turn.cleared) == ((), (7,))
    known.noted(turn, [])
    assert not known.turn([], 60.0)


def test_what_could_not_be_written_down_is_raised_again() -> None:
    known = lives()
    known.turn([PAPER], 0.0)
    assert known.turn([PAPER], 5.0).raised == (PAPER,)
    assert known.turn([PAPER], 6.0).raised == (PAPER,)


def test_its_numbers_may_change_and_since_when_it_is_so_does_not() -> None:
    known = raised(lives())
    later = Alert(code="no_paper", subject="kiosk-1", since=900, part="printer", facts={"count": 3})
    assert not known.turn([later], 20.0)
    life = known.of(later)
    assert life is not None
    assert (life.alert.since, life.alert.facts) == (100, {"count": 3})


def test_who_acknowledged_it_stays_with_it_until_it_is_over() -> None:
    known = raised(lives())
    known.acknowledged(7, "supervisor-1", 1234)
    known.turn([PAPER], 20.0)
    life = known.of(PAPER)
    assert life is not None
    assert (life.acknowledged_by, life.acknowledged_at) == ("supervisor-1", 1234)
    known.turn([], 30.0)
    known.noted(known.turn([], 45.0), [])
    assert known.of(PAPER) is None


def test_after_a_restart_it_is_the_same_alert_and_is_over_where_it_is_not_met_again() -> None:
    known = lives()
    known.remembers(PAPER, 7, "supervisor-1", 1234, 0.0)
    known.remembers(AWAY, 8, "", 0, 0.0)
    assert not known.turn([PAPER], 10.0)
    assert known.turn([PAPER], 15.0).cleared == (8,)


@given(st.lists(st.tuples(st.floats(0.1, 20), st.booleans()), max_size=60))
def test_raising_and_clearing_take_turns_and_both_have_held(moments: list[tuple[float, bool]]) -> None:
    known, now, id = lives(), 0.0, 0
    spoken: list[str] = []
    state, since = False, 0.0
    for wait, here in moments:
        now += wait
        if here != state:
            state, since = here, now
        turn = known.turn([PAPER] if here else [], now)
        if turn.raised:
            assert state
            assert now - since >= HOLDS or spoken
            spoken.append("raised")
        if turn.cleared:
            assert turn.cleared == (id,)
            assert not state
            assert now - since >= GONE
            spoken.append("cleared")
        id += len(turn.raised)
        known.noted(turn, [id] * len(turn.raised))
    assert spoken == (["raised", "cleared"] * len(spoken))[: len(spoken)]


def test_the_same_matter_is_known_by_part_code_and_subject() -> None:
    assert key_of(PAPER) == ("printer", "no_paper", "kiosk-1")
