import os
import shutil
import signal
import stat
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from display.speech.remembering import RememberingSpeaker
from display.speech.sound import read_wav
from display.speech.speaker import Patience, Speaker
from display.speech.utterance import Fault, NotSpoken, Outcome, Sentence, Spoken, Utterance

CHIME = Path(__file__).resolve().parents[2] / "assets" / "sounds" / "chime.wav"
CALL = Utterance((Sentence("Nomor antrean A, nol nol satu, silakan menuju loket dua", "id"),), times=1)
SHORT = Utterance((Sentence("dua", "id"),), times=1, chime=False)
LONG_ENOUGH = 30.0

MakeSpeaker = Callable[..., Speaker]


@pytest.fixture
def make_speaker(tmp_path: Path) -> Iterator[MakeSpeaker]:
    speakers: list[Speaker] = []

    def make(player: str = "none", *, answer: float = 20.0, on_sound: Callable[[], None] | None = None) -> Speaker:
        patience = Patience(answer=answer)
        speakers.append(
            Speaker(data=tmp_path / "var", chime=CHIME, player=player, patience=patience, on_sound=on_sound)
        )
        return speakers[-1]

    yield make
    for speaker in speakers:
        speaker.close()


@pytest.fixture
def program(tmp_path: Path) -> Callable[[str, str], Path]:
    """A player as a shell script; it gets the WAV as $1."""

    def write(name: str, script: str) -> Path:
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return path

    return write


def outcome(speaker: Speaker, utterance: Utterance = SHORT) -> Outcome:
    return speaker.speak(utterance).result(LONG_ENOUGH)


def fault(told: Outcome) -> Fault:
    assert isinstance(told, NotSpoken), told
    return told.fault


def test_without_a_player_the_wav_is_there_and_owned_up_to_as_not_played(make_speaker: MakeSpeaker) -> None:
    told = outcome(make_speaker("none"), CALL)
    assert isinstance(told, Spoken)
    assert (told.ok, told.played, told.reason) == (True, False, "player_none")
    assert read_wav(told.wav).seconds == told.seconds


def test_utterances_are_spoken_in_order_and_one_at_a_time(
    make_speaker: MakeSpeaker, program: Callable[[str, str], Path], tmp_path: Path
) -> None:
    log = tmp_path / "log"
    player = program("player", f'echo begin >>{log}; sleep 0.9; basename "$1" >>{log}')
    speaker = make_speaker(str(player))
    futures = [
        speaker.speak(Utterance((Sentence(word, "id"),), times=1, chime=False)) for word in ("satu", "dua", "tiga")
    ]
    told = [future.result(LONG_ENOUGH) for future in futures]
    assert all(isinstance(one, Spoken) and one.played for one in told)
    names = [one.wav.name for one in told if isinstance(one, Spoken)]
    assert log.read_text().split() == [line for name in names for line in ("begin", name)]


def test_the_owner_is_told_when_the_sound_begins(
    make_speaker: MakeSpeaker, program: Callable[[str, str], Path]
) -> None:
    heard = threading.Event()

    def broken() -> None:
        heard.set()
        raise RuntimeError

    speaker = make_speaker(str(program("player", "exec sleep 0.9")), on_sound=broken)
    assert outcome(speaker).ok
    assert heard.is_set()
    assert outcome(speaker).ok  # whatever the owner did with it


def test_a_call_whose_worker_is_killed_while_it_speaks_is_said_once_more(
    make_speaker: MakeSpeaker, program: Callable[[str, str], Path], tmp_path: Path
) -> None:
    pids = tmp_path / "pids"
    gate = tmp_path / "gate"
    player = program("player", f"echo $$ >>{pids}; test -e {gate} && exec sleep 0.9; exec sleep 60")
    speaker = make_speaker(str(player))
    future = speaker.speak(SHORT)
    first_player = nth_line(pids, 1)
    worker = speaker.worker_pid
    assert worker is not None
    gate.touch()
    os.kill(worker, signal.SIGKILL)
    assert future.result(LONG_ENOUGH).ok
    assert len(pids.read_text().split()) == 2
    wait_until(lambda: gone(first_player))
    assert speaker.worker_pid not in (None, worker)


def test_a_call_whose_worker_dies_twice_is_given_up_and_the_next_one_spoken(
    make_speaker: MakeSpeaker, program: Callable[[str, str], Path], tmp_path: Path
) -> None:
    pids = tmp_path / "pids"
    gate = tmp_path / "gate"
    player = program("player", f"echo $$ >>{pids}; test -e {gate} && exec sleep 0.9; exec sleep 60")
    speaker = make_speaker(str(player))
    future = speaker.speak(SHORT)
    players = []
    for n in (1, 2):
        players.append(nth_line(pids, n))
        assert speaker.worker_pid is not None
        os.kill(speaker.worker_pid, signal.SIGKILL)
    assert fault(future.result(LONG_ENOUGH)) is Fault.WORKER_DIED
    wait_until(lambda: all(gone(player) for player in players))
    gate.touch()
    assert outcome(speaker).ok
    assert len(pids.read_text().split()) == 3


