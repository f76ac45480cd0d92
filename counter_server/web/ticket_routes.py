"""Tickets: issued, printed, and everything staff do with one."""

from collections.abc import Mapping
from typing import Any

import msgspec
from fastapi import APIRouter
from starlette.responses import Response

from counter_server.domain import refusals as no
from counter_server.domain.identity import Kk, Nik
from counter_server.domain.numbering import parse_number
from counter_server.operations import issuing, printing, serving
from counter_server.operations.callers import Caller
from counter_server.operations.keyed import keyed_digest
from counter_server.protocol import messages
from counter_server.protocol.terms import Form, Paper
from counter_server.storage.day import Day

from . import bodies, faces
from .answers import refusals, told
from .openapi import ToldRoute
from .routes import API, COMMAND, LOOK, MOVE, ON_TICKET, Credential, Running, answering, face_for

router = APIRouter(prefix=API, route_class=ToldRoute, tags=["tickets"])
AGAIN: dict[int | str, dict[str, Any]] = {
    200: {"description": "The same request again: the same ticket.", "model": messages.IssuedTicket}
}
SAME_AGAIN = sorted(set(bodies.IssueBody.model_fields) - {"number", "taken_at", "nik", "kk", "again", "answers"})
"""With the answers, what a repeated request must say again."""
ISSUE = AGAIN | refusals(
    *COMMAND, no.ServiceUnknown, no.ServiceClosed, no.CoveredElsewhere, no.RequestReused, no.NikMalformed,
    no.KkMalformed, no.NumberTaken, no.TicketExists,
)  # fmt: skip


@router.post("/tickets", status_code=201, response_model=messages.IssuedTicket, responses=ISSUE)
async def issue(body: bodies.IssueBody, counter: Running, credential: Credential) -> Response:
    """A new ticket. The same `request_id` with the same content again answers 200 with the same ticket.

    A patient whose NIK has an open ticket for this service today is refused a second one (`ticket_exists`); with
    `again` the answer is that first ticket, 200 and `repeat`, to be printed where she stands.

    Missing papers are no refusal: the ticket starts at the step `help`. `number` and `taken_at` are a kiosk's that
    went on issuing while the server was away.
    """
    asked = _asked(body, counter.secret)

    def run(day: Day, who: Caller) -> tuple[messages.IssuedTicket, bool]:
        issued = issuing.issue(day, who, asked, counter.secret)
        return _issued_face(day, who, issued), issued.new

    face, new = await counter.perform(run, credential)
    return told(face, 201 if new else 200)


def _asked(body: bodies.IssueBody, secret: bytes) -> issuing.Asked:
    number = parse_number(body.number) if body.number else None
    if (body.number is not None and number is None) or (body.number is None) != (body.taken_at is None):
        raise no.Malformed(problems=[{"where": "body.number", "why": "number_and_taken_at_together"}])
    nik = Nik.parse(body.nik) if body.nik else None
    kk = Kk.parse(body.kk) if body.kk else None
    answers, given = vars(body.answers), vars(body)
    content = msgspec.json.encode(
        {**{name: given[name] for name in SAME_AGAIN}, "answers": answers}, order="deterministic"
    )
    return issuing.Asked(
        request_id=body.request_id, service=body.service, language=body.language,
        documents=_forms(body.documents),
        answers={"for" if key == "for_" else key: str(value) for key, value in answers.items() if value is not None},
        priority=body.priority, channel=body.channel, nik=nik, kk=kk, number=number,
        taken_at=round(body.taken_at.timestamp() * 1000) if body.taken_at else None, again=body.again,
        expected_at=round(body.expected_at.timestamp() * 1000) if body.expected_at else 0,
        body=keyed_digest(secret, content).hex(),
    )  # fmt: skip


