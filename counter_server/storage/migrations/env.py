"""Alembic's entry: runs on the connection `migrate` hands over."""

from alembic import context
from sqlmodel import SQLModel

from counter_server.storage import tables

assert tables  # the models register themselves

context.configure(connection=context.config.attributes["connection"], target_metadata=SQLModel.metadata)
with context.begin_transaction():
    context.run_migrations()
