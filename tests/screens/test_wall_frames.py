"""The bench of the wall's movements measures each of them; how long one takes is not for a test to say."""

import pytest

from tests.bench.wall_frames import LAYOUTS, measure_frames


@pytest.mark.slow
def test_every_movement_of_every_layout_is_measured(qapp: object) -> None:
    rows = measure_frames(2).rows
    assert len({name for name, *_ in rows}) == 5 * len(LAYOUTS)
    assert all(float(figure) > 0 for _, *figures in rows for figure in figures)
