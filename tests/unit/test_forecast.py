"""What is foreseen of a hall: certain things stand, the rest is a range, and the rule is the branch's own."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_server.domain.estimate import Estimate
from counter_server.domain.forecast.foresee import Outlook, Place, Span, foresee
from counter_server.domain.forecast.foresight import Foresight, told
from counter_server.domain.forecast.hall import Desk, Hall, Rules, Waiting
from counter_server.domain.forecast.times import PRIOR, Pace, Visits, lengths, visits
from counter_server.protocol.terms import Mode

MINUTE = 60_000
NOW = 1_795_395_600_000
A, HELP = "A/verification", "A/help"
ALWAYS_TEN = Visits((10 * MINUTE,), ("",))


def hall(desks: list[Desk], waiting: list[Waiting], **more: object) -> Hall:
    pace = Pace(
        steps={A: ALWAYS_TEN, HELP: Visits((5 * MINUTE,), (A,))}, pauses=lengths([], 15 * MINUTE),
        gaps=Visits((MINUTE,), ("",)), arrivals=more.pop("arrivals", ()),  # type: ignore[arg-type]
    )  # fmt: skip
    return Hall(at=NOW, rules=Rules(**more), desks=desks, waiting=waiting, pace=pace, queues=[A, HELP])  # type: ignore[arg-type]


def desk(n: int = 1, *queues: str, **more: object) -> Desk:
    return Desk(staff=f"s{n}", counter=f"l{n}", queues=frozenset(queues or (A,)), **more)  # type: ignore[arg-type]


def ticket(id: int, minutes: float, queue: str = A, *, priority: bool = False) -> Waiting:
    """Who has waited so long."""
    return Waiting(id=id, queue=queue, step=queue, priority=priority, arrived_at=NOW - round(minutes * MINUTE))


def busy(n: int, minutes: float, *queues: str, **more: object) -> Desk:
    return desk(n, *queues, serves=ticket(900 + n, 60), called_at=NOW - round(minutes * MINUTE), **more)


def exactly(span: Span | None) -> float:
    """Where nothing is left to chance both ends are one."""
    assert span is not None
    assert span.low == span.high
    return span.low / MINUTE


def new(outlook: Outlook, queue: str = A, *, priority: bool = False) -> Span | None:
    return next(one for one in outlook.places if (one.queue, one.priority) == (queue, priority)).spans[-1]


def test_what_is_left_of_a_visit_counts_and_those_ahead_go_first() -> None:
    seen = foresee(hall([busy(1, 4)], [ticket(1, 9), ticket(2, 5)]), runs=4)
    assert [exactly(seen.tickets[n]) for n in (1, 2)] == [6, 16]
    assert exactly(new(seen)) == 26


def test_one_of_the_priority_class_overtakes_whom_the_rule_lets_her_overtake() -> None:
    """At weight 3 she catches up with whoever waited less than twice as long as she will have."""
    seen = foresee(hall([busy(1, 0)], [ticket(1, 30), ticket(2, 5)]), runs=4)
    assert exactly(new(seen, priority=True)) == 20  # behind 1 (40 against 30 at the first call), before 2
    assert exactly(seen.tickets[2]) == 20  # nobody but her has come: the one who looks keeps nobody
    assert (
        exactly(new(foresee(hall([busy(1, 0)], [ticket(1, 30), ticket(2, 5)], weight=1.0), runs=4), priority=True))
        == 30
    )


def test_who_comes_later_of_the_priority_class_makes_the_others_wait() -> None:
    quiet, busy_hour = (
        foresee(hall([busy(1, 0)], [ticket(n, 10 - n) for n in range(6)], arrivals=arrivals), runs=40)
        for arrivals in ((), [(A, True, 4.0)])
    )
    before, after = new(quiet), new(busy_hour)
    assert before is not None
    assert after is not None
    assert after.low > before.high
    assert exactly(new(quiet, priority=True)) == exactly(
        new(busy_hour, priority=True)
    )  # who comes now goes before them


def test_skills_count_who_can_be_served_by_nobody_is_told_nothing() -> None:
    seen = foresee(hall([busy(1, 0, A)], [ticket(1, 9, HELP), ticket(2, 5)]), runs=4)
    assert exactly(seen.tickets[2]) == 10
    assert 1 not in seen.tickets
    assert [place.queue for place in seen.places] == [A, A]


def test_a_step_that_leads_to_another_fills_the_other_queue() -> None:
    """Who is at the help desk now came first, and will be before us at the next step."""
    helped = Desk(
        staff="x", counter="b1", queues=frozenset({HELP}), serves=ticket(7, 40, HELP), called_at=NOW - 2 * MINUTE
    )
    seen = foresee(hall([helped, busy(1, 5)], [ticket(1, 10)]), runs=4)
    assert exactly(seen.tickets[1]) == 15
    alone = foresee(hall([busy(1, 5)], [ticket(1, 10)]), runs=4)
    assert exactly(alone.tickets[1]) == 5


def test_who_has_paused_comes_back_and_who_pauses_next_does_not_take_another() -> None:
    seen = foresee(hall([busy(1, 5, pauses_next=True), busy(2, 1)], [ticket(1, 5)]), runs=4)
    assert exactly(seen.tickets[1]) == 9
    paused = foresee(hall([desk(1, paused_since=NOW - MINUTE)], [ticket(1, 5)]), runs=40)
    span = paused.tickets[1]
    assert 0 < span.low < span.high


def test_nobody_is_called_in_a_break_and_all_at_once_after_it() -> None:
    stops = [(NOW + 5 * MINUTE, NOW + 65 * MINUTE)]
    seen = foresee(hall([busy(1, 6), busy(2, 2)], [ticket(1, 9), ticket(2, 8), ticket(3, 7)], stops=stops), runs=4)
    assert [exactly(seen.tickets[n]) for n in (1, 2, 3)] == [4, 65, 65]


def test_closing_before_ones_turn_is_said() -> None:
    seen = foresee(hall([busy(1, 4)], [ticket(1, 9), ticket(2, 5)], closes_at=NOW + 10 * MINUTE), runs=4)
    assert [seen.tickets[n].late for n in (1, 2)] == [0.0, 1.0]
    assert told(seen.tickets[2]) == Estimate(15, 20, after_closing=True)


def test_in_pull_mode_somebody_must_press_the_key() -> None:
    seen = foresee(hall([busy(1, 4)], [ticket(1, 9), ticket(2, 5)], mode=Mode.PULL), runs=4)
    assert [exactly(seen.tickets[n]) for n in (1, 2)] == [7, 18]


def test_wrap_up_lies_between_two_visitors() -> None:
    seen = foresee(hall([busy(1, 4)], [ticket(1, 9), ticket(2, 5)], wrap_up=2 * MINUTE), runs=4)
    assert [exactly(seen.tickets[n]) for n in (1, 2)] == [8, 20]


def test_the_same_hall_is_foreseen_the_same() -> None:
    known = [(round(Random(1).expovariate(1 / 600_000)), "") for _ in range(30)]
    pace = Pace(steps={A: visits(known, 600_000, "")}, pauses=lengths([], 900_000), gaps=lengths([], 15_000))
    one = Hall(at=NOW, rules=Rules(), desks=[busy(1, 2), busy(2, 3)], waiting=[ticket(1, 9)], pace=pace, queues=[A])
    assert foresee(one, seed=7) == foresee(one, seed=7)
    assert foresee(one, seed=7) != foresee(one, seed=8)


def test_the_standard_time_stands_in_while_few_visits_are_known() -> None:
    few = visits([(MINUTE, "")] * 2, 10 * MINUTE, A)
    many = visits([(MINUTE, "")] * 400, 10 * MINUTE, A)
    assert visits([], 10 * MINUTE, A).mean == pytest.approx(10 * MINUTE, rel=0.001)
    assert few.mean == pytest.approx((2 * 1 + PRIOR * 10) / (2 + PRIOR) * MINUTE, rel=0.001)
    assert many.mean == pytest.approx((400 * 1 + PRIOR * 10) / (400 + PRIOR) * MINUTE, rel=0.001)
    assert few.leads_to.count(A) == PRIOR


@given(
    st.lists(st.tuples(st.integers(0, 10**7), st.sampled_from(["", A])), min_size=1, max_size=30),
    st.integers(0, 2 * 10**7), st.integers(0, 10**6),
)  # fmt: skip
def test_what_is_left_of_a_visit_is_that_of_a_visit_that_took_longer(
    known: list[tuple[int, str]], elapsed: int, seed: int
) -> None:
    known.sort()
    all_of_them = Visits(tuple(one for one, _ in known), tuple(leads_to for _, leads_to in known))
    left, leads_to = all_of_them.rest(Random(seed), elapsed)
    longer = [one for one in known if one[0] > elapsed]
    assert ((elapsed + left, leads_to) in longer) if longer else 0 <= left <= elapsed / 2


def test_visits_without_a_length_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="without"):
        Visits((), ())


def foresight(*spans: Span | None, serving: int = 2) -> Foresight:
    known = Foresight()
    place = Place(queue=A, priority=False, spans=spans)
    known.foresaw(
        Outlook(at=NOW, places=[place], tickets={5: Span(10 * MINUTE, 20 * MINUTE)}), {A: serving}, lasts=1000
    )
    return known


TEN, TWENTY = Span(10 * MINUTE, 12 * MINUTE), Span(20 * MINUTE, 22 * MINUTE)


@pytest.mark.parametrize(
    "position, serving, at, span",
    [
        (0, 2, NOW, TEN),
        (1, 2, NOW + 1000, TWENTY),
        (3, 2, NOW, Span(40 * MINUTE, 44 * MINUTE)),  # two more than were looked at
        (0, 1, NOW, None),  # somebody has gone since
        (0, 2, NOW + 1001, None),  # too long ago
    ],
)
def test_a_place_is_looked_up(position: int, serving: int, at: int, span: Span | None) -> None:
    known = foresight(TEN, TWENTY)
    assert known.of_place(A, priority=False, position=position, serving=serving, at=at) == span


def test_where_nothing_was_foreseen_nothing_is_told() -> None:
    known = foresight(None)
    assert known.of_place(A, priority=False, position=0, serving=2, at=NOW) is None
    assert known.of_place(A, priority=True, position=0, serving=2, at=NOW) is None
    known.forget()
    assert known.of_ticket(5, at=NOW) is None


def test_a_tickets_wait_grows_shorter_while_it_waits() -> None:
    known = foresight(TEN)
    assert known.of_ticket(5, at=NOW + 600) == Span(10 * MINUTE - 600, 20 * MINUTE - 600)
    assert known.of_ticket(6, at=NOW) is None
