"""A database of the first version is brought to this one: with everything in it, and with the days it has had."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from counter_server.domain.identity import Nik
from counter_server.operations.day_turn import tick
from counter_server.storage import journal
from counter_server.storage.database import open_engine
from counter_server.storage.journal import Verified
from counter_server.storage.migrate import MIGRATIONS
from tests.store import a_store, database_of, issue

NIK = Nik.parse("1871014501900001")


@pytest.fixture
def first_version(tmp_path: Path) -> Path:
    """Three days as the first version kept them."""
    for day in ("2026-11-23", "2026-11-24", "2026-11-25"):
        with a_store(tmp_path / "now", f"{day}T08:00:00+07:00") as store:
            store.writer.perform_now(lambda today: issue(today, nik=NIK))
            store.writer.perform_now(issue)
    old = tmp_path / "old"
    old.mkdir()
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = open_engine(f"sqlite:///{database_of(old)}")
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.commit()
    engine.dispose()
    copy(database_of(tmp_path / "now"), database_of(old))
    return old


def copy(source: Path, target: Path) -> None:
    """Every row of every table the target has, as far as it has a column for it."""
    with closing(sqlite3.connect(target, isolation_level=None)) as database:
        database.execute("ATTACH ? AS source", (str(source),))
        tables = [name for (name,) in database.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")]
        for table in sorted(set(tables) - {"alembic_version"}):
            columns = ", ".join(row[1] for row in database.execute(f"PRAGMA main.table_info({table})"))
            database.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM source.{table}")


def test_it_is_whole_and_goes_on(first_version: Path) -> None:
    with a_store(first_version, "2026-11-25T09:00:00+07:00") as store:
        found = store.read_now(lambda line, present, setup: journal.verify(line, setup.key))
        assert isinstance(found, Verified)
        assert store.writer.perform_now(issue).number == "A-003"


def test_it_knows_its_days_and_forgets_none_too_early(first_version: Path) -> None:
    def papers() -> list[tuple[str, int]]:
        with closing(sqlite3.connect(database_of(first_version))) as database:
            sql = "SELECT day, count(*) FROM ticket WHERE documents <> '{}' GROUP BY day ORDER BY day"
            return database.execute(sql).fetchall()

    with a_store(first_version, "2026-12-25T08:00:00+07:00") as store:  # 31 days after the second day
        while store.writer.perform_now(tick):
            pass
    assert papers() == [("2026-11-25", 2)]
