"""The sound fails in the hall: the real server, the real display with its voice, a real sound server. The wall shows
the call all the same, the person in charge is told within ten seconds, and once the sound is well again the next call
is heard."""

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from counter_server.protocol.branch_file import BranchFile
from counter_server.protocol.hours_settings import TimeRange
from display.screen.engine import ASSETS
from display.speech.announcers import announcer
from display.speech.sound import wav_seconds
from tests.recorded_folder import record_all
from tests.server import Server, running
from tests.sound import NullSink, likeness, null_sink, samples_of
from tests.store import database_of

from .room import BRANCH, WORDS, Wall, a_wall

__all__ = ["null_sink"]

BRIEF = replace(BRANCH, voice=replace(BRANCH.voice, repeat=1, chime=False, rate=200))
"""A call of three seconds."""
LONGEST_PART = 2.4
"""Seconds."""
TOLD_WITHIN = 10_000
PATIENCE = 30_000
NO_ALERT: list[tuple[str, str, str]] = []


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("sound") / "server", "--demo", "--assignment", "pull") as started:
        yield started


@dataclass
class Hall:
    """A display in a hall with a loudspeaker, and who calls."""

    qtbot: QtBot
    server: Server
    wall: Wall
    sink: NullSink
    data: Path
    counters: "count[int]" = field(default_factory=lambda: count(1))
    """Each call goes to another one."""

    def call(self) -> tuple[str, int]:
        """The next visitor; her number, and which line of the journal calls her. The wall shows it."""
        n = next(self.counters)
        self.server.issue()
        called = self.server.verifier(n).call_next(f"loket-{n}")
        assert called is not None
        place = WORDS.counter(f"loket-{n}")
        self.qtbot.waitUntil(lambda: self.wall.shows(called.number, place), timeout=PATIENCE)
        (seq,) = self.lines("SELECT max(seq) FROM journal WHERE action = 'call'")[0]
        return called.number, int(seq)

    def lines(self, question: str) -> list[tuple[str, ...]]:
        with closing(sqlite3.connect(database_of(self.server.data))) as database:
            return list(database.execute(question))

    def spoken(self, seq: int) -> tuple[str, str] | None:
        """What the journal says became of a call: outcome and reason."""
        found = self.lines(f"SELECT payload FROM journal WHERE action = 'spoken' AND subject = 'announcement:{seq}'")
        for (payload,) in found:
            told = msgspec.json.decode(payload)
            return told["outcome"], told["reason"]
        return None

    def alerts(self) -> list[tuple[str, str, str]]:
        told = self.server.supervisor().devices().alerts
        return [(one.part, one.code, one.level) for one in told if one.subject == "demo-display"]

    def is_heard(self) -> None:
        """The next call comes out of the loudspeaker, whole."""
        with self.sink.recording() as recorder:
            _, seq = self.call()
            self.qtbot.waitUntil(lambda: self.spoken(seq) is not None, timeout=PATIENCE)
            recorder.wait_for(0.4)
        assert self.spoken(seq) == ("spoken", "")
        assert likeness(recorder.samples, samples_of(self.newest_call())) > 0.9

    def newest_call(self) -> Path:
        """Of the sounds made, wherever they are kept; the others are parts of calls."""
        spare = self.data.with_name("spare").glob("lalopa-speech-*/*.wav")
        calls = [wav for wav in (*(self.data / "speech").glob("*.wav"), *spare) if wav_seconds(wav) > LONGEST_PART]
        return max(calls, key=lambda wav: wav.stat().st_mtime)


