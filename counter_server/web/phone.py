"""The ticket's page on the phone: its number, its state, its counter, the people ahead, and nothing else. No login, an
address nobody can guess, good for the day. The page listens to a stream of its own; without scripts it asks again."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response, StreamingResponse

from counter_server.domain.refusals import NotFound, TooManyTries
from counter_server.operations.callers import token_hash
from counter_server.protocol.terms import OPEN

from .console_answers import HEADERS, pages_of
from .routes import Running

router = APIRouter(include_in_schema=False)
ASK_AGAIN_SECONDS = 10
STREAM_HEADERS = HEADERS | {"X-Accel-Buffering": "no"}
NOTHING_MORE = 204
"""Tells a browser that there is no stream to come back to."""


@router.get("/t/{token}")
async def follow(token: str, request: Request, counter: Running) -> Response:
    """The page, or a page that says the number is no longer valid."""
    seen = await counter.phones.find(token_hash(token))
    found = seen.follower if seen else None
    pages = pages_of(request)
    locale = pages.locale(found.language if found else None)
    branch = counter.setup.branch.branch
    html = pages.phone(locale, found, branch, stream=f"/t/{token}/events", again=ASK_AGAIN_SECONDS)
    return HTMLResponse(html, 200 if found else 404, headers=HEADERS)


@router.get("/t/{token}/events")
async def events(token: str, counter: Running) -> Response:
    """Server-sent events `state` `{number, status, step, counter, ahead, more}`, each the whole state in the visitor's
    words: one at most every five seconds, and at once when called. It ends with the ticket's last state."""
    hashed = token_hash(token)
    seen = await counter.phones.find(hashed)
    if seen is None:
        raise NotFound()
    if seen.ticket.status not in OPEN:
        return Response(status_code=NOTHING_MORE, headers=HEADERS)
    if not counter.phones.room_for(seen.ticket.id):
        raise TooManyTries(seconds=ASK_AGAIN_SECONDS)
    stream = counter.phones.listen(seen, hashed)
    return StreamingResponse(stream, media_type="text/event-stream", headers=STREAM_HEADERS)
