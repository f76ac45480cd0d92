"""The tables of the person in charge: what she decided for this day, and what she was told."""

from sqlmodel import Field, SQLModel

from .tables import instant, key


class RulingRow(SQLModel, table=True):
    """What she decided for this day. `value` is JSON; `until` 0: until the day ends."""

    __tablename__ = "ruling"
    branch: str = Field(primary_key=True)
    about: str = Field(primary_key=True)
    value: str
    by: str
    at: int = Field(sa_column=instant())
    until: int = Field(default=0, sa_column=instant())


class AlertRow(SQLModel, table=True):
    """An alert that held; `seq`: the line of the journal that raised it. `facts` is JSON: what its words may name."""

    __tablename__ = "alert"
    branch: str = Field(primary_key=True)
    seq: int = Field(sa_column=key())
    code: str
    subject: str
    part: str
    level: str
    facts: str
    since: int = Field(sa_column=instant())
    raised_at: int = Field(sa_column=instant())
    acknowledged_by: str = ""
    acknowledged_at: int = Field(default=0, sa_column=instant())
    cleared_at: int = Field(default=0, sa_column=instant())
