"""`./run plan` on a branch's own data, with the server's hand on it or not."""

from pathlib import Path

import pytest

from counter_server import plan_command
from counter_server.protocol.terms import Mode
from tests.server import ROOT
from tests.store import a_store, issue

ASSETS = str(ROOT / "assets")


def test_a_day_is_played_again_on_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with a_store(tmp_path / "data", demo=True, mode=Mode.PUSH) as store:
        for _ in range(5):
            store.writer.perform_now(issue)
        before = store.read_now(lambda line, present, setup: present.seq)
        asked = [
            "--assets",
            ASSETS,
            "--data",
            str(tmp_path / "data"),
            "--demo",
            "--day",
            "2026-11-23",
            "--hours",
            "7:30-15:30",
        ]
        code = plan_command.main(
            [*asked, "--verifiers", "2", "--up-to", "3", "--replications", "2", "--svg", str(tmp_path / "svg")]
        )
        assert store.read_now(lambda line, present, setup: present.seq) == before
    told = capsys.readouterr().out
    assert code == 0
    assert "Senin, 23 November 2026: 5 pengunjung, datang seperti yang tercatat." in told
    assert "→ 2" in told
    assert "Yang tercatat hari itu" not in told  # nobody was called
    assert (tmp_path / "svg" / "verifikator.svg").read_text(encoding="utf-8").startswith("<svg")


def test_where_nothing_is_known_that_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with a_store(tmp_path / "data", mode=Mode.PUSH):
        assert plan_command.main(["--assets", ASSETS, "--data", str(tmp_path / "data"), "--day", "senin"]) == 2
    assert "Belum ada data pengunjung" in capsys.readouterr().err


@pytest.mark.parametrize(
    "wrong", [["--day", "someday"], ["--hours", "15:30-07:30"], ["--hours", "pagi"], ["--verifiers", "31"]]
)
def test_what_makes_no_sense_is_refused(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        plan_command.main(["--assets", ASSETS, *wrong])
    assert wrong[0] in capsys.readouterr().err
