"""What a console sees: the caller's own present, and what is around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from counter_server.protocol import messages, offer
from counter_server.protocol.device_messages import AlertNow
from counter_server.protocol.terms import Mode, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """As of `board.seq`. `waiting`: of the caller's role, booked included, the first 200; for the supervisor of all."""

    me: messages.StaffNow
    board: messages.Board
    mode: Mode
    services: Sequence[offer.ServiceFace]
    names: Mapping[str, str]
    """Staff key → name."""
    ticket: messages.Ticket | None = None
    """Called by or being served by the caller."""
    held: Sequence[messages.Ticket] = ()
    waiting: Sequence[messages.Ticket] = ()
    no_show: Sequence[messages.Ticket] = ()
    outcomes: Sequence[Outcome] = ()
    """How the step of `ticket` may end."""
    has_next_step: bool = False
    pause_next: str = ""
    """The reason of a pause that begins when the ticket leaves."""
    alerts: Sequence[AlertNow] = ()
    """What needs a hand: the person in charge is told all, extra staff what ails the kiosks, verifiers nothing."""
    call_next: int = 0
    """A held ticket that is called when this one leaves."""
