"""A server that finds its data damaged says what is wrong and what to do, in both languages, and touches nothing."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import copytree

import pytest

from counter_server.protocol.locale import Locale
from counter_server.storage.examination import Damage, Head, examine
from tests.server import ROOT, run, running

PAGE = 4096


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a server that ended in peace."""
    with running(tmp_path_factory.mktemp("ended") / "data") as server:
        for _ in range(3):
            server.issue()
    return server.data


@pytest.fixture(scope="module")
def killed(ended: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, and the data of its next run, which was killed."""
    data = tmp_path_factory.mktemp("killed") / "data"
    copytree(ended, data)
    with running(data) as server:
        server.issue()
        server.kill()
    return data


def write(data: Path, sql: str) -> None:
    with closing(sqlite3.connect(data / "lalopa.db")) as database, database:
        database.execute(sql)


def change(data: Path, at: int, content: bytes) -> None:
    with (data / "lalopa.db").open("r+b") as file:
        file.seek(at)
        file.write(content)


def cut(data: Path) -> None:
    with (data / "lalopa.db").open("r+b") as file:
        file.truncate((data / "lalopa.db").stat().st_size // 2)


def page_of_tickets(data: Path) -> int:
    with closing(sqlite3.connect(data / "lalopa.db")) as database:
        (page,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ticket'").fetchone()
    return int(page)


DAMAGE: dict[str, tuple[str, Callable[[Path], object]]] = {
    "the header is rubbish": ("not_a_database", lambda data: change(data, 0, b"\xa5" * 100)),
    "the file is cut": ("truncated", cut),
    "the file is empty": ("missing", lambda data: (data / "lalopa.db").write_bytes(b"")),
    "the file is gone": ("missing", lambda data: (data / "lalopa.db").unlink()),
    "a page is zero": ("malformed", lambda data: change(data, (page_of_tickets(data) - 1) * PAGE, bytes(PAGE))),
    "a line of the journal was changed": (
        "chain", lambda data: write(data, "UPDATE journal SET subject = 'ticket:7' WHERE seq = 2")
    ),
    "a line of the journal was taken out": ("chain", lambda data: write(data, "DELETE FROM journal WHERE seq = 2")),
    "the last line of the journal was taken out": (
        "chain", lambda data: write(data, "DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)")
    ),
    "a newer program made it": ("newer", lambda data: write(data, "UPDATE alembic_version SET version_num = '9999'")),
    "somebody else's database lies there": (
        "not_ours", lambda data: write(data, "ALTER TABLE journal RENAME TO diary")
    ),
    "the secret is gone": ("secret_missing", lambda data: (data / "secret").unlink()),
}  # fmt: skip


def contents(data: Path) -> dict[str, bytes]:
    return {str(file.relative_to(data)): file.read_bytes() for file in data.rglob("*") if file.is_file()}


def is_refused(data: Path, code: str, *command: str) -> None:
    before = contents(data)
    refused = run(data, "--demo", "--port", "0", *command)
    assert (refused.returncode, refused.stdout) == (2, "")
    for language in ("id", "en"):
        said = Locale.load(ROOT / "assets" / "locale", language).words[f"server.damage.{code}"]
        assert said.split("{file}")[1].split("{")[0].strip() in refused.stderr
    assert "./run " in refused.stderr
    assert contents(data) == before


@pytest.mark.parametrize("what", DAMAGE)
def test_what_is_damaged_is_named_and_left_as_it_is(ended: Path, tmp_path: Path, what: str) -> None:
    code, damage = DAMAGE[what]
    data = tmp_path / "data"
    copytree(ended, data)
    damage(data)
    is_refused(data, code)


@pytest.mark.parametrize("command", [["--verify-journal"], ["--pair", "kiosk", "kiosk-9"], ["--set-pin", "verifier-1"]])
def test_no_other_command_opens_what_is_damaged(ended: Path, tmp_path: Path, command: list[str]) -> None:
    data = tmp_path / "data"
    copytree(ended, data)
    cut(data)
    is_refused(data, "truncated", *command)


def test_after_a_power_cut_it_starts_and_a_log_that_went_missing_is_missed(killed: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    copytree(killed, data)
    (data / "lalopa.db-wal").unlink()
    is_refused(data, "behind")
    assert run(data, "--verify-journal", "--accept-loss").returncode == 0
    assert isinstance(examine(killed), Head)
    before = contents(killed)
    assert isinstance(examine(killed), Head)
    assert contents(killed) == before


def test_a_log_whose_end_was_torn_off_loses_only_what_stood_there(killed: Path, tmp_path: Path) -> None:
    """A write the power cut short was never acknowledged: what was before it is whole."""
    log = (killed / "lalopa.db-wal").read_bytes()
    whole = examine(killed)
    assert isinstance(whole, Head)
    for kept in range(len(log) - 1, 0, -len(log) // 12):
        data = tmp_path / str(kept)
        copytree(killed, data)
        (data / "head").unlink()  # it would say that something acknowledged is gone
        (data / "lalopa.db-wal").write_bytes(log[:kept] + bytes(len(log) - kept))
        found = examine(data)
        assert isinstance(found, Head)
        assert found.seq <= whole.seq


def test_another_database_put_in_its_place_is_noticed(ended: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    copytree(ended, data)
    (data / "head").write_text(f"{2:20d} {'0' * 64}\n")  # of a journal whose second line was another
    found = examine(data)
    assert isinstance(found, Damage)
    assert (found.code, found.facts) == ("exchanged", {"line": 2})


def test_whoever_has_lost_the_secret_goes_on_with_a_new_one(ended: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    copytree(ended, data)
    (data / "secret").unlink()
    with running(data, "--demo", "--new-secret") as server:
        assert server.issue().number == "A-004"
    with running(data) as server:
        assert server.issue().number == "A-005"
