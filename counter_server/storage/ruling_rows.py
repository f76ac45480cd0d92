"""Rulings, read from the database."""

import json
from types import MappingProxyType

from counter_server.domain.rulings import Ruling, Rulings

from . import floor_statements as statements
from .database import Line


def load_rulings(line: Line, branch: str) -> Rulings:
    """Those in force."""
    rows = line.all(statements.rulings, branch=branch)
    return MappingProxyType(
        {
            about: Ruling(about=about, value=json.loads(value), by=by, at=at, until=until)
            for _, about, value, by, at, until in rows
        }
    )
