"""How a screen is laid out on the panel it hangs on: words at least 7 mm high, keys within reach."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.comfort import NAMES, Comfort, turned
from kiosk.panel import ACROSS, CAPITAL, CAPITAL_MM, LARGER, REACH_MM, Fit, Panel, fit, offered

THEME_SMALL = 38  # Theme.small at textScale 1

comforts = st.builds(Comfort, large=st.booleans(), contrast=st.booleans(), low=st.booleans(), spoken=st.booleans())
panels = st.builds(
    Panel,
    width=st.floats(150, 1500),
    height=st.floats(150, 1500),
    lower_edge=st.floats(0, 1050),
)


def capital_mm(panel: Panel, fitted: Fit) -> float:
    """Height on the glass of a capital of the smallest words."""
    millimetres_a_unit = min(panel.width, panel.height) / fitted.across
    return THEME_SMALL * fitted.text * CAPITAL * millimetres_a_unit


@given(panels, comforts)
def test_the_smallest_words_are_seven_millimetres_high_on_every_panel(panel: Panel, comfort: Comfort) -> None:
    assert capital_mm(panel, fit(panel, comfort)) >= CAPITAL_MM - 1e-6


@given(panels)
def test_what_was_brought_down_ends_below_1220_mm_unless_the_panel_hangs_too_high(panel: Panel) -> None:
    fitted = fit(panel, Comfort(low=True))
    highest = panel.lower_edge + panel.height * fitted.reach
    assert highest <= REACH_MM + 1e-6 or panel.hangs_too_high


@given(panels, comforts)
def test_larger_words_are_never_smaller(panel: Panel, comfort: Comfort) -> None:
    plain = Comfort(low=comfort.low)
    assert fit(panel, turned(plain, "large")).text >= fit(panel, plain).text


@pytest.mark.parametrize(
    "panel, comfort, fitted",
    [
        (Panel(), Comfort(), Fit()),
        (Panel(), Comfort(contrast=True, spoken=True), Fit()),
        (Panel(), Comfort(large=True), Fit(text=LARGER)),
        (Panel(), Comfort(low=True), Fit(reach=370 / 476)),  # 850 mm to 1,220 mm of a panel 476 mm high
        (Panel(width=476, height=268, lower_edge=850), Comfort(low=True), Fit()),  # it ends at 1,118 mm
        (Panel(lower_edge=1200), Comfort(low=True), Fit(reach=150 / 476)),
    ],
)
def test_the_layout_of_known_panels(panel: Panel, comfort: Comfort, fitted: Fit) -> None:
    found = fit(panel, comfort)
    assert (found.reach, found.text) == pytest.approx((fitted.reach, fitted.text), rel=5e-3)
    assert found.across == pytest.approx(ACROSS, rel=5e-3)


def test_a_large_panel_brought_down_draws_finer_but_no_words_below_seven_millimetres() -> None:
    lying = Panel(width=708, height=398, lower_edge=950)
    fitted = fit(lying, Comfort(low=True))
    assert fitted.across > ACROSS
    assert capital_mm(lying, fitted) >= CAPITAL_MM


@pytest.mark.parametrize(
    "panel, comes_down, too_high",
    [(Panel(), True, False), (Panel(lower_edge=700), False, False), (Panel(lower_edge=1100), True, True)],
)
def test_bringing_down_is_offered_where_it_changes_something(panel: Panel, comes_down: bool, too_high: bool) -> None:
    assert ("low" in offered(panel)) is comes_down
    assert panel.hangs_too_high is too_high


@given(comforts, st.sampled_from(NAMES))
def test_switching_over_twice_changes_nothing(comfort: Comfort, name: str) -> None:
    assert turned(comfort, name) != comfort
    assert turned(turned(comfort, name), name) == comfort


def test_a_comfort_nobody_knows_is_passed_over() -> None:
    assert turned(Comfort(), "colours") == Comfort()
