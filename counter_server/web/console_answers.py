"""How the console answers: the desk as it is now, and what to say about the command, in the page's language."""

import json
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData

from counter_server.domain.refusals import NotSignedIn, Refusal
from counter_server.protocol.locale import Locale

from .console_pages import Pages
from .counter import Counter
from .credentials import credential
from .desk import Desk

LANGUAGE = "lalopa_language"
YEAR = 365 * 24 * 3600
HEADERS = {"Cache-Control": "no-store"}


async def form_of(request: Request) -> FormData:
    """The form that came along."""
    return await request.form(max_files=0, max_fields=100)


Form = Annotated[FormData, Depends(form_of)]


def counter_of(request: Request) -> Counter:
    """The running branch."""
    counter: Counter = request.app.state.counter
    return counter


def pages_of(request: Request) -> Pages:
    """The pages."""
    pages: Pages = request.app.state.pages
    return pages


def locale_of(request: Request) -> Locale:
    """In the language of this browser."""
    return pages_of(request).locale(request.cookies.get(LANGUAGE))


async def desk(request: Request) -> Desk:
    """The caller's desk now."""
    return await counter_of(request).desk(credential(request))


def page(content: str, *, status: int = 200, said: Mapping[str, Any] | None = None) -> HTMLResponse:
    """A page or partial; `said` are events for the page's script."""
    headers = HEADERS | ({"HX-Trigger": json.dumps(said)} if said else {})
    return HTMLResponse(content, status_code=status, headers=headers)


def asked_first(content: str) -> Response:
    """A question in answer to a command."""
    answer = page(content)
    answer.headers.update({"HX-Retarget": "#ask-body", "HX-Reswap": "innerHTML"})
    return answer


def to_sign_in() -> Response:
    """Whoever asks is not signed in (any more)."""
    return Response(headers=HEADERS | {"HX-Redirect": "/console"})


async def after(request: Request, **said: Any) -> Response:
    """The desk as it is after a command, and what to say about it."""
    try:
        return page(pages_of(request).regions(locale_of(request), await desk(request)), said=said)
    except NotSignedIn:
        return to_sign_in()


async def refused(request: Request, refusal: Refusal) -> Response:
    """The desk as it is, and why the command was not carried out."""
    if isinstance(refusal, NotSignedIn):
        return to_sign_in()
    words = locale_of(request).refusal(refusal.code, refusal.facts)
    return await after(request, **{"lalopa:said": {"text": words, "kind": "refused"}})


async def done(request: Request, words: str = "", **facts: object) -> Response:
    """The desk after a command that was carried out."""
    told = locale_of(request).say(f"console.{words}", **facts) if words else ""
    said = {"lalopa:said": {"text": told, "kind": "done"}} if told else {}
    return await after(request, **{"lalopa:done": True}, **said)
