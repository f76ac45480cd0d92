"""Alembic's entry: runs on the connection `migrate` hands over."""

from alembic import context
from sqlmodel import SQLModel

import counter_server.storage.tables  # noqa: F401  the models register themselves

context.configure(connection=context.config.attributes["connection"], target_metadata=SQLModel.metadata)
with context.begin_transaction():
    context.run_migrations()
