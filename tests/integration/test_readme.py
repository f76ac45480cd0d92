"""The README tells the truth: its examples are taken, its links lead somewhere."""

import re
import tomllib
from pathlib import Path

import pytest

from counter_server.protocol.branch_file import load_branch
from counter_server.protocol.settings import written

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", README, flags=re.DOTALL)


def test_there_are_examples_of_a_printer_a_voice_and_a_panel() -> None:
    assert [list(tomllib.loads(example)) for example in EXAMPLES] == [["printer"], ["voice"], ["kiosk"]]


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_put_into_the_branch_file_is_accepted(example: str, tmp_path: Path) -> None:
    table = example.split("\n", 1)[0]
    shipped = (ROOT / "assets" / "branch.toml").read_text(encoding="utf-8")
    before, found, after = shipped.partition(table)
    assert found
    rest = re.search(r"(?m)^\[", after)
    changed = tmp_path / "branch.toml"
    changed.write_text(before + example + "\n" + (after[rest.start() :] if rest else ""), encoding="utf-8")
    branch = load_branch(changed)
    section, settings = next(iter(tomllib.loads(example).items()))
    taken = written(getattr(branch, section))
    assert {key: taken[key] for key in settings} == settings


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_a_link_leads_to_a_file(link: str) -> None:
    assert (ROOT / link).is_file()


def test_the_command_that_takes_the_picture_is_named_with_the_picture_it_is_shown_by() -> None:
    (picture,) = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README)
    (module, made) = re.findall(r"`\.venv/bin/python -m (\S+) (\S+\.png)`", README)[0]
    assert made == picture
    assert (ROOT / module.replace(".", "/")).with_suffix(".py").is_file()
