"""Who made a version of the setup."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    with op.batch_alter_table("setup") as setup:
        setup.add_column(sa.Column("who", sa.String(), nullable=False, server_default=""))
