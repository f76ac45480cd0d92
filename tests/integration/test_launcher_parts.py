"""One part alone where the machine has no screen: how large it is to whoever looks at it over VNC (RFC 6143)."""

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
ATTEMPTS, BETWEEN = 600, 0.1


@contextmanager
def shown_over_vnc(*words: object) -> Iterator["Shown"]:
    """`./run` with these words, and where it says it can be looked at. Its server is away."""
    unseen = {name: value for name, value in os.environ.items() if name not in SCREENS}
    command = [str(ROOT / "run"), *map(str, words), "--server", "http://127.0.0.1:9"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=unseen, text=True) as program:
        assert program.stdout is not None
        said = re.search(r"vncviewer 127\.0\.0\.1::(\d+)", program.stdout.readline())
        assert said
        try:
            yield Shown(program, int(said[1]))
        finally:
            program.terminate()


@dataclass
class Shown:
    """A running program and its VNC port."""

    program: "subprocess.Popen[str]"
    port: int

    def size_seen(self) -> tuple[int, int]:
        """Width and height, once it answers."""
        for _ in range(ATTEMPTS):
            try:
                return first_words(self.port)
            except OSError:  # not yet listening, or just moving to loopback
                with suppress(subprocess.TimeoutExpired):
                    raise AssertionError(f"it ended: {self.program.wait(BETWEEN)}") from None
        raise AssertionError("nobody could look")


def first_words(port: int) -> tuple[int, int]:
    """What a viewer is told first."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as viewer, viewer.makefile("rwb") as stream:
        version = stream.read(12)
        if len(version) < 12:
            raise ConnectionResetError
        stream.write(version)
        stream.flush()
        stream.read(4)  # no authentication
        stream.write(b"\x01")
        stream.flush()
        return int.from_bytes(stream.read(2), "big"), int.from_bytes(stream.read(2), "big")


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "assets", tmp_path / "assets"))


@pytest.mark.parametrize(
    "orientation, size", [("portrait", (1080, 1920)), ("landscape", (1920, 1080)), ("auto", (1080, 1920))]
)
def test_a_kiosk_seen_over_vnc_stands_as_its_branch_says(
    assets: Path, tmp_path: Path, orientation: str, size: tuple[int, int]
) -> None:
    branch = assets / "branch.toml"
    said = branch.read_text(encoding="utf-8")
    branch.write_text(re.sub(r'(?m)^orientation = "\w+"', f'orientation = "{orientation}"', said), encoding="utf-8")
    assert f'orientation = "{orientation}"' in branch.read_text(encoding="utf-8")
    with shown_over_vnc("kiosk", "--assets", assets, "--data", tmp_path / "kiosk") as shown:
        assert shown.size_seen() == size


def test_a_wall_seen_over_vnc_is_as_wide_as_a_television(tmp_path: Path) -> None:
    with shown_over_vnc("display", "--data", tmp_path / "display") as shown:
        assert shown.size_seen() == (1920, 1080)


@pytest.mark.parametrize("part", ["kiosk", "display"])
def test_a_part_seen_over_vnc_is_reached_from_this_machine_only(part: str, tmp_path: Path) -> None:
    with shown_over_vnc(part, "--data", tmp_path / part) as shown:
        shown.size_seen()
        with pytest.raises(ConnectionRefusedError):  # whoever listens on every address would answer here too
            socket.create_connection(("127.0.0.2", shown.port), timeout=5)
