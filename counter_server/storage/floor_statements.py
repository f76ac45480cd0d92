"""The statements of rulings and alerts."""

from sqlalchemy import bindparam, insert, literal_column, or_, select, update

from .database import Statement
from .floor_tables import AlertRow, RulingRow
from .statements import ANNOUNCEMENT, TICKET, WAITS, table

RULING, ALERT = table(RulingRow), table(AlertRow)

rulings = Statement(select(RULING).where(RULING.c.branch == bindparam("branch")).order_by(RULING.c.about))
add_ruling = Statement(insert(RULING).values({column.name: bindparam(column.name) for column in RULING.columns}))
drop_ruling = Statement(
    RULING.delete().where(RULING.c.branch == bindparam("branch"), RULING.c.about == bindparam("about"))
)

add_alert = Statement(insert(ALERT).values({column.name: bindparam(column.name) for column in ALERT.columns}))
alert = Statement(select(ALERT).where(ALERT.c.branch == bindparam("branch"), ALERT.c.seq == bindparam("seq")))
alerts = Statement(
    select(ALERT)
    .where(
        ALERT.c.branch == bindparam("branch"),
        or_(ALERT.c.raised_at >= bindparam("after"), ALERT.c.cleared_at == literal_column("0")),
    )
    .order_by(ALERT.c.seq.desc())
    .limit(bindparam("most"))
)
acknowledge_alert = Statement(
    update(ALERT)
    .where(ALERT.c.branch == bindparam("branch"), ALERT.c.seq == bindparam("seq"))
    .values(acknowledged_by=bindparam("acknowledged_by"), acknowledged_at=bindparam("acknowledged_at"))
)
clear_alert = Statement(
    update(ALERT)
    .where(ALERT.c.branch == bindparam("branch"), ALERT.c.seq == bindparam("seq"))
    .values(cleared_at=bindparam("cleared_at"))
)
drop_old_alerts = Statement(
    ALERT.delete().where(
        ALERT.c.branch == bindparam("branch"),
        ALERT.c.cleared_at > literal_column("0"),
        ALERT.c.cleared_at < bindparam("before"),
    )
)

longest_waiting = Statement(
    select(TICKET.c.issued_at)
    .where(
        TICKET.c.branch == bindparam("branch"),
        TICKET.c.queue == bindparam("queue"),
        TICKET.c.klass == bindparam("klass"),
        WAITS,
    )
    .order_by(TICKET.c.arrived_at, TICKET.c.id)
    .limit(literal_column("1"))
)
"""When the head of a class was issued, whether or not it may be called yet."""

announcement_kind = Statement(
    select(ANNOUNCEMENT.c.kind).where(
        ANNOUNCEMENT.c.branch == bindparam("branch"), ANNOUNCEMENT.c.seq == bindparam("seq")
    )
)
