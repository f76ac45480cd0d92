"""A call nobody answers: when it is announced again by itself, and from when the desk offers no-show. Pure; who decides
that a visitor has not come is staff."""

from dataclasses import dataclass

from counter_server.protocol.terms import Is

from .ticket import Ticket

UNHEARD = 180_000
"""Milliseconds that a call waits for a voice which does not say it (no wall, a silent one, many calls before it)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long a call waits for its visitor. Times are milliseconds."""

    walking: int
    """Nobody is announced again, or given up, before she could have walked here."""
    between: int
    """From one announcement to the next; 0: never by itself."""
    recalls: int
    """So many recalls, by itself or by hand, before no-show is offered; 0: neither is."""


def heard_at(ticket: Ticket) -> int:
    """From when its visitor may be on her way."""
    return max(ticket.called_at, ticket.desk.announced_at)


def again_at(patience: Patience, ticket: Ticket) -> int:
    """When it is announced again by itself; 0: it is not."""
    if ticket.status is not Is.CALLED or not patience.between or ticket.recalls >= patience.recalls:
        return 0
    return heard_at(ticket) + max(patience.between, patience.walking)


def is_due(patience: Patience, ticket: Ticket, now: int, *, unspoken: bool) -> bool:
    """Whether it is announced again now. `unspoken`: its last announcement still waits for a voice, which would say an
    old call and a new one in one breath."""
    at = again_at(patience, ticket)
    return bool(at) and now >= at + (UNHEARD if unspoken else 0)


def given_up_at(patience: Patience, ticket: Ticket) -> int:
    """From when the desk offers no-show; 0: it does not."""
    if ticket.status is not Is.CALLED or not patience.recalls or ticket.recalls < patience.recalls:
        return 0
    return heard_at(ticket) + patience.walking
