"""The demonstration where it cannot begin: what it says, with the real server."""

import shutil
from argparse import Namespace
from pathlib import Path

import pytest

from counter_server.launcher.demonstration import Demonstration
from counter_server.launcher.screens import free_port
from counter_server.launcher.words import Words

ASSETS = Path(__file__).resolve().parents[2] / "assets"


def demonstration(data: Path, assets: Path = ASSETS) -> Demonstration:
    asked = Namespace(data=data, port=free_port(18_300), assignment=None)
    return Demonstration(asked, assets, Words(ASSETS / "locale"))


def test_a_typo_in_the_branch_file_is_named_once_and_ends_the_demonstration(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assets = tmp_path / "assets"
    shutil.copytree(ASSETS, assets)
    branch = assets / "branch.toml"
    branch.write_text(branch.read_text(encoding="utf-8").replace("paper_mm", "papr_mm"), encoding="utf-8")
    assert demonstration(tmp_path / "data", assets).run() == 1
    said = capsys.readouterr().out
    assert "The server stopped" in said
    assert said.count("papr_mm") == 1
    assert "paper_mm" in said
    assert "Without the server there is no demonstration" in said


def test_a_place_where_nothing_can_be_kept_is_said_plainly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert demonstration(tmp_path / "file" / "data").run() == 1
    assert f"Cannot keep data in {tmp_path}/file/data: Not a directory" in capsys.readouterr().out
