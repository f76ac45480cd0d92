"""What the person in charge has decided for this day, as the database keeps it."""

import json
from types import MappingProxyType

from counter_server.domain.replaced import replace
from counter_server.domain.rulings import Ruling, without

from . import floor_statements as statements
from .day import Day


def put(day: Day, ruling: Ruling) -> None:
    """In the place of an earlier one about the same."""
    day.line.do(statements.drop_ruling, branch=day.branch, about=ruling.about)
    day.line.do(
        statements.add_ruling,
        branch=day.branch, about=ruling.about, value=json.dumps(dict(ruling.value)), by=ruling.by, at=ruling.at,
        until=ruling.until,
    )  # fmt: skip
    rulings = {**day.present.rulings, ruling.about: ruling}
    day.present = replace(day.present, rulings=MappingProxyType(rulings))


def drop(day: Day, about: str) -> None:
    """In force no more."""
    day.line.do(statements.drop_ruling, branch=day.branch, about=about)
    day.present = replace(day.present, rulings=MappingProxyType(without(day.present.rulings, {about})))
