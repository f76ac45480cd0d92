"""Who may do what: the design's table, as data."""

from collections.abc import Mapping
from enum import Enum, auto

from counter_server.protocol.terms import Channel, Device, Is, Program, Role

from .refusals import NotAllowed, NotYourTicket
from .ticket import Ticket


class Scope(Enum):
    """Over which tickets an action is allowed."""

    ANY = auto()
    OWN = auto()
    """The ticket is called by, served by or held by the caller; for a kiosk or a partner's program, issued by it."""
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

Who = Role | Device | Program

ON_THE_FLOOR = (
    "open-service", "close-service", "move", "mode", "running-text", "announce", "close-day", "take-back",
    "acknowledge",
)  # fmt: skip
"""What is decided for a day."""

MAY: Mapping[Who, Whose] = {
    Role.VERIFIER: AT_A_COUNTER,
    Role.EXTRA: AT_A_COUNTER,
    Role.SUPERVISOR: {
        **dict.fromkeys(("recall", "hold", "forward", "transfer", "no-show", "return"), Scope.ANY),
        **dict.fromkeys(("requeue", "cancel", "check-in", "documents", "priority"), Scope.ANY),
        **dict.fromkeys(("issue", "reprint", "read", "board", "configure"), Scope.ANY),
        **dict.fromkeys(("pin", "unlock", "end-session"), Scope.ANY),
        "report": Scope.ANY,
        **dict.fromkeys(ON_THE_FLOOR, Scope.ANY),
        "call": Scope.NAMED,
    },
    Device.KIOSK: {
        **dict.fromkeys(("printed", "not-printed", "reprint", "read"), Scope.OWN),
        **dict.fromkeys(("issue", "board", "state", "answer"), Scope.ANY),
    },
    Device.DISPLAY: {**dict.fromkeys(("spoken", "board", "state"), Scope.ANY)},
    Program.PARTNER: {**dict.fromkeys(("read", "cancel", "check-in"), Scope.OWN), "issue": Scope.ANY},
}
"""Role, device or program → action → over which tickets. What is not here is refused."""

STAFF_CHANNELS = frozenset({Channel.STAFF, Channel.PHONE, Channel.WHATSAPP})

ISSUES_THROUGH: Mapping[Who, frozenset[Channel]] = {
    Role.VERIFIER: STAFF_CHANNELS,
    Role.EXTRA: STAFF_CHANNELS,
    Role.SUPERVISOR: STAFF_CHANNELS,
    Device.KIOSK: frozenset({Channel.KIOSK}),
    Program.PARTNER: frozenset({Channel.WEB}),
}


def scope(role: Who, action: str) -> Scope:
    """Over which tickets `role` may do `action`; refuses `not_allowed` where it may not at all."""
    allowed = MAY[role].get(action)
    if allowed is None:
        raise NotAllowed(role=role, action=action)
    return allowed


def check(role: Who, caller: str, action: str, ticket: Ticket, *, step_role: Role) -> None:
    """Refuses an action on a ticket that is not the caller's to touch. `step_role`: who does the ticket's step."""
    match scope(role, action):
        case Scope.OWN:
            if caller != (ticket.staff if isinstance(role, Role) else ticket.device):
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
