"""The tables. Times are integers, milliseconds since 1970 UTC; what is true or false is 0 or 1; documents are JSON.

The laws that must hold whatever the code does stand here as constraints: one number a day, one ticket a request, one
owner a ticket and one open ticket an owner.
"""

from sqlalchemy import BigInteger, Column, Index, TextClause, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from counter_server.protocol.terms import OPEN, Is

WAITING = text(f"status = '{Is.WAITING}'")
OWNED = text(f"status IN ('{Is.CALLED}', '{Is.SERVING}')")
STILL_OPEN = text("status IN ({})".format(", ".join(f"'{state}'" for state in sorted(OPEN))))
UNSPOKEN = text("outcome = ''")
KNOWN_NIK, KNOWN_KK = text("nik_hash <> ''"), text("kk_hash <> ''")


def partial(name: str, *columns: str, where: TextClause, unique: bool = False) -> Index:
    """An index of some rows only, on PostgreSQL too (see the migrations): naming it here would load its dialect."""
    return Index(name, *columns, unique=unique, sqlite_where=where)


def instant() -> Column[int]:
    """A point in time; 0 where it has not come."""
    return Column(BigInteger, nullable=False, default=0)


def key() -> Column[int]:
    """A part of a primary key that outgrows 32 bits."""
    return Column(BigInteger, primary_key=True, autoincrement=False)


class BranchRow(SQLModel, table=True):
    """One office: the head of its line of truth, its business day, the version of its setup, and the
    letters of the services that take no tickets now. `beat` is written to be sure that the disk takes writes."""

    __tablename__ = "branch"
    branch: str = Field(primary_key=True)
    seq: int = Field(sa_column=Column(BigInteger, nullable=False))
    hash: str
    day: str
    setup: int
    closed: str = ""
    beat: int = Field(default=0, sa_column=instant())


class SetupRow(SQLModel, table=True):
    """A version of what branch.toml, or one service's file, says. `part` is `branch` or a service's letter; `who` made
    it: a member of staff, or `import`."""

    __tablename__ = "setup"
    branch: str = Field(primary_key=True)
    part: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    digest: str
    document: str
    at: int = Field(sa_column=instant())
    who: str = ""


class StaffRow(SQLModel, table=True):
    """A member of staff and her present state."""

    __tablename__ = "staff"
    branch: str = Field(primary_key=True)
    staff: str = Field(primary_key=True)
    name: str
    role: str
    services: str = "[]"
    pin_hash: str = ""
    retired: int = 0
    state: str = "away"
    reason: str = ""
    counter: str = ""
    ticket: int = Field(default=0, sa_column=instant())
    since: int = Field(default=0, sa_column=instant())
    ready_at: int = Field(default=0, sa_column=instant())
    pause_next: str = ""
    call_next: int = Field(default=0, sa_column=instant())


class SessionRow(SQLModel, table=True):
    """A sign-in; the token itself is not kept. `used`: when it last commanded anything, to the minute."""

    __tablename__ = "session"
    token_hash: str = Field(primary_key=True)
    branch: str
    staff: str
    counter: str
    kind: str
    at: int = Field(sa_column=instant())
    used: int = Field(default=0, sa_column=instant())
    __table_args__ = (UniqueConstraint("branch", "staff", name="one_session_each"),)


class DeviceRow(SQLModel, table=True):
    """A paired kiosk or display; the key itself is not kept. `letter` is a kiosk's own series; one whose key was
    revoked keeps it, and has no key."""

    __tablename__ = "device"
    key_hash: str = Field(primary_key=True)
    branch: str
    device: str
    kind: str
    letter: str = ""
    at: int = Field(sa_column=instant())
    paired_by: str = ""
    last_seen: int = Field(default=0, sa_column=instant())
    revoked: int = Field(default=0, sa_column=instant())
    __table_args__ = (UniqueConstraint("branch", "device", name="one_device_a_name"),)


