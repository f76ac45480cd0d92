"""The technician's PIN on the disk: who may read it, what a restart forgives (nothing), and what a full disk does."""

import io
import json
import resource
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from counter_server.launcher.demonstration import Demonstration
from counter_server.launcher.words import Words
from counter_server.protocol.branch_file import load_branch
from counter_server.protocol.locale import Locale
from kiosk.arguments import read_arguments
from kiosk.technician_commands import set_technician_pin
from kiosk.technician_pin import DEMO_PIN, LONGEST_WAIT, PinLock, pin_lock, wait_after
from tests.server import ROOT

PIN = "193847"
MORNING = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)


class Clock:
    """Goes on when it is told."""

    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def lock(tmp_path: Path, clock: Clock) -> PinLock:
    lock = pin_lock(tmp_path, clock)
    lock.set_pin(PIN)
    return lock


def kept(tmp_path: Path) -> Path:
    return tmp_path / "kiosk" / "technician.json"


def fail(lock: PinLock, times: int, go_on: Callable[[float], None]) -> None:
    for _ in range(times):
        go_on(lock.seconds_to_wait())
        assert not lock.opens("748291")


def test_the_pin_opens_and_no_other_does(lock: PinLock, tmp_path: Path) -> None:
    assert not lock.opens("748291")
    assert not lock.opens("")
    assert lock.opens(PIN)
    assert kept(tmp_path).stat().st_mode & 0o777 == 0o600
    told = json.loads(kept(tmp_path).read_text())
    assert told["hash"].startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert PIN not in kept(tmp_path).read_text()
    assert [path.name for path in kept(tmp_path).parent.iterdir()] == ["technician.json"]


def test_each_further_wrong_pin_waits_longer_and_the_wait_survives_a_restart(
    lock: PinLock, tmp_path: Path, clock: Clock
) -> None:
    for wrong in range(1, 13):
        clock.go_on(lock.seconds_to_wait())
        assert not lock.opens("748291")
        assert lock.seconds_to_wait() == wait_after(wrong)
        assert pin_lock(tmp_path, clock).seconds_to_wait() == wait_after(wrong)
    assert lock.seconds_to_wait() == LONGEST_WAIT


def test_too_early_not_even_the_right_pin_opens_and_no_try_is_counted(lock: PinLock, clock: Clock) -> None:
    fail(lock, 4, clock.go_on)
    assert lock.seconds_to_wait() == 4
    clock.go_on(3)
    assert not lock.opens(PIN)
    assert lock.seconds_to_wait() == 1
    clock.go_on(1)
    assert lock.opens(PIN)


def test_the_right_pin_forgives(lock: PinLock, clock: Clock) -> None:
    fail(lock, 8, clock.go_on)
    clock.go_on(lock.seconds_to_wait())
    assert lock.opens(PIN)
    fail(lock, 2, clock.go_on)
    assert lock.seconds_to_wait() == 0


def test_a_clock_set_back_makes_nobody_wait_longer(lock: PinLock, clock: Clock) -> None:
    fail(lock, 5, clock.go_on)
    clock.go_on(-86_400)
    assert lock.seconds_to_wait() == 8
    clock.go_on(5)
    assert lock.seconds_to_wait() == 3
    clock.go_on(3)
    assert lock.opens(PIN)


def test_a_new_pin_takes_the_place_of_the_old_and_of_its_tries(lock: PinLock, tmp_path: Path, clock: Clock) -> None:
    fail(lock, 6, clock.go_on)
    pin_lock(tmp_path, clock).set_pin("928374")  # another program: the running one reads it
    assert lock.seconds_to_wait() == 0
    assert not lock.opens(PIN)
    assert lock.opens("928374")


def test_without_a_pin_nothing_opens(tmp_path: Path, clock: Clock) -> None:
    lock = pin_lock(tmp_path, clock)
    assert not lock.is_set
    assert not lock.opens(DEMO_PIN)
    assert not lock.opens("")
    assert not kept(tmp_path).exists()


def test_the_demonstrations_pin_opens_in_the_demonstration_only_and_is_never_kept(tmp_path: Path, clock: Clock) -> None:
    shown = pin_lock(tmp_path, clock, demonstration=True)
    assert shown.is_set
    assert not shown.opens("748291")
    assert shown.opens(DEMO_PIN)
    assert json.loads(kept(tmp_path).read_text())["hash"] == ""
    assert not pin_lock(tmp_path, clock).is_set
    assert not pin_lock(tmp_path, clock).opens(DEMO_PIN)
    shown.set_pin(PIN)
    assert not shown.opens(DEMO_PIN)
    assert shown.opens(PIN)


