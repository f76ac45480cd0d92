"""Which kind of entry a declared type is given on a page."""

import dataclasses
from collections.abc import Mapping
from datetime import date
from enum import Enum, StrEnum
from typing import Any, Literal, get_args, get_origin

from counter_server.protocol.hours_settings import TimeRange


class Kind(Enum):
    """How a value is entered. `GROUP`: a table; `GROUPS`: tables by a fixed key; `ROWS`: a list of tables."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YES = "yes"
    CHOICE = "choice"
    ORDER = "order"
    LINES = "lines"
    PAIRS = "pairs"
    RANGES = "ranges"
    TEXTS = "texts"
    TICKS = "ticks"
    GROUP = "group"
    GROUPS = "groups"
    ROWS = "rows"


PLAIN = {str: Kind.TEXT, int: Kind.NUMBER, float: Kind.NUMBER, date: Kind.DATE, bool: Kind.YES}


def kind_of(declared: Any) -> Kind:
    """The kind of a declared type. TypeError for a type no setting has had yet."""
    origin, parts = get_origin(declared), get_args(declared)
    if declared in PLAIN:
        return PLAIN[declared]
    if choices_of(declared):
        return Kind.CHOICE
    if _is_table(declared):
        return Kind.GROUP
    if origin is tuple:
        if parts[0] is TimeRange:
            return Kind.RANGES
        return Kind.ROWS if _is_table(parts[0]) else Kind.ORDER if choices_of(parts[0]) else Kind.LINES
    if isinstance(origin, type) and issubclass(origin, Mapping):
        if not choices_of(parts[0]):
            return Kind.PAIRS
        if _is_table(parts[1]):
            return Kind.GROUPS
        return Kind.TICKS if get_origin(parts[1]) is tuple else Kind.TEXTS
    return Kind.TEXT if hasattr(declared, "parse") else _unknown(declared)


def choices_of(declared: Any) -> tuple[Any, ...]:
    """What may be chosen, where a choice is all there is; empty otherwise."""
    if get_origin(declared) is Literal:
        return tuple(choice.value if isinstance(choice, StrEnum) else choice for choice in get_args(declared))
    if isinstance(declared, type) and issubclass(declared, StrEnum):
        return tuple(one.value for one in declared)
    return ()


def _is_table(declared: Any) -> bool:
    return dataclasses.is_dataclass(declared) and not hasattr(declared, "parse")


def _unknown(declared: Any) -> Kind:
    raise TypeError(declared)