@pytest.fixture
def a_hall(
    qtbot: QtBot, server: Server, null_sink: NullSink, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., "Hall"]]:
    walls = []
    (tmp_path / "spare").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "spare"))  # the machine's is shared with displays of other tests
    monkeypatch.setattr(tempfile, "tempdir", None)
    server.sweep()

    def open_(player: str = "paplay", branch: BranchFile = BRIEF, assets: Path = ASSETS) -> Hall:
        context = a_wall(server.url, tmp_path / "display", player=player, branch=branch, assets=assets)
        wall = context.__enter__()
        walls.append(context)
        return Hall(qtbot, server, wall, null_sink, tmp_path / "display")

    yield open_
    for context in walls:
        context.__exit__(None, None, None)


def worker() -> int:
    """The speech worker of this process's display."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes()
            parent = (process / "stat").read_text().rpartition(")")[2].split()[1]
        except OSError:
            continue
        if b"display.speech.worker" in words and int(parent) == os.getpid():
            return int(process.name)
    raise AssertionError("there is no speech worker")


def test_a_loudspeaker_that_goes_is_told_of_before_the_next_call_and_heard_again_when_it_is_back(
    a_hall: Callable[[str], Hall],
) -> None:
    hall = a_hall("auto")
    hall.sink.unplug()
    hall.qtbot.waitUntil(lambda: hall.alerts() == [("sound", "no_device", "failed")], timeout=TOLD_WITHIN)
    _, seq = hall.call()
    hall.qtbot.waitUntil(lambda: hall.spoken(seq) == ("failed", "no_device"), timeout=TOLD_WITHIN)
    hall.sink.plug_in()
    hall.qtbot.waitUntil(lambda: hall.alerts() == NO_ALERT, timeout=TOLD_WITHIN)
    hall.is_heard()


def test_a_worker_killed_in_the_middle_of_a_call_says_it_once_more(a_hall: Callable[[str], Hall]) -> None:
    hall = a_hall("paplay")
    with hall.sink.recording() as recorder:
        _, seq = hall.call()
        recorder.first_sound()
        os.kill(worker(), signal.SIGKILL)
        hall.qtbot.waitUntil(lambda: hall.spoken(seq) == ("spoken", ""), timeout=PATIENCE)
        recorder.wait_for(0.4)
    assert likeness(recorder.samples, samples_of(hall.newest_call())) > 0.9
    assert hall.alerts() == NO_ALERT


def test_in_a_quiet_hour_a_call_is_shown_and_the_journal_says_why_nobody_heard_it(a_hall: Callable[..., Hall]) -> None:
    quiet = replace(BRIEF.voice, quiet=(TimeRange.parse("00:00-24:00"),))
    hall = a_hall("paplay", replace(BRIEF, voice=quiet))
    with hall.sink.recording() as recorder:
        _, seq = hall.call()
        hall.qtbot.waitUntil(lambda: hall.spoken(seq) == ("spoken", "quiet_hour"), timeout=PATIENCE)
        recorder.wait_for(0.4)
    assert not recorder.samples.any()
    assert hall.alerts() == NO_ALERT


@pytest.mark.slow
def test_while_a_recorded_word_is_missing_another_voice_speaks_and_the_person_in_charge_knows(
    a_hall: Callable[..., Hall], tmp_path: Path
) -> None:
    assets = tmp_path / "assets"
    assets.mkdir()
    for each in ASSETS.iterdir():
        if each.name != "voices":
            (assets / each.name).symlink_to(each)
    (assets / "voices" / "penyiar").mkdir(parents=True)
    (assets / "voices" / "penyiar" / "wording.toml").write_text('like = "id"\n', encoding="utf-8")
    branch = replace(BRIEF, voice=replace(BRIEF.voice, language="penyiar"))
    hall = a_hall("paplay", branch, assets)
    hall.qtbot.waitUntil(lambda: hall.alerts() == [("sound", "recording_missing", "warning")], timeout=TOLD_WITHIN)
    hall.is_heard()
    computer = hall.newest_call()
    record_all(announcer("penyiar", assets, BRANCH))
    hall.qtbot.waitUntil(lambda: hall.alerts() == NO_ALERT, timeout=TOLD_WITHIN)
    hall.is_heard()
    assert likeness(samples_of(hall.newest_call()), samples_of(computer)) < 0.5


@contextmanager
def sound_server_killed(hall: Hall) -> Iterator[None]:
    hall.sink.stop()
    yield
    hall.sink.start()


@contextmanager
def sound_server_hangs(hall: Hall) -> Iterator[None]:
    hall.sink.freeze()
    yield
    hall.sink.thaw()


@contextmanager
def muted(hall: Hall) -> Iterator[None]:
    hall.sink.mute()
    yield
    hall.sink.mute(False)


@contextmanager
def player_hangs(hall: Hall) -> Iterator[None]:
    (hall.data.parent / "hangs").touch()
    yield
    (hall.data.parent / "hangs").unlink()


@contextmanager
def player_removed(hall: Hall) -> Iterator[None]:
    player = hall.data.parent / "paplay"
    player.rename(player.with_name("elsewhere"))
    yield
    player.with_name("elsewhere").rename(player)


@contextmanager
def voice_removed(hall: Hall) -> Iterator[None]:
    indonesian = hall.data.parent / "espeak-ng-data" / "lang" / "poz" / "id"
    kept = indonesian.read_bytes()
    indonesian.unlink()
    os.kill(worker(), signal.SIGKILL)
    yield
    indonesian.write_bytes(kept)


@contextmanager
def store_takes_nothing(hall: Hall) -> Iterator[None]:
    speech = hall.data / "speech"
    speech.rename(speech.with_name("kept"))
    speech.touch()
    yield
    speech.unlink()


TROUBLE = [
    (sound_server_killed, ("failed", "no_device"), ("no_device", "failed")),
    (sound_server_hangs, ("failed", "timeout"), ("no_device", "failed")),
    (muted, ("spoken", ""), ("muted", "failed")),
    (player_hangs, ("failed", "timeout"), ("timeout", "failed")),
    (player_removed, ("failed", "no_player"), ("no_player", "failed")),
    (voice_removed, ("failed", "voice_missing"), ("voice_missing", "failed")),
    (store_takes_nothing, ("spoken", ""), ("cache_unwritable", "warning")),
]


@pytest.mark.slow
@pytest.mark.parametrize("trouble, outcome, alert", TROUBLE, ids=[each[0].__name__ for each in TROUBLE])
def test_the_wall_shows_the_person_in_charge_knows_and_the_next_call_is_heard(
    a_hall: Callable[[str], Hall],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    trouble: Callable[[Hall], AbstractContextManager[None]],
    outcome: tuple[str, str],
    alert: tuple[str, str],
) -> None:
    shutil.copytree(espeak_data(), tmp_path / "espeak-ng-data")
    monkeypatch.setenv("ESPEAK_DATA_PATH", str(tmp_path))
    hall = a_hall(str(a_player(tmp_path)))
    hall.is_heard()
    with trouble(hall):
        _, seq = hall.call()
        hall.qtbot.waitUntil(lambda: hall.spoken(seq) == outcome, timeout=PATIENCE)
        hall.qtbot.waitUntil(lambda: hall.alerts() == [("sound", *alert)], timeout=TOLD_WITHIN)
    hall.is_heard()
    hall.qtbot.waitUntil(lambda: hall.alerts() == NO_ALERT, timeout=TOLD_WITHIN)


def a_player(folder: Path) -> Path:
    """paplay, but for a file that makes it hang."""
    player = folder / "paplay"
    player.write_text(f'#!/bin/sh\ntest -e {folder}/hangs && exec sleep 60\nexec {shutil.which("paplay")} "$1"\n')
    player.chmod(player.stat().st_mode | stat.S_IXUSR)
    return player


def espeak_data() -> Path:
    """Where espeak-ng keeps its voices: its own `--version` says it."""
    said = subprocess.run(["espeak-ng", "--version"], capture_output=True, text=True, check=True).stdout
    return Path(said.split("Data at:")[1].strip())
