"""The tables of what stands between us and programs of others."""

from sqlalchemy import BigInteger, Column
from sqlmodel import Field, SQLModel

from .tables import instant, key


class PartnerRow(SQLModel, table=True):
    """Another office's program that may take tickets: what its password hashes to, and how many it has `taken` on
    `day` (ISO), the last on which it took any."""

    __tablename__ = "partner"
    branch: str = Field(primary_key=True)
    partner: str = Field(primary_key=True)
    password_hash: str
    at: int = Field(sa_column=instant())
    day: str = ""
    taken: int = 0


class HookRow(SQLModel, table=True):
    """How far a hook has been told of the journal (domain/deliveries.py)."""

    __tablename__ = "hook"
    branch: str = Field(primary_key=True)
    hook: str = Field(primary_key=True)
    seq: int = Field(sa_column=Column(BigInteger, nullable=False))
    failing_since: int = Field(sa_column=instant())
    tries: int = 0
    next_at: int = Field(sa_column=instant())
    parked: int = 0


class DeliveryRow(SQLModel, table=True):
    """What a hook was told, or should have been: the last ones only. `seq` 0 is a trial; `status` 0 where nobody
    answered, and `why` says what kept it."""

    __tablename__ = "delivery"
    branch: str = Field(primary_key=True)
    n: int = Field(sa_column=key())
    hook: str
    seq: int = Field(sa_column=Column(BigInteger, nullable=False))
    action: str
    number: str
    at: int = Field(sa_column=instant())
    status: int
    why: str
    tries: int
