"""Recognising a repeat, and forgetting in time."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

KNOWN_NIK, KNOWN_KK = "nik_hash <> ''", "kk_hash <> ''"
DAYS_SO_FAR = """
INSERT INTO day (branch, seq, day)
SELECT branch, seq, substr(subject, 5) FROM journal WHERE action = 'day-open'"""


def upgrade() -> None:
    op.create_table(
        "day",
        sa.Column("branch", sa.String(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("branch", "seq"),
    )
    op.execute(DAYS_SO_FAR)
    op.create_table(
        "retention",
        sa.Column("branch", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("done", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("branch", "kind"),
    )
    op.create_index(
        "tickets_of_nik",
        "ticket",
        ["branch", "nik_hash"],
        unique=False,
        sqlite_where=sa.text(KNOWN_NIK),
        postgresql_where=sa.text(KNOWN_NIK),
    )
    op.create_index(
        "tickets_of_kk",
        "ticket",
        ["branch", "kk_hash"],
        unique=False,
        sqlite_where=sa.text(KNOWN_KK),
        postgresql_where=sa.text(KNOWN_KK),
    )