def _issued_face(day: Day, who: Caller, issued: issuing.Issued) -> messages.IssuedTicket:
    public = day.setup.branch.branch.public_url.rstrip("/")
    wait = issued.estimate
    return faces.issued_face(
        issued.ticket,
        day.setup,
        ahead=issued.ahead,
        estimate=messages.Estimate(low=wait.low, high=wait.high, after_closing=wait.after_closing) if wait else None,
        page=f"{public}/t/{issued.page}" if public else None,
        repeat=issued.repeat,
    )


@router.get(
    "/tickets/{ticket}", response_model=messages.Ticket,
    responses=refusals(*LOOK, no.NotAllowed, no.NotYourTicket, no.TicketUnknown, no.Malformed, no.StorageFull),
)  # fmt: skip
async def read(ticket: int, counter: Running, credential: Credential) -> Response:
    """A ticket as it is now."""

    def run(day: Day, who: Caller) -> messages.Ticket:
        return face_for(day, who, serving.touch(day, who, "read", ticket).ticket)

    return told(await counter.perform(run, credential))


async def _verb(running: Running, credential: str, operation: Any, /, **command: Any) -> Response:
    return told(await running.perform(answering(operation), credential, **command))


@router.post("/tickets/{ticket}/printed", response_model=messages.Ticket, responses=refusals(*ON_TICKET))
async def printed(ticket: int, counter: Running, credential: Credential) -> Response:
    """The number is in the visitor's hands; the ticket may be called."""
    return await _verb(counter, credential, printing.printed, ticket=ticket)


@router.post("/tickets/{ticket}/not-printed", response_model=messages.Ticket, responses=refusals(*ON_TICKET))
async def not_printed(ticket: int, body: bodies.NotPrintedBody, counter: Running, credential: Credential) -> Response:
    """Paper cannot come; the kiosk shows the number, and the ticket may be called."""
    return await _verb(counter, credential, printing.not_printed, ticket=ticket, reason=body.reason)


@router.post("/tickets/{ticket}/reprint", response_model=messages.Ticket, responses=refusals(*ON_TICKET))
async def reprint(ticket: int, counter: Running, credential: Credential) -> Response:
    """Its kiosk is asked to print it once more."""
    return await _verb(counter, credential, printing.reprint, ticket=ticket)


@router.post(
    "/tickets/{ticket}/call", response_model=messages.Ticket,
    responses=refusals(*MOVE, no.CounterUnknown, no.CounterEmpty, no.CounterBusy, no.TicketOpen),
)  # fmt: skip
async def call(ticket: int, counter: Running, credential: Credential, body: bodies.CallBody | None = None) -> Response:
    """One's own held ticket; asked for while busy it is remembered and comes first. The supervisor calls any that
    waits, for a named counter, with a reason; `after`: at a busy one as its next."""
    command = body.model_dump() if body else {}
    return await _verb(counter, credential, serving.call, ticket=ticket, **command)


@router.post("/tickets/{ticket}/recall", response_model=messages.Ticket, responses=refusals(*MOVE))
async def recall(ticket: int, counter: Running, credential: Credential) -> Response:
    """Announce again."""
    return await _verb(counter, credential, serving.recall, ticket=ticket)


@router.post("/tickets/{ticket}/start", response_model=messages.Ticket, responses=refusals(*MOVE))
async def start(ticket: int, counter: Running, credential: Credential) -> Response:
    """The visitor is at the counter."""
    return await _verb(counter, credential, serving.start, ticket=ticket)


@router.post("/tickets/{ticket}/hold", response_model=messages.Ticket, responses=refusals(*MOVE))
async def hold(ticket: int, counter: Running, credential: Credential, body: bodies.HoldBody | None = None) -> Response:
    """Set aside; it comes back by `call`. After `remind_minutes` its owner's console reminds her."""
    command = {"remind_minutes": body.remind_minutes} if body else {}
    return await _verb(counter, credential, serving.hold, ticket=ticket, **command)


