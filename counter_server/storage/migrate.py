"""Brings a database to the schema of this version.

An empty SQLite file is given the tables as they are; whatever else is behind is upgraded by Alembic, which is loaded
only then: it would cost each first start 11 MiB and a quarter of a second. A test holds both ways to one schema.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, inspect, text
from sqlmodel import SQLModel

from . import day_sheet_tables as day_sheet_tables  # the models register themselves
from . import floor_tables as floor_tables
from . import interface_tables as interface_tables
from . import retention_tables as retention_tables
from . import survey_tables as survey_tables
from . import tables as tables

HEAD = "0011"
MIGRATIONS = Path(__file__).parent / "migrations"
VERSION_TABLE = """
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
)"""


def version_of(engine: Engine) -> str | None:
    """The schema's version, None for an empty database."""
    if not inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        found: Any = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return str(found) if found else None


def migrate(engine: Engine) -> None:
    """Upgrades to HEAD; does nothing at HEAD. A database newer than this program raises alembic's CommandError."""
    found = version_of(engine)
    if found == HEAD:
        return
    if found is None and engine.dialect.name == "sqlite":
        _make(engine)
    else:
        upgrade(engine)


def _make(engine: Engine) -> None:
    with engine.begin() as connection:
        SQLModel.metadata.create_all(connection, checkfirst=False)
        connection.execute(text(VERSION_TABLE))
        connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})


def upgrade(engine: Engine) -> None:
    """Runs the migrations that are missing."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)
        connection.commit()
