"""What a console's form asks for, as the operations know it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from pydantic import ValidationError
from starlette.datastructures import FormData

from counter_server.domain.refusals import IdentityInText, Malformed
from counter_server.operations import at_desk, issuing, printing, serving
from counter_server.operations.keyed import keyed
from counter_server.protocol.terms import REMOTE_CHANNELS, Outcome, Paper

from .bodies import (
    IDENTITY_IN_TEXT,
    Body,
    CallBody,
    ChecksBody,
    DocumentsBody,
    EmptyBody,
    FinishBody,
    IssueBody,
    NoteBody,
    PriorityBody,
    ReasonBody,
    RemindBody,
    TransferBody,
)

Fields = dict[str, Any]
Kind = TypeVar("Kind", bound=Body)


@dataclass(frozen=True, slots=True)
class TicketCommand:
    """A verb on a ticket: the operation, what it must be told, and where its form has that."""

    operation: Callable[..., Any]
    body: type[Body] = EmptyBody
    fields: Callable[[FormData], Fields] = lambda form: {}

    def read(self, form: FormData) -> Fields:
        """The command's facts, checked; Malformed where the form does not fit."""
        body = checked(self.body, self.fields(form))
        return {name: getattr(body, name) for name in type(body).model_fields}


def checked(body: type[Kind], fields: Fields) -> Kind:
    """The body these fields make; Malformed names what is wrong with them."""
    try:
        return body.model_validate(fields)
    except ValidationError as wrong:
        if any(one["type"] == IDENTITY_IN_TEXT for one in wrong.errors()):
            raise IdentityInText() from None
        problems = [{"where": ".".join(map(str, one["loc"])), "why": one["msg"]} for one in wrong.errors()]
        raise Malformed(problems=problems) from None


def text(form: FormData, name: str) -> str | None:
    """A field's text; None where it was left empty."""
    given = form.get(name)
    return given.strip() or None if isinstance(given, str) else None


def papers(form: FormData, prefix: str = "") -> dict[str, list[str]]:
    """The ticked forms of each paper."""
    ticked = {str(paper): [str(one) for one in form.getlist(f"{prefix}{paper}")] for paper in Paper}
    return {paper: forms for paper, forms in ticked.items() if forms}


def _finish(form: FormData) -> Fields:
    outcome = text(form, "outcome")
    missing = papers(form, "missing_") if outcome == Outcome.DOCUMENTS_MISSING else None
    return {"outcome": outcome, "missing": missing or None, "reason": text(form, "reason")}


def _transfer(form: FormData) -> Fields:
    kind, _, key = (text(form, "to") or "").partition(":")
    if kind not in ("service", "staff"):
        raise Malformed(problems=[{"where": "to", "why": "missing"}])
    return {kind: key}


def _reason(form: FormData) -> Fields:
    return {"reason": text(form, "reason")}


def _call(form: FormData) -> Fields:
    return {"counter": text(form, "counter"), "reason": text(form, "reason"), "after": True}


def _priority(form: FormData) -> Fields:
    return {"priority": text(form, "priority"), "reason": text(form, "reason")}


ON_A_TICKET: Mapping[str, TicketCommand] = {
    "call": TicketCommand(serving.call, CallBody, _call),
    "recall": TicketCommand(serving.recall),
    "start": TicketCommand(serving.start),
    "finish": TicketCommand(serving.finish, FinishBody, _finish),
    "hold": TicketCommand(serving.hold),
    "forward": TicketCommand(serving.forward),
    "transfer": TicketCommand(serving.transfer, TransferBody, _transfer),
    "no-show": TicketCommand(serving.no_show),
    "requeue": TicketCommand(serving.requeue),
    "return": TicketCommand(serving.return_, ReasonBody, _reason),
    "cancel": TicketCommand(serving.cancel, ReasonBody, _reason),
    "check-in": TicketCommand(serving.check_in),
    "documents": TicketCommand(serving.documents, DocumentsBody, lambda form: {"documents": papers(form)}),
    "priority": TicketCommand(serving.priority, PriorityBody, _priority),
    "reprint": TicketCommand(printing.reprint),
    "checks": TicketCommand(at_desk.check, ChecksBody, lambda form: {"checks": form.getlist("check")}),
    "note": TicketCommand(at_desk.note, NoteBody, lambda form: {"text": text(form, "text")}),
    "confirm": TicketCommand(at_desk.confirm),
    "all-there": TicketCommand(at_desk.all_there),
    "remind": TicketCommand(serving.hold, RemindBody, lambda form: {"remind_minutes": text(form, "minutes")}),
}


def new_ticket(form: FormData, secret: bytes, now: datetime) -> issuing.Asked:
    """A ticket asked for at the desk at `now`, in the branch's zone. `secret` keys the digest by which a repeat is
    known."""
    service, channel = text(form, "service"), text(form, "channel")
    expected = text(form, "expected") if channel in REMOTE_CHANNELS else None
    given = {
        "request_id": text(form, "request_id"),
        "service": service,
        "channel": channel,
        "priority": text(form, "priority"),
        "documents": papers(form, f"document_{service}_"),
        "expected_at": f"{now.date()}T{expected.replace('.', ':').zfill(5)}:00{now:%z}" if expected else None,
    }
    body = checked(IssueBody, given)
    return issuing.Asked(
        request_id=body.request_id,
        service=body.service,
        channel=body.channel,
        priority=body.priority,
        documents={paper: tuple(forms) for paper, forms in body.documents.items()},
        expected_at=round(body.expected_at.timestamp() * 1000) if body.expected_at else 0,
        body=keyed(secret, "desk", json.dumps(given)),
    )
