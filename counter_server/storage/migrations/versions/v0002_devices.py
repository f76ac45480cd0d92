"""devices: who paired each, when it was seen last, whether its key counts no longer"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    for column in (
        sa.Column("paired_by", sa.String(), nullable=False, server_default=""),
        sa.Column("last_seen", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("revoked", sa.BigInteger(), nullable=False, server_default="0"),
    ):
        op.add_column("device", column)
