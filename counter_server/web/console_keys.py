"""The keys of the desk: which verb has which letter, and which of them make sense now. Pure."""

from dataclasses import dataclass

from counter_server.domain.permissions import MAY
from counter_server.domain.ticket import LIFE_CYCLE
from counter_server.protocol.messages import Ticket
from counter_server.protocol.terms import OPEN, Do, Is, Role

LETTERS = {
    "recall": "U",
    "finish": "S",
    "hold": "T",
    "remind": "W",
    "forward": "R",
    "transfer": "A",
    "no-show": "H",
    "return": "K",
    "priority": "P",
    "note": "I",
    "reprint": "C",
    "cancel": "B",
}
"""A ticket's verbs in the order of their keys on the desk, and the letter of each. The same in every language."""

ON_A_CARD = (
    "call", "check-in", "requeue", "recall", "hold", "forward", "transfer", "return", "priority", "reprint", "no-show",
    "cancel",
)  # fmt: skip
"""A listed ticket's verbs, the grave ones last."""

ASKS = frozenset({"finish", "transfer", "return", "cancel", "priority", "remind", "note"})
"""Verbs that need an answer first; the others are done at once."""

GRAVE = frozenset({"cancel", "no-show"})
NOT_MOVES = frozenset({"priority", "documents", "reprint"})
IS_A = {"remind": "hold", "note": "documents"}
"""Verbs that are another one with more to say: whoever may do that one may do them."""
OF_THE_OWNER = frozenset({"recall", "hold", "forward", "transfer", "no-show", "return"})


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbKey:
    """A verb as a button. `asks`: it opens a question first."""

    verb: str
    url: str
    letter: str = ""
    asks: bool = False
    enabled: bool = True
    grave: bool = False


def makes_sense(role: Role, do: str, ticket: Ticket) -> bool:
    """Whether this role may do it to a ticket in this state. Whose ticket it is remains the server's to judge."""
    do = IS_A.get(do, do)
    if do not in MAY[role]:
        return False
    if do in NOT_MOVES:
        return ticket.status in OPEN
    if do == "call":
        callable_now = {Is.ON_HOLD, Is.WAITING} if role is Role.SUPERVISOR else {Is.ON_HOLD}
        return ticket.status in callable_now
    return (ticket.status, Do(do)) in LIFE_CYCLE


def verb_key(role: Role, do: str, ticket: Ticket, *, letter: str = "", enabled: bool = True) -> VerbKey:
    """The button of a verb on a ticket."""
    asks = do in ASKS or (do == "call" and role is Role.SUPERVISOR)
    url = f"/console/tickets/{ticket.id}/{'ask/' if asks else ''}{do}"
    sensible = enabled and makes_sense(role, do, ticket)
    return VerbKey(verb=do, url=url, letter=letter, asks=asks, enabled=sensible, grave=do in GRAVE)


def desk_keys(role: Role, ticket: Ticket | None, *, has_next_step: bool) -> list[VerbKey]:
    """Every verb of the ticket on the desk, always in the same place; those that make no sense now are off."""
    if ticket is None:
        return [
            VerbKey(verb=do, url="", letter=letter, enabled=False, grave=do in GRAVE) for do, letter in LETTERS.items()
        ]
    return [
        verb_key(role, do, ticket, letter=letter, enabled=has_next_step or do != "forward")
        for do, letter in LETTERS.items()
    ]


def card_keys(role: Role, me: str, ticket: Ticket) -> list[VerbKey]:
    """What may be done to a ticket of a list."""
    return [
        verb_key(role, do, ticket)
        for do in ON_A_CARD
        if makes_sense(role, do, ticket) and (role is Role.SUPERVISOR or do not in OF_THE_OWNER or ticket.staff == me)
    ]
