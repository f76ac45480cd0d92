"""The survey of public satisfaction."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

ELEMENTS = (
    "requirements", "procedure", "time", "fee", "product", "competence", "conduct", "complaints", "facilities",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "survey_answer",
        sa.Column("branch", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        *(sa.Column(element, sa.Integer(), nullable=False) for element in ELEMENTS),
        sa.PrimaryKeyConstraint("branch", "id"),
        sqlite_with_rowid=False,
    )
    op.create_index("answers_of_day", "survey_answer", ["branch", "day"], unique=False)
    op.create_table(
        "survey_tablet",
        sa.Column("branch", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("branch", "token_hash"),
    )
