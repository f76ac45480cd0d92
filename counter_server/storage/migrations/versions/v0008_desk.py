"""what only the desk needs of a ticket"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("ticket", sa.Column("desk", sa.String(), nullable=False, server_default=""))
