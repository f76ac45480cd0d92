"""`./run` on a machine that lacks packages, where Debian's tools are scripts that note what they are asked."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("bash", "dirname", "readlink", "mkdir", "tail", "env", "cat")
NOBODY = 65534
LACKING = "libglib2.0-0 libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libgssapi-krb5-2 libusb-1.0-0"
INSTALL = f"apt-get install -y --no-install-recommends {LACKING}"


@dataclass
class Machine:
    """A folder with `run` and nothing else of ours, and one with all the programs there are."""

    place: Path

    @property
    def programs(self) -> Path:
        return self.place / "bin"

    @property
    def heard(self) -> str:
        """What was said and done, in its order."""
        return (self.place / "heard").read_text(encoding="utf-8")

    def has(self, name: str, script: str) -> None:
        """A program of this name."""
        program = self.programs / name
        program.write_text(f"#!{self.programs}/bash\n{script}\n", encoding="utf-8")
        program.chmod(0o755)

    def install(self, *groups: str) -> int:
        """`install_missing` for these groups as somebody who is not root; the exit code."""
        script = f"source {self.place}/run; install_missing {' '.join(groups)}"
        with (self.place / "heard").open("a") as heard:
            return subprocess.run(
                [self.programs / "bash", "-c", script],
                env={"PATH": str(self.programs), "HEARD": str(self.place / "heard")},
                stdout=heard,
                stderr=heard,
                user=NOBODY if os.geteuid() == 0 else None,
                check=False,
            ).returncode


@pytest.fixture
def machine() -> Iterator[Machine]:
    """Debian without any of our packages; `sudo` works."""
    with tempfile.TemporaryDirectory() as folder:
        machine = Machine(Path(folder))
        machine.programs.mkdir()
        for name in NEEDED:
            (machine.programs / name).symlink_to(shutil.which(name) or name)
        shutil.copy(ROOT / "run", machine.place)
        (machine.place / "heard").touch()
        for path in (machine.place, machine.place / "heard"):
            path.chmod(0o777)  # for whoever is not root
        machine.has("ldconfig", "")
        machine.has("apt-get", 'echo "apt-get $*" >>"$HEARD"')
        machine.has("sudo", 'echo sudo >>"$HEARD"; [[ $1 == -- ]] && shift; exec "$@"')
        yield machine


def test_missing_packages_are_explained_in_both_languages_before_they_are_installed(machine: Machine) -> None:
    assert machine.install("screen", "printer") == 0
    explanation, asked, done = machine.heard.partition("sudo\n")
    assert asked
    assert "Mesin ini belum memiliki paket sistem berikut" in explanation
    assert "This machine lacks the following system packages" in explanation
    assert "draw the kiosk and the wall display\n      libglib2.0-0 libgl1 " in explanation
    assert "reach a ticket printer over USB\n      libusb-1.0-0\n" in explanation
    assert done.splitlines() == ["apt-get update", "sudo", INSTALL]


def test_only_what_is_missing_is_installed(machine: Machine) -> None:
    machine.has("ldconfig", "printf '\\t%s (libc6,x86-64) => /lib/x\\n' libusb-1.0.so.0 libGL.so.1")
    machine.has("paplay", "")
    assert machine.install("screen", "printer", "speech") == 0
    asked = next(line for line in machine.heard.splitlines() if line.startswith("apt-get install"))
    left = LACKING.replace(" libgl1", "").replace(" libusb-1.0-0", "")
    assert asked == f"apt-get install -y --no-install-recommends {left} espeak-ng"
    assert "reach a ticket printer" not in machine.heard


def test_a_machine_that_has_everything_is_left_alone(machine: Machine) -> None:
    machine.has("ldconfig", "printf '\\tlibusb-1.0.so.0 (libc6,x86-64) => /lib/x\\n'")
    assert machine.install("printer") == 0
    assert machine.heard == ""


def test_without_root_and_sudo_nothing_is_tried_and_the_exact_command_is_said(machine: Machine) -> None:
    (machine.programs / "sudo").unlink()
    assert machine.install("screen", "printer") == 1
    *_, last = machine.heard.splitlines()
    assert last.strip() == f"apt-get install --no-install-recommends {LACKING}"
    assert "Run as root:" in machine.heard
    assert "update" not in machine.heard


def test_a_machine_without_apt_get_is_told_what_to_look_for(machine: Machine) -> None:
    (machine.programs / "apt-get").unlink()
    assert machine.install("printer") == 1
    assert "libusb-1.0-0" in machine.heard
    assert "There is no apt-get on this machine" in machine.heard


def test_an_installation_that_fails_ends_with_its_last_words(machine: Machine) -> None:
    machine.has("apt-get", 'echo "apt-get $1" >>"$HEARD"; echo "E: no space left on device" >&2; [[ $1 != install ]]')
    assert machine.install("printer") == 1
    assert "Failed: as_root env DEBIAN_FRONTEND=noninteractive apt-get install" in machine.heard
    assert "E: no space left on device" in machine.heard.partition("Failed")[2]