class TicketRow(SQLModel, table=True):
    """A ticket. `queue` and `class` say where it waits; `request` and `body` that a repeat is one; `desk` is what only
    the desk needs until the day closes."""

    __tablename__ = "ticket"
    branch: str = Field(primary_key=True)
    id: int = Field(sa_column=key())
    day: str
    letter: str
    series: str
    n: int = Field(sa_column=Column(BigInteger, nullable=False))
    service: str
    service_version: int
    step: str
    status: str
    queue: str
    priority: str
    klass: int
    channel: str
    language: str
    issued_at: int = Field(sa_column=instant())
    arrived_at: int = Field(sa_column=instant())
    callable_at: int = Field(sa_column=instant())
    print_status: str
    device: str
    staff: str
    counter: str
    person: str
    called_at: int = Field(sa_column=instant())
    started_at: int = Field(sa_column=instant())
    ended_at: int = Field(sa_column=instant())
    recalls: int
    outcome: str
    documents: str
    missing: str
    answers: str
    warnings: str
    request: str
    body: str
    nik_hash: str = ""
    kk_hash: str = ""
    page_hash: str = ""
    desk: str = ""
    __table_args__ = (
        UniqueConstraint("branch", "day", "letter", "series", "n", name="one_number_a_day"),
        UniqueConstraint("branch", "request", name="one_ticket_a_request"),
        partial("head_of_queue", "branch", "queue", "klass", "arrived_at", "id", where=WAITING),
        partial("one_ticket_an_owner", "branch", "staff", unique=True, where=OWNED),
        Index("page_of_ticket", "branch", "page_hash"),
        partial("open_tickets", "branch", "status", "id", where=STILL_OPEN),
        partial("tickets_of_nik", "branch", "nik_hash", where=KNOWN_NIK),
        partial("tickets_of_kk", "branch", "kk_hash", where=KNOWN_KK),
    )  # fmt: skip


class SeriesRow(SQLModel, table=True):
    """The last number given of a letter on a day."""

    __tablename__ = "series"
    branch: str = Field(primary_key=True)
    day: str = Field(primary_key=True)
    letter: str = Field(primary_key=True)
    n: int = Field(sa_column=Column(BigInteger, nullable=False))


class WaitingRow(SQLModel, table=True):
    """How many wait in a queue, by class: so that nobody has to count them."""

    __tablename__ = "waiting"
    branch: str = Field(primary_key=True)
    queue: str = Field(primary_key=True)
    klass: int = Field(primary_key=True)
    n: int = Field(sa_column=Column(BigInteger, nullable=False))


class JournalRow(SQLModel, table=True):
    """The line of truth. The payload may be purged; the chain holds its digest."""

    __tablename__ = "journal"
    branch: str = Field(primary_key=True)
    seq: int = Field(sa_column=key())
    at: int = Field(sa_column=instant())
    who: str
    action: str
    subject: str
    digest: str
    payload: str
    hash: str


class RemarkRow(SQLModel, table=True):
    """What staff wrote to a line of the journal, kept apart so that it can be purged."""

    __tablename__ = "remark"
    branch: str = Field(primary_key=True)
    seq: int = Field(sa_column=key())
    text: str


class AnnouncementRow(SQLModel, table=True):
    """A call to be spoken, and what became of it: `` not yet, `spoken`, `failed`, `superseded`."""

    __tablename__ = "announcement"
    branch: str = Field(primary_key=True)
    seq: int = Field(sa_column=key())
    day: str
    ticket: int = Field(sa_column=Column(BigInteger, nullable=False))
    number: str
    counter: str
    at: int = Field(sa_column=instant())
    kind: str
    outcome: str = ""
    texts: str = ""
    """Of a notice: its words by language, as JSON."""
    __table_args__ = (
        partial("unspoken", "branch", "seq", where=UNSPOKEN),
        Index("announcements_of_ticket", "branch", "ticket", "seq"),
    )


class SignInTriesRow(SQLModel, table=True):
    """Wrong PINs of a person at an address; without a person those of an address, without an address those of a person.
    Kept here because whoever guesses must not begin anew after a restart."""

    __tablename__ = "sign_in_tries"
    branch: str = Field(primary_key=True)
    staff: str = Field(primary_key=True)
    address: str = Field(primary_key=True)
    failures: int
    failed_at: int = Field(sa_column=instant())
    locked_until: int = Field(sa_column=instant())
    locks: int
    signed_in_at: int = Field(sa_column=instant())
