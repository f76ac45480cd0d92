"""How far a hook has been told, and when it is tried again."""

from hypothesis import given
from hypothesis import strategies as st

from counter_server.domain.deliveries import DAY, HOUR, LONGEST_WAIT, MINUTE, NOTICEABLE, SECOND, Progress

NOW = 1_795_399_445_000


def in_vain(progress: Progress, now: int, *, until: int) -> list[tuple[int, Progress]]:
    """Tried as soon as it may be, always in vain: each try and what it led to."""
    made = []
    while now < until and not progress.parked:
        progress = progress.failed(now)
        made.append((now, progress))
        now = max(progress.next_at, now)
    return made


def test_the_wait_doubles_from_a_second_to_half_an_hour() -> None:
    waits = [after.next_at - at for at, after in in_vain(Progress(seq=7), NOW, until=NOW + 5 * HOUR)]
    assert waits[:5] == [SECOND, 2 * SECOND, 4 * SECOND, 8 * SECOND, 16 * SECOND]
    assert waits[-1] == LONGEST_WAIT
    assert waits == sorted(waits)


def test_after_a_day_in_vain_it_is_parked_and_no_sooner() -> None:
    made = in_vain(Progress(seq=7), NOW, until=NOW + 3 * DAY)
    parked = [at for at, after in made if after.parked]
    assert len(parked) == 1
    assert DAY <= parked[0] - NOW <= DAY + LONGEST_WAIT
    assert made[-1][1].seq == 7, "what it was to be told is still to be told"


def test_who_is_parked_stays_so_until_somebody_says_go_on() -> None:
    parked = in_vain(Progress(seq=7), NOW, until=NOW + 3 * DAY)[-1][1]
    on = parked.gone_on()
    assert (on.parked, on.tries, on.next_at, on.seq) == (False, 0, 0, 7)
    later = NOW + 3 * DAY
    assert not on.failed(later).parked, "for another whole day"
    assert not on.failed(later).failed(later + DAY - 1).parked
    assert on.failed(later).failed(later + DAY).parked


def test_a_quarter_of_an_hour_in_vain_is_to_be_told_to_somebody() -> None:
    failing = Progress(seq=7).failed(NOW)
    assert not failing.noticeable(NOW + NOTICEABLE - 1)
    assert failing.noticeable(NOW + NOTICEABLE)
    assert not Progress(seq=7).noticeable(NOW + 15 * MINUTE)


@given(seq=st.integers(0, 2**40), tries=st.integers(0, 60), then=st.integers(0, 2**40))
def test_once_it_is_taken_nothing_is_held_against_it(seq: int, tries: int, then: int) -> None:
    progress = Progress(seq=seq)
    for n in range(tries):
        progress = progress.failed(NOW + n * SECOND)
        assert progress.seq == seq, "a failure moves nobody on"
    assert progress.told(then) == Progress(seq=then)
