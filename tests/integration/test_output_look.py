"""A look at the output without a sound: what a real sound server says of itself, and what it does not."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from display.speech import output_look
from display.speech.output_look import FINE, NOBODY_KNOWS, look
from display.speech.utterance import Fault
from tests.sound import PATIENCE_SECONDS, NullSink, null_sink

__all__ = ["null_sink"]

Program = Callable[[str, str], None]


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tool that is only slow does not hang."""
    monkeypatch.setattr(output_look, "ANSWER_SECONDS", PATIENCE_SECONDS)


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """A tool of the machine, as a shell script; there are no others."""
    monkeypatch.setenv("PATH", str(tmp_path))

    def write(name: str, script: str) -> None:
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    return write


@pytest.mark.parametrize("choice", ["auto", "paplay", "paplay --device=hall"])
def test_a_loudspeaker_that_goes_is_seen_and_so_is_its_return(null_sink: NullSink, choice: str) -> None:
    assert look(choice) == FINE
    null_sink.unplug()
    assert look(choice).fault is Fault.NO_DEVICE
    null_sink.plug_in()
    assert look(choice) == FINE


def test_a_muted_and_a_turned_down_loudspeaker_are_seen(null_sink: NullSink) -> None:
    null_sink.mute()
    assert look("paplay").fault is Fault.MUTED
    null_sink.mute(False)
    assert look("paplay") == FINE
    null_sink.turn_to(0)
    assert look("auto").fault is Fault.MUTED
    null_sink.turn_to(30)
    assert look("auto") == FINE


def test_a_sound_server_that_is_gone_or_hangs_is_seen(null_sink: NullSink, monkeypatch: pytest.MonkeyPatch) -> None:
    null_sink.freeze()
    with monkeypatch.context() as hasty:
        hasty.setattr(output_look, "ANSWER_SECONDS", 0.5)
        assert look("paplay").fault is Fault.NO_DEVICE
    null_sink.thaw()
    assert look("paplay") == FINE
    null_sink.stop()
    assert look("paplay").fault is Fault.NO_DEVICE


def test_another_loudspeaker_than_the_default_is_looked_at_where_the_branch_names_it(null_sink: NullSink) -> None:
    null_sink.mute()
    assert look("paplay --device=office").fault is Fault.NO_DEVICE


def test_a_sound_server_that_plays_into_nothing_is_seen(program: Program) -> None:
    program("paplay", "")
    program("pactl", "echo auto_null")
    assert look("auto").fault is Fault.NO_DEVICE


def test_a_player_that_is_not_there_is_seen(program: Program) -> None:
    assert look("auto").fault is Fault.NO_PLAYER
    assert look("paplay --device=hall").fault is Fault.NO_PLAYER


def test_auto_is_judged_by_the_first_player_that_has_an_output(program: Program) -> None:
    program("paplay", "")
    program("pactl", "exit 1")
    program("aplay", "echo 'card 0: PCH'")
    assert look("auto") == NOBODY_KNOWS
    program("amixer", "echo 'Front Left: Playback 0 [0%] [on]'")
    assert look("auto").fault is Fault.MUTED
    program("amixer", "echo 'Front Left: Playback 9 [50%] [off]'")
    assert look("auto").fault is Fault.MUTED
    program("amixer", "echo 'Front Left: Playback 9 [50%] [on]'")
    assert look("auto") == FINE
    program("aplay", "echo 'no soundcards found...' >&2; exit 1")
    assert look("auto").fault is Fault.NO_DEVICE


@pytest.mark.parametrize(
    "says, fault",
    [
        ("Volume: 0.40", None),
        ("Volume: 0.40 [MUTED]", Fault.MUTED),
        ("Volume: 0.00", Fault.MUTED),
        ("", Fault.NO_DEVICE),
    ],
)
def test_pipewire_is_asked_by_its_own_tool_where_there_is_no_other(
    program: Program, says: str, fault: Fault | None
) -> None:
    program("pw-play", "")
    program("wpctl", f"echo '{says}'")
    assert look("pw-play").fault is fault


def test_of_a_player_nobody_knows_nothing_is_claimed(program: Program) -> None:
    program("speak-it", "")
    assert look("speak-it --loud") == NOBODY_KNOWS
    assert look("none") == NOBODY_KNOWS
