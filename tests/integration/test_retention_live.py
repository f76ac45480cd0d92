"""The running server forgets by itself when its day turns, on the disk too, and goes on serving."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from tests.needles import files_below
from tests.server import COMPLETE, DEMO_DISPLAY, PATIENCE, ROOT, change, listening, run, running

LATE_EVENING = "2026-11-23T23:58:30+07:00"


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
    timing = ("--clock-start", LATE_EVENING, "--clock-speed", "15")
    with running(tmp_path / "data", "--demo", "--assignment", "pull", "--assets", str(assets), *timing) as server:
        supervisor = server.supervisor()
        with listening(server, DEMO_DISPLAY) as heard:
            next(heard)
            ticket = server.issue("A", nik="1871014501900001", documents=COMPLETE, priority="infant")
            supervisor.cancel(ticket.id, "Ibu Rahasia pulang")
            with closing(sqlite3.connect(server.data / "lalopa.db")) as database:
                ((known,),) = database.execute("SELECT nik_hash FROM ticket").fetchall()
            assert b"Ibu Rahasia" in b"".join(files_below(server.data).values())
            change(heard, "purge")
        needles = (b"Ibu Rahasia", known.encode())
        deadline = time.monotonic() + PATIENCE
        while any(needle in b"".join(files_below(server.data).values()) for needle in needles):
            assert time.monotonic() < deadline
        assert server.issue("A", nik="1871014501900001").number == "A-001"
        assert run(server.data, "--verify-journal").returncode == 0
        with closing(sqlite3.connect(server.data / "lalopa.db")) as database:
            row = database.execute(
                "SELECT klass, documents, priority FROM ticket WHERE id = ?", (ticket.id,)
            ).fetchone()
        assert row == (1, "{}", "none")
