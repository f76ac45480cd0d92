"""[voice] of branch.toml, and the wording of a language of the branch's own."""

from typing import Any

import pytest

from counter_server.protocol.settings import attempt, read, written
from counter_server.protocol.voice_settings import Voice, VolumeFrom
from display.speech.wording_file import WordingFile

DIGITS = {str(digit): f"w{digit}" for digit in range(10)}
SENTENCE = {"call": "{number} {counter}", "counter": {"loket": "loket {n}", "bantuan": "meja {n}"}}


def told(tables: dict[str, Any], into: type[Any]) -> list[tuple[str, str]]:
    _, mistakes = attempt(tables, into, file="x.toml")
    assert all(mistake.lines() for mistake in mistakes)
    return [(mistake.key, mistake.code) for mistake in mistakes]


@pytest.mark.parametrize(
    "voice, mistakes",
    [
        ({"language": "jawa", "second": "ms"}, []),
        ({"language": "Jawa krama"}, [("language", "malformed")]),
        ({"language": ""}, [("language", "malformed")]),
        ({"second": "../secret"}, [("second", "malformed")]),
        ({"language": "en", "second": "en"}, [("second", "listed_twice")]),
        ({"volume": 5}, [("volume", "out_of_range")]),
        ({"volumes": ["07:00 80", "7:00 40"]}, [("volumes", "listed_twice")]),
        ({"volumes": ["07:00 101"]}, [("volumes[1]", "out_of_range")]),
        ({"volumes": ["07:00 9"]}, [("volumes[1]", "out_of_range")]),
        ({"volumes": ["24:00 50"]}, [("volumes[1]", "malformed")]),
        ({"volumes": ["0700 50"]}, [("volumes[1]", "malformed")]),
        ({"volumes": ["07:00"]}, [("volumes[1]", "malformed")]),
        ({"volumes": ["07:00 \u0665\u0660"]}, [("volumes[1]", "malformed")]),
        ({"quiet": ["13:00-12:00"]}, [("quiet[1]", "time_backwards")]),
        ({"pause_short": -0.1}, [("pause_short", "out_of_range")]),
    ],
)
def test_a_slip_in_the_voice_is_named(voice: dict[str, Any], mistakes: list[tuple[str, str]]) -> None:
    assert told(voice, Voice) == mistakes


def test_volumes_and_quiet_hours_are_written_as_they_are_read() -> None:
    table = {"volumes": ["07:00 80", "12:00 40"], "quiet": ["12:00-13:00"]}
    voice = read(table, Voice, file="x.toml")
    assert {key: written(voice)[key] for key in table} == table
    assert str(VolumeFrom.parse(" 7:05  40 %")) == "07:05 40"


@pytest.mark.parametrize(
    "wording, mistakes",
    [
        (SENTENCE | {"number": DIGITS}, []),
        (SENTENCE | {"voice": "ms"}, []),
        ({"like": "id"}, []),
        ({"like": "id", "call": "{number}, mangga dhateng {counter}"}, []),
        ({}, [("call", "missing"), ("counter.loket", "missing"), ("counter.bantuan", "missing")]
         + [(f"number.{digit}", "missing") for digit in range(10)]),
        (SENTENCE | {"number": {"0": "nol"}, "voice": "ms"},
         [(f"number.{digit}", "missing") for digit in range(1, 10)]),
        (SENTENCE | {"number": DIGITS | {"belas": "x"}}, [("number.belas", "malformed")]),
        (SENTENCE | {"number": DIGITS | {"01": "x"}}, [("number.01", "malformed")]),
        (SENTENCE | {"voice": "ms", "call": "{number}"}, [("call", "malformed")]),
        (SENTENCE | {"voice": "ms", "call": "{number} {counter} {name}"}, [("call", "malformed")]),
        (SENTENCE | {"voice": "ms", "call": "{number} {counter"}, [("call", "malformed")]),
        ({"like": "id", "counter": {"loket": "loket"}}, [("counter.loket", "malformed")]),
        ({"like": "id", "letter": {"AB": "x"}}, [("letter.AB", "malformed")]),
        ({"like": "jv"}, [("like", "not_a_choice")]),
        ({"like": "id", "voise": "ms"}, [("voise", "unknown_key")]),
    ],
)  # fmt: skip
def test_a_slip_in_a_wording_is_named(wording: dict[str, Any], mistakes: list[tuple[str, str]]) -> None:
    assert told(wording, WordingFile) == mistakes
