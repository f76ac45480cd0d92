"""What is known of the sound: the newest word of the output, the voice and the calls, and what takes it back."""

from pathlib import Path

import pytest

from counter_server.protocol.device_state import PartState
from counter_server.protocol.locale import Locale
from counter_server.protocol.terms import PartIs
from display.screen.engine import ASSETS
from display.sound_report import SoundHealth
from display.speech.output_look import FINE, NOBODY_KNOWS, Look
from display.speech.utterance import Fault, NotSpoken, Spoken

WELL = PartState(PartIs.OK)
SPOKE = Spoken(Path("call.wav"), 1.0)
SEEN = SoundHealth().looked(FINE)


def failed(code: str) -> PartState:
    return PartState(PartIs.FAILED, code)


def test_before_anything_is_known_nothing_is_claimed() -> None:
    assert SoundHealth().part == PartState(PartIs.UNKNOWN)
    assert SoundHealth().looked(NOBODY_KNOWS).part == PartState(PartIs.UNKNOWN)
    assert SEEN.part == WELL
    assert SoundHealth().looked(NOBODY_KNOWS).ended(True, "").part == WELL


@pytest.mark.parametrize("fault", [Fault.NO_DEVICE, Fault.NO_PLAYER, Fault.MUTED])
def test_an_output_nobody_would_hear_is_a_fault_before_any_call(fault: Fault) -> None:
    assert SEEN.looked(Look(fault)).part == failed(fault)
    assert SEEN.looked(Look(fault)).looked(FINE).part == WELL


@pytest.mark.parametrize("fault", [Fault.VOICE_MISSING, Fault.WORKER_DIED, Fault.CACHE_UNWRITABLE])
def test_a_voice_that_cannot_speak_is_a_fault_before_any_call(fault: Fault) -> None:
    assert SEEN.tried(NotSpoken(fault)).part == failed(fault)
    assert SEEN.tried(NotSpoken(fault)).tried(SPOKE).part == WELL


def test_a_store_that_takes_nothing_is_a_warning_while_another_does() -> None:
    spare = Spoken(Path("call.wav"), 1.0, remark="cache_unwritable: no space left")
    assert SEEN.tried(spare).part == PartState(PartIs.WARNING, "cache_unwritable")
    assert SEEN.tried(spare).tried(SPOKE).part == WELL


@pytest.mark.parametrize("reason", [fault for fault in Fault if fault not in (Fault.INTERRUPTED, Fault.CLOSED)])
def test_a_call_nobody_heard_is_a_fault_until_one_is_heard(reason: Fault) -> None:
    after = SEEN.ended(False, reason)
    assert after.part == failed(reason)
    assert after.ended(True, "").part == WELL


def test_recorded_words_that_are_not_complete_are_a_warning_while_another_voice_speaks() -> None:
    instead = Spoken(Path("call.wav"), 1.0, remark="recording_missing: voices/jawa: nol.wav (missing)")
    assert SEEN.tried(instead).part == PartState(PartIs.WARNING, "recording_missing")
    assert SEEN.tried(instead).tried(SPOKE).part == WELL
    full = Spoken(Path("call.wav"), 1.0, remark="cache_unwritable: var/speech; recording_missing: voices/jawa: nol.wav")
    assert SEEN.tried(full).part == PartState(PartIs.WARNING, "cache_unwritable")


@pytest.mark.parametrize("reason", ["interrupted", "closed", "unspeakable"])
def test_what_is_no_fault_of_the_sound_is_not_called_one(reason: str) -> None:
    assert SEEN.ended(False, reason).part == WELL


def test_a_quiet_hour_neither_hides_a_fault_nor_is_one() -> None:
    assert SEEN.ended(True, "quiet_hour").part == WELL
    assert SEEN.looked(Look(Fault.NO_DEVICE)).ended(True, "quiet_hour").part == failed("no_device")
    assert SEEN.ended(False, Fault.TIMEOUT).ended(True, "quiet_hour").part == failed("timeout")


def test_what_a_look_can_see_is_taken_back_by_it_and_a_hanging_player_is_not() -> None:
    assert SEEN.ended(False, Fault.NO_DEVICE).looked(FINE).part == WELL
    assert SEEN.ended(False, Fault.NO_DEVICE).looked(NOBODY_KNOWS).part == failed("no_device")
    assert SEEN.ended(False, Fault.TIMEOUT).looked(FINE).tried(SPOKE).part == failed("timeout")
    assert SEEN.ended(False, Fault.WORKER_DIED).tried(SPOKE).part == WELL


def test_a_wall_that_is_not_meant_to_be_heard_says_so() -> None:
    assert SoundHealth().ended(True, "player_none").part == PartState(PartIs.UNKNOWN, "player_none")


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("fault", [fault for fault in Fault if fault not in (Fault.INTERRUPTED, Fault.CLOSED)])
def test_every_fault_has_words_for_the_person_in_charge(language: str, fault: Fault) -> None:
    assert Locale.load(ASSETS / "locale", language).has(f"console.alert.sound.{fault}")
