"""One line of the journal, as those who listen are told it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from counter_server.domain.staff import Member
from counter_server.domain.ticket import Ticket

from .present import Present


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of the journal, with the states it left behind; what listeners are told."""

    seq: int
    at: int
    action: str
    present: Present
    ticket: Ticket | None = None
    member: Member | None = None
    counter: str = ""
    """The counter that looks different now."""
    service: str = ""
    """The service that opened or closed."""
    ended_session: str = ""
    changed_session: str = ""
    """Whose owner sees with other eyes from now on: its streams start over."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Of a notice, by language."""
