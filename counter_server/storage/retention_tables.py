"""The tables that say how far to forget."""

from sqlalchemy import BigInteger, Column
from sqlmodel import Field, SQLModel

from .tables import key


class DayRow(SQLModel, table=True):
    """The line of the journal that opened a business day; the lines before the first known one are of seq 0."""

    __tablename__ = "day"
    branch: str = Field(primary_key=True)
    seq: int = Field(sa_column=key())
    day: str


class RetentionRow(SQLModel, table=True):
    """How far a kind of thing is to be forgotten (`due`, a seq), and how far it has been (`done`)."""

    __tablename__ = "retention"
    branch: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    due: int = Field(sa_column=Column(BigInteger, nullable=False))
    done: int = Field(sa_column=Column(BigInteger, nullable=False))
