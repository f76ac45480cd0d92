"""What the person in charge decides for a day and is told; what is announced in her words"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def _instant(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "ruling",
        *(_text(name) for name in ("branch", "about", "value", "by")),
        *(_instant(name) for name in ("at", "until")),
        sa.PrimaryKeyConstraint("branch", "about"),
    )
    op.create_table(
        "alert",
        _text("branch"),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        *(_text(name) for name in ("code", "subject", "part", "level", "facts")),
        *(_instant(name) for name in ("since", "raised_at")),
        _text("acknowledged_by"),
        *(_instant(name) for name in ("acknowledged_at", "cleared_at")),
        sa.PrimaryKeyConstraint("branch", "seq"),
    )
    op.add_column("announcement", sa.Column("texts", sa.String(), nullable=False, server_default=""))
