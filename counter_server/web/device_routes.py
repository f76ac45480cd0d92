"""Machines: pairing, how they are, which there are."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from counter_server.domain import refusals as no
from counter_server.protocol.device_messages import Claim, DeviceNow, Devices, Pairing
from counter_server.protocol.device_state import DeviceState, PartState

from . import bodies
from .answers import refusals, told
from .openapi import ToldRoute
from .routes import API, COMMAND, LOOK, READ, Credential, Running
from .sign_in_guard import address_of

router = APIRouter(prefix=API, route_class=ToldRoute)


@router.post("/devices/me/state", status_code=204, tags=["devices"], responses=refusals(*COMMAND))
async def state(body: bodies.StateBody, counter: Running, credential: Credential) -> Response:
    """A machine says how its parts are: on each change at once, and every 30 seconds."""
    parts = {
        name: PartState(part.state, part.code, part.count, part.percent, tuple(part.numbers))
        for name, part in body.parts.items()
    }
    await counter.watch.report(credential, DeviceState(parts, body.version))
    return Response(status_code=204)


@router.get("/devices", response_model=Devices, tags=["devices"], responses=refusals(*LOOK, no.NotAllowed))
async def devices(counter: Running, credential: Credential) -> Response:
    """Every machine ever paired, and what is the matter now; for the person in charge."""
    return told(await counter.watch.listing(credential))


@router.post(
    "/devices/pairing", status_code=201, response_model=Pairing, tags=["devices"], openapi_extra={"security": []},
    responses=refusals(*READ, no.TooManyTries),
)  # fmt: skip
async def begin_pairing(body: bodies.PairingBody, request: Request, counter: Running) -> Response:
    """A machine without a key asks for a code to show. It is good for ten minutes and for one machine."""
    address = address_of(request.client.host if request.client else "")
    return told(counter.pairing.begin(body.kind, address), 201)


@router.post(
    "/devices/pairing/claim", response_model=Claim, tags=["devices"], openapi_extra={"security": []},
    responses={202: {"description": "Not approved yet.", "model": Claim}, **refusals(*READ, no.PairingUnknown)},
)  # fmt: skip
async def claim(body: bodies.ClaimBody, counter: Running) -> Response:
    """Asks, every two seconds, whether the person in charge has typed the code: then the answer holds the key."""
    claimed = await counter.pairing.claim(body.secret)
    return told(claimed, 200 if claimed.key else 202)


@router.post(
    "/devices/pairing/approve", response_model=DeviceNow, tags=["devices"],
    responses=refusals(*COMMAND, no.PairingCodeUnknown, no.DeviceNameTaken, no.NoLetterLeft),
)  # fmt: skip
async def approve(body: bodies.ApproveBody, counter: Running, credential: Credential) -> Response:
    """The person in charge types the code a machine shows, and gives it a name. A kiosk of a name that was revoked gets
    the letter of its own series back."""
    return told(await counter.pairing.approve(credential, body.code, body.device))


@router.post(
    "/devices/{device}/revoke", response_model=DeviceNow, tags=["devices"],
    responses=refusals(*COMMAND, no.DeviceUnknown),
)  # fmt: skip
async def revoke(device: str, counter: Running, credential: Credential) -> Response:
    """Its key counts no longer, from this moment."""
    return told(await counter.pairing.revoke(credential, device))
