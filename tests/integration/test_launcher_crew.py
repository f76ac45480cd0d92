"""The launcher's crew, with real child processes that do as little as the rule under test needs."""

import os
import select
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from counter_server.launcher import crew as crew_module
from counter_server.launcher.crew import Crew, GivenUp
from counter_server.launcher.part import Part
from counter_server.launcher.wake_up import WakeUp
from counter_server.launcher.words import Words

LOCALE = Path(__file__).resolve().parents[2] / "assets" / "locale"
SERVES = "import time\nprint('ready', flush=True)\ntime.sleep(600)\n"
DEADLINE = 20.0

MakePart = Callable[..., Part]


@pytest.fixture
def wake_up() -> Iterator[WakeUp]:
    with WakeUp() as waiting:
        yield waiting


@pytest.fixture
def heard() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def crew(wake_up: WakeUp, heard: list[tuple[str, str]]) -> Iterator[Crew]:
    crew = Crew(Words(LOCALE), wake_up, lambda part, line: heard.append((part.key, line)))
    yield crew
    crew.end()


@pytest.fixture
def make_part(tmp_path: Path) -> MakePart:
    def make(key: str, program: str, *, proven: bool = True) -> Part:
        (tmp_path / f"stub_{key}.py").write_text(program, encoding="utf-8")
        return Part(
            key=key,
            module=f"stub_{key}",
            arguments=(),
            log=tmp_path / "log" / f"{key}.log",
            environment={"PYTHONPATH": str(tmp_path)},
            proven=proven,
        )

    return make


def turn_until(crew: Crew, condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        crew.turn()


def has_ended(pidfd: int, *, within: float) -> bool:
    return bool(select.select([pidfd], [], [], within)[0])


def test_what_a_part_says_is_heard_line_by_line_and_kept_in_its_log(
    crew: Crew, make_part: MakePart, heard: list[tuple[str, str]]
) -> None:
    server = make_part("server", "import time\nprint('one\\ntwo', flush=True)\ntime.sleep(600)\n")
    crew.start(server)
    turn_until(crew, lambda: len(heard) == 2)
    assert heard == [("server", "one"), ("server", "two")]
    assert server.log.read_text(encoding="utf-8") == "one\ntwo\n"


def test_a_part_that_dies_is_named_with_its_reason_and_last_words_and_started_again(
    crew: Crew, make_part: MakePart, heard: list[tuple[str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    crew.start(make_part("server", SERVES))
    crew.start(make_part("kiosk", "print('here', flush=True)\nraise SystemExit('the screen is gone')\n"))
    turn_until(crew, lambda: heard.count(("kiosk", "here")) == 2)
    said = capsys.readouterr().out
    assert "Mesin antrean berhenti (exit code 1) dan dinyalakan lagi" in said
    assert "The kiosk stopped (exit code 1) and is started again" in said
    assert "    the screen is gone" in said


def test_a_part_killed_from_outside_is_named_with_the_signal(
    crew: Crew, make_part: MakePart, heard: list[tuple[str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    crew.start(make_part("server", SERVES))
    display = make_part("display", SERVES)
    crew.start(display)
    turn_until(crew, lambda: ("display", "ready") in heard)
    assert display.process is not None
    os.kill(display.process.pid, signal.SIGKILL)
    turn_until(crew, lambda: heard.count(("display", "ready")) == 2)
    assert "Layar panggilan berhenti (SIGKILL)" in capsys.readouterr().out


def test_a_part_that_keeps_dying_is_left_alone_while_the_others_go_on(
    crew: Crew, make_part: MakePart, heard: list[tuple[str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    server = make_part("server", SERVES)
    crew.start(server)
    kiosk = make_part("kiosk", "raise SystemExit(3)\n")
    crew.start(kiosk)
    said = ""

    def given_up() -> bool:
        nonlocal said
        said += capsys.readouterr().out
        return "The kiosk stopped (exit code 3) and is not started again" in said

    turn_until(crew, given_up)
    assert said.count("The kiosk stopped (exit code 3) and is started again") == 2
    assert server.running
    assert not kiosk.running


def test_a_program_closed_by_its_user_stays_closed(
    crew: Crew, make_part: MakePart, capsys: pytest.CaptureFixture[str]
) -> None:
    crew.start(make_part("server", SERVES))
    display = make_part("display", "pass\n")
    crew.start(display)
    turn_until(crew, lambda: not display.running)
    assert "The wall display was closed; the others go on." in capsys.readouterr().out


def test_a_server_that_never_became_ready_is_not_tried_again(crew: Crew, make_part: MakePart) -> None:
    crew.start(make_part("server", "raise SystemExit('assets/branch.toml: unknown key')\n", proven=False))
    with pytest.raises(GivenUp):
        turn_until(crew, lambda: False)


def test_the_end_takes_along_what_a_part_has_started(
    crew: Crew, make_part: MakePart, heard: list[tuple[str, str]]
) -> None:
    crew.start(make_part("server", SERVES))
    crew.start(
        make_part(
            "display",
            "import subprocess, sys, time\n"
            "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
            "print(child.pid, flush=True)\n"
            "time.sleep(600)\n",
        )
    )
    turn_until(crew, lambda: len(heard) == 2)
    grandchild = os.pidfd_open(next(int(line) for key, line in heard if key == "display"))
    assert not has_ended(grandchild, within=0)
    crew.end()
    assert has_ended(grandchild, within=DEADLINE)
    os.close(grandchild)


def test_a_second_ctrl_c_ends_a_part_that_will_not_listen_at_once(
    crew: Crew, make_part: MakePart, heard: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew_module, "PATIENCE_AT_THE_END", 2 * DEADLINE)
    deaf = make_part(
        "server", "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint('deaf', flush=True)\n" + SERVES
    )
    crew.start(deaf)
    turn_until(crew, lambda: ("server", "deaf") in heard)
    signal.raise_signal(signal.SIGINT)
    signal.raise_signal(signal.SIGINT)
    began = time.monotonic()
    crew.end()
    assert not deaf.running
    assert time.monotonic() - began < DEADLINE


def test_a_closed_terminal_asks_for_the_end(crew: Crew, wake_up: WakeUp, make_part: MakePart) -> None:
    crew.start(make_part("server", SERVES))
    signal.raise_signal(signal.SIGHUP)
    crew.watch_until_asked_to_end()
    assert wake_up.asked_to_end == 1
