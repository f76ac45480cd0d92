"""The wall's voice by the branch's clock: how loud a call is, and the hours in which it is shown and not spoken."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pytestqt.qtbot import QtBot

from counter_server.protocol.branch_file import load_branch
from counter_server.protocol.event_stream import EventStream
from counter_server.protocol.hours_settings import TimeRange
from counter_server.protocol.locale import Locale
from counter_server.protocol.messages import Announcement, Heartbeat
from counter_server.protocol.voice_settings import Voice as VoiceSettings
from counter_server.protocol.voice_settings import VolumeFrom
from display.__main__ import hall_of, join
from display.examples import board
from display.screen.engine import ASSETS
from display.screen.stream import StreamAdapter
from display.speech.announcers import announcers_of
from display.speech.calls import call_utterance
from display.speech.playback import GRACE_SECONDS
from display.speech.recording import Studio
from display.speech.remembering import RememberingSpeaker
from display.voice import Voice, time_of_day

JAKARTA = "Asia/Jakarta"
WORDS = Locale.load(ASSETS / "locale", "id")
BY_THE_CLOCK = VoiceSettings(
    volume=90, volumes=(VolumeFrom.parse("12:00 40"),), quiet=(TimeRange.parse("12:00-13:00"),)
)


def call(seq: int) -> Announcement:
    return Announcement(seq=seq, number="A-001", counter="loket-2", at=datetime.now(UTC), kind="call", ticket=seq)


def at(hour: str, zone: str = JAKARTA) -> Callable[[], datetime]:
    return lambda: datetime.combine(date(2026, 11, 23), time.fromisoformat(hour), ZoneInfo(zone))


@pytest.mark.parametrize("hour, volume", [("11:59", 90), ("13:00", 40), ("23:00", 40)])
def test_a_call_is_as_loud_as_the_hour_allows(qtbot: QtBot, hour: str, volume: int) -> None:
    speaker = RememberingSpeaker()
    voice = Voice(lambda _: speaker, BY_THE_CLOCK, [WORDS], JAKARTA, at(hour))
    with qtbot.waitSignal(voice.ended):
        voice.say(call(7), 0)
    assert [utterance.volume for utterance in speaker.said] == [volume]


def test_in_a_quiet_hour_nothing_is_spoken_and_the_call_is_answered_for_as_not_meant_to_be_heard(qtbot: QtBot) -> None:
    speaker = RememberingSpeaker()
    now = at("12:30")
    voice = Voice(lambda _: speaker, BY_THE_CLOCK, [WORDS], JAKARTA, lambda: now())
    with qtbot.waitSignal(voice.ended) as told:
        voice.say(call(7), 0)
    assert told.args == [7, True, "quiet_hour"]
    assert speaker.said == []
    now = at("13:00")
    with qtbot.waitSignal(voice.ended):
        voice.say(call(8), 0)
    assert len(speaker.said) == 1


def test_the_clock_is_the_branchs_wherever_the_machine_thinks_it_is() -> None:
    assert time_of_day(at("10:30", "Asia/Jakarta")(), "Asia/Jayapura") == time(12, 30)
    assert time_of_day(at("10:30", "America/Bogota")(), "Asia/Jakarta") == time(22, 30)
    assert isinstance(time_of_day(at("10:30")(), "no/such zone"), time)


def test_a_wall_whose_own_clock_is_wrong_follows_the_servers(qtbot: QtBot) -> None:
    speaker = RememberingSpeaker()
    voice = Voice(lambda _: speaker, BY_THE_CLOCK, [WORDS], JAKARTA, at("03:00"))
    voice.take_time(Heartbeat(seq=1, at=at("12:30")()))
    with qtbot.waitSignal(voice.ended) as told:
        voice.say(call(7), 0)
    assert told.args == [7, True, "quiet_hour"]


@pytest.mark.parametrize("machine, server, spoken", [("12:30", "14:00", 1), ("14:00", "12:30", 0)])
def test_the_first_call_after_a_start_is_judged_by_the_clock_of_the_board_it_comes_with(
    qtbot: QtBot, machine: str, server: str, spoken: int
) -> None:
    speaker = RememberingSpeaker()
    stream = StreamAdapter(EventStream("http://127.0.0.1:9", "never started"))
    hall = hall_of(load_branch(ASSETS / "branch.toml"), WORDS)
    voice = Voice(lambda _: speaker, BY_THE_CLOCK, [WORDS], JAKARTA, at(machine))
    join(stream, hall, voice)
    with qtbot.waitSignal(voice.ended):
        stream.board.emit(board(at(server)(), called=1))
    hall.stop()
    assert len(speaker.said) == spoken


@pytest.mark.parametrize("number, kind", [("W-9777", "loket"), ("A-X77", "bantuan")])
def test_the_longest_call_a_branch_can_set_comes_to_its_end(
    qtbot: QtBot, tmp_path: Path, number: str, kind: str
) -> None:
    slowest = VoiceSettings(second="en", repeat=5, rate=80, pause_chime=3, pause_short=3, pause_long=3, pause_repeat=5)
    branch = replace(load_branch(ASSETS / "branch.toml"), voice=slowest)
    said = call_utterance(slowest, announcers_of(branch, ASSETS), number, kind, 1)
    recording = Studio(tmp_path / "speech", ASSETS / "sounds" / "chime.wav").record(said)
    hall = hall_of(branch, WORDS)
    hall.stop()
    assert hall._patience.interval() / 1000 > recording.seconds + GRACE_SECONDS
