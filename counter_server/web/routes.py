"""What routes share: the running branch, the credential, and how a verb becomes a route."""

from typing import Annotated, Any

from fastapi import Depends, Request

from counter_server.domain import refusals as no
from counter_server.domain.ticket import Ticket
from counter_server.operations.callers import Caller
from counter_server.protocol import messages
from counter_server.protocol.terms import Device
from counter_server.storage.day import Day

from . import faces
from .counter import Counter
from .credentials import credential

API = "/api/v1"


# Both are coroutines though they wait for nothing: FastAPI would send plain functions through a thread each.
async def running(request: Request) -> Counter:
    """The branch this server runs."""
    counter: Counter = request.app.state.counter
    return counter


async def credential_of(request: Request) -> str:
    """The hash of the caller's token."""
    return credential(request)


Running = Annotated[Counter, Depends(running)]
Credential = Annotated[str, Depends(credential_of)]

READ = (no.BadRequest, no.TooLarge, no.NotJson, no.Malformed, no.IdentityInText, no.StorageFull, no.TooMany)
"""What any command may be refused for before it is understood, and the disk."""
LOOK = (no.NotSignedIn, no.TooLarge, no.TooMany)
COMMAND = (no.NotSignedIn, no.WrongOrigin, no.NotAllowed, *READ)
ON_TICKET = (*COMMAND, no.NotYourTicket, no.TicketUnknown)
MOVE = (*ON_TICKET, no.WrongState)


def face_for(day: Day, who: Caller, ticket: Ticket) -> messages.Ticket:
    """What the caller is told of a ticket it has just touched; a kiosk touches only its own."""
    if who.role is Device.DISPLAY:
        return faces.wall_face(ticket, day.setup)
    return faces.staff_face(ticket, day.setup)


def answering(operation: Any) -> Any:
    """The operation, its ticket as a message for the caller."""

    def told(day: Day, who: Caller, **command: Any) -> messages.Ticket | None:
        ticket = operation(day, who, **command)
        return face_for(day, who, ticket) if ticket is not None else None

    return told