def test_a_worker_that_died_while_idle_costs_nothing(make_speaker: MakeSpeaker) -> None:
    speaker = make_speaker()
    assert outcome(speaker).ok
    worker = speaker.worker_pid
    assert worker is not None
    os.kill(worker, signal.SIGKILL)
    assert outcome(speaker).ok


def test_a_worker_that_hangs_is_replaced_and_the_next_call_spoken(make_speaker: MakeSpeaker) -> None:
    speaker = make_speaker(answer=1.0)
    assert outcome(speaker).ok
    worker = speaker.worker_pid
    assert worker is not None
    os.kill(worker, signal.SIGSTOP)
    assert fault(outcome(speaker)) is Fault.TIMEOUT
    assert outcome(speaker).ok
    assert speaker.worker_pid != worker


def test_a_player_that_hangs_is_ended_and_the_next_call_spoken(
    make_speaker: MakeSpeaker, program: Callable[[str, str], Path], tmp_path: Path
) -> None:
    gate = tmp_path / "gate"
    speaker = make_speaker(str(program("player", f"test -e {gate} && exec sleep 0.9; exec sleep 60")))
    began = time.monotonic()
    assert fault(outcome(speaker)) is Fault.TIMEOUT
    assert time.monotonic() - began < 50
    gate.touch()
    assert outcome(speaker).ok


@pytest.mark.parametrize(
    "script,expected",
    [
        ("exit 3", Fault.PLAYER_FAILED),
        ("exit 0", Fault.PLAYER_FAILED),
        ("echo 'Connection failure: Connection refused' >&2; exit 1", Fault.NO_DEVICE),
        ("echo 'aplay: main:831: audio open error: No such file or directory' >&2; exit 1", Fault.NO_DEVICE),
    ],
)
def test_a_player_that_did_not_play_is_not_believed(
    make_speaker: MakeSpeaker, program: Callable[[str, str], Path], script: str, expected: Fault
) -> None:
    assert fault(outcome(make_speaker(str(program("player", script))))) is expected


def test_a_player_that_is_not_installed_is_told(make_speaker: MakeSpeaker) -> None:
    assert fault(outcome(make_speaker("no-such-player --loud"))) is Fault.NO_PLAYER


