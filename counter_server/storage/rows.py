"""Rows to nouns of the domain and back."""

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import Any

import msgspec

from counter_server.domain.at_desk import NOTHING_YET, AtDesk
from counter_server.domain.staff import Member
from counter_server.domain.ticket import Ticket
from counter_server.protocol.terms import Channel, Is, PrintStatus, Priority, Role, StaffState

from .database import Row
from .statements import STAFF, TICKET, TICKET_STATE

STATE = {str(term): term for term in Is}
PRIORITY = {str(term): term for term in Priority}
CHANNEL = {str(term): term for term in Channel}
PRINT = {str(term): term for term in PrintStatus}
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode
_at_desk = msgspec.json.Decoder(AtDesk).decode
NOTHING = "{}"
NONE_LISTED = "[]"

TICKET_COLUMNS = tuple(column.name for column in TICKET.columns)
STAFF_COLUMNS = tuple(column.name for column in STAFF.columns)
_state = attrgetter(*("in_priority" if column == "klass" else column for column in TICKET_STATE))


def packed(value: object) -> str:
    """As JSON text, without a blank."""
    return _encode(value).decode() if value else NOTHING


def listed(value: Sequence[str]) -> str:
    """A list as JSON text."""
    return _encode(value).decode() if value else NONE_LISTED


def desk_text(desk: AtDesk) -> str:
    """As JSON text; nothing where there is nothing, which is most often."""
    return "" if desk == NOTHING_YET else _encode(desk).decode()


_AS_KEPT: Mapping[str, Callable[[Any], object]] = {
    "status": str, "priority": str, "klass": int, "print_status": str, "outcome": str,
    "documents": packed, "missing": packed, "answers": packed, "warnings": listed, "desk": desk_text,
}  # fmt: skip
"""Columns that do not hold what the ticket holds, but its text or number."""


def _kept(column: str, value: Any) -> object:
    as_kept = _AS_KEPT.get(column)
    return value if as_kept is None else as_kept(value)


def ticket_of(row: Row) -> Ticket:
    """A ticket from a whole row of its table."""
    of: dict[str, Any] = dict(zip(TICKET_COLUMNS, row, strict=True))
    return Ticket(
        id=of["id"],
        day=of["day"],
        letter=of["letter"],
        series=of["series"],
        n=of["n"],
        service=of["service"],
        service_version=of["service_version"],
        step=of["step"],
        status=STATE[of["status"]],
        priority=PRIORITY[of["priority"]],
        channel=CHANNEL[of["channel"]],
        language=of["language"],
        issued_at=of["issued_at"],
        arrived_at=of["arrived_at"],
        callable_at=of["callable_at"],
        print_status=PRINT[of["print_status"]],
        device=of["device"],
        staff=of["staff"],
        counter=of["counter"],
        person=of["person"],
        called_at=of["called_at"],
        started_at=of["started_at"],
        ended_at=of["ended_at"],
        recalls=of["recalls"],
        outcome=of["outcome"],
        documents=_papers(of["documents"]),
        missing=_papers(of["missing"]),
        answers=_decode(of["answers"]) if of["answers"] != NOTHING else {},
        warnings=tuple(_decode(of["warnings"])) if of["warnings"] != NONE_LISTED else (),
        desk=_at_desk(of["desk"]) if of["desk"] else NOTHING_YET,
    )


def _papers(text: str) -> dict[str, tuple[str, ...]]:
    if text == NOTHING:
        return {}
    return {paper: tuple(forms) for paper, forms in _decode(text).items()}


def values_of(ticket: Ticket) -> dict[str, object]:
    """What may change of a ticket, by column."""
    values: dict[str, Any] = dict(zip(TICKET_STATE, _state(ticket), strict=True))
    for column, as_kept in _AS_KEPT.items():
        values[column] = as_kept(values[column])
    values["id"] = ticket.id
    return values


def changes(before: Ticket, after: Ticket) -> dict[str, object]:
    """What is different now, by column: a column named in an UPDATE has its indexes rewritten."""
    both = zip(TICKET_STATE, _state(before), _state(after), strict=True)
    return {column: _kept(column, new) for column, old, new in both if new is not old and new != old}


def birth_of(ticket: Ticket) -> dict[str, object]:
    """What never changes of a ticket, by column."""
    return {
        "day": ticket.day,
        "channel": str(ticket.channel),
        "language": str(ticket.language),
    }


def member_of(row: Row) -> Member:
    """A member of staff from a whole row of its table."""
    of: Mapping[str, Any] = dict(zip(STAFF_COLUMNS, row, strict=True))
    return Member(
        staff=of["staff"],
        name=of["name"],
        role=Role(of["role"]),
        services=tuple(_decode(of["services"])),
        state=StaffState(of["state"]),
        reason=of["reason"],
        counter=of["counter"],
        ticket=of["ticket"],
        since=of["since"],
        ready_at=of["ready_at"],
        pause_next=of["pause_next"],
        call_next=of["call_next"],
    )


def state_of(member: Member) -> dict[str, object]:
    """A member's present state, by column."""
    return {
        "staff": member.staff,
        "state": str(member.state),
        "reason": member.reason,
        "counter": member.counter,
        "ticket": member.ticket,
        "since": member.since,
        "ready_at": member.ready_at,
        "pause_next": member.pause_next,
        "call_next": member.call_next,
    }
