"""How the server answers: messages and refusals as JSON, whatever went wrong."""

import logging
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from counter_server.domain.refusals import (
    BadRequest,
    IdentityInText,
    Malformed,
    MethodNotAllowed,
    NotFound,
    NotJson,
    Refusal,
    TooLarge,
)
from counter_server.protocol.discretion import hidden_facts
from counter_server.protocol.messages import Refused

from .bodies import IDENTITY_IN_TEXT
from .credentials import credential
from .examples import facts_of

log = logging.getLogger(__name__)
OPEN_TO_ALL = frozenset({"/api/v1/session", "/api/v1/devices/pairing", "/api/v1/devices/pairing/claim"})
PHONES = ("/t/", "/k/")
"""A ticket's page, and where a phone takes a ticket."""
LARGEST_BODY = 64 * 1024
"""Bytes. A command is a few hundred."""
LARGER = {
    "/console/settings/slides": 9_000_000,
    "/console/settings/import": 3_000_000,
    "/console/settings/import/take": 3_000_000,
}
"""Where files are uploaded."""

_encode = msgspec.json.Encoder().encode
JSON = "application/json"
KIND_OF_JSON = (b"content-type", JSON.encode())


class Told(Response):
    """JSON that is encoded already, its headers with it."""

    media_type = JSON

    def __init__(self, content: bytes, status: int) -> None:
        self.status_code, self.body, self.background = status, content, None
        self.raw_headers = [KIND_OF_JSON, (b"content-length", b"%d" % len(content))]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": self.body})


def told(message: object, status: int = 200) -> Response:
    """A message of ours."""
    return Told(_encode(message), status)


def refused(refusal: Refusal) -> Response:
    """A refusal of ours."""
    headers = {"WWW-Authenticate": "Bearer"} if refusal.status == 401 else {}
    if "seconds" in refusal.facts:
        headers["Retry-After"] = str(refusal.facts["seconds"])
    content = _encode({"code": refusal.code, "facts": hidden_facts(refusal.facts)})
    return Response(content, refusal.status, media_type=JSON, headers=headers)


def answer_refusals(app: FastAPI) -> None:
    """FastAPI's own errors included."""

    @app.exception_handler(Refusal)
    async def of_ours(_: Request, refusal: Refusal) -> Response:
        return refused(refusal)

    @app.exception_handler(RequestValidationError)
    async def of_bodies(request: Request, error: RequestValidationError) -> Response:
        return refused(await unfit(request, error.errors()))

    @app.exception_handler(HTTPException)
    async def of_routes(_: Request, error: HTTPException) -> Response:
        if isinstance(error.__cause__, Refusal):  # raised by the Gate while FastAPI read the body
            return refused(error.__cause__)
        kinds: dict[int, type[Refusal]] = {404: NotFound, 405: MethodNotAllowed}
        return refused(kinds.get(error.status_code, BadRequest)())

    @app.exception_handler(Exception)
    async def of_nobody(request: Request, error: Exception) -> Response:
        return failed(request.scope, error)


def failed(scope: Scope, error: Exception) -> Response:
    """What the server itself broke at; the log has the rest."""
    log.error("%s %.200r failed", scope["method"], shown_path(scope["path"]), exc_info=error)
    return Response(_encode({"code": "server_failed", "facts": {}}), 500, media_type=JSON)


def shown_path(path: str) -> str:
    """As the log may have it: the address of a phone's page is its holder's key."""
    return path[:3] if path.startswith(PHONES) else path


async def unfit(request: Request, errors: Iterable[Mapping[str, Any]]) -> Refusal:
    """The refusal of what cannot be read, or does not fit; `errors` as pydantic tells them."""
    stranger = await _refused_as_stranger(request)
    if stranger is not None:
        return stranger
    problems = [{"where": ".".join(map(str, one["loc"])), "why": one["type"]} for one in errors]
    kinds = {problem["why"] for problem in problems}
    if "json_invalid" in kinds:
        return BadRequest()
    if IDENTITY_IN_TEXT in kinds:
        return IdentityInText()
    return Malformed(problems=problems[:20])


async def _refused_as_stranger(request: Request) -> Refusal | None:
    """Whoever is not known is told only that, whatever the body says; only a sign-in and a machine that is to be paired
    have no credential yet."""
    if request.url.path in OPEN_TO_ALL:
        return None
    try:
        await request.app.state.counter.caller(credential(request))
    except Refusal as refusal:
        return refusal
    return None


class Gate:
    """Stops a command that is too large or not JSON before anything reads it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        length = headers.get(b"content-length", b"")
        said = int(length) if length.isdigit() else None
        limit = LARGER.get(scope["path"], LARGEST_BODY)
        if said is not None and said > limit:
            await refused(TooLarge(limit=limit))(scope, receive, send)
            return
        kind = headers.get(b"content-type", b"").split(b";")[0].strip().lower()
        has_body = length not in (b"", b"0") or b"transfer-encoding" in headers or (not length and kind)
        if scope["path"].startswith("/api/") and has_body and kind != JSON.encode():
            await refused(NotJson(content_type=kind.decode("latin-1")[:80]))(scope, receive, send)
            return
        if said is None or b"transfer-encoding" in headers:
            await self._counted(scope, receive, send, limit)
        else:  # no more than it says will ever be read as its body
            await self.app(scope, receive, send)

    async def _counted(self, scope: Scope, receive: Receive, send: Send, limit: int) -> None:
        """A body without a length may still be too large."""
        received = 0

        async def counting() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > limit:
                raise TooLarge(limit=limit)
            return message

        await self.app(scope, counting, send)


def refusals(*kinds: type[Refusal]) -> dict[int | str, dict[str, Any]]:
    """For the OpenAPI text: which refusals a call may answer, by status."""
    by_status: dict[int | str, dict[str, Any]] = {}
    for kind in kinds:
        empty = {"description": "", "model": Refused, "content": {JSON: {"examples": {}}}}
        entry = by_status.setdefault(kind.status, empty)
        entry["description"] += f"`{kind.code}`: {kind.__doc__} "
        entry["content"][JSON]["examples"][kind.code] = {"value": {"code": kind.code, "facts": facts_of(kind)}}
    return by_status
