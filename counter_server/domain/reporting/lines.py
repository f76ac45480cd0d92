"""A line of the journal, as a fold reads it."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class JournalLine(NamedTuple):
    """`payload`: None where its time was over and it has been forgotten."""

    seq: int
    at: int
    who: str
    action: str
    subject: str
    payload: Mapping[str, Any] | None
