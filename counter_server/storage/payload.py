"""What a line of the journal says."""

from collections.abc import Mapping, Sequence
from typing import Any

from counter_server.domain.staff import Member
from counter_server.domain.ticket import Ticket


def told(ticket: Ticket | None, member: Member | None) -> dict[str, Any]:
    """What the journal keeps of the new states: enough for every figure, nothing of who somebody is."""
    payload: dict[str, Any] = {}
    if ticket is not None:
        payload["ticket"] = {
            "id": ticket.id, "number": ticket.number, "service": ticket.service, "version": ticket.service_version,
            "step": ticket.step, "status": str(ticket.status), "priority": str(ticket.priority),
            "channel": str(ticket.channel), "staff": ticket.staff, "counter": ticket.counter, "person": ticket.person,
            "issued_at": ticket.issued_at, "arrived_at": ticket.arrived_at, "called_at": ticket.called_at,
            "started_at": ticket.started_at, "print": str(ticket.print_status), "outcome": str(ticket.outcome),
            "missing": _plain(ticket.missing), "hospital": ticket.answers.get("hospital", ""),
            "recalls": ticket.recalls,
        }  # fmt: skip
    if member is not None:
        payload["staff"] = {
            "key": member.staff, "state": str(member.state), "counter": member.counter,
            "ticket": member.ticket, "call_next": member.call_next,
        }  # fmt: skip
    return payload


def _plain(papers: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {paper: list(forms) for paper, forms in papers.items()}
