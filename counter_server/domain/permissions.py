"""Who may do what: the design's table, as data."""

from collections.abc import Mapping
from enum import Enum, auto

from counter_server.protocol.terms import Channel, Device, Is, Role

from .refusals import NotAllowed, NotYourTicket
from .ticket import Ticket


class Scope(Enum):
    """Over which tickets an action is allowed."""

    ANY = auto()
    OWN = auto()
    """The ticket is called by, served by or held by the caller; for a kiosk, issued by it."""
    OWN_HELD = auto()
    NAMED = auto()
    """Any ticket that waits or is held, for a named counter and with a reason."""
    ROLE = auto()
    """Tickets of the steps of the caller's role, and those a supervisor called to the caller."""


Whose = Mapping[str, Scope]

AT_A_COUNTER: Whose = {
    **dict.fromkeys(("start", "finish", "recall", "hold", "forward", "transfer", "no-show", "return"), Scope.OWN),
    **dict.fromkeys(("requeue", "cancel", "check-in", "documents", "priority"), Scope.ROLE),
    **dict.fromkeys(("call-next", "ready", "pause", "issue", "reprint", "read", "board", "pin"), Scope.ANY),
    "call": Scope.OWN_HELD,
}

MAY: Mapping[Role | Device, Whose] = {
    Role.VERIFIER: AT_A_COUNTER,
    Role.EXTRA: AT_A_COUNTER,
    Role.SUPERVISOR: {
        **dict.fromkeys(("recall", "hold", "forward", "transfer", "no-show", "return"), Scope.ANY),
        **dict.fromkeys(("requeue", "cancel", "check-in", "documents", "priority"), Scope.ANY),
        **dict.fromkeys(("issue", "reprint", "read", "board", "configure"), Scope.ANY),
        **dict.fromkeys(("pin", "unlock", "end-session"), Scope.ANY),
        "call": Scope.NAMED,
    },
    Device.KIOSK: {
        **dict.fromkeys(("printed", "not-printed", "reprint", "read"), Scope.OWN),
        **dict.fromkeys(("issue", "board", "state"), Scope.ANY),
    },
    Device.DISPLAY: {**dict.fromkeys(("spoken", "board", "state"), Scope.ANY)},
}
"""Role or device → action → over which tickets. What is not here is refused."""

STAFF_CHANNELS = frozenset({Channel.STAFF, Channel.PHONE, Channel.WHATSAPP})

ISSUES_THROUGH: Mapping[Role | Device, frozenset[Channel]] = {
    Role.VERIFIER: STAFF_CHANNELS,
    Role.EXTRA: STAFF_CHANNELS,
    Role.SUPERVISOR: STAFF_CHANNELS,
    Device.KIOSK: frozenset({Channel.KIOSK}),
}


def scope(role: Role | Device, action: str) -> Scope:
    """Over which tickets `role` may do `action`; refuses `not_allowed` where it may not at all."""
    allowed = MAY[role].get(action)
    if allowed is None:
        raise NotAllowed(role=role, action=action)
    return allowed


def check(role: Role | Device, caller: str, action: str, ticket: Ticket, *, step_role: Role) -> None:
    """Refuses an action on a ticket that is not the caller's to touch. `step_role`: who does the ticket's step."""
    match scope(role, action):
        case Scope.OWN:
            if caller != (ticket.device if isinstance(role, Device) else ticket.staff):
                raise NotYourTicket(number=ticket.number)
        case Scope.OWN_HELD:
            if ticket.staff != caller:
                raise NotYourTicket(number=ticket.number)
            if ticket.status is Is.WAITING:
                raise NotAllowed(role=role, action=action)
        case Scope.ROLE:
            if step_role is not role and caller != ticket.staff:
                raise NotYourTicket(number=ticket.number)
        case Scope.ANY | Scope.NAMED:
            pass
