"""Whether the demonstration opens windows."""

import pytest

from counter_server.launcher.part import reason_of
from counter_server.launcher.screens import has_screen


@pytest.mark.parametrize(
    "environment, shown",
    [
        ({}, False),
        ({"DISPLAY": ""}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
    ],
)
def test_windows_open_where_there_is_a_screen_or_one_was_chosen(environment: dict[str, str], shown: bool) -> None:
    assert has_screen(environment) is shown


@pytest.mark.parametrize(
    "code, reason", [(1, "exit code 1"), (120, "exit code 120"), (-11, "SIGSEGV"), (-9, "SIGKILL")]
)
def test_a_death_has_a_reason_one_can_look_up(code: int, reason: str) -> None:
    assert reason_of(code) == reason
