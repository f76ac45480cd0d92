"""Sessions, staff, counters, the board, its stream, announcements, services."""

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from counter_server.domain import refusals as no
from counter_server.domain.staff import Member
from counter_server.operations import announcing, serving, staffing
from counter_server.operations.callers import Caller
from counter_server.protocol import messages, offer
from counter_server.storage.day import Day

from . import bodies, faces
from .answers import refusals, told
from .credentials import give_cookie, take_cookie
from .openapi import ToldRoute
from .routes import API, COMMAND, LOOK, READ, Credential, Running, answering

router = APIRouter(prefix=API, route_class=ToldRoute)
STREAMED = {"snapshot": messages.Board, "change": messages.Change, "heartbeat": messages.Heartbeat}
STREAM_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


@router.post(
    "/session", response_model=messages.Session, tags=["staff"], openapi_extra={"security": []},
    responses=refusals(
        *READ, no.WrongPin, no.CounterUnknown, no.CounterTaken, no.CounterNeeded, no.TicketOpen, no.TooManyTries,
        no.SignInLocked,
    ),
)  # fmt: skip
async def sign_in(body: bodies.SessionBody, request: Request, counter: Running) -> Response:
    """Sign in at a counter; the supervisor needs none. Replaces an older session of the same person."""
    address = request.client.host if request.client else ""
    session = await counter.sign_in(body.staff, body.pin, body.counter, address=address, kind="program")
    answer = told(session)
    give_cookie(answer, request, session.token)
    return answer


@router.delete("/session", status_code=204, tags=["staff"], responses=refusals(*COMMAND, no.TicketOpen))
async def sign_out(request: Request, counter: Running, credential: Credential) -> Response:
    """Sign out."""
    await counter.perform(staffing.sign_out, credential)
    answer = Response(status_code=204)
    take_cookie(answer, request)
    return answer


@router.post("/staff/me/ready", response_model=messages.MyState, tags=["staff"], responses=refusals(*COMMAND))
async def ready(counter: Running, credential: Credential) -> Response:
    """Ready for the next ticket; in push mode the answer may hold it."""

    def run(day: Day, who: Caller) -> messages.MyState:
        return _my_state(day, staffing.ready(day, who))

    return told(await counter.perform(run, credential))


@router.post("/staff/me/pause", response_model=messages.MyState, tags=["staff"], responses=refusals(*COMMAND))
async def pause(body: bodies.ReasonBody, counter: Running, credential: Credential) -> Response:
    """No tickets for now; while busy, from when the ticket leaves."""

    def run(day: Day, who: Caller) -> messages.MyState:
        return _my_state(day, staffing.pause(day, who, reason=body.reason))

    return told(await counter.perform(run, credential))


def _my_state(day: Day, member: Member) -> messages.MyState:
    return messages.MyState(
        staff=member.staff,
        state=member.state,
        ticket=faces.staff_face(day.ticket(member.ticket), day.setup) if member.ticket else None,
        reason=member.pause_next or member.reason or None,
    )


@router.post(
    "/counters/{place}/call-next", response_model=messages.Ticket, tags=["staff"],
    responses={
        204: {"description": "Nobody waits."},
        **refusals(*COMMAND, no.NotYourCounter, no.TicketOpen),
    },
)  # fmt: skip
async def call_next(place: str, counter: Running, credential: Credential) -> Response:
    """Makes the caller ready and calls the best ticket; 204 when nobody waits."""
    face = await counter.perform(answering(serving.call_next), credential, counter=place)
    return told(face) if face is not None else Response(status_code=204)


@router.get("/services", response_model=offer.Services, tags=["board"], responses=refusals(*LOOK))
async def services(counter: Running, credential: Credential) -> Response:
    """What the branch offers, in every language, and what is open."""
    return told(await counter.services(credential))


@router.get("/board", response_model=messages.Board, tags=["board"], responses=refusals(*LOOK))
async def board(counter: Running, credential: Credential) -> Response:
    """The whole present, as far as the caller may see it."""
    return told(await counter.board(credential))


@router.get(
    "/events", tags=["board"], response_class=StreamingResponse,
    responses={200: {"streams": STREAMED}, **refusals(*LOOK)},
)  # fmt: skip
async def events(counter: Running, credential: Credential) -> Response:
    """Server-sent events: `snapshot` (a board), then each `change`; a `heartbeat` at least every 5 seconds. A listener
    100 events behind is cut off and starts over."""
    stream = await counter.events(credential)
    return StreamingResponse(stream, media_type="text/event-stream", headers=STREAM_HEADERS)


@router.post(
    "/announcements/{announcement}/spoken", status_code=204, tags=["board"],
    responses=refusals(*COMMAND, no.AnnouncementUnknown, no.AlreadyAnnounced),
)  # fmt: skip
async def spoken(announcement: int, body: bodies.SpokenBody, counter: Running, credential: Credential) -> Response:
    """A display says it spoke, or could not, or that it was `superseded`."""
    command = {"announcement": announcement, "ok": body.ok, "reason": body.reason}
    wall = await counter.perform(announcing.spoken, credential, **command)
    if body.ok and wall:
        counter.watch.spoke(wall, announcement)
    return Response(status_code=204)
