"""The table of day sheets."""

from sqlalchemy import BigInteger, Column
from sqlmodel import Field, SQLModel

from .statements import table
from .tables import key


class DaySheetRow(SQLModel, table=True):
    """What a closed business day was, folded from its lines of the journal, `seq` to `through`. Derived: once thrown
    away it is made again. `form`: the version of the fold that made it; `facts` and `carried` are JSON."""

    __tablename__ = "day_sheet"
    branch: str = Field(primary_key=True)
    seq: int = Field(sa_column=key())
    through: int = Field(sa_column=Column(BigInteger, nullable=False))
    day: str
    form: int
    facts: str
    carried: str


DAY_SHEET = table(DaySheetRow)
