"""[kiosk.guidance]: keys and jacks that are none are told with what was probably meant."""

from typing import Any

import pytest

from counter_server.protocol.guidance_settings import Guidance
from counter_server.protocol.settings import PresetBroken, read


def mistakes(**table: Any) -> list[tuple[str, str, str]]:
    with pytest.raises(PresetBroken) as broken:
        read(table, Guidance, file="branch.toml")
    return [(mistake.key, mistake.code, mistake.did_you_mean) for mistake in broken.value.mistakes]


@pytest.mark.parametrize("name", ["next_key", "choose_key", "speech_key"])
def test_a_key_that_is_none_is_told(name: str) -> None:
    assert mistakes(**{name: "Spase"}) == [(name, "not_a_choice", "Space")]
    assert mistakes(**{name: "Return"})[0][1] == "not_a_choice"


def test_one_key_cannot_mean_two_things() -> None:
    assert mistakes(next_key="Space", choose_key="Space") == [("choose_key", "listed_twice", "")]


def test_a_pad_may_be_missing() -> None:
    assert read({"next_key": "", "choose_key": ""}, Guidance, file="branch.toml").next_key == ""


@pytest.mark.parametrize("named", ["auto", "off", "/dev/input/event12"])
def test_headphones_are_looked_for_where_it_is_said(named: str) -> None:
    assert read({"headphones": named}, Guidance, file="branch.toml").headphones == named


def test_another_place_is_told() -> None:
    assert mistakes(headphones="of") == [("headphones", "not_a_choice", "off")]
    assert mistakes(headphones="/dev/snd/event1")[0][1] == "not_a_choice"