@router.post(
    "/tickets/{ticket}/finish", response_model=messages.Ticket,
    responses=refusals(*MOVE, no.OutcomeUnknown),
)  # fmt: skip
async def finish(ticket: int, body: bodies.FinishBody, counter: Running, credential: Credential) -> Response:
    """The step ended. Where its outcome leads to another step the ticket waits there."""
    lacking = _forms(body.missing) if body.missing is not None else None
    command = {"outcome": body.outcome, "missing": lacking, "reason": body.reason}
    return await _verb(counter, credential, serving.finish, ticket=ticket, **command)


@router.post(
    "/tickets/{ticket}/transfer", response_model=messages.Ticket,
    responses=refusals(*MOVE, no.ServiceUnknown, no.StaffUnknown, no.StaffAway),
)  # fmt: skip
async def transfer(ticket: int, body: bodies.TransferBody, counter: Running, credential: Credential) -> Response:
    """To another service, or to one member of staff."""
    if (body.service is None) == (body.staff is None):
        raise no.Malformed(problems=[{"where": "body", "why": "service_or_staff"}])
    return await _verb(counter, credential, serving.transfer, ticket=ticket, service=body.service, staff=body.staff)


@router.post(
    "/tickets/{ticket}/forward", response_model=messages.Ticket,
    responses=refusals(*MOVE, no.NoNextStep),
)  # fmt: skip
async def forward(ticket: int, counter: Running, credential: Credential) -> Response:
    """To the next step."""
    return await _verb(counter, credential, serving.forward, ticket=ticket)


@router.post("/tickets/{ticket}/no-show", response_model=messages.Ticket, responses=refusals(*MOVE))
async def no_show(ticket: int, counter: Running, credential: Credential) -> Response:
    """Nobody came."""
    return await _verb(counter, credential, serving.no_show, ticket=ticket)


@router.post("/tickets/{ticket}/requeue", response_model=messages.Ticket, responses=refusals(*MOVE))
async def requeue(ticket: int, counter: Running, credential: Credential) -> Response:
    """Back into the queue, with the branch's penalty."""
    return await _verb(counter, credential, serving.requeue, ticket=ticket)


@router.post("/tickets/{ticket}/return", response_model=messages.Ticket, responses=refusals(*MOVE))
async def return_(ticket: int, body: bodies.ReasonBody, counter: Running, credential: Credential) -> Response:
    """Back into the queue as it was."""
    return await _verb(counter, credential, serving.return_, ticket=ticket, reason=body.reason)


@router.post("/tickets/{ticket}/cancel", response_model=messages.Ticket, responses=refusals(*MOVE))
async def cancel(ticket: int, body: bodies.ReasonBody, counter: Running, credential: Credential) -> Response:
    """Given up."""
    return await _verb(counter, credential, serving.cancel, ticket=ticket, reason=body.reason)


@router.post("/tickets/{ticket}/check-in", response_model=messages.Ticket, responses=refusals(*MOVE))
async def check_in(ticket: int, counter: Running, credential: Credential) -> Response:
    """A booked visitor is here; the wait starts now."""
    return await _verb(counter, credential, serving.check_in, ticket=ticket)


@router.post("/tickets/{ticket}/documents", response_model=messages.Ticket, responses=refusals(*MOVE))
async def documents(ticket: int, body: bodies.DocumentsBody, counter: Running, credential: Credential) -> Response:
    """The papers as staff saw them."""
    seen = _forms(body.documents)
    return await _verb(counter, credential, serving.documents, ticket=ticket, documents=seen)


@router.post("/tickets/{ticket}/priority", response_model=messages.Ticket, responses=refusals(*MOVE))
async def priority(ticket: int, body: bodies.PriorityBody, counter: Running, credential: Credential) -> Response:
    """Confirmed, given or withdrawn."""
    command = {"priority": body.priority, "reason": body.reason}
    return await _verb(counter, credential, serving.priority, ticket=ticket, **command)


def _forms(given: Mapping[Paper, list[Form]]) -> dict[str, tuple[str, ...]]:
    """As a ticket keeps them."""
    return {str(paper): tuple(str(form) for form in forms) for paper, forms in given.items()}
