"""One's own PIN; and what the person in charge does about locks and sessions of others."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from counter_server.domain import refusals as no
from counter_server.operations import sessions, sign_in_safety

from . import bodies
from .answers import refusals
from .openapi import ToldRoute
from .routes import API, COMMAND, Credential, Running

router = APIRouter(prefix=API, route_class=ToldRoute, tags=["staff"])
OF_SOMEBODY = (*COMMAND, no.StaffUnknown)


@router.post(
    "/staff/me/pin", status_code=204,
    responses=refusals(*COMMAND, no.WrongPin, no.PinTooEasy, no.TooManyTries, no.SignInLocked),
)  # fmt: skip
async def pin(body: bodies.PinBody, request: Request, counter: Running, credential: Credential) -> Response:
    """A new PIN for oneself, with the present one. This session goes on; there is no other."""
    address = request.client.host if request.client else ""
    await counter.pins.change(credential, body.pin, body.new, address)
    return Response(status_code=204)


@router.post("/staff/{staff}/unlock", status_code=204, responses=refusals(*OF_SOMEBODY))
async def unlock(staff: bodies.Key, counter: Running, credential: Credential) -> Response:
    """Somebody who was locked out may try again, wherever she is."""
    await counter.perform(sign_in_safety.unlock, credential, staff=staff)
    await counter.pins.tell()
    return Response(status_code=204)


@router.post("/staff/{staff}/sign-out", status_code=204, responses=refusals(*OF_SOMEBODY))
async def sign_out(staff: bodies.Key, counter: Running, credential: Credential) -> Response:
    """Ends somebody's session wherever it is open. A ticket left open stays hers."""
    await counter.perform(sessions.end_of, credential, staff=staff)
    return Response(status_code=204)
