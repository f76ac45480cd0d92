"""What a console sees: the caller's own present, and what is around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from counter_server.domain.estimate import Estimate
from counter_server.domain.machine_groups import Group
from counter_server.domain.rulings import Ruling
from counter_server.protocol import messages, offer
from counter_server.protocol.device_messages import AlertNow
from counter_server.protocol.terms import Mode, Outcome

from .at_my_desk import AtMyDesk


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
    rulings: Mapping[str, Ruling] = field(default_factory=dict)
    """What the person in charge has decided for this day."""
    machines: Sequence[Group] = ()
    """For her: all machines at a glance."""
    waits: Mapping[str, Estimate] = field(default_factory=dict)
    """By queue, `A/verification`: how long whoever comes now waits there. None where nobody serves it."""
    mine: AtMyDesk = field(default_factory=AtMyDesk)
    """What the caller's own work needs besides."""
    call_next: int = 0
    """A held ticket that is called when this one leaves."""
