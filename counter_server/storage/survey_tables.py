"""The tables of the survey. Nothing in them leads to a ticket, and their rows lie in the order of a random key: without
SQLite's row numbers, which would tell in what order they came."""

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from .tables import key


class SurveyRow(SQLModel, table=True):
    """What one person answered: 1 to 4 for each element, 0 for one she passed over. `service` is empty where it was not
    known, or too few came for it that day."""

    __tablename__ = "survey_answer"
    branch: str = Field(primary_key=True)
    id: int = Field(sa_column=key())
    day: str
    service: str
    channel: str
    requirements: int
    procedure: int
    time: int
    fee: int
    product: int
    competence: int
    conduct: int
    complaints: int
    facilities: int
    __table_args__ = (Index("answers_of_day", "branch", "day"), {"sqlite_with_rowid": False})


class SurveyTabletRow(SQLModel, table=True):
    """A tablet the person in charge has opened for the survey; its token itself is not kept."""

    __tablename__ = "survey_tablet"
    branch: str = Field(primary_key=True)
    token_hash: str = Field(primary_key=True)
    day: str
