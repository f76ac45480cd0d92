"""What the programs are installed from: pinned by hash, from no named host, and the same in tests as at the counter."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "tests/requirements.lock")


def pins(lock: str) -> list[tuple[str, str]]:
    """(library, the rest of its line: version, conditions and hashes); nothing else may stand in a lock."""
    lines = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    parted = [re.fullmatch(r"([\w.-]+)(?:\[[^\]]*\])?==(.+)", line) or line for line in lines]
    assert not [line for line in parted if isinstance(line, str)]
    return [(found[1].lower(), found[2]) for found in parted if isinstance(found, re.Match)]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.findall(r"https?:|file:|-url|--find-links", text)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_every_library_by_hash(lock: str) -> None:
    assert pins(lock)
    assert not [name for name, pin in pins(lock) if "--hash=sha256:" not in pin]


def test_the_tests_run_on_the_very_versions_the_counter_runs_on() -> None:
    at_the_counter, in_tests = ({(name, pin.split()[0]) for name, pin in pins(lock)} for lock in LOCKS)
    assert at_the_counter <= in_tests


def test_every_library_asked_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(need for extra in project["optional-dependencies"].values() for need in extra)]
    names = {re.split(r"[^\w.-]", need)[0].lower() for need in asked}
    assert names <= {name for name, _ in pins("requirements.lock")}