@pytest.mark.parametrize("pin", ["12345", "123456", "lalopa12", DEMO_PIN])
def test_an_easy_pin_is_not_taken(lock: PinLock, pin: str) -> None:
    with pytest.raises(ValueError, match="unfit"):
        lock.set_pin(pin)
    assert lock.opens(PIN)


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff", b'{"hash": 3}', b"[]"])
def test_a_damaged_file_lets_nobody_in_and_is_told_of(
    lock: PinLock, tmp_path: Path, damage: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    kept(tmp_path).write_bytes(damage)
    assert not lock.is_set
    assert not lock.opens(PIN)
    assert "must be set again" in caplog.text


def test_a_hash_that_is_none_lets_nobody_in(lock: PinLock, tmp_path: Path) -> None:
    kept(tmp_path).write_text('{"hash": "246810"}')
    assert not lock.opens("246810")


@contextmanager
def a_disk_that_keeps_nothing() -> Iterator[None]:
    """No file may grow: each write fails, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_that_keeps_nothing_does_not_keep_the_technician_out_and_tries_are_counted_all_the_same(
    lock: PinLock, tmp_path: Path, clock: Clock
) -> None:
    before = kept(tmp_path).read_text()
    with a_disk_that_keeps_nothing():
        fail(lock, 4, clock.go_on)
        assert lock.seconds_to_wait() == 4
        assert not lock.opens(PIN)
        clock.go_on(4)
        assert lock.opens(PIN)
        fail(lock, 3, clock.go_on)
    assert kept(tmp_path).read_text() == before
    assert [path.name for path in kept(tmp_path).parent.iterdir()] == ["technician.json"]
    clock.go_on(2)
    fail(lock, 1, clock.go_on)  # there is room again
    assert json.loads(kept(tmp_path).read_text())["wrong"] == 4


def test_a_pin_set_while_tries_are_counted_in_memory_counts(lock: PinLock, tmp_path: Path, clock: Clock) -> None:
    with a_disk_that_keeps_nothing():
        fail(lock, 4, clock.go_on)
    pin_lock(tmp_path, clock).set_pin("928374")
    assert lock.seconds_to_wait() == 0
    assert lock.opens("928374")


def test_no_pin_and_no_try_is_in_the_log(lock: PinLock, clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    fail(lock, 4, clock.go_on)
    assert "a wrong PIN, the 4. in a row" in caplog.text
    assert "748291" not in caplog.text
    assert "argon2" not in caplog.text


def test_the_command_sets_the_pin_typed_twice(tmp_path: Path, clock: Clock) -> None:
    words = [sys.executable, "-m", "counter_server.launcher", "kiosk", "--data", str(tmp_path), "--set-technician-pin"]
    done = subprocess.run(
        words, cwd=ROOT, input="193847\n193847\n", capture_output=True, text=True, timeout=30, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "PIN teknisi ditetapkan." in done.stdout
    assert "193847" not in done.stdout + done.stderr
    assert pin_lock(tmp_path, clock).opens(PIN)


ID = Locale.load(ROOT / "assets" / "locale", "id")


@pytest.mark.parametrize(
    "typed, said",
    [
        ("193847\n193848\n", "tidak sama"),
        ("123456\n", "tidak mudah ditebak"),
        ("", "6 sampai 12"),
        (f"{PIN}\n{PIN}\n", "File too large"),
    ],
)
def test_the_command_says_why_a_pin_was_not_taken(
    tmp_path: Path, typed: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    wanted = read_arguments(["--data", str(tmp_path)], ID)
    with a_disk_that_keeps_nothing():
        assert set_technician_pin(wanted, load_branch(ROOT / "assets" / "branch.toml")) == 2
    assert said in capsys.readouterr().err
    assert not kept(tmp_path).exists()


@pytest.mark.parametrize("server", ["http://127.0.0.1:8000", "http://localhost", "http://[::1]:8000"])
def test_a_demonstration_is_of_this_machine(server: str) -> None:
    assert read_arguments(["--demo", "--server", server], ID).demo is True
    assert read_arguments(["--server", server], ID).demo is False


def test_a_demonstration_on_another_machine_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        read_arguments(["--demo", "--server", "http://192.168.1.5:8000"], ID)
    assert "--demo hanya untuk server di komputer ini" in capsys.readouterr().err


def test_the_demonstration_tells_its_kiosk_that_it_is_one(tmp_path: Path) -> None:
    asked = Namespace(data=tmp_path, port=8000, assignment=None)
    demonstration = Demonstration(asked, ROOT / "assets", Words(ROOT / "assets" / "locale"))
    kiosk, display = demonstration._others()
    assert "--demo" in kiosk.arguments
    assert "--demo" not in display.arguments
