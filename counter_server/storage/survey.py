"""What the database keeps of the survey, and the sums a report is made of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, func, insert, literal_column, select

from counter_server.domain.survey import Element, Marks, Tallies, Tally

from .database import Line, Statement
from .statements import TICKET, table
from .survey_tables import SurveyRow, SurveyTabletRow

ANSWER, TABLET = table(SurveyRow), table(SurveyTabletRow)
ZERO: Any = literal_column("0")
SERVED = (
    TICKET.c.branch == bindparam("branch"),
    TICKET.c.day >= bindparam("first"),
    TICKET.c.day <= bindparam("last"),
    TICKET.c.status == literal_column("'finished'"),
    TICKET.c.outcome != literal_column("'day_closed'"),
)
WITHIN = (
    ANSWER.c.branch == bindparam("branch"),
    ANSWER.c.day >= bindparam("first"),
    ANSWER.c.day <= bindparam("last"),
)

add_answer = Statement(insert(ANSWER).values({column.name: bindparam(column.name) for column in ANSWER.columns}))
answers_kept = Statement(
    select(func.count()).select_from(ANSWER).where(ANSWER.c.branch == bindparam("branch"))
)  # fmt: skip
answers_within = Statement(select(func.count()).select_from(ANSWER).where(*WITHIN))
sums = Statement(
    select(
        ANSWER.c.service,
        ANSWER.c.channel,
        func.count(),
        *(func.count(func.nullif(ANSWER.c[element], ZERO)) for element in Element),
        *(func.sum(ANSWER.c[element]) for element in Element),
    )
    .where(*WITHIN)
    .group_by(ANSWER.c.service, ANSWER.c.channel)
)
visits = Statement(select(TICKET.c.service, func.count()).where(*SERVED).group_by(TICKET.c.service))

tablet = Statement(
    select(TABLET.c.day).where(
        TABLET.c.branch == bindparam("branch"), TABLET.c.token_hash == bindparam("token_hash")
    )
)  # fmt: skip
tablets = Statement(select(func.count()).select_from(TABLET).where(TABLET.c.branch == bindparam("branch")))
add_tablet = Statement(insert(TABLET).values({column.name: bindparam(column.name) for column in TABLET.columns}))
drop_tablets = Statement(TABLET.delete().where(TABLET.c.branch == bindparam("branch")))


@dataclass(frozen=True, slots=True)
class Group:
    """Answers taken together."""

    answers: int = 0
    tallies: Tallies = field(default_factory=lambda: dict.fromkeys(Element, Tally()))

    def __add__(self, other: "Group") -> "Group":
        added = {element: self.tallies[element] + other.tallies[element] for element in Element}
        return Group(self.answers + other.answers, added)


@dataclass(frozen=True, slots=True)
class Figures:
    """A period's. `services` by letter, empty where it is not known; `visits`: finished, of all services."""

    whole: Group
    services: Mapping[str, Group]
    channels: Mapping[str, Group]
    visits: int


def visits_of(line: Line, branch: str, first: str, last: str) -> dict[str, int]:
    """How many visits were finished between two days (ISO), by service."""
    return {str(row[0]): int(row[1]) for row in line.all(visits, branch=branch, first=first, last=last)}


def figures(line: Line, branch: str, first: str, last: str) -> Figures:
    """All that is reported of the days between two (ISO)."""
    services: dict[str, Group] = {}
    channels: dict[str, Group] = {}
    for service, channel, *numbers in line.all(sums, branch=branch, first=first, last=last):
        group = _group([int(number) for number in numbers])
        services[service] = services.get(service, Group()) + group
        channels[channel] = channels.get(channel, Group()) + group
    whole = sum(services.values(), Group())
    return Figures(whole, services, channels, sum(visits_of(line, branch, first, last).values()))


def _group(numbers: list[int]) -> Group:
    answers, answered, totals = numbers[0], numbers[1 : 1 + len(Element)], numbers[1 + len(Element) :]
    return Group(answers, {one: Tally(*both) for one, *both in zip(Element, answered, totals, strict=True)})


def add_answers(line: Line, branch: str, rows: Iterable[tuple[int, str, str, str, Marks]]) -> None:
    """Rows of id, day, service, channel and marks, in the order of their ids: no other order is kept."""
    line.many(
        add_answer,
        [
            {"branch": branch, "id": id_, "day": day, "service": service, "channel": channel}
            | {str(element): marks.get(element, 0) for element in Element}
            for id_, day, service, channel, marks in sorted(rows, key=lambda row: row[0])
        ],
    )