def test_a_machine_without_any_player_is_told_and_one_installed_later_is_used(
    make_speaker: MakeSpeaker, program: Callable[[str, str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    speaker = make_speaker("auto")
    assert fault(outcome(speaker)) is Fault.NO_PLAYER
    program("paplay", "exec /bin/sleep 0.9")
    told = outcome(speaker)
    assert isinstance(told, Spoken)
    assert told.player == "paplay"


def test_of_several_players_the_first_that_works_is_used(
    make_speaker: MakeSpeaker, program: Callable[[str, str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    log = tmp_path / "log"
    program("pw-play", f"echo pw-play >>{log}; exit 1")
    program("paplay", f"echo paplay >>{log}; exit 1")
    program("aplay", "exec /bin/sleep 0.9")
    speaker = make_speaker("auto")
    for _ in range(2):
        told = outcome(speaker)
        assert isinstance(told, Spoken)
        assert told.player == "aplay -q"
    assert log.read_text().split() == ["pw-play", "paplay"]  # the second time the one that worked comes first


def test_a_sound_server_without_a_sound_card_is_told(
    make_speaker: MakeSpeaker, program: Callable[[str, str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    program("paplay", "exec /bin/sleep 0.9")
    program("pactl", "echo auto_null")
    assert fault(outcome(make_speaker("auto"))) is Fault.NO_DEVICE


def test_an_unknown_voice_costs_that_call_only(make_speaker: MakeSpeaker) -> None:
    speaker = make_speaker()
    assert fault(outcome(speaker, Utterance((Sentence("nuqneH", "klingon"),)))) is Fault.VOICE_MISSING
    assert outcome(speaker).ok


def test_the_voice_is_tried_without_a_sound(
    make_speaker: MakeSpeaker, program: Callable[[str, str], Path], tmp_path: Path
) -> None:
    log = tmp_path / "log"
    speaker = make_speaker(str(program("player", f"echo played >>{log}; exec sleep 0.9")))
    well = speaker.attempt(["id", "en"]).result(LONG_ENOUGH)
    assert isinstance(well, Spoken)
    assert (well.played, well.remark) == (False, "")
    assert fault(speaker.attempt(["id", "klingon"]).result(LONG_ENOUGH)) is Fault.VOICE_MISSING
    assert speaker.attempt(["id"]).result(LONG_ENOUGH).ok
    assert not log.exists()


def test_a_store_that_takes_nothing_is_noticed_without_a_sound_and_so_is_its_repair(
    make_speaker: MakeSpeaker, tmp_path: Path
) -> None:
    (tmp_path / "var").mkdir()
    blocked = tmp_path / "var" / "speech"
    blocked.touch()
    speaker = make_speaker()
    told = speaker.attempt(["id"]).result(LONG_ENOUGH)
    assert isinstance(told, Spoken)
    assert told.remark.startswith("cache_unwritable")
    assert outcome(speaker).ok
    blocked.unlink()
    mended = speaker.attempt(["id"]).result(LONG_ENOUGH)
    assert isinstance(mended, Spoken)
    assert mended.remark == ""


def test_a_voice_installed_later_is_found_by_the_next_call(
    make_speaker: MakeSpeaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    voices = tmp_path / "espeak-ng-data"
    shutil.copytree(espeak_data(), voices)
    monkeypatch.setenv("ESPEAK_DATA_PATH", str(tmp_path))
    indonesian = voices / "lang" / "poz" / "id"
    kept = indonesian.read_bytes()
    indonesian.unlink()
    speaker = make_speaker()
    assert fault(outcome(speaker)) is Fault.VOICE_MISSING
    indonesian.write_bytes(kept)
    assert outcome(speaker).ok


def test_an_interruption_silences_what_is_said_and_the_next_follows(
    make_speaker: MakeSpeaker, program: Callable[[str, str], Path], tmp_path: Path
) -> None:
    began = threading.Event()
    gate = tmp_path / "gate"
    speaker = make_speaker(
        str(program("player", f"test -e {gate} && exec sleep 0.9; exec sleep 60")), on_sound=began.set
    )
    first, second = speaker.speak(SHORT), speaker.speak(SHORT)
    assert began.wait(LONG_ENOUGH)
    gate.touch()
    speaker.interrupt()
    assert fault(first.result(LONG_ENOUGH)) is Fault.INTERRUPTED
    assert second.result(LONG_ENOUGH).ok
    speaker.interrupt()  # nothing is said: nothing happens, also not to the next
    assert outcome(speaker).ok


def test_closing_silences_at_once_and_answers_what_was_never_said(
    make_speaker: MakeSpeaker, program: Callable[[str, str], Path]
) -> None:
    began = threading.Event()
    speaker = make_speaker(str(program("player", "exec sleep 60")), on_sound=began.set)
    futures = [speaker.speak(SHORT) for _ in range(3)]
    assert began.wait(LONG_ENOUGH)
    worker = speaker.worker_pid
    assert worker is not None
    since = time.monotonic()
    speaker.close()
    assert time.monotonic() - since < 50
    assert [fault(future.result(0)) for future in futures] == [Fault.CLOSED] * 3
    assert gone(worker)
    speaker.close()


def test_an_utterance_taken_out_of_the_line_is_not_said(make_speaker: MakeSpeaker, tmp_path: Path) -> None:
    speaker = make_speaker()
    speaker.speak(SHORT)
    later = speaker.speak(SHORT)
    later.cancel()
    assert outcome(speaker).ok


def test_the_quiet_twin_remembers_what_it_was_asked_to_say() -> None:
    twin = RememberingSpeaker()
    told = twin.speak(CALL).result(0)
    assert told.ok
    assert twin.sentences == [CALL.sentences[0].text]


def test_the_quiet_twin_can_take_its_time() -> None:
    twin = RememberingSpeaker(waits=True)
    first, second, third = (twin.speak(SHORT) for _ in range(3))
    assert not first.done()
    twin.finish(NotSpoken(Fault.NO_DEVICE))
    assert fault(first.result(0)) is Fault.NO_DEVICE
    twin.interrupt()
    assert fault(second.result(0)) is Fault.INTERRUPTED
    twin.close()
    assert fault(third.result(0)) is Fault.CLOSED


def nth_line(file: Path, n: int) -> int:
    """The number in the nth line, once it is written."""
    wait_until(lambda: file.exists() and file.read_text().count("\n") >= n)
    return int(file.read_text().split()[n - 1])


def gone(pid: int) -> bool:
    """Whether no such process lives; one that only waits for its parent to take note is dead."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def espeak_data() -> Path:
    """Where espeak-ng keeps its voices: its own `--version` says it."""
    said = subprocess.run(["espeak-ng", "--version"], capture_output=True, text=True, check=True).stdout
    return Path(said.split("Data at:")[1].strip())


def wait_until(happened: Callable[[], bool]) -> None:
    until = time.monotonic() + LONG_ENOUGH
    pause = threading.Event()
    while not happened():
        assert time.monotonic() < until
        pause.wait(0.01)
