"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "announcement",
        sa.Column("branch", sa.String(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("ticket", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("counter", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("branch", "seq"),
    )
    op.create_index("announcements_of_ticket", "announcement", ["branch", "ticket", "seq"], unique=False)
    op.create_index(
        "unspoken",
        "announcement",
        ["branch", "seq"],
        unique=False,
        sqlite_where=sa.text("outcome = ''"),
        postgresql_where=sa.text("outcome = ''"),
    )
    op.create_table(
        "branch",
        sa.Column("branch", sa.String(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("setup", sa.Integer(), nullable=False),
        sa.Column("closed", sa.String(), nullable=False),
        sa.Column("beat", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("branch"),
    )
    op.create_table(
        "device",
        sa.Column("key_hash", sa.String(), nullable=False),
        sa.Column("branch", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("letter", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key_hash"),
        sa.UniqueConstraint("branch", "device", name="one_device_a_name"),
    )
    op.create_table(
        "journal",
        sa.Column("branch", sa.String(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("payload", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("branch", "seq"),
    )
    op.create_table(
        "remark",
        sa.Column("branch", sa.String(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("branch", "seq"),
    )
    op.create_table(
        "series",
        sa.Column("branch", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("letter", sa.String(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("branch", "day", "letter"),
    )
    op.create_table(
        "session",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("branch", sa.String(), nullable=False),
        sa.Column("staff", sa.String(), nullable=False),
        sa.Column("counter", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash"),
        sa.UniqueConstraint("branch", "staff", name="one_session_each"),
    )
    op.create_table(
        "setup",
        sa.Column("branch", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("branch", "part", "version"),
    )
    op.create_table(
        "staff",
        sa.Column("branch", sa.String(), nullable=False),
        sa.Column("staff", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("services", sa.String(), nullable=False),
        sa.Column("pin_hash", sa.String(), nullable=False),
        sa.Column("retired", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("counter", sa.String(), nullable=False),
        sa.Column("ticket", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("ready_at", sa.BigInteger(), nullable=False),
        sa.Column("pause_next", sa.String(), nullable=False),
        sa.Column("call_next", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("branch", "staff"),
    )
    op.create_table(
        "ticket",
        sa.Column("branch", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("letter", sa.String(), nullable=False),
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("service_version", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("queue", sa.String(), nullable=False),
        sa.Column("priority", sa.String(), nullable=False),
        sa.Column("klass", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("issued_at", sa.BigInteger(), nullable=False),
        sa.Column("arrived_at", sa.BigInteger(), nullable=False),
        sa.Column("callable_at", sa.BigInteger(), nullable=False),
        sa.Column("print_status", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("staff", sa.String(), nullable=False),
        sa.Column("counter", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("called_at", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=False),
        sa.Column("recalls", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("documents", sa.String(), nullable=False),
        sa.Column("missing", sa.String(), nullable=False),
        sa.Column("answers", sa.String(), nullable=False),
        sa.Column("warnings", sa.String(), nullable=False),
        sa.Column("request", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("nik_hash", sa.String(), nullable=False),
        sa.Column("kk_hash", sa.String(), nullable=False),
        sa.Column("page_hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("branch", "id"),
        sa.UniqueConstraint("branch", "day", "letter", "series", "n", name="one_number_a_day"),
        sa.UniqueConstraint("branch", "request", name="one_ticket_a_request"),
    )
    op.create_index(
        "head_of_queue",
        "ticket",
        ["branch", "queue", "klass", "arrived_at", "id"],
        unique=False,
        sqlite_where=sa.text("status = 'waiting'"),
        postgresql_where=sa.text("status = 'waiting'"),
    )
    op.create_index(
        "one_ticket_an_owner",
        "ticket",
        ["branch", "staff"],
        unique=True,
        sqlite_where=sa.text("status IN ('called', 'serving')"),
        postgresql_where=sa.text("status IN ('called', 'serving')"),
    )
    op.create_index(
        "open_tickets",
        "ticket",
        ["branch", "status", "id"],
        unique=False,
        sqlite_where=sa.text("status IN ('booked', 'called', 'no_show', 'on_hold', 'serving', 'waiting')"),
        postgresql_where=sa.text("status IN ('booked', 'called', 'no_show', 'on_hold', 'serving', 'waiting')"),
    )
    op.create_index("page_of_ticket", "ticket", ["branch", "page_hash"], unique=False)
    op.create_table(
        "waiting",
        sa.Column("branch", sa.String(), nullable=False),
        sa.Column("queue", sa.String(), nullable=False),
        sa.Column("klass", sa.Integer(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("branch", "queue", "klass"),
    )
