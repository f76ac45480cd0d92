"""A database of the first version, with machines paired then, opened by this program."""

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from counter_server.operations.callers import token_hash
from counter_server.protocol.terms import Device
from counter_server.storage.migrate import MIGRATIONS
from counter_server.storage.paired_devices import paired_devices
from tests.store import a_store, database_of

FIRST = "0001"


def test_a_machine_paired_with_the_first_version_keeps_its_key_and_its_letter(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{database_of(tmp_path)}")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, FIRST)
        connection.commit()
    engine.dispose()
    row = (token_hash("a key of then"), "p2km", "Pintu masuk", "kiosk", "X", 7)
    with closing(sqlite3.connect(database_of(tmp_path))) as then:
        then.execute("INSERT INTO device (key_hash, branch, device, kind, letter, at) VALUES (?, ?, ?, ?, ?, ?)", row)
        then.commit()
    with a_store(tmp_path) as store:
        (kept,) = store.read_now(lambda line, present, setup: paired_devices(line, setup.key))
    assert (kept.key_hash, kept.device, kept.kind, kept.letter, kept.at) == (
        row[0], "Pintu masuk", Device.KIOSK, "X", 7,
    )  # fmt: skip
    assert (kept.paired_by, kept.last_seen, kept.revoked) == ("", 0, 0)
