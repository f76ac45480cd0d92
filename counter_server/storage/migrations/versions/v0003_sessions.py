"""sessions"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    with op.batch_alter_table("session") as session:
        session.add_column(sa.Column("used", sa.BigInteger(), nullable=False, server_default="0"))
    op.execute("UPDATE session SET used = at")
    op.create_table(
        "sign_in_tries",
        sa.Column("branch", sa.String(), nullable=False),
        sa.Column("staff", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failed_at", sa.BigInteger(), nullable=False),
        sa.Column("locked_until", sa.BigInteger(), nullable=False),
        sa.Column("locks", sa.Integer(), nullable=False),
        sa.Column("signed_in_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("branch", "staff", "address"),
    )
