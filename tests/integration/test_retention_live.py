"""The running server forgets by itself when its day turns, on the disk too, and goes on serving."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from tests.needles import files_below
from tests.server import COMPLETE, PATIENCE, ROOT, run, running

EVENING, BEFORE_MIDNIGHT = "2026-11-23T23:30:00+07:00", "2026-11-23T23:59:55+07:00"


def assets_that_keep_nothing(folder: Path) -> Path:
    folder.mkdir()
    for part in (ROOT / "assets").iterdir():
        (folder / part.name).symlink_to(part)
    branch = (ROOT / "assets/branch.toml").read_text()
    for kind in ("declared", "remark", "announcement"):
        _, _, kept = branch.partition(f"{kind}_days = ")
        branch = branch.replace(f"{kind}_days = {kept.split()[0]}", f"{kind}_days = 0")
    (folder / "branch.toml").unlink()
    (folder / "branch.toml").write_text(branch)
    return folder


def test_at_midnight_it_forgets_what_is_due_and_leaves_no_trace(tmp_path: Path) -> None:
    assets = assets_that_keep_nothing(tmp_path / "assets")
    words = ("--demo", "--assignment", "pull", "--assets", str(assets), "--clock-start")
    with running(tmp_path / "data", *words, EVENING) as server:
        supervisor = server.supervisor()
        ticket = server.issue("A", nik="1871014501900001", documents=COMPLETE, priority="infant")
        supervisor.cancel(ticket.id, "Ibu Rahasia pulang")
        with closing(sqlite3.connect(server.data / "lalopa.db")) as database:
            ((known,),) = database.execute("SELECT nik_hash FROM ticket").fetchall()
        needles = (b"Ibu Rahasia", known.encode())
        kept = b"".join(files_below(server.data).values())
        assert [needle for needle in needles if needle not in kept] == []
        server.restart(*words, BEFORE_MIDNIGHT)
        deadline = time.monotonic() + 3 * PATIENCE
        while any(needle in b"".join(files_below(server.data).values()) for needle in needles):
            assert time.monotonic() < deadline
        assert server.issue("A", nik="1871014501900001").number == "A-001"
        assert run(server.data, "--verify-journal").returncode == 0
        with closing(sqlite3.connect(server.data / "lalopa.db")) as database:
            row = database.execute(
                "SELECT klass, documents, priority FROM ticket WHERE id = ?", (ticket.id,)
            ).fetchone()
        assert row == (1, "{}", "none")
